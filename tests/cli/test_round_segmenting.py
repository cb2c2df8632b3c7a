"""`annotator round finish`, `compare` and `merge-claims`."""

import re
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.round import RoundPlan
from annotator.services.leading import Leading
from annotator.services.reading import Reading
from annotator.services.reviewing import Reviewing
from annotator.store import Sight, content, open_to_read, segments

DOCS = Path(__file__).parents[2] / "docs" / "agreement.md"


@pytest.fixture
def article(kit: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Of annotator.db with a blind segmentation round of ben and cleo, in which ben has dropped a claim."""
    monkeypatch.setenv("ANNOTATOR_REVIEWER", "anna")
    desk = kit.desk(path=tmp_path / "annotator.db")
    claims = desk.claims[:3]
    hands = {name: range(3) for name in ("ben", "cleo")}
    found = Leading(desk.store, "anna", desk.place.device).make(
        RoundPlan("cuts", "segmentation", claims, hands, 2, True, "7")
    )
    ben = Reviewing(desk.store, "ben", desk.place.device, round_id=found.id)
    ben.prepare()
    article = next(
        a for a in content.article_ids(desk.store.db) if segments.base_set(desk.store.db, found.id, a)
    )
    with open_to_read(desk.store.path, sight=Sight("ben", found.id)) as store:
        first = Reading(store, "ben").article(article).marks[0]
    ben.drop(first.claim.id)
    kit.close(desk)
    return article


def test_a_round_from_the_command_line(article: str, call: Any, kit: Any, tmp_path: Path) -> None:
    for member in ("ben", "cleo"):
        done = call("--reviewer", member, "round", "finish", "cuts", article[:8])
        assert (done.code, done.out) == (0, f"{article[:12]} done with the article\n")
    told = call("round", "compare", "cuts").out
    assert "ben 2 claims (done), cleo 3 claims (done); 2 of 3 groups agreed, 1 to decide" in told
    assert "ben and cleo: 2 matched (2 exact), 0 and 1 only one has, F1 0.800" in told
    record = call("round", "compare", "cuts", "--json").json()
    assert record["articles"][0]["undecided"] == 1
    assert record["pairs"][0]["f1"] == {"value": 0.8, "why": ""}
    refused = call("round", "merge-claims", "cuts", "--freeze")
    assert refused.code == 1
    assert "must be decided first" in refused.err
    merged = call("round", "merge-claims", "cuts", "--take", "ben", "--freeze", article[:8])
    assert (merged.code, merged.out) == (0, f"{article[:12]} froze 2 merged claims\n")
    assert "Decided 1 group" in merged.err
    assert "merged" in call("round", "compare", "cuts").out
    again = kit.open(tmp_path / "annotator.db", "anna")
    assert len(Reading(again.store, "anna").article(article).marks) == 2
    kit.assert_projections_hold(again.store)


def test_its_status_speaks_of_no_labels(article: str, call: Any) -> None:
    call("--reviewer", "ben", "round", "finish", "cuts", article[:8])
    told = call("round", "status", "cuts")
    assert "3 of 6 gone through; 3 open, 0 skipped, 0 flagged\n" in told.out
    assert "  3 claims: 0 gone through by all who have them, 0 merged\n" in told.out
    assert "label" not in told.out.partition("Until")[0]
    record = call("round", "status", "cuts", "--json").json()
    assert [one["surplus"] for one in (record["overall"], *record["reviewers"])] == [0, 0, 0]


def test_who_labels_before_the_merging_is_warned(article: str, call: Any) -> None:
    create = ("round", "create", "early", "--article", article[:8], "--reviewers", "ben,cleo", "--dry-run")
    assert "in the segmentation round cuts, which is not merged yet" in call(*create).err
    assert "not merged" not in call(*create, "--kind", "segmentation").err
    call("round", "merge-claims", "cuts", "--take", "ben", "--freeze", "--unfinished", article[:8])
    made = call(*create)
    assert (made.code, "not merged" in made.err) == (0, False)


def test_what_is_of_other_rounds_says_where_to_go(article: str, call: Any) -> None:
    closed = call("round", "close", "cuts")
    assert closed.code == 1
    assert "Merge their articles (annotator round merge-claims)" in closed.err
    assert "annotator round compare says" in call("round", "disputes", "cuts").err
    told = call("round", "aggregate", "cuts", "--method", "mace")
    assert (told.code, told.out) == (1, "")
    assert "annotator round compare says" in told.err
    claim = call("round", "disputes", "cuts", "--all", "--json").json()[0]["claim"]
    assert "annotator round merge-claims merges" in call("round", "settle", "cuts", claim, "sourced").err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("compare", "other"), "There is no round 'other'"),
        (("finish", "cuts", "ffff"), "There is no article 'ffff'"),
        (("merge-claims", "cuts", "--take", "dora"), "dora has no claims in the article"),
        (("merge-claims", "cuts", "--freeze"), "Not done with the article"),
    ],
)
def test_what_cannot_be_done_is_said(article: str, call: Any, arguments: tuple[str, ...], said: str) -> None:
    done = call("round", *arguments)
    assert done.code == 1
    assert said in done.err


def test_only_leads_merge_and_a_blind_round_is_not_compared_by_its_reviewers(article: str, call: Any) -> None:
    merged = call("--reviewer", "ben", "round", "merge-claims", "cuts", "--take", "ben")
    assert merged.code == 1
    assert "Only a lead can merge" in merged.err
    compared = call("--reviewer", "ben", "round", "compare", "cuts")
    assert compared.code == 1
    assert "is blind" in compared.err


def test_not_yet_takes_it_back(article: str, call: Any) -> None:
    call("--reviewer", "ben", "round", "finish", "cuts", article[:8])
    taken = call("--reviewer", "ben", "round", "finish", "cuts", article[:8], "--not-yet")
    assert "not done" in taken.out
    assert "ben 2 claims, " in call("round", "compare", "cuts").out


def test_claims_of_ones_own_are_changed_from_the_command_line(
    article: str, call: Any, kit: Any, tmp_path: Path
) -> None:
    store = open_to_read(tmp_path / "annotator.db")
    (round_id,) = store.db.execute("SELECT id FROM round").fetchone()
    with open_to_read(store.path, sight=Sight("ben", round_id)) as mine:
        claim = Reading(mine, "ben").article(article).marks[0].claim.id
    store.close()
    ben = ("--reviewer", "ben", "revise", "--round", "cuts")
    worded = call(*ben, "text", claim[:12], "Other words.")
    assert worded.code == 0, worded.err
    assert worded.out.endswith("reworded: Other words.\n")
    added = call(*ben, "add", article[:8], "--range", "4", "11")
    assert "Harbour" in added.out
    outside = call("--reviewer", "ben", "revise", "text", claim[:12], "More words.")
    assert outside.code == 1
    assert "a reviewer's own in the round 'cuts'" in outside.err
    told = call("round", "compare", "cuts").out
    assert "ben 3 claims, cleo not begun" in told


def test_agreement_is_on_boundaries_and_says_why_there_is_none_on_labels(article: str, call: Any) -> None:
    """ben has two of cleo's three claims: two match, both exactly."""
    done = call("round", "agreement", "cuts")
    assert (done.code, done.err) == (0, "")
    assert max(map(len, done.out.splitlines())) <= 80
    words = " ".join(done.out.split())
    assert "There are no figures on labels and evidence: in a segmentation round" in words
    assert "F1 not defined" in words, "cleo has not begun"
    assert call("--reviewer", "cleo", "round", "finish", "cuts", article[:8]).code == 0
    words = " ".join(call("round", "agreement", "cuts").out.split())
    assert "1 article with two reviewers or more, 1 pair of them" in words
    assert "F1 0.800 precision 0.667 recall 1.000 exact F1 0.800" in words
    assert "ben cleo 2 0.800 0.667 1.000 0.800" in words
    assert "Krippendorff" not in words
    found = call("round", "agreement", "cuts", "--json").json()
    (pair,) = found["boundaries"]["by_pair"]
    assert (pair["first"], pair["second"], pair["articles"]) == ("ben", "cleo", 1)
    compared = call("round", "compare", "cuts", "--json").json()
    assert found["boundaries"]["overall"] == compared["overall"] == pair["figures"]
    assert pair["figures"]["precision"]["value"] == pytest.approx(2 / 3)
    assert pair["figures"]["counts"]["exact"] == 2
    told = set(re.findall(r"^\| `([a-z_0-9.]+)` \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE))
    assert set(found) <= told
    assert {f"boundaries.{key}" for key in found["boundaries"]} <= told
    alone = call("round", "agreement", "cuts", "--json", "--article", article).json()
    assert alone["boundaries"] == found["boundaries"]


def test_a_segmentation_round_has_no_table_of_labels_and_is_blind_here_too(article: str, call: Any) -> None:
    raw = call("round", "agreement", "cuts", "--raw")
    assert (raw.code, raw.out) == (1, "")
    assert "nobody labels" in raw.err
    blind = call("--reviewer", "ben", "round", "agreement", "cuts", "--json")
    assert (blind.code, blind.out) == (1, "")
    assert "is blind" in blind.err
