"""What `annotator serve` refuses before it opens anything."""

import socket
import sys

import pytest


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.0.2.1", "example.org", "", "127.0.0.1.nip.io", "127.1"]
)
def test_it_listens_for_this_machine_only(call, desk, host: str) -> None:
    ran = call("--db", str(desk.store.path), "serve", "--host", host)
    assert ran.code == 1
    assert ran.out == ""
    assert "127.0.0.1" in ran.err
    assert "SSH" in ran.err


def test_a_file_that_is_not_there_is_told_of(call, kit) -> None:
    path = kit.path()
    ran = call("--db", str(path), "serve")
    assert (ran.code, ran.out) == (1, "")
    assert path.name in ran.err
    assert not path.exists()


def test_a_name_that_cannot_be_one_is_refused(call, desk) -> None:
    ran = call("--db", str(desk.store.path), "serve", "--reviewer", "import:x")
    assert (ran.code, ran.out) == (1, "")


def test_a_port_that_is_taken_is_told_of(call, desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = call("--db", str(desk.store.path), "serve", "--port", str(port))
    assert (ran.code, ran.out) == (1, "")
    assert str(port) in ran.err
    assert "--port" in ran.err


@pytest.mark.parametrize("package", ["aiohttp", "textual_serve"])
def test_without_the_extra_it_says_how_to_get_it(
    call, desk, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith(("annotator.serving", package))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    ran = call("--db", str(desk.store.path), "serve")
    assert (ran.code, ran.out) == (1, "")
    assert f"{sys.executable} -m pip install 'annotator[serve]'" in ran.err
