"""Models as a plugin of the package `llm` would bring them; offline."""

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import llm


def answer(prompt: str, worded: Callable[[str], str]) -> str:
    """Each sentence that is asked about as one claim."""
    found = re.findall(r"^\[(\d+)\] (.*)$", prompt.split("Sentences to split:")[1], re.M)
    claims = [
        {
            "sentence": int(number),
            "pieces": [text.rstrip(".")],
            "text": worded(text),
            "mode": "content",
            "speaker": None,
            "cue": None,
            "antecedents": [],
        }
        for number, text in found
    ]
    return json.dumps({"claims": claims, "no_claim": []})


class Good(llm.Model):
    model_id = "good"

    def execute(self, prompt: Any, stream: bool, response: Any, conversation: Any) -> Iterator[str]:
        yield answer(prompt.prompt, str)


class Inventive(llm.Model):
    model_id = "inventive"

    def execute(self, prompt: Any, stream: bool, response: Any, conversation: Any) -> Iterator[str]:
        yield answer(prompt.prompt, lambda text: text.replace("The mayor", "Ada Lund"))


class Nonsense(llm.Model):
    model_id = "nonsense"

    def execute(self, prompt: Any, stream: bool, response: Any, conversation: Any) -> Iterator[str]:
        yield "\x1b[31mSure! {'claims': none}"


class Slow(llm.Model):
    model_id = "slow"

    def execute(self, prompt: Any, stream: bool, response: Any, conversation: Any) -> Iterator[str]:
        Path("asked").touch()
        time.sleep(60)
        yield ""


@llm.hookimpl
def register_models(register: Any) -> None:
    for model in (Good, Inventive, Nonsense, Slow):
        register(model())
