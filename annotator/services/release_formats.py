"""A release in the formats that others load, beside its own files: the same claims, the same names."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO

from annotator.domain.citation import Citation
from annotator.domain.dataset import About, ClaimRecord, Judgement, LabelRecord
from annotator.domain.errors import InputError
from annotator.domain.release import ClaimStatus, ReleaseOptions
from annotator.formats import Format, load_formats
from annotator.services.export_request import check_written, named_options
from annotator.services.writing_folders import Files
from annotator.store import dataset
from annotator.store.connection import Database
from annotator.store.round_dataset import RoundClaims

_SAFE = "Nothing was written."
Named = Callable[[str], str]


def formats_of(options: ReleaseOptions) -> list[Format]:
    """The formats that are asked for. Raises InputError and MissingExtra."""
    found = [load_formats().get(name, "written") for name in dict.fromkeys(options.formats)]
    for form in found:
        check_written(form)
    if found and options.without_texts:
        raise InputError(
            "Other formats hold the articles' texts, or words around the claims.",
            safe=_SAFE,
            do="Leave out --format, or --without-texts.",
        )
    return found


@dataclass(frozen=True)
class ReleasedClaims:
    """The claims of a round that are released; a `Dataset` for formats. Remarks are in the decision log
    alone, and of the evidence what no vote and no decision rests on is left out."""

    db: Database
    round_id: str
    release: ReleaseOptions
    about: About
    named: Named
    """What somebody is called in the release."""
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def splits(self) -> Sequence[str]:
        return ("",)

    def records(self, split: str = "") -> Iterator[ClaimRecord]:
        for record in dataset.records(self.db, RoundClaims(self.db, self.round_id)):
            if self.release.takes(_status(record)):
                yield self._renamed(record)

    def _renamed(self, record: ClaimRecord) -> ClaimRecord:
        labels = sorted(map(self._label, record.labels), key=lambda one: one.view.label.member)
        made = record.revision and replace(record.revision, member=self.named(record.revision.member))
        return replace(
            record,
            labels=tuple(labels),
            gold=record.gold and self._gold(record.gold),
            revision=made,
            suggestions=tuple(replace(one, by=self.named(one.by)) for one in record.suggestions),
            other_citations=(),
            comments=(),
            flags=(),
        )

    def _label(self, record: LabelRecord) -> LabelRecord:
        label = replace(record.view.label, member=self.named(record.view.label.member))
        return LabelRecord(replace(record.view, label=label), self._citations(record.citations))

    def _gold(self, gold: Judgement) -> Judgement:
        return replace(gold, by=self.named(gold.by), citations=self._citations(gold.citations))

    def _citations(self, citations: Sequence[Citation]) -> tuple[Citation, ...]:
        return tuple(replace(one, member=self.named(one.member)) for one in citations)


def _status(record: ClaimRecord) -> ClaimStatus:
    if record.gold is None:
        return "open"
    return "settled" if record.gold.complete else "incomplete"


@dataclass(frozen=True)
class Within:
    """A folder in a folder that is being written."""

    files: Files
    name: str

    @property
    def digests(self) -> Mapping[str, str]:
        before = f"{self.name}/"
        return {
            name.removeprefix(before): digest
            for name, digest in self.files.digests.items()
            if name.startswith(before)
        }

    def opened(self, *names: str) -> AbstractContextManager[list[BinaryIO]]:
        return self.files.opened(*(f"{self.name}/{name}" for name in names))

    def write(self, name: str, text: str) -> None:
        self.files.write(f"{self.name}/{name}", text)

    def rename(self, name: str, to: str) -> None:
        self.files.rename(f"{self.name}/{name}", f"{self.name}/{to}")


def write_formats(forms: Sequence[Format], released: ReleasedClaims, files: Files) -> dict[str, Any]:
    """Each in a folder of its own; what came out of each, for the manifest. Raises InputError."""
    told = {}
    for form, options in zip(forms, _options(forms, released.release.formats_with), strict=True):
        folder, claims = Within(files, form.id), replace(released, options=options)
        if form.write_folder is not None:
            written = form.write_folder(claims, folder)
        else:
            assert form.write is not None
            with folder.opened(f"claims{form.suffix}") as (out,):
                written = form.write(claims, "", out)
        left_out = dict(sorted(written.left_out.items()))
        told[form.id] = {"claims": written.claims, "labels": written.labels, "left_out": left_out}
    return told


def _options(forms: Sequence[Format], given: Sequence[str]) -> list[dict[str, str]]:
    """Of each format."""
    known = {option.name: option for form in forms for option in form.writes_with}
    found = named_options(given, tuple(known.values()), "these formats")
    names = ({option.name for option in form.writes_with} for form in forms)
    return [{name: value for name, value in found.items() if name in own} for own in names]
