"""What an export takes of a file and of its rounds: decisions, votes, whose, how complete, in which parts."""

import io
import json
from typing import Any

import pytest

from annotator.domain.dataset import ClaimRecord
from annotator.domain.errors import InputError, NotFound
from annotator.domain.partition import parse_shares
from annotator.formats import load_formats
from annotator.services import merging
from annotator.services.export_request import INCOMPLETE, UNDECIDED, ExportRequest, named_options
from annotator.services.exported_claims import NOT_HERE, ExportedClaims
from annotator.services.exporting import export
from annotator.store import Store


def dataset(store: Store, round_: Any = None, **asked: Any) -> ExportedClaims:
    return ExportedClaims(store.db, "anna", "file", ExportRequest(**asked), round_)


def records(store: Store, round_: Any = None, **asked: Any) -> list[ClaimRecord]:
    return list(dataset(store, round_, **asked).records())


def of(found: list[ClaimRecord], claim: str) -> ClaimRecord:
    return next(record for record in found if record.claim.id == claim)


def given(record: ClaimRecord) -> dict[str, str]:
    return {vote.by: vote.label for vote in record.votes}


def gold(found: list[ClaimRecord]) -> list[str]:
    return [record.gold.label if record.gold else "" for record in found]


class TestRounds:
    def test_a_round_gives_its_claims_with_its_decisions_and_votes(self, team: Any) -> None:
        team.play()
        found = records(team.store, team.round, include_incomplete=True)
        assert [record.claim.id for record in found] == team.claims
        assert gold(found) == ["sourced", "insufficient", "not_checkable", "verified", ""]
        assert given(found[4]) == {"bert": "contested", "cora": "sourced"}
        decided = found[0].gold
        assert decided is not None
        assert (decided.by, decided.method, decided.verdict) == ("anna", "unanimous", "supported")
        assert {citation.member for citation in decided.citations} == {"bert", "cora"}

    def test_a_round_keeps_votes_that_are_no_longer_current(self, team: Any) -> None:
        team.vote(0, bert="not_checkable")
        team.desk.by("bert").label(team.claims[0], "insufficient", rationale="Outside.")
        assert given(records(team.store, team.round)[0]) == {"bert": "not_checkable"}
        assert given(of(records(team.store, include_incomplete=True), team.claims[0])) == {
            "bert": "insufficient"
        }

    def test_a_round_keeps_the_claims_that_it_froze(self, team_of: Any) -> None:
        team = team_of()
        team.vote(0, bert="not_checkable")
        team.close()
        made = team.desk.me.reword(team.claims[0], "The harbour was shut.", reason="clearer").claim
        frozen, now = records(team.store, team.round), records(team.store)
        assert (frozen[0].claim.id, given(frozen[0])) == (team.claims[0], {"bert": "not_checkable"})
        revision = of(now, made).revision
        assert (given(of(now, made)), team.claims[0] in [one.claim.id for one in now]) == ({}, False)
        assert revision is not None
        assert revision.origins == revision.parents == (team.claims[0],)

    def test_the_file_has_the_newest_decision_that_settled_a_claim(self, team: Any) -> None:
        team.settle(0, "insufficient", "First.")
        team.settle(1, "not_checkable", "First.")
        later = type(team)(team.kit, team.desk, name="later")
        later.settle(0, "not_checkable", "Later.")
        later.settle(1, "verified", "Without evidence.")
        found = records(team.store)
        assert gold([of(found, claim) for claim in team.claims[:2]]) == ["not_checkable", "not_checkable"]
        assert gold(records(team.store, team.round))[:2] == ["insufficient", "not_checkable"]
        assert gold(records(team.store, later.round, include_incomplete=True))[:2] == [
            "not_checkable",
            "verified",
        ]

    def test_claims_that_are_not_in_the_file_are_counted(self, team: Any, kit: Any) -> None:
        fields = {
            **{"name": "far", "kind": "labelling", "overlap": 1, "blind": False, "seed": "1"},
            **{"scheme": team.round.scheme, "guideline": "", "reviewers": [], "settings": "{}"},
        }
        claims = {"round": "far-1", "first": 0, "claims": [team.claims[1], "f" * 64, team.claims[1]]}
        pack = kit.forged(team.desk, "zoe", ("round", {**fields, "id": "far-1"}), ("round.claims", claims))
        merging.merge(team.store, [pack])
        out = io.BytesIO()
        asked = ExportRequest(round_name="far")
        written = export(team.store, "anna", load_formats().get("jsonl"), out, asked)
        assert [json.loads(line)["id"] for line in out.getvalue().splitlines()] == [team.claims[1]]
        assert written.left_out == {NOT_HERE: 1}

    def test_a_round_that_is_not_there_is_named(self, team: Any) -> None:
        with pytest.raises(NotFound, match="There is no round 'other'"):
            export(
                team.store, "anna", load_formats().get("csv"), io.BytesIO(), ExportRequest(round_name="other")
            )


