"""The form of the filter: a line for each thing that can be asked of a claim."""

from functools import partial

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import DescendantFocus, Key

from annotator.domain.claim_filter import OPEN, ClaimFilter, read_confidence
from annotator.domain.errors import FieldError
from annotator.domain.scheme import Scheme
from annotator.tui.bars import heading
from annotator.tui.commands import label_name
from annotator.tui.drawing import Piece
from annotator.tui.screens.form import Form
from annotator.tui.widgets.bar import Bar
from annotator.tui.widgets.choice import Choice
from annotator.tui.widgets.fields import TextField

_HINTS = {
    "label": "← → or the first letter.",
    "flagged": "← → or the first letter: claims with a flag.",
    "incomplete": "← → or the first letter: claims with a label whose evidence rule is not met.",
    "disagreement": "← → or the first letter: claims that reviewers label differently.",
    "confidence": "One number, or from and to: 1-2.",
    "words": "Every one of these words stands in the claim's wording.",
    "suggested": "← → or the first letter: claims of which an imported record says something.",
    "reviewer": "Whose label, flag and confidence are meant; you, when nothing stands here.",
}
_YES = (("", "any"), ("yes", "only these"))


class FilterForm(Form[ClaimFilter | None]):
    """Asks what the claims of the list are to be; gives None when it is left."""

    SAVE = "list them"

    def __init__(self, claim_filter: ClaimFilter, scheme: Scheme) -> None:
        super().__init__()
        low, high = claim_filter.confidence or ("", "")
        labels = [("", "any"), (OPEN, "open"), *((rule.id, label_name(rule.id)) for rule in scheme.labels)]
        self._fields: dict[str, Choice | TextField] = {
            "label": Choice(labels, claim_filter.label, widget_id="label"),
            "incomplete": _ticked("incomplete", claim_filter.incomplete),
            "flagged": _ticked("flagged", claim_filter.flagged),
            "disagreement": _ticked("disagreement", claim_filter.disagreement),
            "confidence": TextField(f"{low}" if low == high else f"{low}-{high}", widget_id="confidence"),
            "words": TextField(" ".join(claim_filter.words), widget_id="words"),
            "suggested": _ticked("suggested", claim_filter.suggested),
            "reviewer": TextField(claim_filter.reviewer, widget_id="reviewer"),
        }
        self._hint = _HINTS["label"]
        self._problem = ""

    def compose(self) -> ComposeResult:
        yield Bar(partial(heading, "Which claims of the whole file to list", "Enter lists them too"))
        for name, field in self._fields.items():
            yield Horizontal(Bar(partial(_name, name)), field, classes="-line")
        self._hint_bar = Bar(self._hint_line)
        yield self._hint_bar
        yield from self.foot()

    def on_mount(self) -> None:
        self.set_focus(self._fields["label"])

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        self._hint, self._problem = _HINTS.get(event.widget.id or "", ""), ""
        self._hint_bar.redraw()

    def _hint_line(self, width: int) -> list[Piece]:
        return [(f" {self._problem}", "bad")] if self._problem else [(f" {self._hint}", "muted")]

    async def take_key(self, event: Key) -> bool:
        """Enter lists what matches, whatever field one is in."""
        if event.key != "enter":
            return await super().take_key(event)
        await self.catch_up()
        self.action_form_save()
        return True

    def action_form_save(self) -> None:
        values = {name: field.value.strip() for name, field in self._fields.items()}
        try:
            confidence = read_confidence(values["confidence"])
        except FieldError as error:
            self.set_focus(self._fields["confidence"])
            self._problem = str(error)
            self._hint_bar.redraw()
            return
        self.dismiss(
            ClaimFilter(
                label=values["label"],
                reviewer=values["reviewer"],
                flagged=bool(values["flagged"]),
                incomplete=bool(values["incomplete"]),
                disagreement=bool(values["disagreement"]),
                confidence=confidence,
                words=tuple(values["words"].split()),
                suggested=bool(values["suggested"]),
            )
        )

    def action_form_leave(self) -> None:
        self.dismiss(None)


def _ticked(name: str, ticked: bool) -> Choice:
    return Choice(_YES, "yes" if ticked else "", widget_id=name)


def _name(name: str, width: int) -> list[Piece]:
    return [(f" {name.capitalize()}", "muted")]
