"""Rounds of a pack that somebody's own program made: no command of rounds is governed by what they say."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.scheme_reading import default_scheme
from annotator.services.merging import merge

Call = Callable[..., Any]
NASTY = "eve\x1b[2J\u202e\x9b31m\r\n[red]x" + "y" * 50_000
LAST = (1 << 31) - 1
ID = "0190c0de-0000-7000-8000-000000000001"
AT = "yesterday \x1b[2J"
COMMANDS = {
    "list": ("list",),
    "list --json": ("list", "--json"),
    "show": ("show", ID),
    "show --json": ("show", ID, "--json"),
    "log": ("log", ID),
    "log --json": ("log", ID, "--json"),
    "status of all": ("status",),
    "status": ("status", ID),
    "status --json": ("status", ID, "--json"),
    "controls": ("controls", ID),
    "controls --json": ("controls", ID, "--json"),
    "disputes": ("disputes", ID),
    "disputes --json": ("disputes", ID, "--json"),
    "agreement": ("agreement", ID),
    "agreement --json": ("agreement", ID, "--json"),
    "agreement --raw": ("agreement", ID, "--raw"),
    "compare": ("compare", ID),
    "compare --json": ("compare", ID, "--json"),
    "assign": ("assign", ID, "--add", "zoe"),
    "aggregate": ("aggregate", ID, "--method", "majority"),
    "hand-over": ("hand-over", ID, "--from", NASTY),
    "close": ("close", ID),
    "close but for all": ("close", ID, "--leave-all-open", "--reason", "no more time"),
    "release": ("release", ID, "-o", "out", "--include-left-open", "--include-incomplete"),
}


def hostile(kit: Any, desk: Any, kind: str) -> None:
    claims = [desk.claims[0], desk.claims[0], "f" * 64, NASTY, desk.claims[1]]
    digest = default_scheme().digest
    made = {"id": ID, "name": NASTY, "kind": kind, "overlap": LAST, "blind": False, "seed": NASTY, "at": AT}
    more = {
        "scheme": NASTY if kind == NASTY else digest,
        "guideline": "none",
        "reviewers": [NASTY, NASTY, ""],
    }
    settings = {"settings": json.dumps({NASTY: [NASTY, None]})}
    give = {"round": ID, "reviewer": NASTY, "why": NASTY}
    lead = kit.forged(
        desk,
        NASTY,
        ("member", {"name": NASTY, "role": NASTY}),
        ("round", made | more | settings),
        ("round.claims", {"round": ID, "first": 0, "claims": claims}),
        ("round.claims", {"round": ID, "first": LAST, "claims": [desk.claims[2]]}),
        ("round.assign", give | {"numbers": [0, 0, 1, 2, 3, 4, 5, 99, LAST]}),
        ("round.release", give | {"numbers": [7, 99]}),
        ("round.control", {"round": ID, "answers": [[desk.claims[0], NASTY], ["zz", "sourced"]]}),
        ("round.state", {"round": ID, "state": "open", "reason": NASTY, "left_open": [[NASTY, NASTY]]}),
        name="lead",
    )
    label = {"claim": desk.claims[0], "label": NASTY, "scheme": NASTY, "citations": [NASTY, NASTY]}
    settled = {"round": ID, "claim": desk.claims[0], "label": NASTY, "scheme": digest, "method": NASTY}
    inside = kit.forged(
        desk,
        NASTY,
        ("label", label | {"seconds": LAST, "at": AT}),
        ("label", label | {"label": "verified", "scheme": digest, "seconds": LAST}),
        ("label", label | {"claim": desk.claims[2], "label": "sourced", "scheme": digest}),
        ("skip", {"round": ID, "claim": desk.claims[1], "reason": NASTY}),
        ("segmented", {"round": ID, "article": NASTY, "done": True}),
        ("adjudicate", settled | {"reason": NASTY, "citations": [NASTY]}),
        ("of.the.future", {"deep": json.loads("[" * 900 + "]" * 900), "at": AT}),
        round_id=ID,
        name="inside",
    )
    other = kit.forged(
        desk,
        "mallory",
        ("label", label | {"label": "contested", "scheme": digest, "rationale": NASTY, "confidence": 5}),
        ("of.the.future", {"deep": json.loads("[" * 900 + "]" * 900), "at": AT}),
        round_id=ID,
    )
    merge(desk.store, [lead, inside, other])
    kit.assert_projections_hold(desk.store)


@pytest.mark.parametrize(
    "kind", ["labelling", "segmentation", NASTY], ids=["labelling", "segmentation", "odd"]
)
def test_no_command_ends_in_a_traceback_or_moves_the_cursor(
    call: Call, kit: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    desk = kit.desk(path=tmp_path / "annotator.db")
    hostile(kit, desk, kind)
    kit.close(desk)
    failed = {}
    for command, words in COMMANDS.items():
        told = call("round", *words, "--reviewer", "anna")
        if told.code not in (0, 1) or "Traceback" in told.err:
            failed[command] = told
        for text in (told.out, told.err):
            strange = {c for c in text if c in "\x1b\u202e\x9b"}
            assert not strange, command
        if "--json" in words and told.code == 0:
            json.loads(told.out)
    assert not failed
