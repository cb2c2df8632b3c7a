"""The splitter on the real package `llm`, with models registered the way its plugins do; offline."""

import json
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.errors import InputError
from annotator.splitting import Registry, Splitter, split_text
from annotator.splitting.llm.asking import ModelFailed
from annotator.splitting.registry import GROUP

llm = pytest.importorskip("llm")

TEXT = "The crane fell.\n"
ANSWER = {
    "claims": [
        {
            "sentence": 1,
            "pieces": ["The crane fell"],
            "text": "The crane fell.",
            "mode": "content",
            "speaker": None,
            "cue": None,
            "antecedents": [],
        }
    ],
    "no_claim": [],
}


class Steady(llm.Model):  # type: ignore[misc, name-defined]
    model_id = "steady:7b/q4"
    can_stream = True
    supports_schema = True

    class Options(llm.Options):  # type: ignore[misc, name-defined]
        temperature: float | None = None

    def execute(self, prompt: Any, stream: bool, response: Any, conversation: Any) -> Iterator[str]:
        assert prompt.options.temperature == 0
        assert prompt.schema["required"] == ["claims", "no_claim"]
        assert prompt.system.startswith("You split sentences")
        said = json.dumps(ANSWER)
        yield from (said[:20], said[20:])


class Failing(llm.Model):  # type: ignore[misc, name-defined]
    model_id = "failing"

    def execute(self, prompt: Any, stream: bool, response: Any, conversation: Any) -> Iterator[str]:
        raise llm.ModelError("the provider is away")


class Locked(llm.KeyModel):  # type: ignore[misc, name-defined]
    model_id = "locked"
    needs_key = "nowhere"

    def execute(
        self, prompt: Any, stream: bool, response: Any, conversation: Any, key: str | None
    ) -> Iterator[str]:
        raise AssertionError("asked without a key")


class Plugin:
    @llm.hookimpl  # type: ignore[untyped-decorator]
    def register_models(self, register: Any) -> None:
        register(Steady(), aliases=("steady",))
        register(Failing())
        register(Locked())


@pytest.fixture(autouse=True)
def _plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LLM_USER_PATH", str(tmp_path))
    llm.get_models()
    llm.plugins.pm.register(Plugin(), name="of-a-test")
    yield
    llm.plugins.pm.unregister(name="of-a-test")


def load(wanted: str) -> Splitter:
    return Registry([EntryPoint("llm", "annotator.splitting.llm.splitter:LLM", GROUP)]).load(wanted)


@pytest.mark.parametrize("wanted", ["llm:steady:7b/q4", "llm:steady"])
def test_a_model_is_found_by_id_and_by_alias(wanted: str) -> None:
    _, made = split_text(TEXT, load(wanted))
    assert (made.splitter, made.model) == ("llm", "steady:7b/q4")
    assert [(c.text, c.rule) for c in made.claims] == [("The crane fell.", "llm:steady:7b/q4")]


def test_without_a_name_it_is_the_default_of_llm() -> None:
    llm.set_default_model("steady")
    assert load("llm").model == "steady:7b/q4"


def test_an_unknown_model_names_known_ones() -> None:
    with pytest.raises(
        InputError, match=r"no model 'absent\\x1b'.* Known are: .* more \(llm models lists them\)"
    ):
        load("llm:absent\x1b")


def test_a_model_without_its_key_says_so_before_anything_is_read() -> None:
    with pytest.raises(ModelFailed, match="llm keys set nowhere"):
        load("llm:locked")


def test_an_error_of_a_provider_is_told() -> None:
    with pytest.raises(ModelFailed, match="The model failing failed: the provider is away"):
        split_text(TEXT, load("llm:failing"))
