"""From statements to claims: wording, date, the two modes, partners, further places.

The same words in one mode make one claim, however often they stand in the article.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotator.domain.claim import Claim, Edit, Mode
from annotator.domain.text import Range
from annotator.splitting.dates import claim_date
from annotator.splitting.english.attribution import Attribution
from annotator.splitting.english.statements import Statement
from annotator.splitting.english.wording import content_edits, merged, plain_words, utterance_edits, worded
from annotator.splitting.folding import Unit, fold_key
from annotator.splitting.regions import Layout


def collect(text: str, statements: Iterable[Statement], layout: Layout, published: str) -> tuple[Claim, ...]:
    """The claims in order of their place, the utterance behind its content."""
    collector = _Collector(text, published, _Places(text, layout))
    for statement in statements:
        collector.add(statement)
    return collector.claims()


class _Places:
    """Where the words of a range stand again, in the copies of its sentence."""

    def __init__(self, text: str, layout: Layout) -> None:
        self._text = text
        copies: dict[int, list[Unit]] = {}
        for copy, kept in sorted(layout.copies.items()):
            copies.setdefault(kept, []).append(layout.units[copy])
        self._kept = [layout.units[index] for index in sorted(copies)]
        self._starts = [unit.start for unit in self._kept]
        self._copies = [copies[index] for index in sorted(copies)]

    def occurrences(self, ranges: Sequence[Range]) -> set[Range]:
        """The exact words in each copy; the whole copy where its typography differs."""
        found: set[Range] = set()
        for start, end in ranges:
            for copy in self._copies_around(start, end):
                at = self._text.find(self._text[start:end], copy.start, copy.end)
                found.add((copy.start, copy.end) if at < 0 else (at, at + end - start))
        return found

    def _copies_around(self, start: int, end: int) -> list[Unit]:
        number = bisect_right(self._starts, start) - 1
        return self._copies[number] if number >= 0 and end <= self._kept[number].end else []


class _Collector:
    """Claims so far, and which words they hold."""

    def __init__(self, text: str, published: str, places: _Places) -> None:
        self._text = text
        self._published = published
        self._places = places
        self._claims: list[Claim] = []
        self._seen: list[set[Range]] = []
        self._known: dict[tuple[Mode, str], int] = {}

    def add(self, statement: Statement) -> None:
        """The content, unless it is a question, and the utterance if somebody said it."""
        said, text = statement.said, self._text
        content = utterance = None
        if not statement.question:
            edits = content_edits(text, statement)
            words = plain_words(text, statement.ranges)
            content = self._put(self._claim(statement, "content", statement.ranges, edits, words), said)
        if said is not None:
            ranges = merged([*statement.ranges, said.speaker, said.words])
            edits = utterance_edits(text, statement, said)
            words = plain_words(text, [said.words])
            utterance = self._put(self._claim(statement, "utterance", ranges, edits, words), said)
        if content is not None and utterance is not None:
            self._link(content, utterance)

    def _claim(
        self, statement: Statement, mode: Mode, ranges: Sequence[Range], edits: Sequence[Edit], dated: str
    ) -> Claim:
        """`dated`: the words that tell when it was."""
        return Claim(
            tuple(ranges),
            worded(self._text, ranges, edits),
            mode=mode,
            date=claim_date(dated, self._published),
            rule=statement.rule,
            flags=statement.flags,
            edits=tuple(sorted(edits, key=lambda edit: (edit.start, edit.end, edit.kind))),
        )

    def claims(self) -> tuple[Claim, ...]:
        return tuple(
            replace(claim, occurrences=tuple(sorted(seen - set(claim.ranges))))
            for claim, seen in zip(self._claims, self._seen, strict=True)
        )

    def _put(self, claim: Claim, said: Attribution | None) -> int:
        """Index of the claim with these words, which may have been there."""
        key = (claim.mode, fold_key(claim.text))
        places = self._places.occurrences(claim.ranges)
        known = self._known.get(key)
        if known is not None:
            self._seen[known] |= places | set(claim.ranges)
            return known
        speaker = plain_words(self._text, [said.speaker]) if said else None
        cue = said.cue if said else None
        self._known[key] = len(self._claims)
        self._claims.append(replace(claim, speaker=speaker, cue=cue))
        self._seen.append(places)
        return len(self._claims) - 1

    def _link(self, content: int, utterance: int) -> None:
        """Each names the other; the first partner stays."""
        for one, other in ((content, utterance), (utterance, content)):
            if self._claims[one].partner is None:
                self._claims[one] = replace(self._claims[one], partner=other)
