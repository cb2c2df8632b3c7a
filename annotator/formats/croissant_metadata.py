"""Croissant 1.1 metadata (docs.mlcommons.org/croissant) with the terms for responsible AI: what the tables
are, which file has which, and how the labels were made."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from annotator.domain.dataset import About
from annotator.formats import dataset_words as words
from annotator.formats.table import Column, Table
from annotator.formats.tables import TABLES

CONFORMS_TO = ["http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"]
SPLIT: Column[Any] = Column("split", "the part of the dataset that it is in", lambda row: row)
"""What every table has besides when the dataset is split."""
_TYPES = {"text": "sc:Text", "integer": "sc:Integer", "boolean": "sc:Boolean"}
_SPLITS = {
    "train": "cr:TrainingSplit", "dev": "cr:ValidationSplit", "validation": "cr:ValidationSplit",
    "test": "cr:TestSplit",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """What people must say of a dataset before it can be published; all of it is checked."""

    name: str
    description: str
    license: str
    url: str
    published: str
    """ISO date."""
    people: Sequence[str]
    organisations: Sequence[str]
    version: str
    cite: str


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of the dataset, as it was written."""

    name: str
    size: int
    """In bytes."""
    sha256: str


def metadata(
    about: About, named: Named, data: Mapping[str, DataFile], splits: Sequence[str]
) -> dict[str, Any]:
    """The whole of `croissant.json`. `data` is by table; `splits` are names, none where there are none."""
    context = json.loads((files("annotator.formats") / "croissant_context.json").read_text(encoding="utf-8"))
    return {
        "@context": context,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "name": named.name,
        "description": named.description,
        "license": named.license,
        "url": named.url,
        "version": named.version,
        "datePublished": named.published,
        "creator": [
            *({"@type": "sc:Person", "name": name} for name in named.people),
            *({"@type": "sc:Organization", "name": name} for name in named.organisations),
        ],
        "citeAs": named.cite,
        "keywords": ["fact-checking", "claims", "evidence"],
        **({"inLanguage": list(about.languages)} if about.languages else {}),
        **_rai(about),
        "distribution": [_file(data[table.name]) for table in TABLES],
        "recordSet": [*_record_sets(data, splits)],
    }


def _rai(about: About) -> dict[str, Any]:
    guideline = [f"The guideline: {words.guideline(about)}"] if about.guideline else []
    told: dict[str, str | list[str]] = {
        "rai:dataCollection": words.collection(),
        "rai:dataAnnotationProtocol": [*words.protocol(about), *guideline],
        "rai:dataAnnotationPlatform": [f"annotator {about.app}"],
        "rai:dataAnnotationAnalysis": words.analysis(about),
        "rai:annotationsPerItem": words.per_item(about),
        "rai:machineAnnotationTools": words.tools(about),
        "rai:dataLimitations": words.limits(about),
        "rai:personalSensitiveInformation": words.personal(),
    }
    return {name: value for name, value in told.items() if value}


def _file(data: DataFile) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": data.name,
        "name": data.name,
        "contentUrl": data.name,
        "contentSize": f"{data.size} B",
        "encodingFormat": "application/jsonlines",
        "sha256": data.sha256,
    }


def _record_sets(data: Mapping[str, DataFile], splits: Sequence[str]) -> Iterator[dict[str, Any]]:
    if splits:
        yield _split_set(splits)
    for table in TABLES:
        columns = (SPLIT, *table.columns) if splits else table.columns
        yield {
            "@type": "cr:RecordSet",
            "@id": table.name,
            "name": table.name,
            "description": table.meaning,
            "key": {"@id": f"{table.name}/id"},
            "field": [_field(table, column, data[table.name].name) for column in columns],
        }


def _split_set(splits: Sequence[str]) -> dict[str, Any]:
    """The names of the splits, which every table's column `split` has."""
    rows = [{"splits/name": name, "splits/url": _SPLITS.get(name, "cr:Split")} for name in splits]
    return {
        "@type": "cr:RecordSet",
        "@id": "splits",
        "name": "splits",
        "description": "the parts of the dataset",
        "dataType": "cr:Split",
        "key": {"@id": "splits/name"},
        "field": [
            {"@type": "cr:Field", "@id": "splits/name", "name": "name", "dataType": "sc:Text"},
            {"@type": "cr:Field", "@id": "splits/url", "name": "url", "dataType": "sc:URL"},
        ],
        "data": rows,
    }


def _field(table: Table, column: Column[Any], file: str) -> dict[str, Any]:
    """Without `references` to other tables: mlcroissant 1.1 joins those, and fails where there are two."""
    name = f"{table.name}/{column.name}"
    made: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": name,
        "name": column.name,
        "description": column.meaning,
        **({"isArray": True, "arrayShape": "-1"} if column.many else {}),
    }
    source = {"fileObject": {"@id": file}, "extract": {"column": column.name}}
    if column.type == "object":
        return {**made, "subField": [_sub_field(name, part, source) for part in column.parts]}
    return {**made, "dataType": _TYPES[column.type], "source": source}


def _sub_field(parent: str, part: Column[Any], source: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{parent}/{part.name}",
        "name": part.name,
        "description": part.meaning,
        "dataType": _TYPES[part.type],
        "source": {**source, "transform": {"jsonPath": part.name}},
    }
