"""Commands that only read: claims, articles, the text around a claim, labels and guidelines."""

from collections.abc import Iterable

from annotator.plain.console import Console
from annotator.plain.telling import (
    article_paragraphs,
    article_words,
    claim_paragraphs,
    context_paragraphs,
    full_paragraphs,
    label_paragraphs,
    mark_words,
    row_words,
)
from annotator.tui.desk import Desk
from annotator.tui.words import citation_text


class Looking:
    """The part of a session that reads aloud. `rest` is what stands behind a command."""

    desk: Desk
    _console: Console
    _shown = ""
    """Id of the article that was told of last."""

    def do_articles(self, rest: str) -> None:
        rows = self.desk.reading.library()
        self._console.pages([row_words(number, row) for number, row in enumerate(rows, 1)])

    def do_claims(self, rest: str) -> None:
        self._console.pages([mark_words(number, mark) for number, mark in enumerate(self.desk.marks, 1)])

    def do_claim_full(self) -> None:
        self._say_all(full_paragraphs(self.desk))

    def do_full(self, rest: str) -> None:
        self.do_claim_full()

    def do_context(self, rest: str) -> None:
        self._say_all(context_paragraphs(self.desk))

    def do_text(self, rest: str) -> None:
        self._console.pages(article_paragraphs(self.desk), parted=True)

    def do_copy(self) -> None:
        """The claim with its citations, each in one line however long, to be copied."""
        if self.desk.mark is not None:
            self._console.put(self.desk.mark.claim.text)
        for citation in self.desk.state.citations:
            self._console.put(f"- {citation_text(citation)}")

    def do_labels(self, rest: str) -> None:
        self._say_all(label_paragraphs(self.desk.scheme))

    def _show_article(self) -> None:
        self._shown = self.desk.article.id
        self._console.say(article_words(self.desk))
        self._say_message()
        self._say_all(claim_paragraphs(self.desk))

    def _say_message(self) -> None:
        if self.desk.message is not None:
            self._console.say(self.desk.message.text)

    def _say_all(self, paragraphs: Iterable[str]) -> None:
        for paragraph in paragraphs:
            self._console.say(paragraph)
