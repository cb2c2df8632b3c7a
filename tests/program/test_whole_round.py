"""A whole team round at real terminals: made, labelled blind, measured, settled, closed, released, and the
release read back."""

import csv
import hashlib
import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import krippendorff
import numpy as np
import pytest

ARTICLE = """Harbour Town Closes Its Old Lock

RIVERTON (Valley Wire) - The council closed the old lock on Monday. In March 2022, the ferry line \
withdrew from the harbour. Two engineers inspected the gates. The repair will cost 3.2 million crowns. \
A new lock opens next year.
"""
LEAD, TEAM = "olga", ("bob", "carol", "dan")
AGREED, AT_ODDS, ASKED, SKIPPED, OPINION = range(5)
"""What becomes of the claims, by their number in the round."""
SKIPPING = "needs another language"
CLOSING, SETTLING, WITH_THREE = "An older notice.", "The council says so.", "Two looked, and found nothing."
STANCES = ("supports", "partly", "refutes")


@dataclass
class Vote:
    """What somebody says of a claim, by which keys."""

    key: str
    label: str
    confidence: int
    stance: str = ""
    explained: bool = False


PLAN: dict[int, tuple[Vote | None, Vote | None]] = {
    AGREED: (Vote("s", "sourced", 4, "supports", explained=True), Vote("s", "sourced", 5, "partly")),
    AT_ODDS: (Vote("s", "sourced", 5, "supports"), Vote("c", "contested", 4, "refutes", explained=True)),
    ASKED: (Vote("i", "insufficient", 3), Vote("x", "not checkable", 3)),
    SKIPPED: (None, Vote("s", "sourced", 4, "supports")),
    OPINION: (Vote("x", "not checkable", 4), Vote("x", "not checkable", 5)),
}
"""The votes of the two reviewers of each claim, by name; None: skipped."""
THIRD = Vote("i", "insufficient", 4)
"""Of the one who is asked for another vote."""


class Person:
    """Somebody at a terminal; `strangers` are names that never stand on it."""

    strangers: frozenset[str] = frozenset()

    def __init__(self, program: Any, name: str) -> None:
        self.program, self.name = program, name

    def shows(self, words: str) -> None:
        """Wait for words, wherever the lines are broken."""
        self.program.wait(lambda text: words in " ".join(text.split()), words)
        seen = self.program.text.casefold()
        assert not [name for name in self.strangers if name in seen], self.program.text

    def press(self, *keys: str, shows: str) -> None:
        self.program.send(*keys)
        self.shows(shows)


class Reviewer(Person):
    """One whose every text bears their name, so that it is seen where it should not be."""

    def __init__(self, program: Any, name: str, numbers: list[int]) -> None:
        """`numbers` are those of their claims."""
        super().__init__(program, name)
        self.numbers = numbers
        self.said: dict[int, Vote] = {}
        self.strangers = frozenset({LEAD, *TEAM} - {name})

    def own(self, what: str, number: int) -> str:
        return f"{self.name}'s {what} on {number}"

    def address(self, number: int) -> str:
        return f"https://{self.name}.example/{number}"

    def vote(self, number: int, vote: Vote) -> None:
        self.press(vote.key, shows=f"label {vote.label} ·")
        self.press(str(vote.confidence), shows=f"Confidence {vote.confidence}.")
        if vote.stance:
            self.press("a", shows="New citation")
            quote, steps = self.own("quote", number), STANCES.index(vote.stance) + 1
            self.press(
                self.address(number), "\t", "\t", quote, "\t", "\t", " " * steps, shows=f"● {vote.stance}"
            )
            self.press("\x13", shows=f"Cited, {vote.stance}")
        if vote.explained:
            self.press("t", shows="Why do you choose this label?")
            self.press(self.own("reasons", number), "\x13", shows="Rationale noted")
        self.said[number] = vote

    def work_through(self, holders: dict[int, list[str]]) -> None:
        """The whole queue, claim by claim."""
        for place, number in enumerate(list(self.numbers), 1):
            if place > 1:
                self.press("n", shows=f"Claim {place} of")
            vote = PLAN[number][holders[number].index(self.name)]
            if vote is None:
                self.press("z", shows="Skip this claim")
                self.press("3", shows="1 skipped")
                self.press("k", shows=SKIPPING)
                self.press("j", shows=f"Claim {place + 1} of")
                continue
            if number == OPINION:
                self.press("v", shows="label verified ·")
                self.press("u", shows="Took back: label verified")
            if number == ASKED:
                self.press("f", shows="Flagged")
            self.vote(number, vote)
        skipped = len(self.said) < len(self.numbers)
        self.press("n", shows="Nothing is open any more." if skipped else "Your queue is done")

    def look_around(self) -> None:
        """Wherever others' acts could be seen."""
        self.press("h", shows="History of claim")
        self.press("q", "\r", shows="all that was done to it")
        self.press("q", "/", shows="words of any text here")
        self.press("on", shows="found")
        self.press("\x07", "w", shows="Your rounds")
        self.press("w", shows="you see your own row")
        self.press("%", shows="its reviewers see")
        self.press("q", "q", shows="This claim")


