"""What the rating words of fact-checkers are taken for: never guessed, but by a file that says so.

TOML: a table for each publisher (its name or site; "*" for all), in it `"rating words" = "label"`.
CSV: the columns publisher, rating, label. Words and names are compared without case.
"""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from annotator.domain.errors import InputError

LABELS = ("sourced", "contested", "insufficient", "not_checkable")
_COLUMNS = ["publisher", "rating", "label"]
_ALL = "*"


class RatingWords:
    """The mapping of one file."""

    def __init__(self, labels: Mapping[tuple[str, str], str]) -> None:
        self._labels = labels

    def label(self, words: str, *publishers: str) -> str:
        """The label for a rating of one who goes by these names; empty when the file does not say."""
        keys = ((_key(name), _key(words)) for name in (*filter(None, publishers), _ALL))
        return next((self._labels[key] for key in keys if key in self._labels), "")


NO_WORDS = RatingWords({})


def load_ratings(path: Path) -> RatingWords:
    """Read the file. Raises InputError, which names the entry that is wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        rows = list(_toml(text) if path.suffix.lower() == ".toml" else _csv(text))
    except OSError as error:
        raise _refused(path, f"cannot be read: {error.strerror}") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, csv.Error, ValueError) as error:
        raise _refused(path, f"cannot be read: {error}") from None
    labels: dict[tuple[str, str], str] = {}
    for publisher, words, label in rows:
        key = _key(publisher), _key(words)
        if label not in LABELS:
            why = "nothing imported is verified" if label == "verified" else f"use one of {', '.join(LABELS)}"
            raise _refused(path, f"has the label {label!r} for {words!r}: {why}")
        if labels.setdefault(key, label) != label:
            raise _refused(path, f"has two labels for {words!r} of {publisher!r}")
    return RatingWords(labels)


def _key(words: str) -> str:
    return " ".join(words.split()).casefold()


def _toml(text: str) -> Iterator[tuple[str, str, Any]]:
    for publisher, ratings in tomllib.loads(text).items():
        if not isinstance(ratings, dict):
            raise ValueError(f"{publisher!r} is no table of ratings")
        for words, label in ratings.items():
            yield publisher, words, label


def _csv(text: str) -> Iterator[tuple[str, str, Any]]:
    rows = csv.DictReader(StringIO(text, newline=""), strict=True)
    if rows.fieldnames is None or not set(_COLUMNS) <= set(rows.fieldnames):
        raise ValueError(f"its columns are not {', '.join(_COLUMNS)}")
    for row in rows:
        publisher, words, label = (row[name] or "" for name in _COLUMNS)
        yield publisher, words, label.strip()


def _refused(path: Path, what: str) -> InputError:
    return InputError(f"{path} {what}.", safe="Nothing was changed.")
