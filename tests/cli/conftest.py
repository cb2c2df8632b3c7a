"""A package beside ours that brings splitters and models, as if it were installed."""

import shutil
from pathlib import Path

import pytest

PLUGIN = Path(__file__).parent / "plugin"
ENTRY_POINTS = """
[annotator.splitters]
lines = plugin_splitters:LINES
fragile = plugin_splitters:FRAGILE
[llm]
models = plugin_models
"""


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the package is installed in."""
    folder = tmp_path_factory.mktemp("installed")
    for module in PLUGIN.glob("*.py"):
        shutil.copy(module, folder)
    about = folder / "plugin-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: plugin\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(ENTRY_POINTS)
    return folder


@pytest.fixture
def plugin(installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Makes the package known to this process and to those that are started from it."""
    monkeypatch.syspath_prepend(str(installed))
    monkeypatch.setenv("PYTHONPATH", str(installed))
    monkeypatch.setenv("LLM_USER_PATH", str(tmp_path / "llm"))
    return installed