def rows(db: Path, sql: str) -> list[tuple[Any, ...]]:
    """Plain SQL on the file, as any tool would."""
    connection = sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def alpha_by_the_library(votes: list[dict[str, str]]) -> float:
    codes = sorted({label for claim in votes for label in claim.values()})
    table = [[codes.index(claim[name]) if name in claim else np.nan for claim in votes] for name in TEAM]
    return float(krippendorff.alpha(np.array(table), level_of_measurement="nominal"))


def read_back(folder: Path, team: dict[str, Reviewer], figures: dict[str, Any]) -> None:
    """The release has what was typed, no more and no less."""
    for line in (folder / "checksums.txt").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    claims = [json.loads(line) for line in (folder / "claims.jsonl").read_text("utf-8").splitlines()]
    assert [(one["label"], one["method"], one["reason"]) for one in claims] == [
        ("sourced", "unanimous", "bob: bob's reasons on 0"),
        ("sourced", "adjudicated", SETTLING),
        ("insufficient", "majority", WITH_THREE),
        ("sourced", "adjudicated", ""),
        ("not_checkable", "unanimous", ""),
    ]
    assert {one["status"] for one in claims} == {"settled"}
    assert {one["lead"] for one in claims} == {LEAD}
    for number, claim in enumerate(claims):
        for start, end in claim["ranges"]:
            assert ARTICLE[start:end] in claim["exact"]
        said = {name: one.said[number] for name, one in team.items() if number in one.said}
        assert {one["reviewer"] for one in claim["votes"]} == set(said)
        for vote in claim["votes"]:
            check_vote(vote, team[vote["reviewer"]], number, claim["label"])
    assert [one["skips"] for one in claims if one["skips"]] == [[{"reviewer": TEAM[1], "reason": SKIPPING}]]

    with (folder / "votes.csv").open(encoding="utf-8-sig", newline="") as table:
        votes = [{name: row[name] for name in TEAM if row[name]} for row in csv.DictReader(table)]
    assert votes == [{one["reviewer"]: one["label"] for one in claim["votes"]} for claim in claims]
    log = (folder / "log.jsonl").read_text("utf-8")
    assert all(words in log for words in (CLOSING, SETTLING, WITH_THREE, SKIPPING))
    agreement = json.loads((folder / "agreement.json").read_text("utf-8"))
    assert agreement == figures
    everything = agreement["choices"][0]["alpha"]
    assert everything["value"] == pytest.approx(alpha_by_the_library(votes))


def check_vote(vote: dict[str, Any], one: Reviewer, number: int, gold: str) -> None:
    """One vote of the release against what its reviewer typed."""
    said = one.said[number]
    assert vote["label"] == said.label.replace(" ", "_")
    assert vote["confidence"] == said.confidence
    assert vote["rationale"] == (one.own("reasons", number) if said.explained else "")
    assert vote["minority"] == (vote["label"] != gold)
    stance = {"partly": "partly_supports"}.get(said.stance, said.stance)
    assert [(c["stance"], c["url"], c["quote"], c["closed"]) for c in vote["citations"]] == (
        [(stance, one.address(number), one.own("quote", number), CLOSING if stance == "refutes" else "")]
        if stance
        else []
    )


