"""The whole program in a real browser."""

from yarl import URL

from annotator.domain.scheme_reading import default_scheme
from annotator.tui.command_table import commands

SHOWN = "document.body.classList.contains('-first-byte') && !document.body.classList.contains('lost')"
NOTICE = "document.getElementById('words')?.textContent"


async def enter(tab, served, reviewer: str) -> None:
    """Come in as a person does: open the address, give a name."""
    await tab.open(served.gate.url)
    await tab.shows("document.activeElement.id === 'reviewer'")
    await tab.do("Input.insertText", text=reviewer)
    await tab.key("Enter")
    await tab.shows(SHOWN)
    await tab.shows("document.activeElement.className === 'xterm-helper-textarea'")


async def test_two_reviewers_a_reload_and_nothing_from_elsewhere(serve, desk, chromium, until) -> None:
    served = await serve(desk.store.path)
    berta, carl = await chromium.tab(), await chromium.tab()

    def labels():
        return desk.sql("SELECT reviewer, label, claim_text FROM current_label ORDER BY reviewer, claim_text")

    await enter(berta, served, "berta")
    await enter(carl, served, "Çarl")
    await berta.key("s")
    await carl.key("j", "c")
    await until(lambda: len(labels()) == 2, "both labels")
    assert [row[:2] for row in labels()] == [("berta", "sourced"), ("Çarl", "contested")]
    assert labels()[0][2] != labels()[1][2]

    await carl.do("Page.reload")
    await carl.shows(SHOWN)
    await carl.shows("document.activeElement.className === 'xterm-helper-textarea'")
    await carl.key("v")
    await until(lambda: labels()[-1][:2] == ("Çarl", "verified"), "the label after the reload")
    assert len(labels()) == 2  # on the same claim

    authority = URL(served.origin).authority
    for tab in (berta, carl):
        assert {URL(address).authority for address in tab.requests if not address.startswith("data:")} == {
            authority
        }
        assert "token" not in await tab.js("location.href + document.cookie + document.referrer")
        assert not [said for said in tab.console if "WebGL" not in said]  # such as a breach of the policy


async def test_a_foreign_page_in_the_same_browser_is_refused(serve, desk, chromium) -> None:
    served, foreign = await serve(desk.store.path), await serve(desk.store.path)
    tab = await chromium.tab()
    await enter(tab, served, "berta")
    line = await tab.js("document.getElementById('terminal').dataset.sessionWebsocketUrl")
    # Another server of this machine: for cookies the same site, but another origin. Its own page has a
    # policy that forbids the try; the one for its refusals has it too, so the browser is told to pass it by.
    await tab.do("Page.setBypassCSP", enabled=True)
    await tab.open(foreign.origin)
    await tab.shows("document.body.textContent.includes('annotator serve printed')")
    tried = await tab.js(
        f"""new Promise(done => {{
            const socket = new WebSocket({line!r} + "?width=80&height=24");
            socket.onopen = () => done("open");
            socket.onerror = () => done("refused");
        }})"""
    )
    assert tried == "refused"
    assert any("403" in said for said in tab.console), tab.console
    read = await tab.js(
        f"fetch({served.origin!r} + '/', {{credentials: 'include'}}).then(() => 'read', () => 'refused')"
    )
    assert read == "refused"


async def test_what_the_page_says_when_the_screen_or_the_server_is_gone(serve, desk, chromium) -> None:
    served = await serve(desk.store.path)
    tab = await chromium.tab()
    await enter(tab, served, "berta")
    await tab.key("q", "q")
    await tab.shows(f"{NOTICE}.includes('everything is saved')")
    assert await tab.js("document.getElementById('again').textContent") == "Start again"
    await tab.js("document.getElementById('again').click()")
    await tab.shows(SHOWN)
    await served.server.stop()
    await tab.shows(f"{NOTICE}.includes('Reconnecting')")
    await serve(desk.store.path, port=URL(served.origin).port)
    await tab.shows(f"{NOTICE}.includes('started anew')")


async def test_keys_paste_copy_and_size(serve, desk, chromium, until) -> None:
    served = await serve(desk.store.path)
    tab = await chromium.tab()
    await tab.size(900, 600)
    await enter(tab, served, "berta")
    small = await tab.picture()
    await tab.size(1600, 900)
    await tab.key("m")
    await chromium.do("Browser.grantPermissions", origin=served.origin, permissions=["clipboardReadWrite"])
    await tab.js("navigator.clipboard.writeText('pasted: ä 漢字')")
    await tab.key("Ctrl+v")
    await tab.key("Ctrl+s")
    await until(lambda: desk.sql("SELECT text FROM comment"), "the comment")
    assert desk.sql("SELECT text FROM comment") == [("pasted: ä 漢字",)]
    await tab.key("y")
    await tab.shows("navigator.clipboard.readText().then(text => text.startsWith('The harbour closed'))")
    assert small != await tab.picture()

    await tab.js(
        """window.kept = {}; addEventListener("keydown", event => setTimeout(
            () => window.kept[event.key] = event.defaultPrevented), true)"""
    )
    ours = {key for command in commands(default_scheme()) for key in command.keys if key.startswith("ctrl+")}
    assert {"ctrl+r", "ctrl+p", "ctrl+s"} <= ours
    assert ours & {"ctrl+n", "ctrl+q", "ctrl+t", "ctrl+w"} <= {"ctrl+t"}  # which docs/serving.md tells of
    for key in sorted(ours - {"ctrl+t"}):
        letter = key.removeprefix("ctrl+")
        await tab.key(f"Ctrl+{letter}")
        await tab.shows(f"window.kept[{letter!r}]")
