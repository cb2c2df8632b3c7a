"""The evidence rule: what a label still lacks, in plain words, and the verdict it gives.

Pure: it sees a label, the claim's mode and claimant, and the citations that the label rests on.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.citation import Citation, Source
from annotator.domain.claim import Mode
from annotator.domain.label import Label, Standing
from annotator.domain.scheme import LabelRule, Need, NeedField, VerdictRule, Way
from annotator.domain.vocabulary import SUPPORTING, Verdict

_FIELD_WORDS: dict[NeedField, str] = {
    "quote": "a quote",
    "accessed": "the date accessed",
    "archive": "an archive link",
}
"""Fields that a citation at hand can be given; sole authority is ticked or it is another sort."""
_ARTICLES = frozenset(["a", "an", "the", "der", "die", "das", "le", "la", "les", "el", "los", "las"])
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """What the rule needs to know of a claim."""

    mode: Mode = "content"
    speaker: str = ""
    publisher: str = ""
    """The article's publisher."""

    @property
    def claimant(self) -> str:
        """The speaker; without one, the article's publisher."""
        return self.speaker or self.publisher


def standing(rule: LabelRule, label: Label, facts: ClaimFacts, citations: Sequence[Citation]) -> Standing:
    """What is missing for the label, and its verdict when nothing is.

    Only citations of the label's own reviewer on the same claim revision count, and of those only
    the ones that the label names.
    """
    own = [
        citation
        for citation in citations
        if citation.id in label.citations
        and citation.member == label.member
        and citation.claim == label.claim
    ]
    return held_to(rule, label.rationale, facts, own)


def held_to(rule: LabelRule, rationale: str, facts: ClaimFacts, own: Sequence[Citation]) -> Standing:
    """The same for a decision that rests on exactly these citations."""
    missing = list(_missing_evidence(rule, facts, own))
    if rule.needs_rationale and not rationale.strip():
        missing.append("needs a rationale")
    if rule.no_open_refutes and any(c.stance == "refutes" and not c.closed for c in own):
        missing.append("has an open citation that refutes it")
    if missing:
        return Standing(tuple(missing))
    return Standing((), _verdict(rule.verdict, facts, own))


def same_party(one: str, other: str) -> bool:
    """Whether two names may mean one party: all words of one stand in the other ("Li", "Ana Li").

    For claimants, who are named in full once and by surname later; origins must be equal.
    """
    first, second = _words(one), _words(other)
    return bool(first and second) and (first <= second or second <= first)


def _words(name: str) -> set[str]:
    return set(_WORD.findall(unicodedata.normalize("NFKC", name).casefold()))


def _missing_evidence(rule: LabelRule, facts: ClaimFacts, citations: Sequence[Citation]) -> Sequence[str]:
    """What the nearest way lacks: of those begun the one that lacks least, else the first."""
    lacking = [_way_missing(way, facts, citations) for way in rule.ways]
    if not all(lacking):
        return []
    begun = [
        missing
        for way, missing in zip(rule.ways, lacking, strict=True)
        if any(_of_the_sort(citation, need, facts) for need in way.needs for citation in citations)
    ]
    return min(begun, key=len) if begun else next(iter(lacking), [])


def _way_missing(way: Way, facts: ClaimFacts, citations: Sequence[Citation]) -> list[str]:
    missing: list[str] = []
    if way.attributed_in_article and not (facts.mode == "utterance" and facts.speaker):
        missing.append("needs an utterance with a named speaker")
    for need in way.needs:
        missing.extend(_need_missing(need, facts, citations))
    return list(dict.fromkeys(missing))


def _need_missing(need: Need, facts: ClaimFacts, citations: Sequence[Citation]) -> list[str]:
    """The shortage of one need: first what would mend a citation at hand, then how many more."""
    counted: list[Citation] = []
    mendable: list[tuple[Citation, list[str]]] = []
    for citation in citations:
        if not _of_the_sort(citation, need, facts):
            continue
        lacks = _lacks(citation, need)
        if lacks:
            mendable.append((citation, lacks))
        elif not (need.distinct_origins and _known_origin(citation, counted)):
            counted.append(citation)
    missing = []
    for citation, lacks in mendable:
        if len(counted) >= need.count:
            break
        if not (need.distinct_origins and _known_origin(citation, counted)):
            counted.append(citation)
            missing.append(f"citation of {citation.source.name} needs {' and '.join(lacks)}")
    more = need.count - len(counted)
    if more > 0:
        missing.append(f"needs {more} more {need.say if more == 1 else need.say_many}")
    return missing


def _of_the_sort(citation: Citation, need: Need, facts: ClaimFacts) -> bool:
    if citation.stance not in need.stances or citation.closed:
        return False
    if (need.kinds and citation.kind not in need.kinds) or citation.kind in need.not_kinds:
        return False
    if "sole_authority" in need.fields and not citation.sole_authority.strip():
        return False
    return not need.other_than_claimant or _independent(citation, facts)


def _independent(citation: Citation, facts: ClaimFacts) -> bool:
    return citation.kind != "self" and not same_party(citation.source.effective_origin, facts.claimant)


def _lacks(citation: Citation, need: Need) -> list[str]:
    has: dict[NeedField, str] = {
        "quote": citation.quote,
        "accessed": citation.accessed,
        "archive": citation.archive_url,
    }
    lacks = [words for name, words in _FIELD_WORDS.items() if name in need.fields and not has[name].strip()]
    if need.distinct_origins and not citation.source.effective_origin:
        lacks.append("its origin")
    return lacks


def origin_words(source: Source) -> frozenset[str]:
    """What sources of one origin have in common, and others have not; empty when none is known."""
    return frozenset(_words(source.effective_origin) - _ARTICLES)


def _known_origin(citation: Citation, counted: Sequence[Citation]) -> bool:
    words = origin_words(citation.source)
    return any(words == origin_words(other.source) for other in counted)


def _verdict(rule: VerdictRule | None, facts: ClaimFacts, citations: Sequence[Citation]) -> Verdict | None:
    if rule is None:
        return None
    support = any(
        citation.stance in SUPPORTING and (rule.support == "any" or _independent(citation, facts))
        for citation in citations
    )
    return rule.with_support if support else rule.without_support
