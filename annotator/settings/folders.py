"""The folder of the program's own state."""

import os
from pathlib import Path

from platformdirs import user_state_path


def state_folder() -> Path:
    """Where state is kept: `ANNOTATOR_STATE`, else the platform's place for it. Not made yet."""
    chosen = os.environ.get("ANNOTATOR_STATE", "")
    return Path(chosen) if chosen else user_state_path("annotator", appauthor=False)


def write_text(path: Path, text: str) -> None:
    """Write a small state file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
