"""Releasing a round: its dataset, written into a folder whole or not at all, the same bytes anywhere."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from annotator.domain.errors import InputError
from annotator.domain.release import FORMAT, Counts, ReleaseOptions
from annotator.domain.round import Round
from annotator.formats.release_readme import FILES
from annotator.services.release_writing import MANIFEST, ReleaseWriting, Track
from annotator.services.writing_folders import checked_files, names_below, new_folder
from annotator.store import Store, rounds, sight
from annotator.store.connection import Database

T = TypeVar("T")
_SAFE = "Nothing was written."


@contextmanager
def untracked(_words: str, items: Iterable[T], _total: int) -> Iterator[Iterable[T]]:
    yield items


def release(
    store: Store,
    member: str,
    found: Round,
    target: Path,
    options: ReleaseOptions,
    *,
    may_replace: bool = False,
    track: Track = untracked,
) -> Counts:
    """Write the release of a round into a folder; `store` reads for that member.

    Raises InputError for one who is no lead or from whom votes of the round are kept, for a round that is
    open (unless a draft is asked for) or has no labels, and when the folder cannot be written or is to be
    kept.
    """
    keep = _replacing if may_replace else _keeping
    with store.reading() as db:
        _check(db, member, found, options)
        with new_folder(target, keep) as files:
            return ReleaseWriting(db, found, member, options, files, track).write()


def _check(db: Database, member: str, found: Round, options: ReleaseOptions) -> None:
    if not sight.is_lead(db, member):
        raise InputError("Only a lead can release a round.", safe=_SAFE)
    if found.kind == "segmentation":
        raise InputError(
            f"The round {found.name!r} is one of segmentation: it has no labels to release.",
            safe=_SAFE,
            do="Make a labelling round of what it merged, and release that.",
        )
    hiding = sight.hiding_rounds(db, member)
    veiled = sight.veiled_claims(db, hiding)
    if veiled and any(claim in veiled for claim in rounds.claims_of(db, found.id)):
        names = ", ".join(one.name for one in rounds.rounds(db) if one.id in hiding)
        raise InputError(
            f"Votes on claims of the round {found.name!r} are kept from you: you are a reviewer of a blind"
            f" round ({names}).",
            safe=_SAFE,
            do="Reveal or close that round first, or let another lead release this one.",
        )
    if found.state == "open" and not options.draft:
        raise InputError(
            f"The round {found.name!r} is still open.",
            safe=_SAFE,
            do=f"Close it (annotator round close {found.name}), or ask for a --draft.",
        )
    if found.state == "closed" and options.draft:
        raise InputError(
            f"The round {found.name!r} is closed: its release is no draft.",
            safe=_SAFE,
            do="Leave out --draft.",
        )


def _keeping(folder: Path) -> None:
    what = "holds a release" if _is_release(folder) else "is not empty"
    do = "Name another folder, or add --replace." if _is_release(folder) else "Name another folder."
    raise InputError(f"{folder} {what}.", safe="Nothing there was changed.", do=do)


def _replacing(folder: Path) -> None:
    """Only what a release put there may go."""
    if not _is_release(folder):
        _keeping(folder)
    known = {*FILES, *checked_files(folder)}
    strange = [name for name in names_below(folder) if name not in known]
    if strange:
        raise InputError(
            f"{folder} holds a release, but other files too: {', '.join(strange[:3])}.",
            safe="Nothing there was changed.",
            do="Move them away, or name another folder.",
        )


def _is_release(folder: Path) -> bool:
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(found, dict) and found.get("format") == FORMAT
