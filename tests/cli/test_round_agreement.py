"""annotator round agreement and annotator round aggregate."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import krippendorff
import pytest

from annotator.domain.round import Round, RoundPlan
from annotator.formats.csv_table import unguard
from annotator.services.leading import Leading
from annotator.services.reviewing import Reviewing

TEXTS = tuple(f"Ship {n} left.\nPier {n} burned.\nNobody {n} was hurt.\n" for n in range(3))
VOTES = {
    "bert": "sourced contested verified sourced insufficient not_checkable verified verified sourced",
    "cora": "sourced contested sourced  sourced contested    not_checkable verified sourced  -",
    "dora": "sourced verified  verified -       insufficient sourced       -        verified -",
}
DOCS = Path(__file__).parents[2] / "docs" / "agreement.md"


def make_round(kit: Any, votes: dict[str, str], *, blind: bool = False) -> tuple[Any, Round, list[str]]:
    """annotator.db in the test's folder, with a round called pilot led by anna, voted on."""
    desk = kit.open(kit.path("annotator.db"), create=True)
    claims = kit.seed(desk.store, TEXTS)
    hands = {name: range(len(claims)) for name in votes}
    plan = RoundPlan("pilot", "labelling", claims, hands, 2, blind, "1")
    found = Leading(desk.store, "anna", "device-1").make(plan)
    for name, said in votes.items():
        by = Reviewing(desk.store, name, f"device-{name}", round_id=found.id)
        for number, label in enumerate(said.split()):
            if label != "-":
                by.label(claims[number], label, confidence=1 + number % 5)
    return desk, found, claims


_MADE: dict[bool, bytes] = {}


def voted(kit: Any, *, blind: bool = False) -> None:
    """The round with VOTES: a copy of one made before, for speed."""
    if blind not in _MADE:
        desk, _, _ = make_round(kit, VOTES, blind=blind)
        kit.close_all()
        _MADE[blind] = desk.store.path.read_bytes()
    kit.path("annotator.db").write_bytes(_MADE[blind])


@pytest.fixture
def ask(kit: Any, call: Callable[..., Any]) -> Callable[..., Any]:
    voted(kit)
    return lambda *given, who="anna": call("round", *given, "--reviewer", who)


def alpha_of(table: str, level: str = "nominal") -> float:
    """From the CSV alone, by another implementation."""
    rows = list(csv.reader(io.StringIO(table.removeprefix("\ufeff"))))
    cells = [row[1:] for row in rows[1:]]
    values = sorted({cell for row in cells for cell in row if cell})
    codes = [[float(values.index(cell)) if cell else float("nan") for cell in row] for row in cells]
    by_reviewer = list(map(list, zip(*codes, strict=True)))
    return float(krippendorff.alpha(by_reviewer, level_of_measurement=level))


def test_the_table_for_people_fits_80_columns(ask) -> None:
    done = ask("agreement", "pilot", "--by", "article")
    assert (done.code, done.err) == (0, "")
    assert max(map(len, done.out.splitlines())) <= 80
    words = " ".join(done.out.split())
    for part in (
        "pilot: labelling 9 claims, 9 with votes",
        "Counted: sourced, contested, verified, insufficient. Left out: not checkable (2 votes).",
        "Krippendorff's alpha",
        "95 % interval",
        "Randolph's kappa",
        "Fleiss' kappa",
        "raw agreement",
        "alpha of confidence",
        "Each label against all others",
        "What two votes on one claim say",
        "Each reviewer against the others",
        "Two by two",
        "What the votes rest on",
        "Article by article",
        "0.800",
    ):
        assert part in words
    assert words.index("Krippendorff's alpha") < words.index("Randolph's") < words.index("Fleiss'")
    assert "nan" not in words.lower()


