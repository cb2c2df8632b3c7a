"""The README.md of a Hugging Face dataset: metadata as YAML, made from the tables and what was counted, then
text."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.domain.dataset import About
from annotator.formats import dataset_words as words
from annotator.formats.markdown_text import plain, table
from annotator.formats.table import Column, paths
from annotator.formats.tables import TABLES
from annotator.formats.yaml_lines import yaml

LICENCES = (
    "agpl-3.0", "apache-2.0", "artistic-2.0", "bsd", "bsd-2-clause", "bsd-3-clause", "bsl-1.0", "c-uda",
    "cc", "cc-by-2.0", "cc-by-2.5", "cc-by-3.0", "cc-by-4.0", "cc-by-nc-2.0", "cc-by-nc-3.0",
    "cc-by-nc-4.0", "cc-by-nc-nd-3.0", "cc-by-nc-nd-4.0", "cc-by-nc-sa-2.0", "cc-by-nc-sa-3.0",
    "cc-by-nc-sa-4.0", "cc-by-nd-4.0", "cc-by-sa-3.0", "cc-by-sa-4.0", "cc0-1.0", "cdla-permissive-1.0",
    "cdla-permissive-2.0", "cdla-sharing-1.0", "ecl-2.0", "etalab-2.0", "eupl-1.1", "eupl-1.2", "gfdl",
    "gpl", "gpl-2.0", "gpl-3.0", "isc", "lgpl", "lgpl-2.1", "lgpl-3.0", "mit", "mpl-2.0", "odbl",
    "odc-by", "other", "pddl", "unknown", "unlicense", "wtfpl", "zlib",
)  # fmt: skip
"""Those of Hugging Face's list (huggingface.co/docs/hub/repositories-licenses) that a dataset may have."""
_TYPES = {"text": "string", "integer": "int64", "boolean": "bool"}
_SIZES = (
    (10**3, "n<1K"),
    (10**4, "1K<n<10K"),
    (10**5, "10K<n<100K"),
    (10**6, "100K<n<1M"),
    (10**7, "1M<n<10M"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """One split of one table, as it was written."""

    split: str
    rows: int
    bytes: int
    """As Arrow has them."""
    written: int
    """Of its files."""


Parts = Mapping[str, Sequence[Part]]
"""Those with rows, by table: `datasets` loads no others."""


def card(about: About, options: Mapping[str, str], parts: Parts) -> str:
    """The whole file."""
    return f"---\n{yaml(_metadata(about, options, parts))}---\n\n{_text(about, options, parts)}"


def _metadata(about: About, options: Mapping[str, str], parts: Parts) -> dict[str, Any]:
    claims = sum(part.rows for part in parts["claims"])
    annotators = options.get("annotators") or ("expert-generated" if parts["votes"] else "no-annotation")
    present = [one for one in TABLES if parts[one.name]]
    return {
        "pretty_name": options.get("name") or about.name,
        **_licence(options),
        **({"language": list(about.languages)} if about.languages else {}),
        "annotations_creators": [annotators],
        "language_creators": ["found"],
        "multilinguality": ["multilingual" if len(about.languages) > 1 else "monolingual"],
        "size_categories": [next((name for limit, name in _SIZES if claims < limit), "n>10M")],
        "source_datasets": ["original"],
        "task_categories": ["text-classification"],
        "task_ids": ["fact-checking"],
        "configs": [
            {
                "config_name": one.name,
                **({"default": True} if one.name == "claims" else {}),
                "data_files": [
                    {"split": part.split, "path": f"data/{one.name}/{part.split}-*"}
                    for part in parts[one.name]
                ],
            }
            for one in present
        ],
        "dataset_info": [
            {
                "config_name": one.name,
                "features": [_feature(column) for column in one.columns],
                "splits": [
                    {"name": part.split, "num_bytes": part.bytes, "num_examples": part.rows}
                    for part in parts[one.name]
                ],
                "download_size": sum(part.written for part in parts[one.name]),
                "dataset_size": sum(part.bytes for part in parts[one.name]),
            }
            for one in present
        ],
    }


def _licence(options: Mapping[str, str]) -> dict[str, str]:
    """One that is not on the list goes by its name."""
    given = options.get("license", "")
    if not given:
        return {}
    link = {"license_link": options["license_link"]} if options.get("license_link") else {}
    if given.lower() in LICENCES:
        return {"license": given.lower(), **link}
    return {"license": "other", "license_name": re.sub(r"[^a-z0-9.]+", "-", given.lower()).strip("-"), **link}


def _feature(column: Column[Any]) -> dict[str, Any]:
    if column.type != "object":
        kind = _TYPES[column.type]
        return {"name": column.name, ("list" if column.many else "dtype"): kind}
    return {
        "name": column.name,
        ("list" if column.many else "struct"): [_feature(part) for part in column.parts],
    }


def _text(about: About, options: Mapping[str, str], parts: Parts) -> str:
    pieces = [f"# {plain(options.get('name') or about.name)}\n\n{plain(words.summary(about))}\n"]
    for title, lines in (
        ("What is in it", _contents(parts)),
        ("How the labels were made", _protocol(about)),
        ("How far reviewers agree", _agreement(about)),
        ("Verdicts", _verdicts(about)),
        ("Made with", _listed([f"annotator {about.app}.", *words.tools(about)])),
        ("Limits", _listed(words.limits(about))),
        ("People in it", _listed(words.personal())),
        ("Licence", _licence_text(options)),
        ("Fields", _fields()),
    ):
        pieces.append(f"\n## {title}\n\n{''.join(lines)}")
    if options.get("cite"):
        pieces.append(f"\n## To cite it\n\n{plain(options['cite'])}\n")
    return "".join(pieces)


def _listed(sentences: Iterable[str]) -> Iterator[str]:
    return (f"- {plain(sentence)}\n" for sentence in sentences)


def _contents(parts: Parts) -> Iterator[str]:
    yield "Empty text and empty lists mean unknown or none. Load one table by its name:\n\n"
    further = next((one.name for one in TABLES[1:] if parts[one.name]), TABLES[0].name)
    yield f'    datasets.load_dataset("FOLDER", "{further}")\n\n'
    yield table(
        ("table", "split", "rows", "what it has"),
        (
            (one.name, plain(part.split), str(part.rows), one.meaning)
            for one in TABLES
            for part in parts[one.name] or (Part("none", 0, 0, 0),)
        ),
    )


def _protocol(about: About) -> Iterator[str]:
    yield from _listed(words.protocol(about))
    if about.guideline:
        yield "- [The text of the guideline](guideline.md)\n"


def _agreement(about: About) -> Iterator[str]:
    if about.agreement is None:
        yield from _listed(words.analysis(about))
    else:
        yield table(
            ("figure", "value"), ((name, plain(value)) for name, value in words.figures(about.agreement))
        )


def _verdicts(about: About) -> Iterator[str]:
    yield "What a complete label gives, by whether its citations support the claim.\n\n"
    yield table(
        ("label", "meaning", "verdict with support", "without"),
        (
            (
                plain(rule.id),
                plain(rule.help),
                rule.verdict.with_support if rule.verdict else "none",
                rule.verdict.without_support if rule.verdict else "none",
            )
            for rule in about.scheme.labels
        ),
    )


def _licence_text(options: Mapping[str, str]) -> Iterator[str]:
    given, link = options.get("license", ""), options.get("license_link", "")
    told = f"{given} ({link})" if given and link else given
    yield f"{plain(told)}. " if told else "None was given; ask who gave you this. "
    yield "The texts of the articles are their publishers', and quotes are of their sources.\n"


def _fields() -> Iterator[str]:
    for number, one in enumerate(TABLES):
        break_before = "\n" if number else ""
        yield f"{break_before}**{one.name}**: {one.meaning}.\n\n"
        yield table(("field", "type", "meaning"), _field_rows(one.columns))


def _field_rows(columns: Iterable[Column[Any]]) -> Iterator[tuple[str, str, str]]:
    return ((f"`{one.name}`", _TYPES.get(one.type, "struct"), one.meaning) for one in paths(columns))
