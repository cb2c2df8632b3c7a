"""The review screen's forms and lists: each is opened, and what it gives back becomes an act.

A form belongs to the claim that it was opened on, whatever the desk has turned to meanwhile.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, cast

from textual.widget import AwaitMount

from annotator.domain.citation import Citation
from annotator.domain.text import clean
from annotator.tui.acting_desk import Typed
from annotator.tui.desk import Desk
from annotator.tui.drafting import Values, begun, empty_values, values_of
from annotator.tui.screens.commanded import Commanded
from annotator.tui.words import citation_text

if TYPE_CHECKING:  # forms are imported when first needed, or in the first pause: see `load_forms`
    from annotator.tui.screens.citation import Filled
    from annotator.tui.screens.listing import Reused
    from annotator.tui.screens.note import Noted

Save = Callable[[str, Typed], None]
Then = Callable[[Citation], AwaitMount | None]


def load_forms() -> None:
    """Import the screens that a key opens, while there is time: it takes as long as to open one."""
    for name in ("citation", "filter", "goto", "history", "listing", "note", "picking", "reword", "search"):
        import_module(f"annotator.tui.screens.{name}")


class ReviewDialogs(Commanded[None]):
    """The part of the review screen that asks for more than a key."""

    desk: Desk

    def acted(self) -> None:
        """Draw the current claim after an act on it, or after a message."""
        raise NotImplementedError

    def action_citation_add(self) -> AwaitMount | None:
        claim = self.desk.claim
        if not claim:
            return None
        again = self.key("citation.add")
        return self._fill("New citation", f"cite:{claim}", again, empty_values(self.host.today()), "")

    def action_citation_open(self) -> AwaitMount | None:
        def change(citation: Citation) -> AwaitMount | None:
            return self._fill(
                "Change a citation",
                f"change:{citation.id}",
                self.key("citation.open"),
                values_of(citation),
                citation.id,
            )

        return self._choose(
            "Open a citation", self.desk.my_citations(), change,
            f"No citation of yours is on this claim: {self.key('citation.add')} adds one, "
            f"{self.key('citation.reuse')} reuses one.",
        )  # fmt: skip

    def action_citation_close(self) -> AwaitMount | None:
        def close(citation: Citation) -> AwaitMount:
            def save(claim: str, typed: Typed) -> None:
                self.desk.close_citation(claim, citation.id, typed)

            about = f"{citation.source.name}: {citation.quote}"
            hint = "Say why it no longer stands against the claim."
            return self._note(
                "Close a refuting citation",
                f"close:{citation.id}",
                self.key("citation.close"),
                about,
                "",
                hint,
                save,
                hint,
            )

        return self._choose(
            "Close a refuting citation", self.desk.refuting(), close,
            "No open citation of yours refutes this claim.",
        )  # fmt: skip

    def action_citation_reuse(self) -> AwaitMount | None:
        mark = self.desk.mark
        if mark is None:
            return None

        from annotator.tui.screens.listing import Reusing

        def reused(result: "Reused | None") -> None:
            if result is not None:
                self.desk.reuse(mark.claim.id, result.citation, result.stance)
            self.acted()

        return self.app.push_screen(Reusing(mark.claim.text, self.desk.reading.citations_to_reuse), reused)

    def action_citation_again(self) -> None:
        self.desk.cite_last_again()
        self.acted()

    def action_rationale(self) -> AwaitMount | None:
        label = self.desk.state.label
        if not self.desk.has_label("a rationale") or label is None or self.desk.mark is None:
            self.acted()
            return None
        hint = "Why do you choose this label? Others will read it."
        about = self.desk.mark.claim.text
        text = label.label.rationale
        self.desk.see_label(f"rationale:{self.desk.claim}")
        return self._note(
            "Rationale",
            f"rationale:{self.desk.claim}",
            self.key("rationale"),
            about,
            text,
            hint,
            self.desk.set_rationale,
        )

    def action_comment(self) -> AwaitMount | None:
        mark = self.desk.mark
        if mark is None:
            return None
        key, hint = f"comment:{mark.claim.id}", "A remark on the claim, for yourself and the others."
        nothing = "The comment is empty: write something, or leave the form."
        again = self.key("comment")
        return self._note("Comment", key, again, mark.claim.text, "", hint, self.desk.comment, nothing)

    def action_copy(self) -> None:
        mark = self.desk.mark
        if mark is None:
            return
        citations = self.desk.state.citations
        text = "\n".join([mark.claim.text, *(f"- {citation_text(citation)}" for citation in citations)])
        self.app.copy_to_clipboard(clean(text))
        count = len(citations)
        which = f" and {count} {'citation' if count == 1 else 'citations'}" if count else ""
        self.desk.say(f"The claim{which} went to the clipboard, if your terminal allows it.")
        self.acted()

    def _choose(
        self, title: str, citations: Sequence[Citation], then: Then, nothing: str
    ) -> AwaitMount | None:
        """Go on with the one citation there is, or with the one that is chosen."""
        if not citations or self.desk.mark is None:
            self.desk.say(nothing)
            self.acted()
            return None
        if len(citations) == 1:
            return then(citations[0])

        from annotator.tui.screens.listing import Choosing

        async def chosen(citation: Citation | None) -> None:
            opened = then(citation) if citation is not None else None
            if opened is not None:
                await opened

        return self.app.push_screen(Choosing(title, self.desk.mark.claim.text, citations), chosen)

    def _fill(self, title: str, draft_key: str, key: str, fresh: Values, replaces: str) -> AwaitMount | None:
        mark = self.desk.mark
        if mark is None:
            return None
        from annotator.tui.screens.citation import CitationForm

        kept = self.desk.drafts.get(draft_key)
        shown = f"{title}, begun earlier" if kept else title

        def filled(result: "Filled | None") -> None:
            if result is None:
                return
            if result.draft is not None:
                typed = Typed(draft_key, result.values, key)
                self.desk.cite(mark.claim.id, result.draft, typed, replaces=replaces)
            else:
                self.desk.keep(Typed(draft_key, result.values, key), begun=begun(result.values, fresh))
            self.acted()

        if not self.app.is_screen_installed(CitationForm.NAME):
            self.app.install_screen(CitationForm(self.desk.reading), CitationForm.NAME)
        form = cast(CitationForm, self.app.get_screen(CitationForm.NAME))
        form.begin(shown, mark.claim.text, kept or fresh)
        return self.app.push_screen(form, filled)

    def _note(
        self,
        title: str,
        draft_key: str,
        key: str,
        about: str,
        text: str,
        hint: str,
        save: Save,
        nothing: str = "",
    ) -> AwaitMount:
        from annotator.tui.screens.note import Note

        claim = self.desk.claim
        kept = self.desk.drafts.get(draft_key, {}).get("text", text)

        def noted(result: "Noted | None") -> None:
            if result is None:
                return
            typed = Typed(draft_key, {"text": result.text}, key)
            if result.save:
                save(claim, typed)
            else:
                self.desk.keep(typed, begun=bool(result.text.strip()) and begun(typed.values, {"text": text}))
            self.acted()

        return self.app.push_screen(Note(title, about, kept, hint, nothing), noted)
