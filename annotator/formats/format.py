"""What a format is: the record that a package registers under `annotator.formats`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol

from annotator.domain.dataset import About, ClaimRecord
from annotator.domain.incoming import BadRecord, Incoming, IncomingSource
from annotator.formats.field import FieldTable

MANIFEST = "annotator-export.json"
"""The file by which an exported folder is known again; no part of any format."""


@dataclass(frozen=True, slots=True)
class Written:
    """What came out, and what did not."""

    claims: int
    labels: int
    left_out: Mapping[str, int] = field(default_factory=dict)
    """What the format could not say, in words, and how often; each more than 0."""
    sources: int | None = None
    """Of a format that lists what the labels rest on, and nothing else."""

    @property
    def words(self) -> str:
        """ "Wrote 3 claims with 1 label", without a stop."""
        claims, labels = _counted(self.claims, "claim"), _counted(self.labels, "label")
        if self.sources is not None:
            return f"Wrote {_counted(self.sources, 'source')} of {labels} on {claims}"
        return f"Wrote {claims} with {labels}"


class Dataset(Protocol):
    """What is to be written."""

    @property
    def about(self) -> About: ...

    @property
    def options(self) -> Mapping[str, str]:
        """The format's own options that were given, of those that it names."""

    @property
    def splits(self) -> Sequence[str]:
        """Names of the parts; one empty name when the dataset is not split."""

    def records(self, split: str = "") -> Iterator[ClaimRecord]:
        """The claims of a part, article by article, read anew at each call and not kept."""


class Folder(Protocol):
    """A folder that is being written: it appears whole or not at all."""

    @property
    def digests(self) -> Mapping[str, str]:
        """SHA-256 of the files written so far, by name."""

    def opened(self, *names: str) -> AbstractContextManager[list[BinaryIO]]:
        """New files, open to write; a name may have folders in it ("data/claims.jsonl")."""

    def write(self, name: str, text: str) -> None:
        """A whole new file, in UTF-8."""

    def rename(self, name: str, to: str) -> None:
        """Another name for a file that was written, where it can be told only then."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be read."""

    path: Path
    """A file, or a folder for a format that reads those."""
    options: Mapping[str, str] = field(default_factory=dict)
    """The format's own options that were given, of those that it names."""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice that a format has, given as `--with NAME=VALUE`."""

    name: str
    meaning: str
    default: str = ""
    """In words, or empty."""
    is_path: bool = False
    """Whether it names a further file or folder that is read: what is in it counts, not how it is called."""


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write, and where it makes sense to read, a dataset.

    Equal records must give equal bytes in any process.
    """

    id: str
    """What people type: "jsonl", "csv"."""
    description: str
    """One line for lists."""
    suffix: str
    """Of its files, lower case, with the dot; empty for a format that only writes folders."""
    write: Callable[[Dataset, str, BinaryIO], Written] | None = None
    """Writes a part of the dataset as one file, keeping none of its records; the stream stays open."""
    write_folder: Callable[[Dataset, Folder], Written] | None = None
    """Writes the whole dataset as a folder of files. A format has this or `write`."""
    read: Callable[[Source], Iterator[Incoming | IncomingSource | BadRecord]] | None = None
    """Reads records one by one, in order; lists of references give sources without a claim. A record that is
    not well formed is given as such, and reading goes on; raises InputError where it cannot go on, or the
    file is not of this format."""
    version: str = "1"
    """Of `read`: another one where the same file gives other records."""
    writes_with: Sequence[Option] = ()
    reads_with: Sequence[Option] = ()
    written_by: str = ""
    """The command that writes it, where an export does not."""
    own_extras: Sequence[str] = ()
    """Extras that `read` makes: they are no fields of the file."""
    extra: str = ""
    """The extra of this package that it needs, or empty."""
    modules: Sequence[str] = ()
    """The modules that the extra brings, for a look whether they are there."""
    tables: Sequence[FieldTable] = ()
    """All its fields."""
    labels_out: Mapping[str, str] = field(default_factory=dict)
    """What is written for what, both in words, for the documentation."""
    labels_in: Mapping[str, str] = field(default_factory=dict)
    """What is suggested for what."""
    notes: Sequence[str] = ()
    """What else a user of it should know, a sentence or two each: offsets, what cannot be said in it, which
    reader it is tested with."""

    @property
    def is_written(self) -> bool:
        """Whether an export writes it."""
        return self.write is not None or self.write_folder is not None


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
