"""The command `import`: records of other datasets, as suggestions."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from typing import TYPE_CHECKING

import click

from annotator.cli.ending import ending_in_order
from annotator.cli.progress import progress
from annotator.cli.setup import Setup, put, say, where_options
from annotator.domain.errors import InputError

if TYPE_CHECKING:
    from annotator.services.acting import Acting
    from annotator.services.import_report import Report
    from annotator.services.importing import Import
    from annotator.services.opening import Workplace
    from annotator.store import Store

_TOLD = 20
"""Bad records that are named where they stop the import."""
_SKIPPED_TOLD = 3
"""Of those that are skipped."""
_STANDARD_INPUT = "standard-input"


@click.command("import")
@click.argument("form", metavar="FORMAT")
@click.argument("path", metavar="PATH", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would come in.")
@click.option("--skip-bad", is_flag=True, help="Take the good records, and write the bad ones to a file.")
@click.option("--bad", type=click.Path(path_type=Path), metavar="FILE", help="That file [PATH.bad.jsonl].")
@click.option("--with", "given", multiple=True, metavar="NAME=VALUE", help="An option of the format.")
@click.option("--take-back", is_flag=True, help="Take back what this file brought before.")
@where_options
def import_(
    setup: Setup,
    form: str,
    path: Path,
    dry_run: bool,
    skip_bad: bool,
    bad: Path | None,
    given: tuple[str, ...],
    take_back: bool,
) -> None:
    """Take in the records of PATH, a file or folder of another program, or - for standard input.

    They come in as claims with suggestions of import:FORMAT, never as anybody's label. `annotator formats`
    lists the FORMATs.
    """
    from annotator.formats import load_formats
    from annotator.formats.format import Source
    from annotator.services.export_request import check_installed, named_options
    from annotator.services.importing import check_reads, importing

    if bad and not skip_bad:
        raise click.UsageError("--bad goes with --skip-bad.")
    if take_back and (dry_run or skip_bad):
        raise click.UsageError("--take-back goes with none of --dry-run and --skip-bad.")
    found = load_formats().get(form, "read")
    check_reads(found)
    check_installed(found, "Nothing was changed.")
    options = named_options(given, found.reads_with, f"the format {found.id}", "Nothing was changed.")
    with ending_in_order(), _file(path) as file, importing(found, Source(file, options)) as work:
        if dry_run:
            _look(setup, work, skip_bad)
        elif take_back:
            _take_back(setup, work)
        else:
            _bring_in(setup, work, skip_bad, bad or _beside(path))


def _look(setup: Setup, work: "Import", skip_bad: bool) -> None:
    if setup.is_new:
        work.read(None, progress)
        report = work.preview(None)
    else:
        with setup.whole() as store:
            work.read(store, progress)
            report = work.preview(store)
    put(f"Would import {_records(report)}{':' if report.records > report.refused else '.'}")
    for part in report.parts:
        put(f"  {part}")
    kept = [_clipped(name, 40) for name in report.found.extras if name not in work.format.own_extras]
    if kept:
        put(f"  kept besides: {', '.join(kept)}")
    _tell_notes(report)
    if report.is_nothing:
        put("  all of it is in the file already")
    elif report.again:
        put("  it was taken back, and would stand again")
    if report.refused:
        _tell_bad(work)
        if not skip_bad:
            raise _refused(work, "Nothing would be imported.")
        put(f"  {_bad(report)} would be left out")


def _bring_in(setup: Setup, work: "Import", skip_bad: bool, bad: Path) -> None:
    is_new = setup.is_new
    if is_new:  # and is made once there is something for it
        _read(work, None, skip_bad)
    place = setup.workplace(create=True)
    taken = False
    try:
        if not is_new:
            _read(work, place.store, skip_bad)
        if work.refused:
            work.write_bad(place.store, bad)
        report = work.bring_in(_acting(place), progress)
        taken = True
    finally:
        place.close()
        if place.made and not taken:
            place.store.remove()  # it would only be an empty file that nobody asked for
    if report.is_nothing:
        say(f"All of it ({_records(report)}) is in the file already: nothing was changed.")
    elif report.again and not report.new_events:
        say("It had been taken back: its suggestions and citations stand again.")
    else:
        say(f"Imported {_records(report)}: {'; '.join(report.parts)}.")
        _tell_notes(report)
    if report.refused:
        _tell_bad(work, _SKIPPED_TOLD)
        say(f"{_bad(report)} left out: written, with what is wrong, to {bad}.")


def _read(work: "Import", store: "Store | None", skip_bad: bool) -> None:
    """Read it; a bad record ends it, unless they are to be skipped."""
    work.read(store, progress)
    if work.refused and not skip_bad:
        _tell_bad(work)
        raise _refused(work, "Nothing was changed.")


def _take_back(setup: Setup, work: "Import") -> None:
    from annotator.services.acting import words_of

    with setup.workplace() as place:
        work.read(place.store, progress)
        count = work.take_back(_acting(place), progress)
    say(
        f"Took back {words_of(count, 'act')} of this import: its suggestions and citations."
        " Its articles and claims stay."
    )
    say("Import it once more to bring them back.")


def _acting(place: "Workplace") -> "Acting":
    from annotator.services.acting import Acting

    return Acting(place.store, place.member, place.device)


def _records(report: "Report") -> str:
    from annotator.services.acting import words_of

    return words_of(report.records - report.refused, "record")


def _bad(report: "Report") -> str:
    from annotator.services.acting import words_of

    return words_of(report.refused, "bad record")


def _tell_notes(report: "Report") -> None:
    for note, count in report.found.notes.items():
        times = f" ({count} times; this is the first)" if count > 1 else ""
        say(f"{report.found.first[note]}: {_clipped(note, 400)}{times}")


def _tell_bad(work: "Import", most: int = _TOLD) -> None:
    for record in work.bad(most):
        say(_clipped(str(record), 400))
    if work.refused > most:
        say(f"... and {work.refused - most} more.")


def _clipped(words: str, most: int) -> str:
    """Foreign words may be as long as a file."""
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _refused(work: "Import", safe: str) -> InputError:
    from annotator.services.acting import words_of

    return InputError(
        f"{words_of(work.refused, 'record')} of {work.staged.records} cannot be taken.",
        safe=safe,
        do="Mend the file, or give --skip-bad, which keeps the good ones and writes the bad ones to a file.",
    )


def _beside(path: Path) -> Path:
    """Where bad records go when nobody says."""
    if str(path) == "-":
        return Path(f"{_STANDARD_INPUT}.bad.jsonl")
    whole = path.resolve()
    return whole.parent / f"{whole.name}.bad.jsonl"


@contextmanager
def _file(path: Path) -> Iterator[Path]:
    """The path; for standard input, or a pipe, a file that has it all, since it is read more than once."""
    if str(path) != "-" and not path.exists():
        raise InputError(f"There is no file {path}.", safe="Nothing was changed.")
    if path.is_file() or path.is_dir():
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
        file = Path(folder) / (_STANDARD_INPUT if str(path) == "-" else path.name)
        with file.open("wb") as out:
            if str(path) == "-":
                copyfileobj(sys.stdin.buffer, out)
            else:
                with path.open("rb") as pipe:
                    copyfileobj(pipe, out)
        yield file
