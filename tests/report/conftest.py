"""A round as teams have them, and a real browser to look at its report."""

from collections.abc import Iterator
from typing import Any

import pytest
from chromium import chromium
from round_scene import Scene, play

__all__ = ["chromium"]


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory, kit_in: Any) -> Iterator[Scene]:
    """Played once; nothing is added to it."""
    kit = kit_in(tmp_path_factory.mktemp("round"))
    yield play(Scene(kit))
    kit.close_all()
