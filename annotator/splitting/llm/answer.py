"""Reading what a model answered: one JSON object, every field checked, or an error that says why not.

Nothing here knows the article; whether an answer fits it is for `anchoring` and `checking`.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from annotator.domain.claim import MODES, Mode
from annotator.domain.text import canonical

LONGEST_ANSWER = 200_000
"""Code points; more than twenty times what a batch needs."""
MOST_CLAIMS = 200
MOST_PIECES = 12
MOST_ANTECEDENTS = 3
LONGEST_TEXT = 1_000
"""Code points of a wording, like those below."""
LONGEST_PIECE = 2_000
LONGEST_SPEAKER = 200
_TRIES = 20
"""Opening braces at which an object is looked for."""
_EDGES = " \n\u00a0\u3000,;:"


class BadAnswer(Exception):
    """The answer is not what was asked for; the message says what is wrong, in our own words."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One claim as the model gave it: canonical text, nothing else about it is known to be true."""

    sentence: int
    pieces: tuple[str, ...]
    text: str
    mode: Mode
    speaker: str | None
    cue: str | None
    antecedents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model says about one batch."""

    proposals: tuple[Proposal, ...]
    no_claim: frozenset[int]
    """Numbers of the sentences that have no claim."""


def read_answer(raw: str) -> Answer:
    """The one answer in a text, which may have a fence, thoughts or words around it.

    Raises BadAnswer when there is none, more than one, or a field is not of its type or too large.
    """
    if len(raw) > LONGEST_ANSWER:
        raise BadAnswer(f"it is longer than {LONGEST_ANSWER} characters")
    found = [value for value in _objects(raw.rpartition("</think>")[2]) if "claims" in value]
    if len(found) != 1:
        raise BadAnswer('it does not hold exactly one JSON object with "claims"')
    claims = _list(found[0]["claims"], "claims", MOST_CLAIMS)
    proposals = tuple(_proposal(value, f"claims[{index}]") for index, value in enumerate(claims))
    return Answer(proposals, frozenset(_numbers(found[0].get("no_claim"), "no_claim", MOST_CLAIMS)))


def _objects(raw: str) -> Iterator[dict[str, Any]]:
    """The JSON objects that stand in the text, not those inside another."""
    decoder = json.JSONDecoder(parse_constant=_refuse_constant)
    at = raw.find("{")
    for _ in range(_TRIES):
        if at < 0:
            return
        try:
            value, end = decoder.raw_decode(raw, at)
        except (ValueError, RecursionError):
            end = at + 1
        else:
            yield value
        at = raw.find("{", end)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _proposal(value: Any, name: str) -> Proposal:
    if not isinstance(value, dict):
        raise BadAnswer(f"{name} is not an object")
    sentence, mode = value.get("sentence"), value.get("mode")
    if type(sentence) is not int:
        raise BadAnswer(f"{name}.sentence is not a number")
    if mode not in MODES:
        raise BadAnswer(f'{name}.mode is neither "content" nor "utterance"')
    pieces = _list(value.get("pieces"), f"{name}.pieces", MOST_PIECES)
    if not pieces:
        raise BadAnswer(f"{name}.pieces is empty")
    named = [
        _text(piece, f"{name}.pieces[{n}]", LONGEST_PIECE).strip(_EDGES) for n, piece in enumerate(pieces)
    ]
    if not all(any(map(str.isalnum, piece)) for piece in named):
        raise BadAnswer(f"{name}.pieces holds a piece without a word")
    wording = " ".join(_text(value.get("text"), f"{name}.text", LONGEST_TEXT).split())
    if not any(map(str.isalnum, wording)):
        raise BadAnswer(f"{name}.text has no word")
    return Proposal(
        sentence,
        tuple(named),
        wording,
        mode,
        _optional(value.get("speaker"), f"{name}.speaker"),
        _optional(value.get("cue"), f"{name}.cue"),
        _numbers(value.get("antecedents"), f"{name}.antecedents", MOST_ANTECEDENTS),
    )


def _text(value: Any, name: str, longest: int) -> str:
    if not isinstance(value, str):
        raise BadAnswer(f"{name} is not a text")
    if len(value) > longest:
        raise BadAnswer(f"{name} is longer than {longest} characters")
    return canonical(value)


def _optional(value: Any, name: str) -> str | None:
    """A text, or None for null, a field that is left out, or an empty text."""
    return None if value is None else _text(value, name, LONGEST_SPEAKER).strip(_EDGES) or None


def _list(value: Any, name: str, most: int) -> list[Any]:
    if not isinstance(value, list):
        raise BadAnswer(f"{name} is not a list")
    if len(value) > most:
        raise BadAnswer(f"{name} has more than {most} items")
    return value


def _numbers(value: Any, name: str, most: int) -> tuple[int, ...]:
    """A list of whole numbers; none for null or a field that is left out."""
    if value is None:
        return ()
    if any(type(item) is not int for item in _list(value, name, most)):
        raise BadAnswer(f"{name} holds something else than numbers")
    return tuple(value)
