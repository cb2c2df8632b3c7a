"""From statements to claims: wording, date, the two modes, partners, further places.

The same words in one mode make one claim, however often they stand in the article.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotator.domain.claim import Claim, Edit, Mode
from annotator.domain.text import Range
from annotator.domain.wording import merged, worded
from annotator.splitting.dates import claim_date
from annotator.splitting.english.attribution import Attribution
from annotator.splitting.english.statements import Statement
from annotator.splitting.english.wording import content_edits, plain_words, utterance_edits
from annotator.splitting.folding import fold_key
from annotator.splitting.folding.grouping import Groups
from annotator.splitting.places import Places


def collect(text: str, statements: Iterable[Statement], places: Places, published: str) -> tuple[Claim, ...]:
    """The claims in order of their place, the utterance behind its content."""
    collector = _Collector(text, published, places)
    for statement in statements:
        collector.add(statement)
    return collector.claims()


class _Collector:
    """Claims so far, and which words they hold."""

    def __init__(self, text: str, published: str, places: Places) -> None:
        self._text = text
        self._published = published
        self._places = places
        self._claims: list[Claim] = []
        self._seen: list[set[Range]] = []
        self._groups = Groups()

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
            words = plain_words(text, _saying(text, said))
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
        """Index of the claim with these words, which may have been there.

        With a pronoun in them they say the same in their own sentence only.
        """
        places, at = self._places.occurrences(claim.ranges), claim.ranges[0][0]
        name = f"{claim.mode} {fold_key(claim.text)}"
        if any(flag.kind == "pronoun" for flag in claim.flags):
            name = f"{self._places.sentence(at)} {name}"
        known = self._groups.place(len(self._claims), [name], self._places.filing(at))
        if known < len(self._claims):
            self._seen[known] |= places | set(claim.ranges)
            return known
        speaker = plain_words(self._text, [said.speaker]) if said else None
        cue = said.cue if said else None
        self._claims.append(replace(claim, speaker=speaker, cue=cue))
        self._seen.append(places)
        return len(self._claims) - 1

    def _link(self, content: int, utterance: int) -> None:
        """Each names the other; the first partner stays."""
        for one, other in ((content, utterance), (utterance, content)):
            if self._claims[one].partner is None:
                self._claims[one] = replace(self._claims[one], partner=other)


def _saying(text: str, said: Attribution) -> list[Range]:
    """The words that can tell when it was said: those of the attribution but for an aside on the speaker."""
    start, end = said.words
    begin = max(start, said.speaker[1])
    between, cue, _ = text[begin:end].lower().partition(said.cue)
    if not cue or "," not in between:
        return [said.words]
    return [(start, max(start, said.speaker[0])), (begin + len(between), end)]
