"""How things of the domain are said on a screen, in plain words."""

from collections.abc import Sequence

from annotator.domain.citation import Citation, site_of
from annotator.domain.claim import Claim, FlagKind
from annotator.domain.date_format import ISO, DateFormat
from annotator.domain.review import EarlierLabel
from annotator.domain.scheme import LabelRule, Need, Way
from annotator.domain.search import Hit
from annotator.domain.vocabulary import Kind, Stance
from annotator.tui.commands import label_name
from annotator.tui.wrapping import clip

STANCE_WORDS: dict[Stance, str] = {
    "supports": "supports",
    "partly_supports": "partly supports",
    "refutes": "refutes",
    "context": "context",
    "attributes": "attributes",
}
STANCE_HELP: dict[str, str] = {
    "supports": "it says that the claim is so",
    "partly_supports": "it says that a part of the claim is so",
    "refutes": "it denies the claim or conflicts with it",
    "context": "it helps to understand the claim",
    "attributes": "it reports that somebody says so",
}
STANCE_KEYS: dict[str, Stance] = {
    "s": "supports",
    "p": "partly_supports",
    "r": "refutes",
    "c": "context",
    "a": "attributes",
}
KIND_WORDS: dict[Kind, str] = {
    "primary": "primary",
    "secondary": "secondary",
    "fact_check": "fact check",
    "self": "self",
}
KIND_HELP: dict[str, str] = {
    "primary": "the record itself: a law, a register, data, a recording",
    "secondary": "a report about it",
    "fact_check": "another fact-checker's finding",
    "self": "published by the one who makes the claim",
}

FLAG_WORDS: dict[FlagKind, str] = {
    "pronoun": "pronoun",
    "loaded": "loaded term",
    "editorial": "editorial insertion",
    "causal": "causal link",
    "partial_quotation": "partial quotation",
    "scare_quotes": "scare quotes",
}
_FLAGGED = 24
"""Cells of the words that a flag is about."""
_QUOTATION_MARKS = '"“”„«»'


def claim_facts(claim: Claim, dates: DateFormat = ISO) -> str:
    """Speaker, date and mode of a claim, in one line."""
    parts = []
    if claim.speaker:
        parts.append(f"said by {claim.speaker}")
    if claim.date:
        parts.append(f"about {dates.show(claim.date)}")
    parts.append("utterance: was it said?" if claim.mode == "utterance" else "content: is it so?")
    return " · ".join(parts)


def flag_words(claim: Claim, article: str) -> str:
    """What the splitter flagged in a claim, each once: `pronoun: “them” · causal link: “because”`."""
    parts = []
    for flag in claim.flags:
        words = clip(" ".join(article[flag.start : flag.end].split()), _FLAGGED)
        parts.append(f"{FLAG_WORDS[flag.kind]}: “{words.strip(_QUOTATION_MARKS)}”")
    return " · ".join(dict.fromkeys(parts))


def earlier_words(earlier: EarlierLabel) -> str:
    """Where a label can be carried over from: `2 citations · before the claim was changed`."""
    count = earlier.citations
    citations = f"{count} {'citation' if count == 1 else 'citations'} · " if count else ""
    what = "claim was changed" if earlier.sameness == "revised" else "text was split anew"
    return f"{citations}before the {what}"


def twin_words(earlier: EarlierLabel) -> str:
    """How the claim of an earlier label differed; nothing when it did not."""
    if earlier.sameness == "words":
        return "the same words then, cut from other places of the text"
    return f"worded then: {earlier.claim.text}" if earlier.sameness in ("ranges", "revised") else ""


def citation_words(citation: Citation) -> str:
    """Stance and kind, and whether it was closed."""
    closed = ", closed" if citation.closed else ""
    return f"{STANCE_WORDS[citation.stance]}{closed} · {KIND_WORDS[citation.kind]}"


def source_words(citation: Citation, dates: DateFormat = ISO) -> str:
    """Who published it and what it is called."""
    source = citation.source
    site = site_of(source.url) if source.title else ""
    named = [source.publisher or source.origin or site, source.name, dates.show(source.published)]
    distinct = [part for number, part in enumerate(named) if part and part not in named[:number]]
    return " · ".join(distinct)


def citation_text(citation: Citation) -> str:
    """A citation as one paragraph of plain text, for the clipboard."""
    source = citation.source
    head = f"{STANCE_WORDS[citation.stance]} ({KIND_WORDS[citation.kind]})"
    parts = [
        source.author, source.title or source.reference, source.publisher, source.published,
        citation.locator, f'"{citation.quote}"' if citation.quote else "", source.url,
        f"accessed {citation.accessed}" if citation.accessed else "",
        f"archived at {citation.archive_url}" if citation.archive_url else "",
    ]  # fmt: skip
    return f"{head}: {', '.join(part for part in parts if part)}"


def rule_words(rule: LabelRule) -> list[str]:
    """When a label is complete: one sentence a condition, ways joined by "or"."""
    sentences = []
    ways = [_way_words(way) for way in rule.ways]
    if ways:
        sentences.append("complete with " + "; or ".join(ways))
    if rule.needs_rationale:
        sentences.append("needs a rationale")
    if rule.no_open_refutes:
        sentences.append("no citation that refutes it may be open")
    return sentences or ["complete at once"]


def missing_words(missing: Sequence[str]) -> str:
    """What a label lacks, in one line."""
    return "; ".join(missing)


def labels_words(rules: Sequence[LabelRule]) -> str:
    """The labels with their keys: `s sourced, c contested ...`."""
    return ", ".join(f"{rule.key} {label_name(rule.id)}" for rule in rules)


def _way_words(way: Way) -> str:
    parts = [_need_words(need) for need in way.needs]
    if way.attributed_in_article:
        parts.append("the article itself naming the speaker, when the claim is that it was said")
    words = " and ".join(parts)
    if way.needs and all("archive" in need.fields for need in way.needs):
        several = len(way.needs) > 1 or way.needs[0].count > 1
        words += ", each with an archive link" if several else ", with an archive link"
    return words


def _need_words(need: Need) -> str:
    return f"{need.count} {need.say if need.count == 1 else need.say_many}"


def what_it_is(hit: Hit) -> str:
    """ "claim 3", "comment by anna on claim 3"."""
    if hit.kind in ("article", "claim"):
        return f"claim {hit.number}" if hit.claim else "article"
    on = f"claim {hit.number}" if hit.number else "an earlier claim"
    return f"{hit.kind} by {hit.member} on {on}"
