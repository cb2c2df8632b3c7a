"""Caret mode of the review screen: a caret in the article that keys move, count, select and search by."""

import re
from dataclasses import replace

from textual.events import Key, Paste

from annotator.domain.text import Range, clean_line
from annotator.tui.caret import MOST, Caret, moved, put_aside, selected, selection
from annotator.tui.commands import CARET
from annotator.tui.desk import Desk
from annotator.tui.drawing import Piece
from annotator.tui.screens.commanded import Commanded, pressed
from annotator.tui.widgets.article_view import ArticleView

MOST_FOUND = 10_000
"""Places that a search in the article marks at most."""


class ReviewCaret(Commanded[None]):
    """The part of the review screen that knows where in the text one is."""

    desk: Desk
    article_view: ArticleView
    _count = ""
    """The digits typed before a motion."""
    _typed: str | None = None
    """What is being typed to search for; None when nothing is."""
    _searched = ""

    @property
    def where(self) -> str:
        return CARET if self.caret is not None else super().where

    @property
    def caret(self) -> Caret | None:
        return self.article_view.caret

    def draw_status(self) -> None:
        """Draw the line that says where one is."""
        raise NotImplementedError

    def action_caret(self) -> None:
        """Begin at the first word of the current claim, or at the text's first."""
        terrain = self.article_view.terrain
        if not terrain.shown:
            self.desk.say("This article has no text to go through.")
        else:
            start = self.desk.mark.claim.ranges[0][0] if self.desk.mark else 0
            self._place(Caret(terrain.settled(start)))
        self.draw_status()

    def leave_caret(self) -> None:
        """Back to moving from claim to claim."""
        self._count, self._typed = "", None
        self.article_view.show_caret(None)
        self.article_view.mark_found(())
        self.draw_status()

    def action_caret_leave(self) -> None:
        """Drop the selection first, then leave."""
        caret = self.caret
        if caret is not None and (caret.anchor is not None or caret.kept):
            self._place(replace(caret, anchor=None, kept=()))
            self.draw_status()
        else:
            self.leave_caret()

    async def take_key(self, event: Key) -> bool:
        """In caret mode digits count, and while a search is typed all keys are its own."""
        if self.caret is None:
            return await super().take_key(event)
        if self._typed is not None:
            self._type(event)
            return True
        key = pressed(event)
        if key.isascii() and key.isdigit() and (self._count or key != "0"):
            self.key_pressed()
            self._count = str(min(int(self._count + key), MOST))
            self.draw_status()
            return True
        taken = await super().take_key(event)
        if self._count:
            self._count = ""
            self.draw_status()
        return taken

    def action_caret_move(self, motion: str) -> None:
        caret = self.caret
        if caret is not None:
            count = int(self._count) if self._count else None
            self._count = ""
            self._place(moved(caret, motion, count, self.article_view.terrain))
            self.draw_status()

    def action_caret_select(self) -> None:
        """Begin a selection here, or drop it."""
        caret = self.caret
        if caret is not None:
            self._place(replace(caret, anchor=caret.at if caret.anchor is None else None))
            self.draw_status()

    def action_caret_swap(self) -> None:
        """Go to the other end of the selection."""
        caret = self.caret
        if caret is not None and caret.anchor is not None:
            self._place(replace(caret, at=caret.anchor, anchor=caret.at))
            self.draw_status()

    def action_caret_keep(self) -> None:
        """Put the selection aside, to select one more piece."""
        caret = self.caret
        if caret is None:
            return
        if caret.anchor is None:
            self.desk.say(f"Select some words first: {self.key('caret.select')} begins a selection.")
        else:
            self._place(put_aside(caret, self.article_view.terrain))
        self.draw_status()

    def action_caret_copy(self) -> None:
        pieces = self.selected_ranges()
        if pieces:
            self.app.copy_to_clipboard(" ".join(self.desk.article.text[low:high] for low, high in pieces))
            self.desk.say("Copied what is selected.")
        else:
            self.desk.say(f"Nothing is selected: {self.key('caret.select')} begins a selection.")
        self.draw_status()

    def action_caret_search(self) -> None:
        self._typed = ""
        self.draw_status()

    def action_caret_search_next(self) -> None:
        self._to_found(1)

    def action_caret_search_previous(self) -> None:
        self._to_found(-1)

    def on_paste(self, event: Paste) -> None:
        if self._typed is not None:
            event.stop()
            self._typed += clean_line(" ".join(event.text.split()))
            self.draw_status()

    def selected_ranges(self) -> tuple[Range, ...]:
        """All that is selected, in order of the text."""
        caret = self.caret
        return () if caret is None else selected(caret, self.article_view.terrain)

    def caret_words(self) -> list[Piece]:
        """For the status line: what is typed, or where the caret is and what is selected."""
        caret, terrain = self.caret, self.article_view.terrain
        if caret is None:
            return []
        if self._typed is not None:
            return [(f" Search in the article: {self._typed}", "bar"), ("▏", "bar:key")]
        words = f" Caret in line {terrain.line_number(caret.at) + 1} of {len(terrain.shown)}"
        here = selection(caret, terrain)
        if here:
            words += f", {here[1] - here[0]} characters selected"
        if caret.kept:
            words += f", {len(caret.kept)} {'piece' if len(caret.kept) == 1 else 'pieces'} put aside"
        return [(words + ".", "bar"), (f"  {self._count}" if self._count else "", "bar:key")]

    def _place(self, caret: Caret) -> None:
        self.article_view.show_caret(caret)

    def _type(self, event: Key) -> None:
        """One key of what is typed to search for."""
        if event.key in ("escape", "ctrl+g"):
            self._typed = None
        elif event.key == "enter":
            self._searched, self._typed = (self._typed or "").strip() or self._searched, None
            self.article_view.mark_found(self._find())
            self._to_found(1)
        elif event.key == "backspace":
            self._typed = (self._typed or "")[:-1]
        elif event.is_printable and event.character:
            self._typed = (self._typed or "") + clean_line(event.character)
        self.draw_status()

    def _find(self) -> list[Range]:
        """Where the searched words stand, great and small letters alike, any space for a space."""
        words = self._searched.split()
        if not words:
            return []
        pattern = re.compile(r"\s+".join(re.escape(word) for word in words), re.IGNORECASE)
        found = []
        for hit in pattern.finditer(self.desk.article.text):
            found.append(hit.span())
            if len(found) == MOST_FOUND:
                break
        return found

    def _to_found(self, by: int) -> None:
        """To the next place that was found, around the end."""
        caret, found = self.caret, self.article_view.found
        if caret is None:
            return
        if not self._searched:
            self.desk.say("Nothing was searched for yet.")
        elif not found:
            self.desk.say(f"“{self._searched}” does not stand in this article.")
        else:
            places = [low for low, _ in found]
            ahead = [p for p in places if p > caret.at] if by > 0 else [p for p in places if p < caret.at]
            at = (ahead or places)[0] if by > 0 else (ahead or places)[-1]
            self._place(replace(caret, at=self.article_view.terrain.settled(at), column=None))
            self.desk.say(f"Place {places.index(at) + 1} of {len(places)} for “{self._searched}”.")
        self.draw_status()
