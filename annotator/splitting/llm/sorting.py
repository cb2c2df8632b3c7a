"""What a model proposed for an article, sorted: taken, refused, and sentences that stay whole.

Nothing is dropped in silence: a sentence all of whose claims were refused, or of which the model
said nothing, becomes a claim as it stands, and the warnings say how many and why.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from annotator.domain.claim import Claim
from annotator.splitting.alike import linked
from annotator.splitting.folding import fold_key
from annotator.splitting.folding.grouping import Groups
from annotator.splitting.languages import language_of
from annotator.splitting.llm.anchoring import Refused
from annotator.splitting.llm.answer import Answer
from annotator.splitting.llm.prompt import Batch, Numbered
from annotator.splitting.llm.taking import Taken, take, whole
from annotator.splitting.places import Places
from annotator.splitting.regions import Layout

_LISTED = 12
"""Sentence numbers in a warning."""
_WHOLE = {
    "llm-refused": "all their claims were refused",
    "llm-unanswered": "the model says nothing of them",
    "llm-unsent": "they are too long to be sent",
}
"""Rule of a claim that is a sentence as it stands -> why."""


class Sorting:
    """The claims of one article as they come in."""

    def __init__(self, text: str, layout: Layout, published: str, model: str) -> None:
        self._text = text
        self._published = published
        self._model = model
        self._places = Places(text, layout)
        self._taken: defaultdict[int, list[Taken]] = defaultdict(list)
        self._refused: Counter[str] = Counter()
        self._touched: set[int] = set()
        """Sentences a claim of which was refused."""
        self._empty: set[int] = set()
        """Sentences without a claim, as the model says."""
        self._silent: list[int] = []
        self._stay: defaultdict[str, list[int]] = defaultdict(list)
        self._claims: list[Claim] = []
        self._groups = Groups()

    def add(self, batch: Batch, answer: Answer) -> None:
        """Take or refuse each claim of an answer."""
        asked = {sentence.number for sentence in batch.sentences}
        self._empty |= answer.no_claim & asked
        for proposal in answer.proposals:
            number = proposal.sentence
            taken = self._taken[number]
            try:
                if number not in asked:
                    raise Refused("a sentence that was not asked about")
                before = taken[-1].claim if taken else None
                rule = f"llm:{self._model}"
                taken.append(take(self._text, batch, proposal, before, rule=rule, published=self._published))
            except Refused as error:
                self._refused[str(error)] += 1
                self._touched.add(number)

    def close(self, sentence: Numbered, *, sent: bool) -> None:
        """Put the claims of a sentence, once in the order of the article; the sentence itself without any."""
        number = sentence.number
        taken = self._taken[number]
        if not taken and number in self._empty - self._touched:
            self._silent.append(number)
        elif not taken:
            rule = (
                "llm-unsent" if not sent else "llm-refused" if number in self._touched else "llm-unanswered"
            )
            self._stay[rule].append(number)
            taken = [Taken(whole(self._text, (sentence.start, sentence.end), rule, self._published))]
        before = -1
        for item in taken:
            index = self._put(item.claim)
            if item.of_before:
                self._link(before, index)
            before = index

    def claims(self) -> tuple[Claim, ...]:
        """All of them, in the order of their sentences, and which are alike."""
        return linked(self._text, self._claims, self._places, language_of(self._text))

    def warnings(self) -> tuple[str, ...]:
        """A sentence each: what was refused, what stays whole, what has no claim."""
        said = []
        if self._refused:
            reasons = ", ".join(f"{why} ({count})" for why, count in sorted(self._refused.items()))
            said.append(f"Claims refused: {self._refused.total()}, for {reasons}.")
        for rule, why in _WHOLE.items():
            if self._stay[rule]:
                said.append(f"Sentences that stay whole, because {why}: {_listed(self._stay[rule])}.")
        if self._silent:
            said.append(f"Sentences without a claim, as the model says: {_listed(self._silent)}.")
        return tuple(f"{self._model}: {words}" for words in said)

    def _put(self, claim: Claim) -> int:
        """Index of the claim with these words, which may have been there."""
        places = self._places.occurrences(claim.ranges)
        name = f"{claim.mode} {fold_key(claim.text)}"
        known = self._groups.place(len(self._claims), [name], self._places.filing(claim.ranges[0][0]))
        if known == len(self._claims):
            self._claims.append(replace(claim, occurrences=tuple(sorted(places))))
            return len(self._claims) - 1
        there = self._claims[known]
        places |= {*there.occurrences, *claim.ranges}
        self._claims[known] = replace(there, occurrences=tuple(sorted(places - {*there.ranges})))
        return known

    def _link(self, content: int, utterance: int) -> None:
        """Each names the other, unless one has a partner; what was said has its speaker."""
        one, other = self._claims[content], self._claims[utterance]
        if one.partner is None and other.partner is None:
            self._claims[utterance] = replace(other, partner=content)
            self._claims[content] = replace(
                one, partner=utterance, speaker=other.speaker, cue=one.cue or other.cue
            )


def _listed(numbers: Sequence[int]) -> str:
    named = ", ".join(map(str, numbers[:_LISTED]))
    more = len(numbers) - _LISTED
    return f"{named} and {more} more" if more > 0 else named
