"""FEVER: claims in one file per split, and beside them the pages that the evidence is from.

Thorne, Vlachos, Christodoulopoulos and Mittal 2018; the fields are those of
https://fever.ai/dataset/fever.html. A page is made of each citation, since nothing is kept of the dataset
while it is written: its name has the citation's id, as Wikipedia tells pages of one title apart.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import BinaryIO

from annotator.domain.citation import Citation
from annotator.domain.dataset import ClaimRecord, Judgement
from annotator.domain.vocabulary import SUPPORTING, Stance
from annotator.formats.fever_pages import lines_of, page_id, sentences_of
from annotator.formats.fever_reading import FORMAT_ID, LABELS_IN_WORDS, PAGE_CITATION, WIKI, original, read
from annotator.formats.field import Field, FieldTable, object_of
from annotator.formats.format import Dataset, Folder, Format, Option, Written
from annotator.formats.jsonl import encoded
from annotator.formats.outcome import settled
from annotator.formats.release_fields import CITATION_FIELDS
from annotator.formats.unsaid import count_further, count_remarks

LABELS: Mapping[str, tuple[str, tuple[Stance, ...]]] = {
    "supported": ("SUPPORTS", SUPPORTING),
    "refuted": ("REFUTES", ("refutes",)),
    "insufficient": ("NOT ENOUGH INFO", ()),
}
"""By verdict, with the stances of the citations that are its evidence."""
FIRST_NUMBER = 1_000_000_001
"""Of claims that did not come from FEVER: above all its ids, and within 32 bits."""
_PAGES = f"{WIKI}/wiki-001.jsonl"
_NO_LABEL = {
    "conflicting": "claims that are conflicting (FEVER has no label for them)",
    "not_checkable": "claims that are not checkable (FEVER has no label for them)",
}
_NO_QUOTE = "citations without a quote (evidence is sentences)"
_OTHER_STANCE = "citations of another stance than the label's"
_NO_EVIDENCE = "evidence of claims that no citation with a quote backs (they are written without)"

Item = tuple[int, int | None, str | None, int | None]


@dataclass(frozen=True, slots=True)
class _Line:
    record: ClaimRecord
    judgement: Judgement
    label: str
    number: int
    evidence: list[list[Item]]


@dataclass(frozen=True, slots=True)
class _Page:
    citation: Citation
    name: str
    sentences: list[str]


CLAIM_FIELDS: tuple[Field[_Line], ...] = (
    Field("id", f"FEVER's, of a claim that came from it; else a running number from {FIRST_NUMBER}",
          lambda line: line.number),
    Field("verifiable", "VERIFIABLE, or NOT VERIFIABLE for NOT ENOUGH INFO",
          lambda line: "VERIFIABLE" if line.label != "NOT ENOUGH INFO" else "NOT VERIFIABLE"),
    Field("label", "the verdict, in the words above", lambda line: line.label),
    Field("claim", "the wording", lambda line: line.record.claim.text),
    Field("evidence", "a set for each citation that counts for the label: [annotation id, evidence id, page,"
          " sentence] for each sentence of its quote; for NOT ENOUGH INFO one with nulls",
          lambda line: line.evidence),
    Field("annotator_claim", "id of the claim here; no field of FEVER", lambda line: line.record.claim.id),
    Field("annotator_label", "the label behind it, empty where reviewers' labels differ; no field of FEVER",
          lambda line: line.judgement.label),
)  # fmt: skip
PAGE_FIELDS: tuple[Field[_Page], ...] = (
    Field("id", "the source's name, spaces as _, brackets and colons written out, and the citation's id",
          lambda page: page.name),
    Field("text", "the quote", lambda page: " ".join(page.sentences)),
    Field("lines", "its sentences, each with its number and a TAB before it",
          lambda page: lines_of(page.sentences)),
    Field(PAGE_CITATION, "the citation, with the fields of a release; no field of FEVER",
          lambda page: object_of(CITATION_FIELDS, page.citation)),
)  # fmt: skip


def write_folder(dataset: Dataset, folder: Folder) -> Written:
    """Write a file for each split and one of pages."""
    names = [f"{split or 'claims'}.jsonl" for split in dataset.splits]
    with folder.opened(_PAGES, *names) as (pages, *files):
        writing = _Writing(pages)
        for split, out in zip(dataset.splits, files, strict=True):
            for record in dataset.records(split):
                writing.write(record, out)
    left_out = {words: number for words, number in writing.left_out.items() if number}
    return Written(writing.claims, writing.claims, left_out)


class _Writing:
    def __init__(self, pages: BinaryIO) -> None:
        self._pages = pages
        self._numbers, self._sets = count(FIRST_NUMBER), count(1)
        self.claims = 0
        self.left_out = Counter[str]()

    def write(self, record: ClaimRecord, out: BinaryIO) -> None:
        found = settled(record, self.left_out)
        if found is None:
            return
        judgement, outcome = found
        if outcome in _NO_LABEL:
            self.left_out[_NO_LABEL[outcome]] += 1
            return
        self.claims += 1
        label, stances = LABELS[outcome]
        key = record.key_in(FORMAT_ID)
        from_fever = key.isascii() and key.isdigit() and len(key) < 19
        evidence = self._evidence(judgement, stances, from_fever)
        if not stances:
            evidence = [[(self.claims, None, None, None)]]
        elif not evidence:
            self.left_out[_NO_EVIDENCE] += 1
        number = int(key) if from_fever else next(self._numbers)
        line = object_of(CLAIM_FIELDS, _Line(record, judgement, label, number, evidence))
        out.write(encoded({**record.extras_in(FORMAT_ID), **line}))
        count_further(record, self.left_out)
        count_remarks(record, self.left_out)

    def _evidence(
        self, judgement: Judgement, stances: tuple[Stance, ...], from_fever: bool
    ) -> list[list[Item]]:
        found: list[list[Item]] = []
        for citation in judgement.citations:
            if citation.stance not in stances or citation.closed:
                self.left_out[_OTHER_STANCE] += 1
                continue
            own = original(citation.source, citation.locator) if from_fever else None
            page, sentences = own or self._page(citation)
            if not sentences:
                self.left_out[_NO_QUOTE] += 1
                continue
            evidence_id = next(self._sets)
            found.append([(self.claims, evidence_id, page, number) for number in sentences])
        return found

    def _page(self, citation: Citation) -> tuple[str, range]:
        """Write the page of a citation, if it has sentences; its name and their numbers."""
        title = citation.source.name or "Source"
        page = _Page(citation, page_id(f"{title} ({citation.id})"), sentences_of(citation.quote))
        if page.sentences:
            self._pages.write(encoded(object_of(PAGE_FIELDS, page)))
        return page.name, range(len(page.sentences))


FORMAT = Format(
    id=FORMAT_ID,
    description="FEVER: claims with verdicts and sentences of pages as evidence, a folder of JSON Lines",
    suffix=".jsonl",
    write_folder=write_folder,
    read=read,
    reads_with=(
        Option(
            "wiki", "language of the Wikipedia that the pages are from, for their addresses", "no addresses"
        ),
    ),
    tables=(FieldTable("a line", CLAIM_FIELDS), FieldTable("a line of wiki-pages", PAGE_FIELDS)),
    labels_out={
        **{verdict: label for verdict, (label, _) in LABELS.items()},
        **dict.fromkeys(_NO_LABEL, "left out, and counted"),
    },
    labels_in=LABELS_IN_WORDS,
    notes=(
        "Ranges, rationales and conflicting verdicts cannot be said in it.",
        "A quote is split into sentences at its stops; spaces and line breaks in it become single spaces.",
        "A file is read with the names of pages alone; of a folder with wiki-pages the evidence is quoted."
        " Sentences of a set that follow each other are one citation.",
        "A citation that came from FEVER goes out as the page and sentence that it came as; that page is not"
        " written, FEVER's own wiki-pages have it.",
        "Tested against a JSON Schema written from its page.",
    ),
)
