"""A source for `annotator cite`, read from a file or standard input as it could be pasted into the form."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cli.setup import say

if TYPE_CHECKING:
    from annotator.domain.references import Reference

MOST_BYTES = 800_000
"""More than any reference has: 200,000 characters of four bytes."""


def read_reference(path: Path) -> "Reference":
    """The reference in a file, or in standard input for "-"; of several the first, which is said.

    What has no place in a citation is said too. Raises InputError.
    """
    from annotator.domain.errors import InputError
    from annotator.domain.references import read_pasted

    name = "standard input" if str(path) == "-" else str(path)
    nothing = "Nothing was cited."
    try:
        if str(path) == "-":
            raw = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with path.open("rb") as file:
                raw = file.read(MOST_BYTES + 1)
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{name} could not be read: {error.strerror}.", safe=nothing) from None
    except UnicodeDecodeError:
        raise InputError(f"{name} is no UTF-8 text.", safe=nothing) from None
    pasted = read_pasted(text) if len(raw) <= MOST_BYTES else None
    if pasted is not None and pasted.problem:
        raise InputError(f"{name}: {pasted.problem}", safe=nothing)
    if pasted is None or not pasted.references:
        raise InputError(
            f"{name} holds no web address, DOI, BibTeX entry, CSL-JSON item or RIS record.", safe=nothing
        )
    first, *others = pasted.references
    if others:
        say(f"{len(others) + 1} entries are in {name}; the first one is cited.")
    for note in first.notes:
        say(note)
    return first
