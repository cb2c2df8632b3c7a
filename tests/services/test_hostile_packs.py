"""Packs that lie: each is refused, by name and reason, and the file stays as it was."""

import base64
import hashlib
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.article import Metadatum, article_id, capture_id
from annotator.domain.claim import Claim, ClaimSet, Edit, Flag, edit_rows, flag_rows
from annotator.domain.errors import FileRefused, MergeRefused
from annotator.domain.event import Feed, event_digest
from annotator.domain.ids import bytes_digest
from annotator.services.merging import merge

Record = dict[str, Any]


def lines_of(pack: bytes) -> list[Record]:
    return [json.loads(line) for line in pack.splitlines()]


def line(record: Record) -> bytes:
    return (
        json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"
    )


def sealed(records: list[Record]) -> bytes:
    """A pack of these lines with the right last line."""
    body = b"".join(line(record) for record in records if record["type"] != "end")
    count = sum(record["type"] != "end" for record in records)
    return body + line({"type": "end", "lines": count, "sha256": hashlib.sha256(body).hexdigest()})


def chained(records: list[Record]) -> bytes:
    """The same, with every event's number, place and digest made right again."""
    heads: dict[str, tuple[int, str]] = {}
    for record in records:
        if record["type"] == "feed":
            feed = Feed(*(record[name] for name in ("id", "member", "device", "round", "audience")))
            heads[feed.id] = (0, feed.head)
        if record["type"] == "event":
            seq, prev = heads[record["feed"]]
            record |= {"seq": seq + 1, "prev": prev}
            names = ("feed", "seq", "id", "prev", "v", "kind", "body")
            record["digest"] = event_digest(*(record[name] for name in names))
            heads[record["feed"]] = (record["seq"], record["digest"])
    return sealed(records)


