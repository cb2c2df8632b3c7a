"""The readers that users of our formats use. They are heavy: the extra `readers` brings them."""

import os
from importlib import import_module
from types import ModuleType

import pytest


def reader(name: str) -> ModuleType:
    """The module; a test that needs it is skipped where it is not installed.

    With ANNOTATOR_READERS in the environment it is an error then.
    """
    if os.environ.get("ANNOTATOR_READERS"):
        return import_module(name)
    try:
        return import_module(name)
    except ImportError:
        pytest.skip(f"{name} is not installed (pip install -e '.[readers]')")
