"""A release of one file, imported by another."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.errors import InputError
from annotator.domain.incoming import BadRecord, Incoming
from annotator.domain.release import ReleaseOptions
from annotator.formats.format import Source
from annotator.formats.release import FORMAT
from annotator.services.checking import examine
from annotator.services.importing import importing
from annotator.services.releasing import release
from annotator.store import Sight, open_to_read

Write = Callable[..., Path]


@pytest.fixture
def write(team: Any, tmp_path: Path) -> Write:
    """Writes the team's release, and names its folder."""

    def to(**options: Any) -> Path:
        team.play()
        team.close()
        with open_to_read(team.store.path, sight=Sight("anna")) as store:
            given = ReleaseOptions(include_incomplete=True, include_left_open=True, **options)
            release(store, "anna", team.round, tmp_path / "out", given)
        return tmp_path / "out"

    return to


def read(folder: Path) -> list[Any]:
    assert FORMAT.read
    return list(FORMAT.read(Source(folder)))


def test_votes_and_decisions_come_in_as_suggestions(write: Write, team: Any, kit: Any) -> None:
    folder = write()
    empty = kit.open(kit.path(), "dora", create=True, state="dora")
    with importing(FORMAT, Source(folder)) as work:
        work.read(empty.store)
        assert list(work.bad()) == []
        report = work.bring_in(empty.me)
    assert (report.new_articles, report.new_claims) == (2, 5)
    given = empty.sql(
        "SELECT g.given_by, g.label, g.value, g.flags, g.rationale FROM suggestion AS g JOIN claim AS c"
        " ON c.id = g.claim WHERE c.text = ? ORDER BY g.id",
        *team.store.db.execute("SELECT text FROM claim WHERE id = ?", (team.claims[3],)).fetchone(),
    )
    flags = ["was verified there", "was incomplete there"]
    assert [(*row[:3], json.loads(row[3]), row[4]) for row in given] == [
        ("anna", "sourced", "verified", ["decision", *flags], "So it is."),
        ("bert", "sourced", "verified", flags, "bert says verified"),
        ("cora", "sourced", "verified", flags, "cora says verified"),
    ]
    assert sorted(empty.sql("SELECT DISTINCT member FROM citation")) == [("import:release",)]
    assert all(finding.good for finding in examine(empty.store))


def test_a_decision_rests_on_the_citations_that_it_names(write: Write) -> None:
    first = read(write())[0]
    assert isinstance(first, Incoming)
    decision, bert, cora = first.labels
    assert decision.citations == (*bert.citations, *cora.citations)
    assert [one.source.publisher for one in decision.citations] == ["Harbour Office", "The Mayor"]
    assert first.article.text.startswith("The harbour closed on Monday.")
    assert first.claim.exact[0] == first.article.text[slice(*first.claim.ranges[0])]


def test_without_texts_the_articles_are_those_of_the_file(write: Write, team: Any) -> None:
    folder = write(without_texts=True)
    assert {one.article.text for one in read(folder)} == {""}
    with importing(FORMAT, Source(folder)) as work:
        work.read(team.store)
        assert work.bring_in(team.by("anna")).known_articles == 2


def test_another_folder_and_articles_that_do_not_fit_are_refused(write: Write, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no release"):
        read(tmp_path)
    folder = write()
    lines = (folder / "articles.jsonl").read_bytes().splitlines(keepends=True)
    there = read(folder)
    (folder / "articles.jsonl").write_bytes(b"".join(reversed(lines)))
    assert read(folder) == there
    (folder / "articles.jsonl").write_bytes(lines[0])
    with pytest.raises(InputError, match=r"articles\.jsonl: has no article"):
        read(folder)
    (folder / "articles.jsonl").write_bytes(b'{"id": 3}\n')
    with pytest.raises(InputError, match="line 1 is no article"):
        read(folder)


def test_a_bad_line_is_named_by_its_field(write: Write) -> None:
    folder = write()
    lines = (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    first = json.loads(lines[0])
    first["votes"][1]["citations"][0]["stance"] = "likes"
    (folder / "claims.jsonl").write_text("\n".join([json.dumps(first), *lines[1:]]) + "\n", encoding="utf-8")
    bad, *others = read(folder)
    assert isinstance(bad, BadRecord)
    assert (bad.place.number, bad.field) == (1, "votes[1].citations[0].stance")
    assert len(others) == 4
