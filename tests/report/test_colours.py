"""Text is readable on what is behind it, in light and dark: WCAG 2.2, contrast at least 4.5 (AA)."""

import re
from importlib.resources import files

import pytest
from textual.color import Color

from annotator.tui.contrast import contrast

CSS = (files("annotator.report") / "page.css").read_text(encoding="utf-8")


def apart(one: str, other: str) -> float:
    return contrast(Color.parse(one), Color.parse(other))


ROOTS = [dict(re.findall(r"--([a-z-]+): (#\w+)", block)) for block in re.findall(r":root \{([^}]*)\}", CSS)]


@pytest.mark.parametrize("colours", ROOTS, ids=["light", "dark", "paper"])
def test_text_stands_out(colours: dict[str, str]) -> None:
    assert set(colours) == set(ROOTS[0])
    for text in ("ink", "soft", "accent", "warn"):
        for ground in ("paper", "ground"):
            assert apart(colours[text], colours[ground]) >= 4.5, (text, ground)
    assert apart(colours["ink"], colours["mark"]) >= 4.5
    for drawn in ("accent", "soft"):
        assert apart(colours[drawn], colours["paper"]) >= 3


def test_numbers_stand_out_in_every_cell_and_steps_are_told_apart_in_grey() -> None:
    grounds = [(int(step), colour) for step, colour in re.findall(r"\.heat(\d+) \{ background: (#\w+)", CSS)]
    inks = re.findall(r"\.heat1, [^{]*\{ color: (#\w+)[^}]*\}\s*\.heat6, [^{]*\{ color: (#\w+)", CSS)
    assert len(grounds) == 20
    assert len(inks) == 2
    for (low, high), ramp in zip(inks, (grounds[:10], grounds[10:]), strict=True):
        assert [step for step, _ in ramp] == list(range(1, 11))
        for step, colour in ramp:
            assert apart(low if step <= 5 else high, colour) >= 4.5, step
        found = [apart(colour, "#000") for _, colour in ramp]
        assert found in (sorted(found), sorted(found, reverse=True))
