"""No command shows, to one who is bound by a blind round, what another did to its claims."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from format_options import WRITTEN, with_options

from annotator.cli.editing import revise
from annotator.cli.main import COMMANDS
from annotator.cli.rounds import ROUND_COMMANDS

BOUND = ("ann", "cyd", "zoe", "lou")
"""Of the round; a member who is not; a name that has never acted; a lead who labels in the round too."""
BESIDE = "besides"
Way = list[str]
Ways = dict[str, Callable[[Any], list[Way]]]


PARTS = ["--split", "one=0.5,other=0.5"]


def exports(blind: Any) -> list[Way]:
    """Ways to export more, or something else, than without an option."""
    every = ["--include-incomplete"]
    return [
        every,
        ["--labels", "gold", *every],
        ["--labels", "votes", *every],
        ["--by", "bob", "--by", "dan", "--labels", "both", *every],
        ["--round", "blind"],
        ["--round", "blind", "--by", "bob", *every],
        ["--round", "blind", *every],
    ]


def every(blind: Any) -> list[str]:
    """All claims that others have acted on, of the round or not."""
    return [*blind.claims, blind.twin, blind.linked, *blind.parents]


def some(blind: Any) -> list[str]:
    """One of each sort."""
    return [blind.claims[0], blind.claims[2], blind.twin, blind.parents[0]]


READING: Ways = {
    "claims": lambda b: [[], ["--json"], ["--dropped"]],
    "search": lambda b: [[word, "--json"] for word in (BESIDE, "hurt", "harbour", "example", "archive")],
    "history": lambda b: [[claim, *json] for claim in every(b) for json in ([], ["--json"])],
    "stats": lambda b: [[], ["--json"]],
    "export": lambda b: [
        *(
            [form.id, "-o", "out", *with_options(form.id), *way]
            for form in WRITTEN
            for way in (exports(b)[0], exports(b)[-1])
        ),
        *(["jsonl", *way] for way in ([], *exports(b))),
        *(["jsonl", "-o", "out", *PARTS, *way] for way in exports(b)),
    ],
    "pack": lambda b: [["-o", "out.pack"]],
    "backup": lambda b: [["copy.db"]],
    "doctor": lambda b: [[]],
    "members": lambda b: [[], ["--json"]],
    "report": lambda b: [["blind", "-o", "-"]],
    "formats": lambda b: [[], ["--json"], ["--markdown"], ["jsonl"]],
    "keys": lambda b: [[], ["--markdown"]],
    "config": lambda b: [[]],
    "split": lambda b: [["story.txt"]],
    "resplit": lambda b: [["--all", "--dry-run"], ["--all", "--dry-run", "--json"], ["--carry", "--dry-run"]],
}
WRITING: Ways = {
    "ingest": lambda b: [["story.txt"]],
    "init": lambda b: [[]],
    "label": lambda b: [[claim, "sourced", "--rationale", "Mine."] for claim in some(b)],
    "cite": lambda b: [
        [claim, "--stance", stance, "--url", "https://mine.example", "--quote", "Mine."]
        for claim in some(b)
        for stance in ("supports", "refutes")
    ],
    "fold": lambda b: [[claim, *more] for claim in some(b) for more in ([], ["--undo"])],
    "revise": lambda b: [way for claim in some(b) for way in revisions(b, claim)],
    "merge": lambda b: [[str(b.pack)]],
    "import": lambda b: [
        ["csv", "sheet.csv", *more] for more in (["--dry-run"], [], [], ["--take-back"], [])
    ],
    "resplit": lambda b: [["--all"], ["--all", "--yes", "--carry"], ["--carry", "--json"]],
    "doctor": lambda b: [["--rebuild"]],
}
"""Done after what reads, in an order that leaves the claims where they are until the end."""
ROUNDS: Ways = {
    "list": lambda b: [[], ["--json"]],
    "show": lambda b: [["blind"], ["blind", "--json"], ["blind", "--guideline"]],
    "controls": lambda b: [["blind"], ["blind", "--json"]],
    "create": lambda b: [
        ["next", "--state", state, "--reviewers", "cyd,zoe", "--dry-run"]
        for state in ("labelled", "disputed", "incomplete", "open")
    ],
    "assign": lambda b: [["blind", "--add", "cyd"]],
    "hand-over": lambda b: [["blind", "--from", "ann"]],
    "adjudicate": lambda b: [["blind"]],
    "disputes": lambda b: [["blind", *more] for more in ([], ["--all"], ["--all", "--json"])],
    "settle": lambda b: [["blind", b.claims[0], "verified", "--reason", "Mine."]],
    "reveal": lambda b: [["no such round"]],
    "status": lambda b: [[], ["--json"], ["blind"], ["blind", "--json"]],
    "watch": lambda b: [["blind"]],
    "agreement": lambda b: [
        ["blind", *more]
        for more in ([], ["--json"], ["--raw"], ["--raw", "raw.csv"], ["--by", "article"], ["--screen"])
    ],
    "aggregate": lambda b: [["blind", "--method", how] for how in ("majority", "dawid-skene", "mace")],
    "skip": lambda b: [["blind", claim, "--reason", "Mine."] for claim in some(b)],
    "finish": lambda b: [["blind", "aaaa"]],
    "compare": lambda b: [["blind"], ["blind", "--json"]],
    "merge-claims": lambda b: [["blind"], ["blind", "--take", "ann"]],
    "log": lambda b: [["blind"], ["blind", "--json"]],
    "close": lambda b: [["blind"]],
    "reopen": lambda b: [["blind", "--reason", "Mine."]],
    "release": lambda b: [["blind", "-o", "out", "--draft", "--include-left-open"]],
}
"""Whoever leads a round has to know who has what of it; what was decided is not said."""
ELSEWHERE = {
    "review": "tests/blind/test_screens.py and tests/blind/test_plain.py",
    "serve": "it shows the screen of `review`, and a page that knows no file (serving/pages.py)",
    "round": "its own commands are walked",
}


def revisions(blind: Any, claim: str) -> Iterator[Way]:
    """Every way to change a claim; the other claim that two of them need is one of the same article."""
    for how in REVISIONS.values():
        yield from how(blind, claim)


REVISIONS: dict[str, Callable[[Any, str], list[Way]]] = {
    "text": lambda b, claim: [["text", claim, "Other words."], ["text", claim, "More words.", "--rival"]],
    "edge": lambda b, claim: [["edge", claim, "--start-by", "1"]],
    "cut": lambda b, claim: [["cut", claim, "--range", "0", "9"]],
    "split": lambda b, claim: [["split", claim, "--at", "4"], ["split", claim, "--before", "harbour"]],
    "merge": lambda b, claim: [["merge", claim, b.twin]],
    "back": lambda b, claim: [["back", claim, parent] for parent in b.parents],
    "add": lambda b, claim: [["add", "aaaa", "--range", "0", "3"]],
    "drop": lambda b, claim: [["drop", claim], ["drop", claim, "--undo"]],
    "link": lambda b, claim: [["link", claim, b.free], ["link", claim, b.linked, "--undo"]],
}


def test_every_command_is_walked() -> None:
    """Whoever adds a command says here how it is called, so that it is held to the promise too."""
    assert set(COMMANDS) == set(READING) | set(WRITING) | set(ELSEWHERE)
    assert set(ROUND_COMMANDS) == set(ROUNDS)
    assert set(revise.commands) == set(REVISIONS)


def ways(blind: Any, *tables: Ways) -> list[Way]:
    """A command line each."""
    before = {id(ROUNDS): ["round"]}
    return [
        [*before.get(id(table), []), name, *way]
        for table in tables
        for name, how in table.items()
        for way in how(blind)
    ]


def everything(
    call: Any, blind: Any, who: str, folder: Path, lines: list[Way]
) -> Iterator[tuple[Way, bytes]]:
    """What each command line says and writes."""
    (folder / "story.txt").write_text("The mill closed on Monday.\n")
    (folder / "sheet.csv").write_text("text,label\nNobody was hurt.,true\n")
    there = {path for path in folder.rglob("*") if path.is_file()}
    for line in lines:
        ran = call("--db", str(blind.path), "--reviewer", who, *line)
        yield line, (ran.out + ran.err).encode("utf-8", "surrogateescape")
        for path in sorted({path for path in folder.rglob("*") if path.is_file()} - there):
            if not path.name.startswith("blind.db"):
                yield [*line, path.name], path.read_bytes()
                path.unlink()


@pytest.mark.parametrize("who", BOUND)
def test_no_command_that_reads_shows_what_others_did(call: Any, blind: Any, tmp_path: Path, who: str) -> None:
    told = {
        " ".join(line): found or "who acted"
        for line, said in everything(call, blind, who, tmp_path, ways(blind, READING, ROUNDS))
        if (found := blind.secrets.found_in(said))
        or (line[0] in NAMELESS and TELLS_WHO.search(ASKED_FOR.sub(b"", said)))
    }
    assert told == {}


@pytest.mark.parametrize("who", BOUND[:2])
def test_no_command_that_acts_tells_what_others_did(call: Any, blind: Any, tmp_path: Path, who: str) -> None:
    told = {
        " ".join(line): found or "who acted"
        for line, said in everything(call, blind, who, tmp_path, ways(blind, WRITING))
        if (found := blind.secrets.found_in(said)) or TELLS_WHO.search(said)
    }
    assert told == {}


TELLS_WHO = re.compile(rb"\b(bob|dan)\b")
ASKED_FOR = re.compile(rb'"by": \[[^]]*\]')
"""In the manifest of an export: the names that were given on the command line."""
NAMELESS = ("history", "claims", "search", "export", "resplit")
"""Commands that have no business with members but for their acts."""
READABLE = ("rationale", "comment", "quote", "closing", "wording", "title")
READ = [
    ["search", BESIDE, "--json", "--limit", "500"],
    ["export", "jsonl", "--include-incomplete"],
    ["stats"],
]


def test_every_secret_comes_to_light_afterwards(call: Any, lifted: Any, tmp_path: Path) -> None:
    """So the words could have been found; the pack has them all, the readable commands those of the acts."""
    lines = [*READ, *(["history", claim] for claim in every(lifted)), ["pack", "-o", "out.pack"]]
    said = dict.fromkeys(lifted.secrets.words, 0)
    packed: dict[str, str] = {}
    for line, text in everything(call, lifted, "ann", tmp_path, lines):
        found = lifted.secrets.found_in(text)
        packed = found if line[-1] == "out.pack" else packed
        if line[0] != "pack":
            said |= dict.fromkeys(found, 1)
    assert packed == lifted.secrets.words
    unread = {what for word, what in lifted.secrets.words.items() if not said[word]}
    assert not [what for what in unread if set(what.split()) & set(READABLE)]


def test_a_lead_who_labels_nothing_in_the_round_sees_all(call: Any, blind: Any, tmp_path: Path) -> None:
    for line in (["pack", "-o", "out.pack"], ["backup", "copy.db"]):
        assert call("--db", str(blind.path), "--reviewer", "lea", *line).code == 0
        written = (tmp_path / line[-1]).read_bytes()
        assert blind.secrets.found_in(written) == blind.secrets.words


@pytest.mark.parametrize("who", BOUND)
def test_counts_are_those_of_what_one_may_see(call: Any, blind: Any, who: str) -> None:
    found = call("--db", str(blind.path), "--reviewer", who, "stats", "--json").json()
    assert found["reviewers"]["bob"]["labelled"] == found["reviewers"]["bob"]["labels_not_shown"] == 0
    assert (found["labelled_claims"], found["citations"]) == (0, int(who == "ann"))
    filtered = call("--db", str(blind.path), "--reviewer", who, "claims", "--json")
    assert "contested" not in filtered.out
