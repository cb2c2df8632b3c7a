"""Parquet files, written as rows come: what is held in memory is one row group of each table.

pyarrow is an extra, which exports look for before they begin, and imported only when something is written.
Equal rows give equal bytes with one version of it, which it names in each file. Row groups carry an index of
their pages, so that viewers read a part, and pages are cut where their content says, so that a new version of
a dataset shares bytes with the old.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib import import_module
from io import RawIOBase
from typing import Any, BinaryIO

from annotator.formats.format import Folder
from annotator.formats.table import Column, Row

PACKAGE, EXTRA = "pyarrow", "parquet"
ROWS = 1_000
"""Rows that become Arrow at once."""
GROUP = 16 << 20
"""Bytes of Arrow from which on they are written as a row group."""
SHARD = 512 << 20
"""Bytes of Arrow from which on another file is begun."""


@contextmanager
def shards(folder: Folder, stems: Mapping[str, Iterable[Column[Any]]]) -> Iterator[dict[str, "Shards"]]:
    """The Parquet files of several tables, to be filled in the block, by their stems."""
    opened = {stem: Shards(folder, stem, columns) for stem, columns in stems.items()}
    try:
        yield opened
        for files in opened.values():
            files.finish()
    except BaseException:
        for files in opened.values():
            files.give_up()
        raise


class Shards:
    """The Parquet files of one part of one table, none without rows: `STEM-00000-of-00002.parquet`."""

    def __init__(self, folder: Folder, stem: str, columns: Iterable[Column[Any]]) -> None:
        self._arrow, self._parquet = import_module(PACKAGE), import_module(f"{PACKAGE}.parquet")
        self._schema = self._arrow.schema([(column.name, self._type(column)) for column in columns])
        self._folder, self._stem = folder, stem
        self._rows: list[Row] = []
        self._batches: list[Any] = []
        self._waiting = self._in_shard = self._shards = 0
        self._open: ExitStack | None = None
        self._writer: Any = None
        self.rows = 0
        self.bytes = 0
        """Of all rows as Arrow."""
        self.written = 0
        """Bytes of the files."""

    def add(self, row: Row) -> None:
        self._rows.append(row)
        if len(self._rows) == ROWS:
            self._convert()

    def finish(self) -> None:
        """Write what waits, and give the files their names."""
        self._convert()
        if self._batches:
            self._write_group()
        self._close()
        for number in range(self._shards):
            self._folder.rename(self._name(number), self._name(number, f"-of-{self._shards:05}"))

    def give_up(self) -> None:
        """Close what is open; its files are worth nothing."""
        if self._open is not None:
            self._out.is_wanted = False
            self._close()

    def _name(self, number: int, of: str = "") -> str:
        return f"{self._stem}-{number:05}{of}.parquet"

    def _convert(self) -> None:
        if not self._rows:
            return
        batch = self._arrow.RecordBatch.from_pylist(self._rows, self._schema)
        self.rows += len(self._rows)
        self.bytes += batch.nbytes
        self._waiting += batch.nbytes
        self._batches.append(batch)
        self._rows.clear()
        if self._waiting >= GROUP:
            self._write_group()

    def _write_group(self) -> None:
        if self._in_shard >= SHARD:
            self._close()
        if self._open is None:
            self._begin()
        table = self._arrow.Table.from_batches(self._batches, self._schema)
        self._writer.write_table(table, row_group_size=table.num_rows)
        self._in_shard += self._waiting
        self._waiting = 0
        self._batches.clear()

    def _begin(self) -> None:
        self._open = ExitStack()
        (out,) = self._open.enter_context(self._folder.opened(self._name(self._shards)))
        self._out = _Counted(out)
        self._writer = self._parquet.ParquetWriter(
            self._arrow.PythonFile(self._out, mode="w"),
            self._schema,
            compression="zstd",
            write_page_index=True,
            use_content_defined_chunking=True,
        )
        self._shards += 1

    def _close(self) -> None:
        if self._open is not None:
            self._writer.close()
            self.written += self._out.tell()
            self._open.close()
            self._open, self._in_shard = None, 0

    def _type(self, column: Column[Any]) -> Any:
        arrow = self._arrow
        if column.type == "object":
            kind = arrow.struct([(part.name, self._type(part)) for part in column.parts])
        else:
            kind = {"text": arrow.string(), "integer": arrow.int64(), "boolean": arrow.bool_()}[column.type]
        return arrow.list_(kind) if column.many else kind


class _Counted(RawIOBase):
    """A stream that knows how much was written, as Parquet needs it; closing it leaves the other one open."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self._at = out, 0
        self.is_wanted = True
        """Whether what is written goes anywhere: after an error the footer that Parquet insists on is not."""

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def write(self, raw: Any) -> int:
        if self.is_wanted:
            self._out.write(raw)
        self._at += len(raw)
        return len(raw)
