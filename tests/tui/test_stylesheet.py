"""The styles are parsed once for each theme, and an app that changes its theme still changes its colours."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from textual.css import stylesheet

from annotator.settings.config import Config
from annotator.tui.stylesheet import ParsedOnce


async def test_a_start_parses_no_source_twice(ui, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: Counter[tuple[str, str]] = Counter()
    parse = stylesheet.parse

    def counted(scope: str, css: str, read_from: tuple[str, str], **given: Any) -> Any:
        parsed[read_from] += 1
        return parse(scope, css, read_from, **given)

    monkeypatch.setattr(stylesheet, "parse", counted)
    monkeypatch.setattr(ParsedOnce, "_parsed", {})
    async with ui.running(path):
        assert len(parsed) > 7  # ours, and those of Textual's widgets
        assert set(parsed.values()) == {1}


async def test_styles_are_those_of_the_theme_at_hand(ui, path: Path) -> None:
    ui.config = Config(theme="dark")
    async with ui.running(path) as (app, pilot):
        dark = app.screen.styles.background
        app.theme = "light"
        await pilot.pause()
        light = app.screen.styles.background
        app.theme = "dark"
        await pilot.pause()
        assert dark == app.screen.styles.background != light
