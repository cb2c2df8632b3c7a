"""From what a model proposed to claims of ours: anchored, checked, with speaker, date and partner."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.domain.claim import Claim
from annotator.domain.text import Range
from annotator.splitting.dates import claim_date
from annotator.splitting.llm.anchoring import Refused, occurrences, place
from annotator.splitting.llm.answer import Proposal
from annotator.splitting.llm.checking import check_wording
from annotator.splitting.llm.prompt import Batch

_SHORT_GAP = 3
"""Words between two pieces among which a "not" belongs to them."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A claim of one sentence, and whether the one before is what its speaker said."""

    claim: Claim
    of_before: bool = False


def take(
    text: str, batch: Batch, proposal: Proposal, before: Claim | None, *, rule: str, published: str
) -> Taken:
    """The claim that a proposal makes; raises Refused. `before` is the last one of its sentence."""
    shown = {
        sentence.number: (sentence.start, sentence.end) for sentence in (*batch.context, *batch.sentences)
    }
    home = shown[proposal.sentence]
    antecedents = _antecedents(proposal, shown)
    evidence = [home, *antecedents]
    ranges = place(text, home, antecedents, proposal.pieces)
    check_wording(
        proposal.text,
        sentences=_words(text, evidence),
        quoted=_words(text, [*ranges, *antecedents]),
        spanned=_words(text, _with_short_gaps(text, ranges)),
    )
    speaker = _found(text, evidence, proposal.speaker, "a speaker who is not there")
    cue = _found(text, evidence, proposal.cue, "a cue that is not there")
    if proposal.mode == "utterance" and speaker is None:
        raise Refused("an utterance without a speaker")
    claim = Claim(ranges, proposal.text, proposal.mode, speaker, cue.lower() if cue else None, rule=rule)
    of_before = before is not None and _says(claim, before)
    about = _without(ranges, before.ranges) if before is not None and of_before else ranges
    return Taken(replace(claim, date=claim_date(_words(text, about), published)), of_before)


def whole(text: str, span: Range, rule: str, published: str) -> Claim:
    """The sentence as it stands."""
    words = _words(text, [span])
    return Claim((span,), words, date=claim_date(words, published), rule=rule)


def _antecedents(proposal: Proposal, shown: Mapping[int, Range]) -> list[Range]:
    numbers = sorted(set(proposal.antecedents) - {proposal.sentence})
    if any(number not in shown or number > proposal.sentence for number in numbers):
        raise Refused("an antecedent that was not shown or comes later")
    return [shown[number] for number in numbers]


def _words(text: str, ranges: Sequence[Range]) -> str:
    """The text of the ranges with single spaces."""
    return " ".join(word for start, end in ranges for word in text[start:end].split())


def _with_short_gaps(text: str, ranges: Sequence[Range]) -> list[Range]:
    """Neighbours that a few words part as one."""
    joined: list[Range] = []
    for start, end in ranges:
        if joined and len(text[joined[-1][1] : start].split()) <= _SHORT_GAP:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _found(text: str, spans: Sequence[Range], words: str | None, otherwise: str) -> str | None:
    """The words as the article writes them; raises Refused when it does not."""
    if words is None:
        return None
    found = [place for span in spans for place in occurrences(text, span, words)]
    if not found:
        raise Refused(otherwise)
    return _words(text, found[:1])


def _says(claim: Claim, before: Claim) -> bool:
    """Whether an utterance holds the words of the content before it."""
    return (
        claim.mode == "utterance"
        and before.mode == "content"
        and before.speaker in (None, claim.speaker)
        and all(any(a <= start and end <= b for a, b in claim.ranges) for start, end in before.ranges)
    )


def _without(ranges: Sequence[Range], taken: Sequence[Range]) -> list[Range]:
    """What is left of the ranges; both are in order, and each of the taken lies in one of them."""
    left: list[Range] = []
    for start, end in ranges:
        for first, last in taken:
            if start <= first and last <= end:
                left.append((start, first))
                start = last
        left.append((start, end))
    return left