def test_json_has_what_the_page_about_it_tells(ask) -> None:
    found = ask("agreement", "pilot", "--json", "--by", "article").json()
    told = set(re.findall(r"^\| `([a-z_.]+)` \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE))
    assert set(found) <= told
    assert {f"agreement.{key}" for key in found["agreement"]} <= told
    assert found["agreement"]["votes"] == 21
    assert found["left_out"] == [["not_checkable", 2]]


def test_the_raw_table_gives_the_same_alpha(ask, tmp_path: Path) -> None:
    found = ask("agreement", "pilot", "--json").json()["agreement"]
    table = ask("agreement", "pilot", "--raw").out
    assert alpha_of(table) == pytest.approx(found["alpha"]["value"])
    done = ask("agreement", "pilot", "--raw-confidence", "sure.csv")
    assert done.err == "9 claims to sure.csv.\n"
    sure = (tmp_path / "sure.csv").read_text(encoding="utf-8")
    assert alpha_of(sure, "ordinal") == pytest.approx(found["confidence_alpha"]["value"])
    every = ",".join(("sourced", "contested", "verified", "insufficient", "not_checkable"))
    found = ask("agreement", "pilot", "--json", "--labels", every).json()["agreement"]
    assert alpha_of(ask("agreement", "pilot", "--labels", every, "--raw").out) == pytest.approx(
        found["alpha"]["value"]
    )


def test_one_article_alone(ask) -> None:
    article = ask("agreement", "pilot", "--json", "--by", "article").json()["articles"][0]["article"]
    found = ask("agreement", "pilot", "--json", "--article", article[:12]).json()
    assert (found["claims"], found["agreement"]["votes"]) == (3, 9)


@pytest.mark.parametrize(
    "given",
    [
        ("agreement", "nowhere"),
        ("agreement", "pilot", "--labels", "true"),
        ("agreement", "pilot", "--article", "abcdef"),
        ("agreement", "pilot", "--raw", "annotator.db"),
        ("agreement", "pilot", "--raw", "no/folder/raw.csv"),
        ("agreement", "pilot", "--screen"),
        ("aggregate", "nowhere", "--method", "mace"),
    ],
)
def test_what_cannot_be_is_said_in_words(ask, given: tuple[str, ...]) -> None:
    done = ask(*given)
    assert (done.code, done.out) == (1, "")
    assert done.err


@pytest.mark.parametrize("command", [("agreement",), ("aggregate", "--method", "majority")])
def test_a_blind_round_tells_its_reviewers_nothing(kit: Any, call, command: tuple[str, ...]) -> None:
    voted(kit, blind=True)
    name, *options = command
    done = call("round", name, "pilot", *options, "--reviewer", "bert")
    assert (done.code, done.out) == (1, "")
    assert "is blind" in done.err
    assert call("round", name, "pilot", *options, "--reviewer", "anna").code == 0


@pytest.mark.parametrize("votes", [{"bert": ""}, {"bert": "sourced"}, {"bert": "sourced", "cora": "sourced"}])
def test_without_figures_there_are_reasons(kit: Any, call, votes: dict[str, str]) -> None:
    make_round(kit, votes)
    done = call("round", "agreement", "pilot", "--reviewer", "anna")
    assert "not defined because" in done.out
    found = call("round", "agreement", "pilot", "--json", "--reviewer", "anna")
    assert "NaN" not in found.out
    assert found.json()["agreement"]["alpha"]["value"] is None
    for method in ("majority", "dawid-skene", "mace"):
        told = call("round", "aggregate", "pilot", "--method", method, "--json", "--reviewer", "anna")
        assert "NaN" not in told.out
        assert told.json()["undefined"] or all(one["opinion"] for one in told.json()["claims"])
        assert call("round", "aggregate", "pilot", "--method", method, "--reviewer", "anna").code == 0


def test_names_are_neither_formulas_nor_control(kit: Any, call) -> None:
    evil = "=1+1 [b]\u202ex"
    desk, found, claims = make_round(kit, {"bert": "sourced contested"})
    by = Reviewing(desk.store, evil, "device-2", round_id=found.id)
    for claim in claims[:2]:
        by.label(claim, "sourced")
    done = call("round", "agreement", "pilot", "--reviewer", "anna")
    assert "=1+1 [b]\ufffdx" in done.out
    assert "\u202e" not in done.out
    raw = call("round", "agreement", "pilot", "--raw", "--reviewer", "anna").out
    head = next(csv.reader(io.StringIO(raw.removeprefix("\ufeff"))))
    assert head[1] == "'=1+1 [b]\ufffdx"
    assert unguard(head[1]).startswith("=")
    told = call("round", "aggregate", "pilot", "--method", "majority", "--reviewer", "anna", "--all")
    assert "\u202e" not in told.out


@pytest.mark.parametrize("method", ["majority", "dawid-skene", "mace"])
def test_a_second_opinion_stands_beside_the_votes(ask, method: str) -> None:
    done = ask("aggregate", "pilot", "--method", method, "--all")
    assert done.code == 0
    assert max(map(len, done.out.splitlines())) <= 80
    words = " ".join(done.out.split())
    assert "It decides nothing" in words
    assert "votes: bert sourced, cora sourced, dora sourced" in words
    found = ask("aggregate", "pilot", "--method", method, "--json").json()
    first = found["claims"][0]
    assert first["votes"] == {"bert": "sourced", "cora": "sourced", "dora": "sourced"}
    assert first["majority"] == {"label": "sourced", "votes_for": 3, "votes": 3}
    assert first["opinion"]["label"] == "sourced"
    assert set(found["reviewers"]) == set(VOTES)
    for one in found["claims"]:
        label = (one["opinion"] or {}).get("label")
        differs = [
            name
            for name, other in (("gold", one["gold"]), ("majority", one["majority"]["label"]))
            if label and other and other != label
        ]
        assert one["differs"] == differs
    assert json.dumps(found, allow_nan=False)


def test_the_majority_counts_for_each_reviewer(ask) -> None:
    """By hand: cora is not for it on claims 3, 5 and 8, dora not on 2 and 6."""
    found = ask("aggregate", "pilot", "--method", "majority", "--json").json()["reviewers"]
    assert {name: (one["votes"], one["shared"]) for name, one in found.items()} == {
        "bert": (9, 8),
        "cora": (8, 8),
        "dora": (6, 6),
    }
    assert found["bert"]["value"] == 1.0
    assert found["cora"]["value"] == pytest.approx(5 / 8, abs=1e-4)
    assert found["dora"]["value"] == pytest.approx(4 / 6, abs=1e-4)
