"""What a fact-check page tells of an article, in words: for pages in HTML and in Markdown."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.article import beginning
from annotator.domain.citation import Citation
from annotator.domain.dataset import About, ClaimRecord, DatasetArticle, Judgement
from annotator.domain.date_format import in_utc
from annotator.domain.round import Method
from annotator.domain.scheme import LabelRule, Need, Way
from annotator.formats.outcome import DIFFERING, NO_LABEL, NO_VERDICT, Outcome, settled

RESULTS: Mapping[Outcome, str] = {
    "supported": "Supported",
    "refuted": "Refuted",
    "conflicting": "Conflicting evidence",
    "insufficient": "Not enough evidence",
    "not_checkable": "Not checkable",
}
_OPEN: Mapping[str, str] = {
    NO_LABEL: "Not checked yet",
    DIFFERING: "Reviewers differ",
    NO_VERDICT: "Evidence incomplete",
}
STANCES = {
    "supports": "Supports the claim",
    "partly_supports": "Supports a part of the claim",
    "refutes": "Refutes the claim",
    "context": "Context",
    "attributes": "Says who said it",
}
KINDS = {
    "primary": "primary source",
    "secondary": "secondary source",
    "fact_check": "fact-check by others",
    "self": "published by who makes the claim",
}
METHODS: Mapping[Method, str] = {
    "unanimous": "all reviewers agreed",
    "majority": "most reviewers agreed",
    "adjudicated": "a lead decided",
}
_ACTIONS = {
    "edges": "where it begins and ends was changed",
    "wording": "its wording was changed",
    "split": "it was split off from a longer claim",
    "merge": "it was merged from several claims",
    "add": "it was added by hand",
    "restore": "it was restored",
}
NONE_CORRECTED = "No claim on this page was changed, and no citation was set aside."
REPLACED = (
    "Labels that their reviewers have since replaced are not on this page; the project’s log keeps them."
)
TITLES = {"published": "Published", "author": "By", "publisher": "Publisher", "place": "Place"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim of the page."""

    number: int
    """From 1, in the order of the article."""
    record: ClaimRecord
    result: str
    """What came out, or why nothing did."""
    settled: tuple[Judgement, Outcome] | None
    """The judgement that it came out of."""

    @property
    def is_checked(self) -> bool:
        """Whether somebody has looked at it."""
        return self.result != _OPEN[NO_LABEL]


def entries(records: Sequence[ClaimRecord]) -> list[Entry]:
    return [_entry(number, record) for number, record in enumerate(records, 1)]


def title(article: DatasetArticle) -> str:
    """Its title; the beginning of its text where none is known, as in the program's own lists."""
    return known(article, "title") or beginning(article.text) or f"Article {article.id[:12]}"


def known(article: DatasetArticle, field: str) -> str:
    return article.metadata[field].value if field in article.metadata else ""


def checked(listed: Sequence[Entry]) -> tuple[list[Entry], str]:
    """Those that somebody has looked at, and in words how many are left."""
    found = [entry for entry in listed if entry.is_checked]
    left = len(listed) - len(found)
    if not left:
        return found, ""
    return found, "One claim is not checked yet." if left == 1 else f"{left} claims are not checked yet."


def results(listed: Sequence[Entry]) -> str:
    """ "4 claims: 3 supported, 1 refuted"."""
    counted = Counter(entry.result for entry in listed)
    order = [*RESULTS.values(), *_OPEN.values()]
    told = ", ".join(f"{counted[result]} {result.lower()}" for result in order if counted[result])
    return f"{counted_words(len(listed), 'claim')}: {told}"


