"""The form for a claim's wording, with the article's own words in sight."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import DescendantFocus

from annotator.domain.claim import Claim
from annotator.domain.edtf import is_edtf
from annotator.tui.bars import heading
from annotator.tui.drafting import Values
from annotator.tui.drawing import Piece
from annotator.tui.screens.form import Form
from annotator.tui.widgets.bar import Bar, Block, Lines
from annotator.tui.widgets.choice import Choice
from annotator.tui.widgets.fields import FieldCut, TextField, TextLines
from annotator.tui.wrapping import wrap_words

REASONS = ("pronoun", "name", "date", "number", "clearer", "other")
"""Why a wording is changed; no two begin with one letter but the last, which is the arrows' alone."""
_HINTS = {
    "text": "What is claimed, as one reads it alone.",
    "reason": "← → or the first letter: what made the wording hard to read alone, or wrong.",
    "speaker": "Who is said to have made the claim; empty for nobody.",
    "date": "The time that it is about: 2022-03-21, 2022-03 or 2022; empty for none.",
    "same": "← → or the first letter: if it means the same, your label is carried over to it.",
}


@dataclass(frozen=True, slots=True)
class Reworded:
    """How the form was left: what stands in its fields, and whether it is to be saved."""

    values: dict[str, str]
    save: bool


def reword_values(claim: Claim) -> dict[str, str]:
    """What the fields say of a claim before anything is changed."""
    return {
        "text": claim.text,
        "reason": "",
        "speaker": claim.speaker or "",
        "date": claim.date or "",
        "same": "yes",
    }


class Rewording(Form[Reworded]):
    """Asks for a claim's wording, why it is changed, and who said it when."""

    def __init__(self, claim: Claim, verbatim: str, values: Values, *, labelled: bool) -> None:
        """`verbatim` is what the article says; `values` may be a draft."""
        super().__init__()
        self._claim = claim
        self._verbatim = verbatim
        fresh: Mapping[str, str] = {**reword_values(claim), **values}
        self.area = TextLines(fresh["text"], widget_id="text")
        self._fields: dict[str, TextField | Choice] = {
            "reason": Choice([(reason, reason) for reason in REASONS], fresh["reason"], widget_id="reason"),
            "speaker": TextField(fresh["speaker"], widget_id="speaker"),
            "date": TextField(fresh["date"], widget_id="date"),
        }
        self._same = fresh["same"]
        if labelled:
            options = (("yes", "yes, carry my label over"), ("no", "no, it must be labelled anew"))
            self._fields["same"] = Choice(options, self._same, widget_id="same")
        self._hint = _HINTS["text"]
        self._problem = ""

    def compose(self) -> ComposeResult:
        yield Bar(partial(heading, "Wording of a claim", ""))
        yield Block(self._about, widget_id="verbatim")
        yield self.area
        for name, field in self._fields.items():
            yield Horizontal(Bar(partial(_label, name)), field, classes="-line")
        self._hint_bar = Bar(self._hint_line)
        yield self._hint_bar
        yield from self.foot()

    def on_mount(self) -> None:
        self.set_focus(self.area)

    def values(self) -> dict[str, str]:
        """What stands in the fields now."""
        fields = {name: field.value for name, field in self._fields.items()}
        return {"same": self._same, "text": self.area.text, **fields}

    def _about(self, width: int, height: int) -> Lines:
        article = wrap_words(f"Article: “{self._verbatim}”", width - 2, max(height - 2, 1))
        now = wrap_words(f"Now: {self._claim.text}", width - 2, max(height - len(article), 1))
        return [[(f" {line}", "muted")] for line in article] + [[(f" {line}", "text")] for line in now]

    def _hint_line(self, width: int) -> list[Piece]:
        return [(f" {self._problem}", "bad")] if self._problem else [(f" {self._hint}", "muted")]

    def _say(self, problem: str, hint: str = "") -> None:
        self._problem, self._hint = problem, hint or self._hint
        self._hint_bar.redraw()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        self._say(self._problem, _HINTS.get(event.widget.id or "", ""))

    def key_pressed(self) -> None:
        """What was wrong has been read."""
        if self._problem:
            self._say("")

    def on_field_cut(self, event: FieldCut) -> None:
        self._say(event.words)

    def action_form_save(self) -> None:
        values = self.values()
        date = values["date"].strip()
        if not values["text"].strip():
            self._refuse("A claim needs words.", self.area)
        elif date and not is_edtf(date):
            self._refuse(f"“{date}” is not a date like 2022-03-21, 2022-03 or 2022.", self._fields["date"])
        elif values["text"].split() != self._claim.text.split() and not values["reason"]:
            self._refuse(
                f"Why is it changed? Choose, and {self.key('form.save')} saves.", self._fields["reason"]
            )
        else:
            self.dismiss(Reworded(values, save=True))

    def _refuse(self, problem: str, field: TextLines | TextField | Choice) -> None:
        self._say(problem)
        self.set_focus(field)

    def action_form_leave(self) -> None:
        self.dismiss(Reworded(self.values(), save=False))


def _label(name: str, width: int) -> list[Piece]:
    words = {"same": "Same meaning"}.get(name, name.capitalize())
    return [(f" {words}", "muted")]
