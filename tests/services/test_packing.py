"""The pack: typed lines, ordered, with nothing local in it."""

import hashlib
import json

from annotator.services.packing import FORMAT, VERSION


def test_an_empty_file_has_a_pack_of_two_lines(kit) -> None:
    desk = kit.open(kit.path(), create=True)
    header, end = desk.pack().splitlines(keepends=True)
    assert header == b'{"type":"pack","format":"annotator-pack","version":2}\n'
    assert json.loads(end) == {"type": "end", "lines": 1, "sha256": hashlib.sha256(header).hexdigest()}
    assert (FORMAT, VERSION) == ("annotator-pack", 2)


def test_lines_are_in_order_and_each_says_what_it_is(desk, kit) -> None:
    desk.me.label(desk.claims[0], "sourced")
    desk.by("bert").comment(desk.claims[0], "hm")
    lines = [json.loads(line) for line in desk.pack().splitlines()]
    order = ["pack", "article", "original", "capture", "claim_set", "feed", "event", "end"]
    types = [line["type"] for line in lines]
    assert sorted(set(types), key=order.index) == order
    for kind, key in (("article", "id"), ("original", "digest"), ("feed", "id")):
        ids = [line[key] for line in lines if line["type"] == kind]
        assert ids == sorted(ids)
        assert len(ids) == 2
    assert all(next(iter(line)) == "type" for line in lines)


def test_nothing_local_is_in_a_pack(desk) -> None:
    desk.me.label(desk.claims[0], "sourced")
    desk.me.leave_place("x", desk.claims[0])
    pack = desk.pack()
    for word in (b"got_at", b"status", b"made_by", b"own", str(desk.store.path).encode()):
        assert word not in pack


def test_a_pack_does_not_change_with_time_or_reopening(desk, kit) -> None:
    desk.me.label(desk.claims[0], "sourced", rationale="\u00e9\U0001f600")
    first = desk.pack()
    desk = kit.reopen(desk)
    assert desk.pack() == first
    assert "é😀" in first.decode()
