"""AVeriTeC: one JSON list per split, each claim with questions and their answers.

The fields are those of the dataset's README (https://github.com/MichSchli/AVeriTeC), their values those of
Schlichtkrull, Guo and Vlachos 2023 (https://arxiv.org/abs/2305.13117), tables of claim types, strategies and
source media. Dates are D-M-YYYY without leading zeros, as in the published files.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from annotator.domain.citation import Citation
from annotator.domain.dataset import ClaimRecord, Judgement
from annotator.domain.edtf import find_dates
from annotator.domain.text import clean
from annotator.formats.averitec_reading import FORMAT_ID, LABELS_IN_WORDS, ORIGINAL, day_in, read
from annotator.formats.field import Described, Field, FieldTable, object_of
from annotator.formats.format import Dataset, Format, Written
from annotator.formats.jsonl import encoded
from annotator.formats.outcome import Outcome, outcome_of, settled
from annotator.formats.unsaid import count_further, count_remarks

LABELS: Mapping[str, str] = {
    "supported": "Supported",
    "refuted": "Refuted",
    "conflicting": "Conflicting Evidence/Cherrypicking",
    "insufficient": "Not Enough Evidence",
}
QUESTION = "What do the sources say about this claim?"
"""Of all answers that came with no question of their own."""
_MEDIA: Mapping[str, tuple[str, ...]] = {
    "PDF": (".pdf",),
    "Image/graphic": (".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg"),
    "Video": (".mp4", ".webm", ".mov", ".avi", ".mkv"),
    "Web table": (".csv", ".tsv", ".xls", ".xlsx", ".ods"),
}
_NO_QUOTE = "citations without a quote (an answer needs words)"
_NO_DAY = "publication dates that are no day (claim_date is one)"


@dataclass(frozen=True, slots=True)
class _Decided:
    """A claim with what is said of it, and what it came with from a file of this format."""

    record: ClaimRecord
    judgement: Judgement
    outcome: Outcome
    extras: Mapping[str, Any]

    def known(self, name: str) -> str | None:
        found = self.record.article.metadata.get(name)
        return (found.value or None) if found else None


def medium(url: str) -> str:
    """What sort of thing stands at an address, by its ending; a source without one is "Other"."""
    if not url:
        return "Other"
    path = url.partition("?")[0].partition("#")[0].lower()
    return next((name for name, endings in _MEDIA.items() if path.endswith(endings)), "Web text")


def claim_type(record: ClaimRecord) -> str:
    """That the speaker said it; else that it has a number, dates apart; else that something is so."""
    if record.claim.mode == "utterance":
        return "Quote Verification"
    text = record.claim.text
    dated = {at for found in find_dates(text) for at in range(found.start, found.end)}
    if any(character.isdecimal() and at not in dated for at, character in enumerate(text)):
        return "Numerical Claim"
    return "Event/Property Claim"


def _article_of_check(decided: _Decided) -> str | None:
    checks = (one.source.url for one in decided.judgement.citations if one.kind == "fact_check")
    return next(filter(None, checks), None)


def _questions(decided: _Decided) -> list[dict[str, Any]]:
    """The answers that the label rests on, under the questions that they came with, and ours under one."""
    cited = {_of_citation(citation) for citation in _answering(decided.judgement)}
    found: list[dict[str, Any]] = []
    came: set[tuple[str, str]] = set()
    for question, answers in _originals(decided.extras):
        kept = [answer for answer in answers if _of_answer(answer) in cited]
        came.update(map(_of_answer, kept))
        if kept:
            found.append({**question, "answers": kept})
    ours = [
        object_of(ANSWER_FIELDS, citation)
        for citation in _answering(decided.judgement)
        if citation.quote and _of_citation(citation) not in came
    ]
    return [*found, {"question": QUESTION, "answers": ours}] if ours else found


def _answering(judgement: Judgement) -> Iterator[Citation]:
    """Fact-checks are no evidence in this format, and no citation counts that a lead has closed."""
    return (one for one in judgement.citations if one.kind != "fact_check" and not one.closed)


def _originals(extras: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """The questions that came in with a claim, each with its answers."""
    return ((question, question.get("answers") or []) for question in extras.get(ORIGINAL, ()))


def _of_citation(citation: Citation) -> tuple[str, str]:
    """What a citation and the answer that it came in as have in common: its source, and its quote."""
    return citation.source.url or citation.source.reference, citation.quote


def _of_answer(answer: Mapping[str, Any]) -> tuple[str, str]:
    words = answer.get("answer") if answer.get("answer_type") == "Extractive" else ""
    return clean((answer.get("source_url") or "").strip()), clean((words or "").strip())


ANSWER_FIELDS: tuple[Field[Citation], ...] = (
    Field("answer", "the quote of the citation", lambda c: c.quote),
    Field("answer_type", "Extractive: a quote is in the words of its source", lambda _: "Extractive"),
    Field("source_url", "the source's address, else its reference",
          lambda c: c.source.url or c.source.reference),
    Field("cached_source_url", "an archived copy, or null", lambda c: c.archive_url or None),
    Field("source_medium", "Web text, PDF, Image/graphic, Video, Web table by its ending; Other without one",
          lambda c: medium(c.source.url)),
)  # fmt: skip
CLAIM_FIELDS: tuple[Field[_Decided], ...] = (
    Field("claim", "the wording", lambda d: d.record.claim.text),
    Field("required_reannotation", "whether reviewers came to different verdicts",
          lambda d: len({outcome_of(vote) for vote in d.record.votes} - {None}) > 1),
    Field("label", "the verdict, in the words above", lambda d: LABELS[d.outcome]),
    Field("justification", "the rationale of the label, or the reason of the decision",
          lambda d: d.judgement.rationale),
    Field("claim_date", "the day on which the article was published, D-M-YYYY, or null",
          lambda d: day_out(d.known("published") or "")),
    Field("speaker", "who is said to have made the claim, or null", lambda d: d.record.claim.speaker or None),
    Field("original_claim_url", "address of the article, or null", lambda d: d.known("url")),
    Field("cached_original_claim_url", "null, unless it came in with the claim", lambda d: None),
    Field("fact_checking_article", "address of the first citation of kind fact_check, or null",
          _article_of_check),
    Field("reporting_source", "publisher of the article, or null", lambda d: d.known("publisher")),
    Field("location_ISO_code", "null, unless it came in with the claim", lambda d: None),
    Field("claim_types", "as it came in; else Quote Verification for an utterance, Numerical Claim for one"
          " with a number beside its dates, else Event/Property Claim",
          lambda d: d.extras.get("claim_types") or [claim_type(d.record)]),
    Field("fact_checking_strategies", "as they came in, else Written Evidence",
          lambda d: d.extras.get("fact_checking_strategies") or ["Written Evidence"]),
    Field("questions", "what the label rests on: the answers under the questions that they came with, the"
          f' others under "{QUESTION}", which is generated', _questions),
    Field("annotator_claim", "id of the claim here; no field of AVeriTeC", lambda d: d.record.claim.id),
    Field("annotator_label", "the label behind it, empty where reviewers' labels differ; no field of"
          " AVeriTeC",
          lambda d: d.judgement.label),
)  # fmt: skip


def day_out(edtf: str) -> str | None:
    """D-M-YYYY of a date that is a day, else None."""
    if len(edtf) != 10 or not day_in(edtf):
        return None
    year, month, day = edtf.split("-")
    return f"{int(day)}-{int(month)}-{year}"


def write(dataset: Dataset, split: str, out: BinaryIO) -> Written:
    """Write the list, claim by claim."""
    claims, left_out = 0, Counter[str]()
    out.write(b"[")
    for record in dataset.records(split):
        found = settled(record, left_out)
        if found is None:
            continue
        judgement, outcome = found
        if outcome not in LABELS:
            left_out["claims that are not checkable (AVeriTeC has no label for them)"] += 1
            continue
        decided = _Decided(record, judgement, outcome, record.extras_in(FORMAT_ID))
        out.write((b",\n" if claims else b"\n") + encoded(_claim(decided))[:-1])
        claims += 1
        _count_what_is_lost(decided, left_out)
    out.write(b"\n]\n" if claims else b"]\n")
    return Written(claims, claims, {words: count for words, count in left_out.items() if count})


def _claim(decided: _Decided) -> dict[str, Any]:
    """Our fields; one that has no value here keeps the one that it came with."""
    ours = object_of(CLAIM_FIELDS, decided)
    came = {name: value for name, value in decided.extras.items() if name != ORIGINAL}
    return {**ours, **came, **{name: value for name, value in ours.items() if value is not None}}


def _count_what_is_lost(decided: _Decided, left_out: Counter[str]) -> None:
    count_further(decided.record, left_out)
    count_remarks(decided.record, left_out)
    came = {_of_answer(answer) for _, answers in _originals(decided.extras) for answer in answers}
    for citation in _answering(decided.judgement):
        left_out[_NO_QUOTE] += not citation.quote and _of_citation(citation) not in came
    published = decided.known("published")
    if published and day_out(published) is None:
        left_out[_NO_DAY] += 1


FORMAT = Format(
    id=FORMAT_ID,
    description="AVeriTeC: claims with verdicts, and the evidence as questions and answers",
    suffix=".json",
    write=write,
    read=read,
    tables=(
        FieldTable("a claim", CLAIM_FIELDS),
        FieldTable(
            "questions[]",
            (Described("question", "as it came in, or generated"), Described("answers", "a list, as below")),
        ),
        FieldTable("questions[].answers[]", ANSWER_FIELDS),
    ),
    labels_out={**LABELS, "not_checkable": "left out, and counted"},
    labels_in=LABELS_IN_WORDS,
    notes=(
        "Ranges, and whether a citation supports or refutes, cannot be said in it.",
        "An imported answer is a citation: of a claim that is Supported it supports, of one that is Refuted"
        " it refutes, else it is context. Only Extractive answers are quotes: the others are in words of the"
        " annotators' own and stay with the record, which says how many there are. Questions come out again"
        " with the answers that a label rests on.",
        "An imported fact_checking_article is a citation of kind fact_check, which no label rests on.",
        "Tested against a JSON Schema written from the README of the dataset and its published files.",
    ),
)
