"""Reading FEVER; `fever` says where the format is documented."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import quote

from annotator.domain.citation import CitationDraft
from annotator.domain.citation import Source as CitedSource
from annotator.domain.errors import InputError
from annotator.domain.incoming import BadRecord, Incoming, IncomingClaim, IncomingLabel
from annotator.domain.vocabulary import Stance
from annotator.formats.fever_pages import Pages, numbered, opened, title_of
from annotator.formats.folder_files import files_in
from annotator.formats.format import Source
from annotator.formats.json_stream import JsonRecord, read_lines
from annotator.formats.taking import FieldFault, Fields, checked, citation, taken

FORMAT_ID = "fever"
WIKI = "wiki-pages"
PAGE_CITATION = "annotator_citation"
"""The field of a page of ours that has the citation it was made of."""
LABELS: Mapping[str, tuple[str, Stance]] = {
    "SUPPORTS": ("sourced", "supports"),
    "REFUTES": ("contested", "refutes"),
    "NOT ENOUGH INFO": ("insufficient", "context"),
}
"""What is suggested for a label, and the stance of its evidence."""
LABELS_IN_WORDS: Mapping[str, str] = {name: label for name, (label, _) in LABELS.items()} | {
    "any other": "none; its words are kept"
}
TOGETHER = "the evidence holds only taken together, across pages or sentences"
NOT_FOUND = "evidence that is not in wiki-pages"
_LOCATOR = re.compile(r"sentences? ([0-9]{1,9})(?:-([0-9]{1,9}))?")
_LANGUAGE = re.compile("[a-z]{2,3}(?:-[a-z]+)*")


def read(source: Source) -> Iterator[Incoming | BadRecord]:
    """The claims of one file, or of all `.jsonl` files of a folder, with evidence from its `wiki-pages`."""
    wiki = source.options.get("wiki", "")
    if wiki and not _LANGUAGE.fullmatch(wiki):
        what = f"--with wiki={wiki}: this is the code of a Wikipedia's language, as en."
        raise InputError(what, safe="Nothing was changed.")
    if not source.path.is_dir():
        yield from taken(read_lines(source.path), _Reading(wiki).incoming)
        return
    files = files_in(source.path, ".jsonl")
    if not files:
        raise InputError(f"{source.path} has no .jsonl file.", safe="Nothing was changed.")
    with opened(files_in(source.path / WIKI, ".jsonl")) as pages:
        yield from pages.read()
        reading = _Reading(wiki, pages)
        for file in files:
            yield from taken(read_lines(file), reading.incoming)


@dataclass(frozen=True, slots=True)
class _Run:
    """Sentences of one page that follow each other."""

    page: str
    first: int
    last: int

    @property
    def locator(self) -> str:
        return f"sentence {self.first}" if self.first == self.last else f"sentences {self.first}-{self.last}"


class _Reading:
    def __init__(self, wiki: str, pages: Pages | None = None) -> None:
        self._wiki, self._pages = wiki, pages

    def incoming(self, record: JsonRecord) -> Incoming:
        """Raises FieldFault."""
        fields = Fields(record.value)
        text, label = fields.needed("claim"), fields.text("label")
        suggested, stance = LABELS.get(label, ("", "context"))
        sets = _sets(fields)
        runs = list(dict.fromkeys(run for one in sets for run in one))
        drafts = [self._draft(run, stance, fields) for run in runs]
        found = tuple(dict.fromkeys(draft for draft, _ in drafts))
        flags = {TOGETHER: any(len(one) > 1 for one in sets), NOT_FOUND: any(lost for _, lost in drafts)}
        given = IncomingLabel(
            suggested, label, citations=found, flags=tuple(words for words, holds in flags.items() if holds)
        )
        key = _key(fields)
        for name in ("verifiable", "annotator_label"):
            fields.take(name)
        return Incoming(
            record.place,
            record.raw,
            IncomingClaim(text),
            key=key,
            labels=(given,) if label else (),
            citations=() if label else found,
            extras=fields.rest(),
        )

    def _draft(self, run: _Run, stance: Stance, fields: Fields) -> tuple[CitationDraft, bool]:
        """The sentences as a citation, and whether they should have been in the pages and are not."""
        page = self._pages.get(run.page) if self._pages else None
        if page and PAGE_CITATION in page:
            try:
                return citation(Fields(page[PAGE_CITATION], PAGE_CITATION)), False
            except FieldFault as fault:
                raise fields.fault("evidence", f"is of a page whose {fault.field} {fault.what}") from None
        sentences = numbered(page["lines"]) if page else {}
        words = [sentences.get(number, "") for number in range(run.first, run.last + 1)]
        title = title_of(run.page)
        source = CitedSource(self._address(run.page), reference=run.page, title=title)
        if self._wiki:
            source = CitedSource(source.url, run.page, title, publisher="Wikipedia")
        draft = CitationDraft(source, stance, quote=" ".join(filter(None, words)), locator=run.locator)
        return checked(draft, fields), self._pages is not None and not all(words)

    def _address(self, page: str) -> str:
        name = quote(title_of(page).replace(" ", "_"), safe="/:(),'!*~@;")
        return f"https://{self._wiki}.wikipedia.org/wiki/{name}" if self._wiki else ""


def _key(fields: Fields) -> str:
    """FEVER's id; of a file that was written here the claim's, since the numbers there only run."""
    own, value = fields.text("annotator_claim"), fields.take("id")
    if value is not None and not isinstance(value, str) and type(value) is not int:
        raise fields.fault("id", "is not a whole number")
    return own or ("" if value is None else str(value))


def _sets(fields: Fields) -> list[list[_Run]]:
    """The sets of evidence, each with its sentences as runs; those that name no page are none."""
    found = []
    for at, one in enumerate(fields.items("evidence")):
        if not isinstance(one, list):
            raise fields.fault(f"evidence[{at}]", "is not a list")
        named = [_sentence(item, fields, f"evidence[{at}][{place}]") for place, item in enumerate(one)]
        found.append(_runs([sentence for sentence in named if sentence]))
    return [runs for runs in found if runs]


def _sentence(item: Any, fields: Fields, path: str) -> tuple[str, int] | None:
    if not isinstance(item, list) or len(item) != 4:
        raise fields.fault(path, "is not [annotation id, evidence id, page, sentence]")
    page, number = item[2:]
    if page is None:
        return None
    if not isinstance(page, str) or not page.strip():
        raise fields.fault(f"{path}[2]", "is not the name of a page")
    if type(number) is not int or not 0 <= number < 10**9:
        raise fields.fault(f"{path}[3]", "is not the number of a sentence")
    return page, number


def _runs(sentences: Sequence[tuple[str, int]]) -> list[_Run]:
    ordered = sorted(set(sentences))
    runs = []
    for (page, _), group in groupby(enumerate(ordered), lambda one: (one[1][0], one[1][1] - one[0])):
        numbers = [number for _, (_, number) in group]
        runs.append(_Run(page, numbers[0], numbers[-1]))
    return runs


def original(source: CitedSource, locator: str) -> tuple[str, range] | None:
    """The page and the sentences of FEVER's own that a citation came in as."""
    found = _LOCATOR.fullmatch(locator)
    if found is None or not source.reference or source.title != title_of(source.reference):
        return None
    first, last = int(found[1]), int(found[2] or found[1])
    return (source.reference, range(first, last + 1)) if first <= last < first + 1000 else None
