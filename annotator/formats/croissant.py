"""A Croissant folder: the tables as JSON Lines, and `croissant.json`, which says what they are, how to read
them and how their labels were made. Programs that know Croissant load it by that file."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date

from annotator.domain.citation import check_url
from annotator.domain.dataset import About
from annotator.domain.errors import InputError
from annotator.domain.text import clean, clean_line
from annotator.formats import dataset_words as words
from annotator.formats.croissant_metadata import SPLIT, DataFile, Named, metadata
from annotator.formats.format import Dataset, Folder, Format, Option, Written
from annotator.formats.jsonl import encoded
from annotator.formats.tables import TABLES, is_label, rows

_SAFE = "Nothing was written."


def write_folder(dataset: Dataset, folder: Folder) -> Written:
    """Write the tables, then `croissant.json`. Raises InputError when what it must say is missing."""
    named = _named(dataset.about, dataset.options)
    splits = [split for split in dataset.splits if split]
    left_out: Counter[str] = Counter()
    claims = labels = 0
    sizes: Counter[str] = Counter()
    names = {table.name: f"{table.name}.jsonl" for table in TABLES}
    with folder.opened(*names.values()) as opened:
        outs = dict(zip(names, opened, strict=True))
        for split in dataset.splits:
            told = {SPLIT.name: split} if split else {}
            for table, row in rows(dataset.records(split), left_out):
                raw = encoded({**told, **row})
                outs[table].write(raw)
                sizes[table] += len(raw)
                claims += table == "claims"
                labels += is_label(table, row)
    data = {table: DataFile(name, sizes[table], folder.digests[name]) for table, name in names.items()}
    described = metadata(dataset.about, named, data, splits)
    folder.write("croissant.json", clean(json.dumps(described, ensure_ascii=False, indent=2)) + "\n")
    return Written(claims, labels, left_out)


def _named(about: About, options: Mapping[str, str]) -> Named:
    given = {name: clean_line(value).strip() for name, value in options.items()}
    people, organisations = (_names(given.get(name, "")) for name in ("creator", "organisation"))
    missing = [name for name in ("license", "url", "published") if not given.get(name)]
    if not people and not organisations:
        missing.append("creator (or organisation)")
    if missing:
        raise InputError(
            f"Croissant must say what only you know: {', '.join(missing)}.",
            safe=_SAFE,
            do="Give each as --with NAME=VALUE; annotator formats croissant says what they mean.",
        )
    name, version = given.get("name") or clean_line(about.name), given.get("version") or "1.0.0"
    url, published = check_url(given["url"], "url"), _day(given["published"])
    by = "; ".join((*people, *organisations))
    return Named(
        name,
        given.get("description") or words.summary(about),
        given["license"],
        url,
        published,
        people,
        organisations,
        version,
        given.get("cite") or f"{by} ({published[:4]}): {name}, version {version}. {url}",
    )


def _names(given: str) -> tuple[str, ...]:
    return tuple(name for one in given.split(";") if (name := one.strip()))


def _day(given: str) -> str:
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError as error:
        raise InputError(
            f"published: {given!r} is not a day.", safe=_SAFE, do="Give one as 2026-03-31."
        ) from error


FORMAT = Format(
    id="croissant",
    description="a folder with Croissant metadata (JSON-LD) beside tables as JSON Lines",
    suffix="",
    write_folder=write_folder,
    writes_with=(
        Option("name", "of the dataset", "the round's name, or the file's"),
        Option(
            "description", "what it is, in a sentence or two", "a sentence about the claims and their labels"
        ),
        Option("license", "address or SPDX id of its licence; must be given"),
        Option("url", "address where it is, or will be, published; must be given"),
        Option("creator", "people who made it, with a ; between them; must be given, or organisation"),
        Option("organisation", "organisations that made it, with a ; between them"),
        Option("published", "day of its publication, as 2026-03-31; must be given"),
        Option("version", "MAJOR.MINOR.PATCH", "1.0.0"),
        Option("cite", "how to cite it", "made of creator, year, name, version and address"),
    ),
    tables=tuple(table.described for table in TABLES),
    labels_out={
        "a decision": "label, verdict and method of the claim, in claims",
        "no decision, all labels with a verdict give the same one": "label and verdict, method agreed",
        "reviewers who differ": "empty label and verdict of the claim; every label is a record of votes",
    },
    notes=(
        "Croissant 1.1 and RAI 1.0. Ranges are lists of {start, end} in code points. In a split dataset every"
        " record has a field split besides.",
        "RAI terms are filled from the round: labels per item, protocol with the guideline, platform,"
        " agreement, splitters and models, limits, people. rai:annotatorDemographics is left out: nothing is"
        " recorded of it.",
        "Tested with mlcroissant: no error, no warning, every record loaded. It reads JSON Lines with pandas,"
        " which takes a text column that holds nothing but numbers for numbers; the files are right.",
        "Addresses of the files are relative to croissant.json.",
    ),
)
