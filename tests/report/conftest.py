"""A round as teams have them, and a real browser to look at its report."""

from typing import Any

import pytest
from chromium import chromium
from round_scene import Scene, play

__all__ = ["chromium"]


@pytest.fixture
def played(kit: Any) -> Scene:
    return play(Scene(kit))
