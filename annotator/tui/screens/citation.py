"""The citation form: a new citation, or one of mine to be changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.events import DescendantFocus, Key
from textual.widget import Widget

from annotator.domain.citation import KINDS, STANCES, CitationDraft
from annotator.tui.bars import heading
from annotator.tui.drafting import (
    FIELDS,
    KIND,
    LINES,
    STANCE,
    Field,
    Values,
    asks_sole_authority,
    read_draft,
)
from annotator.tui.drawing import Piece
from annotator.tui.screens.form import Form
from annotator.tui.widgets.bar import Bar, Block
from annotator.tui.widgets.fields import Choice, TextField, TextLines
from annotator.tui.words import KIND_HELP, KIND_WORDS, STANCE_HELP, STANCE_WORDS
from annotator.tui.wrapping import wrap_words


@dataclass(frozen=True, slots=True)
class Filled:
    """How the form was left: with a draft to save, or with what was typed so far."""

    values: Values
    draft: CitationDraft | None


class CitationForm(Form[Filled]):
    """All fields are checked at once; what is wrong is said under each, and nothing is lost."""

    def __init__(self, title: str, claim: str, values: Values) -> None:
        super().__init__()
        self._title = title
        self._claim = claim
        self._values = dict(values)
        self._fields: dict[str, Widget] = {}
        self._hint: list[Piece] = []
        self._problems: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        yield Bar(partial(heading, self._title, ""))
        yield Block(
            lambda width, height: [
                [(f" {line}", "strong")] for line in wrap_words(self._claim, width - 2, height)
            ],
            widget_id="about",
        )
        with VerticalScroll(id="fields", can_focus=False):
            for field in FIELDS:
                widget = self._fields[field.name] = _widget(field, self._values[field.name])
                row = Horizontal(Bar(partial(self._label, field)), widget, id=f"row-{field.name}")
                row.add_class("-lines" if field.sort == LINES else "-line")
                yield row
                problem = Bar(partial(self._problem, field.name), widget_id=f"problem-{field.name}")
                problem.display = False
                yield problem
        self._hint_bar = Bar(lambda width: self._hint)
        yield self._hint_bar
        yield from self.foot()

    def on_mount(self) -> None:
        self._show_sole_authority()
        self.set_focus(self._fields["url"])

    def values(self) -> dict[str, str]:
        """What stands in the fields now."""
        return {name: _value(widget) for name, widget in self._fields.items()}

    def action_form_save(self) -> None:
        values = self.values()
        read = read_draft(values)
        if read.draft is not None:
            self.dismiss(Filled(values, read.draft))
            return
        self._show_problems(read.problems)
        first = next(iter(self._problems))
        self.set_focus(self._fields[first])

    def _show_problems(self, problems: Mapping[str, str]) -> None:
        touched = self._problems.keys() | problems.keys()
        self._problems = dict(problems)
        for name in touched:
            bar = self.query_one(f"#problem-{name}", Bar)
            bar.display = name in problems
            bar.redraw()
            self.query_one(f"#row-{name}").query_one(Bar).redraw()

    def _field_changed(self, name: str | None) -> None:
        """Take back what was said of the field, and of others that it has put right."""
        if self._problems:
            now = read_draft(self.values()).problems
            left = {
                field: words
                for field, words in self._problems.items()
                if field != name and now.get(field) == words
            }
            self._show_problems(left)

    def on_input_changed(self, event: TextField.Changed) -> None:
        self._field_changed(event.input.id)

    def on_text_area_changed(self, event: TextLines.Changed) -> None:
        self._field_changed(event.text_area.id)

    def action_form_leave(self) -> None:
        self.dismiss(Filled(self.values(), None))

    async def take_key(self, event: Key) -> bool:
        """In a field of one line, Enter goes on to the next field."""
        if event.key == "enter" and not isinstance(self.focused, TextLines):
            await self.catch_up()
            self.action_form_next()
            return True
        return await super().take_key(event)

    def action_form_next(self) -> None:
        self._step(1)

    def action_form_previous(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        """Go on in the form's order; Textual goes by places, which a field just shown has not yet."""
        shown = [widget for name, widget in self._fields.items() if self.query_one(f"#row-{name}").display]
        at = shown.index(self.focused) if self.focused in shown else -1
        self.set_focus(shown[(at + by) % len(shown)])

    def on_choice_changed(self, event: Choice.Changed) -> None:
        self._show_hint(event.choice)
        self._field_changed(event.choice.id)
        if event.choice.id in ("kind", "sole"):
            self._show_sole_authority()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        self._show_hint(event.widget)

    def _show_hint(self, widget: Widget) -> None:
        field = next((field for field in FIELDS if field.name == widget.id), None)
        if field is None:
            return
        words = field.hint.format(next=self.key("form.next"))
        if isinstance(widget, Choice) and field.sort in (STANCE, KIND):
            helps = STANCE_HELP if field.sort == STANCE else KIND_HELP
            chosen = helps.get(widget.value, "")
            words = f"← → or the first letter. {chosen[:1].upper()}{chosen[1:]}"
        self._hint = [(f" {words}", "muted")]
        self._hint_bar.redraw()

    def _show_sole_authority(self) -> None:
        values = self.values()
        asked = asks_sole_authority(values)
        self.query_one("#row-sole").display = asked
        self.query_one("#row-sole_authority").display = asked and bool(values["sole"])

    def _label(self, field: Field, width: int) -> list[Piece]:
        return [(f" {field.label}", "bad" if field.name in self._problems else "muted")]

    def _problem(self, name: str, width: int) -> list[Piece]:
        return [(" " * 15, "text"), (f"↑ {self._problems.get(name, '')}", "bad")]


def _widget(field: Field, value: str) -> Widget:
    match field.sort:
        case "lines":
            return TextLines(value, widget_id=field.name)
        case "stance":
            return Choice(
                [(stance, STANCE_WORDS[stance].split()[0]) for stance in STANCES], value, widget_id=field.name
            )
        case "kind":
            return Choice([(kind, KIND_WORDS[kind]) for kind in KINDS], value, widget_id=field.name)
        case "tick":
            return Choice(
                [("", "no"), ("yes", "yes, this record is itself the thing claimed")],
                value,
                widget_id=field.name,
            )
        case _:
            return TextField(value, widget_id=field.name)


def _value(widget: Widget) -> str:
    match widget:
        case TextField() | Choice():
            return widget.value
        case TextLines():
            return widget.text
    raise TypeError(widget)
