"""Asking a model of the package `llm`: finding it, a time limit, errors that a person can mend.

The package is an extra and imported only when a model is asked for. What a plugin raises is not
known to us: whatever it is becomes a `ModelFailed`.
"""

import threading
import time
from collections.abc import Iterable, Sequence
from importlib import import_module
from queue import Empty, SimpleQueue
from types import ModuleType
from typing import Any, Protocol

from annotator.domain.errors import AnnotatorError, InputError, MissingExtra, installing
from annotator.domain.text import clean_line
from annotator.splitting.llm.answer import LONGEST_ANSWER, BadAnswer
from annotator.splitting.llm.prompt import SCHEMA, SYSTEM

SECONDS = 300.0
"""That one question may take."""
_NAMED = 12
"""Models named in an error."""
_LONGEST_REASON = 300
_TICK = 0.2
"""Seconds between looks at the clock; a wait without end cannot be interrupted everywhere."""
_STEADY = {"temperature": 0, "seed": 0}
"""Options that make answers vary less, for models that have them."""


class ModelFailed(AnnotatorError):
    """A model gave no answer that can be used; nothing was taken from it."""


class Model(Protocol):
    """What we use of `llm.Model`."""

    model_id: str
    supports_schema: bool
    Options: Any
    """A pydantic class."""

    def prompt(self, prompt: str, **options: Any) -> Iterable[str]:
        """Starts an answer; its parts come as they are made."""
        ...


def find_model(name: str) -> Model:
    """The model by id or alias, that of `llm models default` when empty.

    Raises MissingExtra without the package, InputError for an unknown model, ModelFailed when a
    plugin is broken or the model has no key.
    """
    package = _load()
    try:
        model: Model = package.get_model(name or None)
        if isinstance(model, package.KeyModel):
            model.get_key()
    except package.UnknownModelError as error:
        ids = [known.model_id for known in package.get_models()]
        raise InputError(
            f"The package llm knows no model {(name or package.get_default_model())!r}.", do=_known(ids)
        ) from error
    except Exception as error:
        raise ModelFailed(
            f"The package llm cannot give the model {name!r}: {_reason(error)}.", do="Ask it: llm models"
        ) from error
    return model


def _load() -> ModuleType:
    try:
        return import_module("llm")
    except ImportError as error:
        raise MissingExtra(
            f"Splitting with a language model needs a package that is not here ({error}).",
            safe="Nothing was changed.",
            do=f"Install it: {installing('llm')}",
        ) from error


def _known(ids: Sequence[str]) -> str:
    if not ids:
        return "It knows none; install a plugin for some (https://llm.datasette.io)."
    named = ", ".join(clean_line(name) for name in sorted(set(ids))[:_NAMED])
    more = len(set(ids)) - _NAMED
    return f"Known are: {named}{f' and {more} more (llm models lists them)' if more > 0 else ''}."


def _reason(error: BaseException) -> str:
    said = clean_line(str(error)).strip().rstrip(".")
    return said[:_LONGEST_REASON] or type(error).__name__


class Asker:
    """Puts questions to one model."""

    def __init__(self, model: Model, seconds: float = SECONDS) -> None:
        self._model = model
        self._seconds = seconds
        fields = getattr(model.Options, "model_fields", {})
        self._steady = {name: value for name, value in _STEADY.items() if name in fields}

    def ask(self, question: str) -> str:
        """The answer, as it came.

        Raises ModelFailed when the model fails or the time is over, BadAnswer when it does not end.
        Options that the model has but refuses are not given again.
        """
        try:
            return self._hear(question)
        except ModelFailed as error:
            if not any(name in str(error.__cause__) for name in self._steady):
                raise
        self._steady = {}
        return self._hear(question)

    def _hear(self, question: str) -> str:
        """The parts come from a thread, so that one that never comes cannot hold us."""
        parts: SimpleQueue[str | BaseException | None] = SimpleQueue()
        stop = threading.Event()
        threading.Thread(target=self._speak, args=(question, parts, stop), daemon=True).start()
        try:
            return self._collected(parts)
        finally:
            stop.set()

    def _speak(
        self, question: str, parts: "SimpleQueue[str | BaseException | None]", stop: threading.Event
    ) -> None:
        schema = SCHEMA if self._model.supports_schema else None
        try:
            for part in self._model.prompt(question, system=SYSTEM, schema=schema, **self._steady):
                if stop.is_set():
                    return
                parts.put(part)
            parts.put(None)
        except BaseException as error:  # a plugin may even leave by SystemExit
            parts.put(error)

    def _collected(self, parts: "SimpleQueue[str | BaseException | None]") -> str:
        until = time.monotonic() + self._seconds
        heard: list[str] = []
        length = 0
        while (left := until - time.monotonic()) > 0:
            try:
                part = parts.get(timeout=min(left, _TICK))
            except Empty:
                continue
            if part is None:
                return "".join(heard)
            if not isinstance(part, str):
                raise self._failed(_reason(part)) from part
            heard.append(part)
            length += len(part)
            if length > LONGEST_ANSWER:
                raise BadAnswer(f"it is longer than {LONGEST_ANSWER} characters")
        raise self._failed(f"no answer within {self._seconds:g} seconds")

    def _failed(self, why: str) -> ModelFailed:
        return ModelFailed(
            f"The model {clean_line(self._model.model_id)} failed: {why}.",
            safe="Nothing was taken from it.",
            do="Try it with llm alone, try again, or choose another splitter.",
        )