def counted_words(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"


def facts(entry: Entry, numbers: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Of a claim, beside its wording. `numbers` are those of the article's claims, by id."""
    record, claim = entry.record, entry.record.claim
    if claim.speaker:
        yield ("Said by" if claim.mode == "utterance" else "According to"), claim.speaker
    if claim.date:
        yield "About the time", claim.date
    if record.folded_into in numbers:
        yield "Says the same as", f"claim {numbers[record.folded_into]}"
    elif record.like in numbers:
        yield "Much like", f"claim {numbers[record.like]}"
    if record.partner in numbers:
        yield (
            "See also",
            f"claim {numbers[record.partner]}, "
            + ("which says so itself" if claim.mode == "utterance" else "that it was said"),
        )


def evidence(record: ClaimRecord) -> list[Citation]:
    """What its judgements rest on, each citation once."""
    return list({one.id: one for judgement in record.judgements for one in judgement.citations}.values())


def rests_on(judgement: Judgement, places: Mapping[str, int]) -> str:
    """Which of the claim's evidence; `places` are its numbers, by the citation's id."""
    named = sorted(places[citation.id] for citation in judgement.citations)
    return f"Rests on evidence {', '.join(map(str, named))}." if named else "Rests on no citation."


def said(judgement: Judgement) -> str:
    """What a judgement is and how it came about, in a line: "decided: most reviewers agreed"."""
    parts = [plain(judgement.label)]
    if judgement.method:
        parts.append(METHODS[judgement.method])
    if not judgement.complete:
        parts.append(f"evidence incomplete: {'; '.join(judgement.missing)}")
    if judgement.confidence is not None:
        parts.append(f"confidence {judgement.confidence} of 5")
    return ", ".join(parts)


def plain(identifier: str) -> str:
    return identifier.replace("_", " ")


def source_facts(citation: Citation) -> Iterator[tuple[str, str]]:
    """Of a citation's source, beside its name and address."""
    source = citation.source
    yield "Kind", KINDS[citation.kind]
    for name, value in (
        ("Author", source.author), ("Publisher", source.publisher), ("First published by", source.origin),
        ("Published", source.published), ("Where in it", citation.locator), ("Seen", citation.accessed),
        ("Why it is enough alone", citation.sole_authority), ("Set aside", citation.closed),
    ):  # fmt: skip
        if value:
            yield name, value


def method(about: About, listed: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """How the page came about."""
    people = sorted({vote.by for entry in listed for vote in entry.record.votes})
    yield "Reviewers", f"{len(people)}: {', '.join(people)}" if people else "none yet"
    ways = Counter(entry.record.gold.method for entry in listed if entry.record.gold is not None)
    told = "; ".join(
        f"{words}: {counted_words(ways[way], 'claim')}" for way, words in METHODS.items() if ways[way]
    )
    yield "Decided", told or "not in a round: what is told is what all reviewers of a claim say"
    if about.round is not None:
        of = about.round
        hidden = "they did not see each other’s labels" if of.blind else "they saw each other’s labels"
        yield "Round", f"{of.name}: {counted_words(of.overlap, 'reviewer')} a claim; {hidden}"
    agreed = about.agreement
    if agreed is not None and agreed.alpha.value is not None:
        shared = f"{counted_words(agreed.overlapping, 'claim')} that several reviewers labelled"
        yield "Agreement", f"Krippendorff’s alpha {agreed.alpha}, over {shared}"
    if about.guideline_name:
        yield "Guideline", about.guideline_name
    yield "Label set", f"{about.scheme.name}, version {about.scheme.version}"


def rule(label: LabelRule) -> str:
    """What a label means, and what it needs."""
    told = f"{label.help}."
    if label.ways:
        told += f" Needs {'; or '.join(map(_way, label.ways))}."
    also = ["a reason"] if label.needs_rationale else []
    also += ["that no open citation refutes it"] if label.no_open_refutes else []
    return f"{told} Needs also {' and '.join(also)}." if also else told


def corrections(listed: Sequence[Entry]) -> Iterator[tuple[int, str]]:
    """What was changed, with the number of the claim."""
    for entry in listed:
        made = entry.record.revision
        if made is not None:
            why = f" ({made.reason})" if made.reason else ""
            yield (
                entry.number,
                f"{_ACTIONS.get(made.action, 'it was changed')}{why}, {made.member}, {moment(made.at)}",
            )
        for citation in evidence(entry.record):
            if citation.closed:
                yield entry.number, f"a citation was set aside: {citation.source.name}: {citation.closed}"


def moment(at: str) -> str:
    """The day, in UTC; what is no moment, as it is."""
    found = in_utc(at)
    return f"{found:%Y-%m-%d}" if found else at


def _entry(number: int, record: ClaimRecord) -> Entry:
    why: Counter[str] = Counter()
    found = settled(record, why)
    return Entry(number, record, RESULTS[found[1]] if found else _OPEN[next(iter(why))], found)


def _way(way: Way) -> str:
    needs = [_need(need) for need in way.needs]
    if way.attributed_in_article:
        needs.append("a named speaker to whom the article itself attributes it")
    return " and ".join(needs)


def _need(need: Need) -> str:
    say = need.say if need.count == 1 else need.say_many or need.say
    return f"{need.count} {say}"
