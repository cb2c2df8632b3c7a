"""RIS records, the export of libraries and publishers: `TY  - NEWS`, a line a field, `ER  -` at the end."""

import re
from collections.abc import Sequence

from annotator.domain.references.dois import take_doi
from annotator.domain.references.reference import Filling, Pasted, Reference

_LINE = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*))?")
_PASSED_OVER = frozenset(
    ["TY", "ER", "ID", "AB", "N2", "KW", "LA", "SN", "DB", "DP", "AN", "L1", "L2", "N1", "M1", "M3", "ST"]
)
_IN_WORDS = {"VL": "volume", "IS": "issue", "SP": "page", "EP": "to page", "ET": "edition", "CY": "place"}
_KNOWN = frozenset(
    ["TI", "T1", "AU", "A1", "A2", "ED", "JO", "JF", "JA", "T2", "PB", "UR", "DO", "DA", "PY", "Y1", "Y2"]
)

Lines = Sequence[tuple[str, str]]


def looks_like_ris(text: str) -> bool:
    return text.startswith(("TY  - ", "TY - "))


def read_ris(text: str) -> Pasted:
    records: list[list[tuple[str, str]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        found = _LINE.fullmatch(line.strip())
        if found is not None and found[1] == "TY":
            records.append([])
        if found is not None:
            records[-1].append((found[1], found[2] or ""))
        elif line.strip():
            tag, value = records[-1][-1]
            if tag == "ER":
                return Pasted(
                    problem=f"That is RIS with a fault: line {number} is behind the end of a record."
                )
            records[-1][-1] = (tag, f"{value} {line}")  # a value that was broken into lines
    return Pasted(tuple(map(_reference, records)))


def _reference(lines: Lines) -> Reference:
    filling = Filling("RIS record")
    filling.text("title", _first(lines, "TI", "T1"))
    filling.text("author", ", ".join(map(_name, _all(lines, "AU", "A1") or _all(lines, "A2", "ED"))))
    filling.text("publisher", _first(lines, "JO", "JF", "T2", "JA", "PB"))
    filling.address("url", _first(lines, "UR"))
    doi = _first(lines, "DO")
    if doi:
        take_doi(filling, doi)
    filling.published(_date(_first(lines, "DA", "PY", "Y1")))
    filling.accessed(_date(_first(lines, "Y2")))
    known = filling.fields
    told = [f"{_IN_WORDS[tag]} {value}" for tag, value in lines if tag in _IN_WORDS and value]
    filling.in_words([
        *(known.get(name, "") for name in ("author", "title", "publisher")), *told,
        known.get("published", ""),
    ])  # fmt: skip
    for tag in dict.fromkeys(tag for tag, _ in lines):
        if tag not in _KNOWN | _PASSED_OVER and (tag not in _IN_WORDS or "url" in known):
            filling.leave(tag)
    return filling.done()


def _all(lines: Lines, *tags: str) -> list[str]:
    return [value.strip() for tag, value in lines if tag in tags and value.strip()]


def _first(lines: Lines, *tags: str) -> str:
    """The first value of the first of these tags that has one."""
    return next((found[0] for tag in tags if (found := _all(lines, tag))), "")


def _name(written: str) -> str:
    last, comma, given = written.partition(",")
    return f"{given.strip()} {last.strip()}" if comma and given.strip() else last.strip()


def _date(written: str) -> str:
    """`2026/02/20/words` has slashes between and may end early."""
    parts = [part.strip() for part in written.split("/")[:3]]
    known = [part for part in parts if part]
    if known and all(part.isascii() and part.isdigit() for part in known):
        return "-".join(
            f"{int(part):02}" if number else part for number, part in enumerate(known) if len(part) <= 4
        )
    return written