class TestWhatIsTaken:
    def test_incomplete_labels_are_left_out_counted_and_told_how_to_get(self, team: Any) -> None:
        team.play()
        found = dataset(team.store, team.round)
        read = list(found.records())
        assert [record.claim.id for record in read] == team.claims
        assert gold(read) == ["sourced", "insufficient", "not_checkable", "", ""]
        assert [len(record.labels) for record in read] == [2, 2, 2, 0, 1]
        assert found.counted[""] == {INCOMPLETE: 3, UNDECIDED: 1}
        assert "--include-incomplete" in INCOMPLETE
        list(found.records())
        assert found.counted[""] == {INCOMPLETE: 3, UNDECIDED: 1}, "read twice, counted once"

    @pytest.mark.parametrize(
        ("asked", "golds", "votes"),
        [
            ({}, 3, 7),
            ({"which": "both"}, 3, 7),
            ({"which": "gold"}, 3, 0),
            ({"which": "votes"}, 0, 7),
            ({"by": ("bert",)}, 0, 3),
            ({"by": ("bert", "cora")}, 0, 7),
            ({"by": ("bert",), "which": "both"}, 3, 3),
            ({"by": ("nobody",), "which": "gold"}, 3, 0),
        ],
    )
    def test_whose_labels(self, team: Any, asked: Any, golds: int, votes: int) -> None:
        team.play()
        found = records(team.store, team.round, **asked)
        assert sum(record.gold is not None for record in found) == golds
        assert sum(len(record.labels) for record in found) == votes

    def test_by_takes_the_remarks_of_these_people_alone(self, team: Any, kit: Any) -> None:
        for member in ("bert", "cora"):
            team.by(member).comment(team.claims[0], f"{member} was here")
            team.by(member).flag(team.claims[0])
            team.by(member).cite(team.claims[0], kit.draft("context"))
        record = of(records(team.store, by=("cora",)), team.claims[0])
        assert [one.member for one in (*record.comments, *record.other_citations)] == ["cora", "cora"]
        assert record.flags == ("cora",)

    def test_what_is_told_of_the_whole(self, team: Any) -> None:
        team.play()
        about = dataset(team.store, team.round).about
        assert (about.name, about.reviewers, about.splitters) == ("pilot", ("bert", "cora"), {"lines 1": 5})
        assert about.agreement is not None
        assert about.agreement.overlapping == 3
        of_file = dataset(team.store, by=("cora",)).about
        assert (of_file.name, of_file.round, of_file.agreement) == ("file", None, None)
        assert of_file.reviewers == ("cora",)


class TestSuggestions:
    def test_they_come_with_their_citations_and_are_no_labels(self, desk: Any, kit: Any) -> None:
        claim = desk.claims[0]
        source = {"id": "fe-1", "url": "https://example.org/wiki", "title": "A page"}
        cited = {
            **{"id": "fe-2", "claim": claim, "source": "fe-1", "stance": "supports", "kind": "secondary"},
            "quote": "As it stands.",
        }
        told = {
            **{"claim": claim, "format": "fever", "key": "17", "label": "sourced", "value": "SUPPORTS"},
            **{"by": "", "rationale": "", "citations": ["fe-2"], "flags": [], "extras": '{"more": 1}'},
        }
        pack = kit.forged(
            desk, "import:fever", ("source", source), ("citation", cited), ("suggestion", told), name="fe"
        )
        merging.merge(desk.store, [pack])
        desk.me.cite(claim, kit.draft("context"))
        record = of(records(desk.store), claim)
        assert (record.labels, record.gold) == ((), None)
        [suggestion] = record.suggestions
        assert (suggestion.label, suggestion.value, suggestion.citations) == (
            "sourced",
            "SUPPORTS",
            ("fe-2",),
        )
        assert [one.id for one in record.suggested_citations] == ["fe-2"]
        assert [one.member for one in record.other_citations] == ["anna"]
        assert (record.key_in("fever"), record.extras_in("fever")) == ("17", {"more": 1})


class TestParts:
    def test_near_copies_and_linked_articles_stay_together(self, kit: Any) -> None:
        story = "The harbour of Tarn closed on Monday after a crane fell into the water near the old pier.\n"
        texts = (
            *(f"{story}Nobody was hurt in {town}.\n" for town in ("Lod", "Mek", "Vik", "Ros", "Una")),
            *(
                f"Ship number {number} left the port of town {number} at noon today.\n"
                for number in range(20)
            ),
        )
        desk = kit.desk(texts=texts)
        desk.me.link(desk.claims[12], desk.claims[25])
        asked = {"shares": parse_shares("one=0.5,other=0.5"), "seed": 3}
        found = dataset(desk.store, **asked)
        parts = {record.claim.id: part for part in found.splits for record in found.records(part)}
        assert sorted(parts) == sorted(desk.claims)
        assert len({parts[claim] for claim in desk.claims[:10]}) == 1
        assert parts[desk.claims[12]] == parts[desk.claims[25]]
        assert found.sizes == {"one": 15, "other": 15}
        again = dataset(desk.store, **asked)
        assert {r.claim.id: part for part in again.splits for r in again.records(part)} == parts
        order = [record.claim.id for record in records(desk.store)]
        for part in found.splits:
            here = [record.claim.id for record in found.records(part)]
            assert here == [claim for claim in order if parts[claim] == part]


def test_options_of_a_format_are_checked() -> None:
    form = load_formats().get("jsonl")
    with pytest.raises(InputError, match="There is no option 'colour' of the format jsonl"):
        named_options(["colour=red"], form.writes_with, "the format jsonl")
    with pytest.raises(InputError, match="'red' is not NAME=VALUE"):
        named_options(["red"], form.writes_with, "the format jsonl")
