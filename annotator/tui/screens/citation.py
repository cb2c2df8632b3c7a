"""The citation form: a new citation, or one of mine to be changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Key
from textual.geometry import Offset

from annotator.domain.citation import CitationDraft
from annotator.services.reading import Reading
from annotator.tui.bars import heading, key_line
from annotator.tui.commands import CITATION, by_key
from annotator.tui.drafting import LINES, TEXT, Values, empty_values, read_draft
from annotator.tui.drawing import Piece, cells
from annotator.tui.entry import Entry
from annotator.tui.entry_lines import LABEL, OPTIONS, choice_at, chosen_by, hint_lines
from annotator.tui.screens.commanded import pressed
from annotator.tui.screens.form import Form
from annotator.tui.widgets.bar import Bar, Block, Lines
from annotator.tui.widgets.entry_rows import EntryRows
from annotator.tui.widgets.fields import EntryField, FieldCut, TextLines
from annotator.tui.words import STANCE_KEYS
from annotator.tui.wrapping import wrap_words


@dataclass(frozen=True, slots=True)
class Filled:
    """How the form was left: with a draft to save, or with what was typed so far."""

    values: Values
    draft: CitationDraft | None


class CitationForm(Form[Filled]):
    """All fields are checked at once; what is wrong is said under each, and nothing is lost.

    The app keeps one and shows it again: to make it anew, and take it down, costs several frames.
    """

    NAME = "citation-form"

    BESIDES = CITATION

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self._reading = reading
        self.begin("", "", empty_values(date.min))

    def begin(self, title: str, claim: str, values: Values) -> None:
        """Be about a claim, with these values; called before each time that the form is shown."""
        self._title = title
        self._claim = claim
        self.entry = Entry(dict(values), self._reading, self.key)
        self._said: Piece = ("", "")
        """A sentence in place of the hint, and its role; it stays until the next key."""
        self._asking = False
        """Whether the stance alone is wanted, and saves the form when it comes."""
        if self.is_mounted:
            self.rows.entry = self.entry
            self.quote.load_text(values["quote"])
            for block in self.query(Block):
                block.redraw()
            self._enter()

    def compose(self) -> ComposeResult:
        yield Bar(lambda width: heading(self._title, "", width))
        yield Block(self._about, widget_id="about")
        self.rows = EntryRows(self.entry, self._choose_by_key, self._clicked, self._lay)
        self.editor = EntryField(self._edited, self.key("citation.complete"))
        self.quote = TextLines(self.entry.values["quote"], widget_id="quote")
        self.quote.display = False
        with Container(id="fields"):
            yield self.rows
            yield self.editor
            yield self.quote
        self._hint_block = Block(self._hint, widget_id="hint")
        yield self._hint_block
        (self._foot,) = self.foot()
        yield self._foot

    def on_mount(self) -> None:
        self._enter()

    def values(self) -> dict[str, str]:
        """What stands in the fields now."""
        return {**self.entry.values, "quote": self.quote.text}

    # --- where one is --------------------------------------------------------------------------------

    def go(self, name: str) -> None:
        """To the field of that name."""
        self._take_quote()
        self.entry.go(name)
        self._enter()

    def _enter(self) -> None:
        """Show the field that the entry is in: an editor upon it, or a choice to be made."""
        entry = self.entry
        sort = entry.field.sort
        self.editor.display = sort == TEXT
        self.quote.display = sort == LINES
        if sort == TEXT:
            value = entry.values[entry.at]
            self.editor.hold(value, entry.completion(entry.at, value))
        elif sort == LINES and self.quote.text != entry.values[entry.at]:
            self.quote.load_text(entry.values[entry.at])
        self.set_focus({TEXT: self.editor, LINES: self.quote}.get(sort, self.rows))
        self.rows.show_current()
        self._lay()
        self._draw()

    def _lay(self) -> None:
        """Lay the editor where the field is, right of the labels; the styles say how wide it is."""
        for widget in (self.editor, self.quote):
            if widget.display and widget.styles.offset.y.value != self.rows.current_line:
                widget.styles.offset = (LABEL, self.rows.current_line)

    def _draw(self) -> None:
        self.rows.redraw_changed()
        self._hint_block.redraw()
        self._foot.redraw()

    def cursor_at(self) -> Offset | None:
        """On the choice that one is in, too."""
        if self.entry.field.sort in OPTIONS:
            return self.rows.region.offset + Offset(LABEL, self.rows.current_line)
        return super().cursor_at()

    def _take_quote(self) -> None:
        self.entry.edit("quote", self.quote.text)

    def action_form_next(self) -> None:
        self._step(1)

    def action_form_previous(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        self._take_quote()
        self.entry.step(by)
        self._enter()

    def _clicked(self, line: int, cell: int) -> None:
        rows = self.entry.rows()
        if line >= len(rows):
            return
        field = rows[line][0]
        self.go(field.name)
        chosen = choice_at(field, cell - LABEL) if field.sort in OPTIONS else None
        if chosen is not None:
            self._choose(chosen)

    # --- what is typed -------------------------------------------------------------------------------

    async def take_key(self, event: Key) -> bool:
        """What depends on where one is comes first; in a field of one line, Enter goes on to the next."""
        if self._asking:
            self._asking = False
            stance = STANCE_KEYS.get(pressed(event))
            if stance is not None:
                self._choose(stance)
                self.action_form_save()
                return True
            self._hint_block.redraw()
        command = by_key(self.table, CITATION).get(pressed(event))
        if command is None:
            return await super().take_key(event)
        await self.catch_up()
        self.key_pressed()
        if not self._applies(command.id):
            return False
        await self.run_command(command)
        return True

    def _applies(self, command: str) -> bool:
        """Whether a key means the command here, and not the field that one is in."""
        entry = self.entry
        match command:
            case "citation.unfill":
                return entry.can_unfill
            case "citation.complete":
                return entry.field.sort == TEXT and bool(self.editor.completed)
            case "citation.offer.take":
                return entry.field.sort != LINES
            case _:
                return bool(entry.offers)

    def _edited(self, value: str) -> str:
        """A new value in the editor; gives what it may become."""
        entry = self.entry
        if value != entry.values[entry.at]:
            offered = bool(entry.offers)
            entry.edit(entry.at, value)
            if offered or entry.offers:
                self.rows.show_current()
            self.rows.redraw_changed()
        return entry.completion(entry.at, value)

    def on_text_area_changed(self) -> None:
        self._take_quote()
        self.rows.redraw_changed()

    def _choose_by_key(self, event: Key) -> bool:
        field = self.entry.field
        if field.sort not in OPTIONS:
            return False
        chosen = chosen_by(field, self.entry.values[field.name], event.key, event.character)
        if chosen is not None:
            self._choose(chosen)
        return chosen is not None

    def _choose(self, value: str) -> None:
        self.entry.edit(self.entry.at, value)
        self._draw()

    # --- what is filled in ---------------------------------------------------------------------------

    async def take_paste(self, text: str) -> bool:
        await self.catch_up()
        self._take_quote()
        said = self.entry.paste(text)
        if said is None:
            self.key_pressed()
            return False
        self._said = said
        self._enter()
        return True

    def action_citation_offer_next(self) -> None:
        self.entry.mark(1)
        self.rows.redraw_changed()

    def action_citation_offer_previous(self) -> None:
        self.entry.mark(-1)
        self.rows.redraw_changed()

    def action_citation_offer_take(self) -> None:
        if self.entry.marked is None:
            self._step(1)
            return
        self._said = (self.entry.take(), "good")
        self._enter()

    def action_citation_complete(self) -> None:
        self.entry.complete(self.editor.completed)
        self._enter()

    def action_citation_unfill(self) -> None:
        self._take_quote()
        self._said = (self.entry.unfill(), "good")
        self._enter()

    # --- what is said --------------------------------------------------------------------------------

    def key_pressed(self) -> None:
        if self._said[0]:
            self._said = ("", "")
            self._hint_block.redraw()

    def on_field_cut(self, event: FieldCut) -> None:
        self._said = (event.words, "warn")
        self._hint_block.redraw()

    def _about(self, width: int, height: int) -> Lines:
        return [[(f" {line}", "strong")] for line in wrap_words(self._claim, width - 2, height)]

    def _hint(self, width: int, height: int) -> Lines:
        words, role = self._said
        if words:
            return [[(f" {line}", role)] for line in wrap_words(words, width - 2, height)]
        return hint_lines(self.entry, width, height, onward=self.key("form.next"), asking=self._asking)

    def _keys(self, width: int) -> list[Piece]:
        """Taking back is shown when there is something to take back."""
        own = key_line(self.table, CITATION, width) if self.entry.can_unfill else []
        return [*own, *key_line(self.table, self.WHERE, width - cells(own))]

    # --- leaving -------------------------------------------------------------------------------------

    def action_form_save(self) -> None:
        values = self.values()
        read = read_draft(values)
        if read.draft is not None:
            self.dismiss(Filled(values, read.draft))
            return
        self._show_problems(read.problems)

    def _show_problems(self, problems: Mapping[str, str]) -> None:
        """Say what is wrong; when it is the stance alone that lacks, ask for it."""
        self._take_quote()
        self.entry.problems = dict(problems)
        self._asking = list(problems) == ["stance"]
        self.entry.go(next(iter(problems)))
        self._enter()

    def action_form_leave(self) -> None:
        self.dismiss(Filled(self.values(), None))