def settle_all(olga: Person, asked: Reviewer) -> None:
    """The lead goes from the list of rounds to the figures, and settles each claim; `asked` is the one who
    is free to give another vote."""
    olga.shows("Claim 1 of")
    olga.press("w", shows="1 in all, 0 with work of yours")
    olga.press("j", "w", shows="9 of 10 labelled; 0 open, 1 skipped, 2 flagged")
    olga.press("q", "%", shows="raw agreement 0.500")
    olga.press("q", "A", shows="verdicts at odds: contested 1, sourced 1")
    olga.press("X", shows="Close a refuting citation")
    olga.press(CLOSING, "\x13", shows="Refuting citation closed.")
    olga.press("s", shows="Settle as sourced")
    olga.press(SETTLING, "\r", shows="Settled as sourced, adjudicated.")
    olga.press("n", shows="labels differ: insufficient 1, not checkable 1")
    olga.press("d", shows=asked.name)
    olga.press("\r", shows=f"Asked one more reviewer for a vote: {asked.name}.")
    asked.shows("1 more claim is yours now; 1 open.")
    asked.press("n", shows="no label yet")
    asked.vote(ASKED, THIRD)
    olga.shows("labels differ: insufficient 2, not checkable 1")
    olga.shows("insufficient 4/5")  # how sure the asked one is comes in after the label
    olga.press("i", shows="Settle as insufficient")
    olga.press(WITH_THREE, "\r", shows="Settled as insufficient, majority.")
    olga.press("n", shows=f"skipped {TEAM[1]}: {SKIPPING}")
    olga.press("s", shows="Settled as sourced")
    olga.press("n", shows="No dispute is left: U settles 2 unanimous.")
    for undone in (True, False):
        olga.press("U", shows="Settle 2 unanimous claims")
        olga.press("\r", shows="5 of 5 settled")
        if undone:
            olga.press("u", shows="3 of 5 settled")
    olga.press("q", shows="1 in all")
    olga.press("q", shows="Claim 1 of")


def test_a_whole_round_is_played(
    terminal: Callable[..., Any], run: Callable[..., Any], tmp_path: Path
) -> None:
    db = tmp_path / "work.db"
    (tmp_path / "lock.txt").write_text(ARTICLE, encoding="utf-8")

    def lead(*arguments: str) -> str:
        ran = run("--db", db, "--reviewer", LEAD, *arguments)
        assert ran.code == 0, ran
        return str(ran.out)

    lead("ingest", "lock.txt")
    lead("round", "create", "pilot", "--reviewers", ",".join(TEAM), "--overlap", "2", "--seed", "7")
    holders: dict[int, list[str]] = {}
    for number, name in rows(db, "SELECT number, member FROM assignment ORDER BY number, member"):
        holders.setdefault(number, []).append(name)
    assert {len(names) for names in holders.values()} == {2}

    team = {}
    for name in TEAM:
        program = terminal("--db", db, "--reviewer", name, "review", "--round", "pilot")
        team[name] = Reviewer(program, name, [number for number in holders if name in holders[number]])
    for one in team.values():
        one.shows("Claim 1 of")
        one.work_through(holders)
    for one in team.values():
        one.look_around()

    status = json.loads(lead("round", "status", "pilot", "--json"))
    assert {one["name"]: one["done"] + one["skipped"] for one in status["reviewers"]} == {
        name: len(one.numbers) for name, one in team.items()
    }
    assert [status["overall"][key] for key in ("done", "incomplete", "open", "skipped", "flagged")] == [
        9,
        0,
        0,
        1,
        2,
    ]
    (third,) = set(TEAM) - set(holders[ASKED])
    settle_all(Person(terminal("--db", db, "--reviewer", LEAD, "review"), LEAD), team[third])

    figures = json.loads(lead("round", "agreement", "pilot", "--json"))
    lead("round", "close", "pilot")
    for one in team.values():
        one.strangers = frozenset()
        one.shows("The round pilot was closed")
    lead("round", "release", "pilot", "-o", str(tmp_path / "pilot-1"))
    read_back(tmp_path / "pilot-1", team, figures)
