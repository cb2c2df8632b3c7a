"""The page in a real browser: it loads nothing, breaks no policy, and fits a phone and a sheet of paper."""

from base64 import b64decode
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from round_scene import Scene, hostile

from annotator.report import page

WHOLE = "document.readyState === 'complete'"
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
HIDDEN = """[...document.querySelectorAll('main *')].filter(
    one => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX === 'hidden').length"""
SPILT = """[...document.querySelectorAll('body *')].filter(one => {
    const box = one.getBoundingClientRect();
    return box.width > 0 && box.right > innerWidth + 1 && !one.closest('.scroll, .defs, svg');
}).map(one => one.outerHTML.slice(0, 200))"""
SMALL = """[...document.querySelectorAll('p, td, th, li, dd, dt, text')].filter(
    one => one.textContent.trim() && parseFloat(getComputedStyle(one).fontSize) < 9).length"""


@pytest.fixture
async def tab(chromium: Any, played: Scene, tmp_path: Path) -> Any:
    """The report of the scene, opened from a file as one would."""
    (tmp_path / "report.html").write_bytes(page(played.report()))
    found = await chromium.tab()
    await found.open((tmp_path / "report.html").as_uri())
    await found.shows(WHOLE)
    return found


async def test_it_asks_nothing_of_the_network_and_breaks_no_policy(tab: Any) -> None:
    assert [address.rpartition("/")[2] for address in tab.requests] == ["report.html"]
    assert tab.console == []
    # The stylesheet of the policy's hash is in force, and the policy holds for what is added.
    assert await tab.js("getComputedStyle(document.querySelector('.scroll')).overflowX") == "auto"
    assert await tab.js("document.styleSheets.length") == 1
    await tab.js("document.body.setAttribute('style', 'color: red')")
    await tab.js(
        "document.body.append(Object.assign(document.createElement('img'), {src: 'https://example.org/x'}))"
    )
    await tab.shows("true")
    assert await tab.js("getComputedStyle(document.body).color") != "rgb(255, 0, 0)"
    assert any("Content Security Policy" in said for said in tab.console)


async def test_it_fits_a_phone_and_a_desk_in_light_and_dark(tab: Any) -> None:
    for colours, (width, height) in product(("light", "dark"), ((360, 800), (1280, 900))):
        await tab.size(width, height)
        await tab.do(
            "Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": colours}]
        )
        ground = await tab.js("getComputedStyle(document.body).backgroundColor")

        assert await tab.js(FITS), width
        assert await tab.js(HIDDEN) == 0
        assert await tab.js(SMALL) == 0
        assert (ground == "rgb(255, 255, 255)") == (colours == "light")
        assert len(await tab.picture()) > 10_000

    await tab.size(360, 800)
    assert await tab.js(
        "[...document.querySelectorAll('.scroll')].every(one => one.tabIndex === 0 && one.ariaLabel)"
    )
    await tab.js("document.querySelector('.scroll').focus()")
    await tab.do("Input.dispatchKeyEvent", type="keyDown", key="ArrowRight", windowsVirtualKeyCode=39)
    await tab.shows("document.querySelector('.scroll').scrollLeft > 0")


async def test_words_without_an_end_do_not_push_the_page_wide(
    tab: Any, played: Scene, tmp_path: Path
) -> None:
    for number, endless in enumerate(
        ("W" * 500, "https://example.org/" + "w" * 500, "漢" * 500, "\u05d0" * 500)
    ):
        file = tmp_path / f"{number}.html"
        file.write_bytes(page(hostile(played.report(), [endless])))
        await tab.size(360, 800)
        await tab.open(file.as_uri())
        await tab.shows(f"{WHOLE} && location.href.endsWith('/{number}.html')")
        assert await tab.js(FITS), endless[:30]
        assert await tab.js(SPILT) == [], endless[:30]


async def test_on_paper_it_is_black_on_white_whatever_the_screen_is(tab: Any) -> None:
    dark = [{"name": "prefers-color-scheme", "value": "dark"}]
    await tab.do("Emulation.setEmulatedMedia", media="print", features=dark)

    assert await tab.js("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert await tab.js("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert await tab.js("getComputedStyle(document.querySelector('nav')).display") == "none"
    assert (
        await tab.js("getComputedStyle(document.querySelector('.heat1, .heat2')).color") == "rgb(20, 24, 29)"
    )
    printed = b64decode((await tab.do("Page.printToPDF", preferCSSPageSize=True))["data"])
    assert printed.startswith(b"%PDF")
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") > 3


async def test_every_part_has_a_name_for_who_cannot_see_it(tab: Any) -> None:
    tree = (await tab.do("Accessibility.getFullAXTree"))["nodes"]
    named: dict[str, list[str]] = {}
    for node in tree:
        if not node.get("ignored"):
            named.setdefault(node["role"]["value"], []).append(node.get("name", {}).get("value", ""))

    assert named["RootWebArea"] == ["Round pilot: report"]
    assert "Sections" in named["navigation"]
    assert len(named["main"]) == len(named["contentinfo"]) == 1
    for role in ("table", "heading", "link", "image", "article", "region"):
        assert named[role], role
        assert all(name.strip() for name in named[role]), role
    assert {"Progress", "Agreement", "Time", "Disputed claims"} <= set(named["region"])
    assert len(set(named["columnheader"])) > 10
    assert "berta" in named["rowheader"]