@pytest.fixture(scope="module")
def files(kit_in: Callable[[Path], Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One kit for all of these tests: what is refused changes nothing."""
    made = kit_in(tmp_path_factory.mktemp("files"))
    yield made
    made.close_all()


@pytest.fixture(scope="module")
def their_pack(files: Any) -> bytes:
    """A colleague's pack with one of everything."""
    desk = files.desk("bert", state="bert")
    desk.me.label(desk.claims[0], "sourced", confidence=3, rationale="why")
    desk.me.cite(desk.claims[0], files.draft("refutes"))
    desk.me.close_citation(desk.sql("SELECT id FROM citation")[0][0], "old")
    desk.me.comment(desk.claims[1], "hm")
    desk.me.flag(desk.claims[1])
    desk.me.undo()
    pack: bytes = desk.pack()
    return pack


@pytest.fixture
def theirs(their_pack: bytes) -> list[Record]:
    return lines_of(their_pack)


@pytest.fixture(scope="module")
def mine(files: Any) -> Iterator[Any]:
    desk = files.desk()
    desk.me.label(desk.claims[0], "verified")
    yield desk
    files.assert_projections_hold(desk.store)


@pytest.fixture
def refused(mine: Any, tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Merging these bytes is refused and changes nothing; returns what was said."""
    before = mine.pack()

    def check(pack: bytes, name: str = "their.pack") -> str:
        path = tmp_path / name
        path.write_bytes(pack)
        with pytest.raises((MergeRefused, FileRefused)) as caught:
            merge(mine.store, [path])
        assert mine.pack() == before
        said = str(caught.value)
        assert name in said
        assert (
            "Nothing was changed." in said
            or "Nothing in it was changed." in said
            or "nothing of this was stored" in said
        )
        return said

    yield check
    mine.me.comment(mine.claims[0], "work goes on")


def events(records: list[Record], kind: str = "") -> list[Record]:
    return [r for r in records if r["type"] == "event" and kind in ("", r["kind"])]


def with_body(records: list[Record], kind: str, **changes: Any) -> list[Record]:
    """The records with some fields of the first event of that kind changed (None: taken away)."""
    event = events(records, kind)[0]
    body = {**json.loads(event["body"]), **changes}
    body = {name: value for name, value in body.items() if value is not ...}
    event["body"] = json.dumps(body, sort_keys=True, separators=(",", ":"))
    return records


def test_the_pack_itself_is_good(theirs: list[Record], kit, tmp_path: Path) -> None:
    """So what is refused below is refused for what was changed."""
    (tmp_path / "p").write_bytes(chained(theirs))
    mine = kit.desk()
    assert merge(mine.store, [tmp_path / "p"]).events == len(events(theirs))
    assert chained(theirs) == sealed(theirs)


def test_a_pack_cut_off_anywhere_is_refused(theirs: list[Record], refused) -> None:
    pack = sealed(theirs)
    ends = [number for number, byte in enumerate(pack) if byte == 10]
    cuts = {0, 1, len(pack) - 1, *ends, *(end + 1 for end in ends[:-1])}
    cuts |= set(random.Random(1).sample(range(len(pack)), 25))
    for cut in sorted(cuts):
        refused(pack[:cut])


def test_a_changed_byte_anywhere_is_refused(theirs: list[Record], refused) -> None:
    pack = sealed(theirs)
    places = random.Random(2).sample(range(len(pack)), 60)
    for place in (*places, len(pack) - 1, len(pack) - 2):
        changed = bytearray(pack)
        changed[place] ^= 1 << place % 7
        refused(bytes(changed))
    refused(pack[:-1] + b" ")


@pytest.mark.parametrize("more", [b"\n", b" ", b"{}\n", b'{"type":"end","lines":1,"sha256":""}\n', b"\x00"])
def test_something_behind_the_end_is_refused(theirs: list[Record], refused, more: bytes) -> None:
    assert "behind the end" in refused(sealed(theirs) + more)


@pytest.mark.parametrize(
    ("pack", "words"),
    [
        (b"", "truncated"),
        (b"\n", "not JSON"),
        (b"hello", "not JSON"),
        (b"\x00" * 100, "not JSON"),
        (b"\xff\xfe" * 50, "not JSON"),
        (b"{}\n", "not a line of a pack"),
        (b"[]\n", "not a line of a pack"),
        (b'{"type":1}\n', "not a line of a pack"),
        (b'{"type":"end"}\n', "neither a pack nor an annotator file"),
        (b'{"type":"pack","format":"other-pack","version":1}\n', "neither a pack"),
        (b'{"type":"pack","format":"annotator-pack","version":3}\n', "version 3, this program reads 2"),
        (b'{"type":"pack","format":"annotator-pack","version":[]}\n', "version []"),
        (b"[" * 100_000, "not JSON"),
        (b'{"type":"pack","a":' + b"[" * 100_000, "not JSON"),
        (b'{"type":"pack","a":' + b"9" * 5_000 + b"}\n", "not JSON"),
        (b"SQLite format 3\x00", ""),
        (b"SQLite format 3\x00" + b"\x00" * 5000, ""),
    ],
    ids=range(17),
)
def test_what_is_no_pack_is_refused(refused, pack: bytes, words: str) -> None:
    assert words in refused(pack)


def test_a_line_that_is_missing_is_refused_even_in_a_sealed_pack(
    theirs: list[Record], kit, tmp_path: Path
) -> None:
    """Whatever one line is left out, something no longer fits: a gap, a feed, an article."""
    empty = kit.open(kit.path(), create=True)
    for number, record in enumerate(theirs):
        if record["type"] in ("end", "capture", "claim_set") or record == events(theirs)[-1]:
            continue
        (tmp_path / "p").write_bytes(sealed(theirs[:number] + theirs[number + 1 :]))
        with pytest.raises(MergeRefused):
            merge(empty.store, [tmp_path / "p"])
    assert empty.sql("SELECT count(*) FROM event") == [(0,)]


def test_a_line_that_stands_twice_is_refused_or_harmless(theirs: list[Record], kit, tmp_path: Path) -> None:
    reference = kit.desk()
    (tmp_path / "good").write_bytes(sealed(theirs))
    merge(reference.store, [tmp_path / "good"])
    for number, record in enumerate(theirs[1:-1], 1):
        mine = kit.desk()
        (tmp_path / "p").write_bytes(sealed([*theirs[:number], record, *theirs[number:]]))
        try:
            merge(mine.store, [tmp_path / "p"])
        except MergeRefused:
            assert record["type"] in ("event", "feed")
        else:
            assert mine.pack() == reference.pack()
        kit.close(mine)


def test_events_out_of_order_are_refused(theirs: list[Record], refused) -> None:
    first, *_, last = (n for n, record in enumerate(theirs) if record["type"] == "event")
    theirs[first], theirs[last] = theirs[last], theirs[first]
    assert "gap" in refused(sealed(theirs))


def test_a_gap_is_named(theirs: list[Record], refused) -> None:
    theirs.remove(events(theirs)[1])
    assert "there is a gap in feed" in refused(sealed(theirs))
    assert "3 follows 1" in refused(sealed(theirs))


def test_a_fork_is_named(kit, tmp_path: Path) -> None:
    """Two files that went on from one feed cannot be one."""
    one = kit.desk()
    one.me.label(one.claims[0], "sourced")
    (tmp_path / "early").write_bytes(one.pack())
    one.me.label(one.claims[1], "sourced")
    records = lines_of((tmp_path / "early").read_bytes())
    event = dict(events(records)[-1], id="another", kind="comment")
    event["body"] = json.dumps(
        {"app": "1", "at": "x", "nonce": "n", "claim": one.claims[2], "text": "forked"}
    )
    records.insert(-1, event)
    (tmp_path / "fork").write_bytes(chained(records))
    before = one.pack()
    with pytest.raises(MergeRefused, match="goes on in two ways from event 4"):
        merge(one.store, [tmp_path / "fork"])
    assert one.pack() == before


def test_a_feed_of_another_owner_is_refused(kit, theirs: list[Record], refused, tmp_path: Path) -> None:
    mine = kit.desk()
    (tmp_path / "good").write_bytes(sealed(theirs))
    merge(mine.store, [tmp_path / "good"])
    for change in ({"member": "eve"}, {"device": "0" * 32}, {"round": "r"}, {"audience": "lead"}):
        changed = [dict(r, **change) if r["type"] == "feed" else dict(r) for r in theirs]
        (tmp_path / "bad").write_bytes(chained(changed))
        before = mine.pack()
        with pytest.raises(MergeRefused, match="has another owner here"):
            merge(mine.store, [tmp_path / "bad"])
        assert mine.pack() == before


def test_a_feeds_header_that_does_not_fit_its_events_is_refused(theirs: list[Record], refused) -> None:
    feed = next(r for r in theirs if r["type"] == "feed")
    feed["member"] = "eve"
    assert "event 1 of feed" in refused(sealed(theirs))


def test_events_of_a_feed_that_is_not_there_are_refused(theirs: list[Record], refused) -> None:
    event = events(theirs)[0]
    event["feed"] = "elsewhere"
    names = ("feed", "seq", "id", "prev", "v", "kind", "body")
    event["digest"] = event_digest(*(event[name] for name in names))
    assert "outside its feed" in refused(sealed(theirs))


def test_a_newer_envelope_is_refused(theirs: list[Record], refused) -> None:
    events(theirs)[2]["v"] = 2
    assert "from a newer version" in refused(chained(theirs))


def test_an_unknown_type_of_line_is_refused(theirs: list[Record], refused) -> None:
    theirs.insert(3, {"type": "snapshot", "id": "x"})
    assert "unknown type 'snapshot'" in refused(sealed(theirs))


@pytest.mark.parametrize("kind", ["label", "comment", "member", "guideline", "retract", "of_the_future"])
def test_two_events_of_one_id_are_refused(theirs: list[Record], refused, kind: str) -> None:
    body = {"app": "1", "at": "x", "nonce": "n", "name": "n", "role": "lead", "text": "t", "targets": []}
    body |= {"claim": "c", "label": "l", "scheme": "s", "citations": []}
    for known in (events(theirs)[0], events(theirs)[2]):
        records = [dict(r) for r in theirs]
        records.insert(-1, dict(events(records)[-1], id=known["id"], kind=kind, body=json.dumps(body)))
        refused(chained(records))


HOSTILE = [2**63, -1, -(2**70), 10**400, True, None, 1.5, "1", [], {}, "\ud800"]


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("field", ["seq", "v", "id", "prev", "digest", "kind", "body", "feed"])
def test_hostile_values_in_an_envelope_are_refused(
    theirs: list[Record], refused, field: str, value: Any
) -> None:
    event = events(theirs)[3]
    if value == "1" and field in ("id", "kind"):
        return
    event[field] = value
    try:
        names = ("feed", "seq", "id", "prev", "v", "kind", "body")
        event["digest"] = event_digest(*(event[name] for name in names)) if field != "digest" else value
    except (UnicodeEncodeError, TypeError, AttributeError):
        pass
    refused(sealed(theirs))


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("kind", ["article", "original", "capture", "claim_set", "feed", "end"])
def test_hostile_values_in_any_line_are_refused(theirs: list[Record], refused, kind: str, value: Any) -> None:
    """Every field of every line, with everything that it should not be."""
    number = next(n for n, record in enumerate(theirs) if record["type"] == kind)
    for field in [name for name in theirs[number] if name != "type"]:
        records = [dict(record) for record in theirs]
        if value == records[number][field]:
            continue
        records[number][field] = value
        refused(sealed(records) if kind != "end" else b"".join(line(record) for record in records))


@pytest.mark.parametrize("body", ["", "[]", "null", "1", "{", "[" * 100_000, '{"a":' * 100_000, "9" * 5_000])
def test_a_body_that_is_no_object_is_refused(theirs: list[Record], refused, body: str) -> None:
    events(theirs, "comment")[0]["body"] = body
    refused(chained(theirs))


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("label", {"confidence": 6}),
        ("label", {"confidence": 2**70}),
        ("label", {"confidence": True}),
        ("label", {"citations": "abc"}),
        ("label", {"citations": [1]}),
        ("label", {"supersedes": {}}),
        ("label", {"claim": None}),
        ("label", {"claim": ...}),
        ("label", {"rationale": "\ud800"}),
        ("label", {"citations": ["\ud800"]}),
        ("citation", {"source": ...}),
        ("citation", {"quote": 1}),
        ("source", {"url": None}),
        ("source", {"title": "\udfff"}),
        ("source", {"claim": []}),
        ("source", {"claim": 2**70}),
        ("source", {"act": 1}),
        ("comment", {"text": []}),
        ("comment", {"at": 1}),
        ("comment", {"nonce": ...}),
        ("flag", {"raised": 1}),
        ("retract", {"targets": "abc"}),
        ("retract", {"targets": [None]}),
        ("retract", {"claim": {}}),
        ("retract", {"claim": None}),
        ("retract", {"targets": ["\ud800"]}),
        ("citation.close", {"claim": []}),
        ("member", {"name": 1}),
        ("member", {"name": "\ud800"}),
        ("scheme", {"text": None}),
    ],
)
def test_a_malformed_body_with_the_right_digest_is_refused(
    theirs: list[Record], refused, kind: str, changes: Record
) -> None:
    refused(chained(with_body(theirs, kind, **changes)))


# ------------------------------------------------------------------------------------ content


def article_lines(text: str, **given: Any) -> list[Record]:
    """Lines of an article with a claim set whose digests are all right."""
    raw = text.encode("utf-8", "surrogatepass")
    article, original = article_id(text), bytes_digest(raw)
    capture = capture_id(article, original, "text", "1", {"title": Metadatum("T", "first line")})
    claims = ClaimSet.build(
        article=article, splitter="s", version="1", regions=[], claims=given.pop("claims", [])
    )
    claim_lines = [
        {"ranges": c.ranges, "text": c.text, "mode": c.mode, "id": c.id}
        | {
            name: value
            for name in ("partner", "occurrences", "like", "likeness")
            if (value := getattr(c, name)) not in (None, (), "")
        }
        | ({"flags": flag_rows(c.flags)} if c.flags else {})
        | ({"edits": edit_rows(c.edits)} if c.edits else {})
        for c in claims.claims
    ]
    return [
        {"type": "pack", "format": "annotator-pack", "version": 1},
        {"type": "article", "id": article, "text": text},
        {"type": "original", "digest": original, "bytes": base64.b64encode(raw).decode()},
        {
            "type": "capture",
            "id": capture,
            "article": article,
            "original": original,
            "reader": "text",
            "reader_version": "1",
            "metadata": {"title": ["T", "first line"]},
        },
        {
            "type": "claim_set",
            "id": claims.id,
            "article": article,
            "splitter": "s",
            "version": "1",
            "model": "",
            "options": {},
            "published": "",
            "content_digest": claims.content_digest,
            "regions": [],
            "claims": claim_lines,
        },
    ]


TEXT = "It is so and so.\n"


def test_a_claim_set_that_is_right_is_taken(kit, tmp_path: Path) -> None:
    desk = kit.open(kit.path(), create=True)
    noted = {"flags": (Flag("pronoun", 0, 2),), "edits": (Edit("stop", 17, 17, "."),)}
    pair = [
        Claim(((0, 5), (6, 8)), "It is"),
        Claim(((0, 16),), "so", partner=0, occurrences=((9, 12),)),
        Claim(((0, 16),), "It is so.", like=1, likeness="variant", **noted),
    ]
    (tmp_path / "p").write_bytes(sealed(article_lines(TEXT, claims=pair)))
    assert merge(desk.store, [tmp_path / "p"]).claim_sets == 1
    (stored,) = [record for record in lines_of(desk.pack()) if record["type"] == "claim_set"]
    assert stored["claims"][2] | noted == {
        "ranges": [[0, 16]],
        "text": "It is so.",
        "mode": "content",
        "like": 1,
        "likeness": "variant",
        "id": stored["claims"][2]["id"],
        **noted,
    }
    assert stored["claims"][2]["flags"] == [["pronoun", 0, 2]]
    assert stored["claims"][2]["edits"] == [["stop", 17, 17, "."]]


@pytest.mark.parametrize(
    "claim",
    [
        Claim(((0, 18),), "beyond"),
        Claim(((5, 5),), "empty"),
        Claim(((5, 4),), "backwards"),
        Claim((), "nowhere"),
        Claim(((6, 8), (0, 5)), "unordered"),
        Claim(((0, 5), (4, 8)), "overlapping"),
        Claim(((0, 5),), "x", occurrences=((10, 99),)),
        Claim(((0, 5),), "x", partner=1),
        Claim(((0, 5),), "x", mode="opinion"),  # type: ignore[arg-type]
        Claim(((0, 5),), "flag beyond", flags=(Flag("causal", 10, 18),)),
        Claim(((0, 5),), "flag of nothing", flags=(Flag("causal", 10, 10),)),
        Claim(((0, 5),), "flag below", flags=(Flag("causal", -1, 3),)),
        Claim(((0, 5),), "strange flag", flags=(Flag("boring", 0, 5),)),  # type: ignore[arg-type]
        Claim(((0, 5),), "edit beyond", edits=(Edit("added", 18, 18, "x"),)),
        Claim(((0, 5),), "edit backwards", edits=(Edit("case", 5, 4, "x"),)),
        Claim(((0, 5),), "strange edit", edits=(Edit("mangled", 0, 5, "x"),)),  # type: ignore[arg-type]
        Claim(((0, 5),), "edit without words", edits=(Edit("added", 0, 0, None),)),  # type: ignore[arg-type]
        Claim(((0, 5),), "like itself", like=0, likeness="variant"),
        Claim(((0, 5),), "like none", likeness="similar"),
        Claim(((0, 5),), "like one that is not there", like=7, likeness="similar"),
        Claim(((0, 5),), "strangely like", like=0, likeness="twin"),  # type: ignore[arg-type]
    ],
    ids=lambda claim: claim.text,
)
def test_a_claim_that_is_not_in_its_article_is_refused(refused, claim: Claim) -> None:
    refused(sealed(article_lines(TEXT, claims=[claim])))


@pytest.mark.parametrize(("like", "likeness"), [(0, ""), (1, "variant"), (2, "similar")])
def test_a_claim_is_like_an_earlier_one_and_says_how(refused, like: int, likeness: Any) -> None:
    first, second = Claim(((0, 5),), "It is"), Claim(((6, 8),), "so", like=like, likeness=likeness)
    refused(sealed(article_lines(TEXT, claims=[first, second, first])))


@pytest.mark.parametrize("text", ["a\x1b[31mb", "a\tb", "a\r\nb", "e\u0301", "a\u202eb", "a\x00b"])
def test_a_text_that_is_not_canonical_is_refused(refused, text: str) -> None:
    refused(sealed(article_lines(text)))


@pytest.mark.parametrize(
    "region", [["body", 0, 99, None], ["body", 5, 5, None], ["hat", 0, 5, None], ["duplicate", 6, 8, [0, 99]]]
)
def test_a_region_that_cannot_be_is_refused(refused, region: list[Any]) -> None:
    from annotator.domain.article import Region

    lines = article_lines(TEXT)
    kind, start, end, copy = region
    built = ClaimSet.build(
        article=lines[1]["id"],
        splitter="s",
        version="1",
        regions=[Region(kind, start, end, tuple(copy) if copy else None)],
        claims=[],
    )
    lines[-1] |= {"regions": [region], "content_digest": built.content_digest}
    refused(sealed(lines))


@pytest.mark.parametrize(
    "metadata",
    [{"title": ["T", 1]}, {"title": [5, "x"]}, {"title": ["T"]}, {"title": "Tx"}, {"title": [["T"], "x"]}],
)
def test_metadata_of_another_shape_is_refused(refused, metadata: Record) -> None:
    lines = article_lines(TEXT)
    lines[3]["metadata"] = metadata
    value, origin = (*metadata["title"], "")[:2]
    lines[3]["id"] = capture_id(
        lines[1]["id"], lines[2]["digest"], "text", "1", {"title": Metadatum(str(value), str(origin))}
    )
    refused(sealed(lines))


def test_a_capture_of_bytes_that_are_not_there_is_refused(refused) -> None:
    lines = article_lines(TEXT)
    del lines[2]
    assert "do not fit together" in refused(sealed(lines))
