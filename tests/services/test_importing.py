"""Imports: all or nothing, once on every machine, never anybody's label."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from import_formats import LINES, claim, write_lines

from annotator.domain.article import article_id
from annotator.domain.claim_faults import fault_of
from annotator.domain.errors import InputError, MergeRefused
from annotator.formats import load_formats
from annotator.formats.format import Source
from annotator.services.checking import examine
from annotator.services.importing import Report, importing
from annotator.services.merging import merge
from annotator.services.reading import Reading
from annotator.store import content, projections

HARBOUR = "The harbour closed on Monday.\nThe mayor said the cranes had failed.\nNobody was hurt.\n"
CITED = {
    "stance": "refutes",
    "kind": "fact_check",
    "quote": "It never closed.",
    "accessed": "2026-03-01",
    "source": {"url": "https://checks.example/harbour", "publisher": "Checks"},
}


def take_in(desk: Any, path: Path, *, skip_bad: bool = False, **options: str) -> Report:
    """Import a file of `LINES`."""
    with importing(LINES, Source(path, options)) as work:
        work.read(desk.store)
        if work.refused and not skip_bad:
            raise InputError("; ".join(map(str, work.bad())))
        return work.bring_in(desk.me)


def look(desk: Any, path: Path) -> Report:
    with importing(LINES, Source(path)) as work:
        work.read(desk.store)
        return work.preview(desk.store)


def refusals(desk: Any, path: Path) -> list[str]:
    """What is said of its bad records."""
    with importing(LINES, Source(path)) as work:
        work.read(desk.store)
        return list(map(str, work.bad()))


def suggestions(desk: Any) -> list[tuple[Any, ...]]:
    return desk.sql(
        "SELECT c.text, g.label, g.value, g.key, g.extras FROM suggestion AS g"
        " JOIN claim AS c ON c.id = g.claim WHERE g.retracted = 0 ORDER BY g.id"
    )


def state(desk: Any) -> tuple[Any, ...]:
    """All that an import could change."""
    return desk.pack(), desk.sql("SELECT count(*) FROM event"), projections.snapshot(desk.store.db)


def is_well(desk: Any) -> bool:
    return all(finding.good for finding in examine(desk.store))


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A bit of everything."""
    known = {"title": "At the harbour", "publisher": "Harbour Post", "published": "2026-02-20"}
    return write_lines(
        tmp_path / "mixed.jsonl",
        {"claim": {"text": "Nobody was hurt."}, "article": {"id": "h"}, "labels": []},
        claim("Two bridges opened in spring.", "contested", key="7", extras={"hop": 2.5, "из": [None, "x"]}),
        {
            "claim": {
                "text": "The cranes had failed.",
                "ranges": [[45, 66]],
                "exact": ["the cranes had failed"],
            },
            "article": {"id": "h", "text": HARBOUR, "known": known},
            "labels": [
                {"label": "contested", "value": "false", "by": "desk", "confidence": 4, "citations": [CITED]},
                {"label": "", "value": "unproven", "flags": ["mixes two"], "citations": [CITED]},
            ],
        },
        {
            "claim": {
                "text": "",
                "quotes": [{"exact": "The harbour closed"}, {"exact": "Monday", "prefix": "on "}],
            },
            "article": {"id": "h"},
            "citations": [CITED],
        },
    )


def test_records_come_in_as_claims_and_suggestions_and_nobody_s_labels(kit, mixed: Path) -> None:
    desk = kit.desk(texts=())
    report = take_in(desk, mixed)
    assert (report.new_articles, report.new_claims, report.is_nothing) == (2, 4, False)
    assert report.found.citations == 2
    assert suggestions(desk) == [
        ("Nobody was hurt.", "", "", "", ""),
        ("Two bridges opened in spring.", "contested", "CONTESTED", "7", '{"hop":2.5,"из":[null,"x"]}'),
        ("The cranes had failed.", "contested", "false", "", ""),
        ("The cranes had failed.", "", "unproven", "", ""),
        ("The harbour closed Monday", "", "", "", ""),
    ]
    assert desk.sql("SELECT count(*) FROM label") == desk.sql("SELECT count(*) FROM member") == [(0,)]
    assert desk.sql("SELECT DISTINCT member, stance, kind, state FROM citation") == [
        ("import:lines", "refutes", "fact_check", "current")
    ]
    assert desk.sql("SELECT title, publisher, published FROM article_info ORDER BY title") == [
        ("At the harbour", "Harbour Post", "2026-02-20"),
        ("Two bridges opened in spring.", "", ""),
    ]
    assert is_well(desk)
    kit.assert_projections_hold(desk.store)


def test_what_is_stored_is_as_it_was_given_and_sound(kit, tmp_path: Path) -> None:
    desk = kit.desk(texts=())
    given = "Zoë\r\nsaid  e\u0301\t\x00\u202eso. 😀 Was it?"
    path = write_lines(
        tmp_path / "a.jsonl",
        {"claim": {"text": "", "ranges": [[11, 15]], "speaker": "Z\x1b[2J"}, "article": {"text": given}},
        {"claim": {"text": "😀 Was it?"}, "article": {"text": given}},
    )
    take_in(desk, path)
    ((article, text),) = desk.sql("SELECT id, text FROM article")
    assert desk.sql("SELECT bytes FROM original") == [(given.encode(),)]
    (made,) = (content.claim_set_of(desk.store.db, one) for one in content.sets_of(desk.store.db, article))
    assert fault_of(made, text) == ""
    assert [text[slice(*c.ranges[0])] for c in made.claims] == ["é ␀", "😀 Was it?"]
    assert [c.text for c in made.claims] == ["é ␀", "😀 Was it?"]
    assert made.claims[0].speaker == "Z␛[2J"
    assert is_well(desk)


def test_the_same_file_again_changes_nothing_and_says_so(kit, mixed: Path, tmp_path: Path) -> None:
    desk = kit.desk()
    take_in(desk, mixed)
    before, version = state(desk), desk.store.own_changes()
    moved = tmp_path / "elsewhere.jsonl"
    moved.write_bytes(mixed.read_bytes())
    for path in (mixed, moved):
        assert look(desk, path).is_nothing
        report = take_in(desk, path)
        assert report.is_nothing
        assert (report.known_articles, report.known_claims, report.new_events) == (2, 4, 0)
    assert desk.store.own_changes() == version
    assert state(desk) == before


def test_two_machines_that_import_one_file_merge_to_one(kit, mixed: Path, tmp_path: Path) -> None:
    one, other = kit.desk("anna", state="anna"), kit.desk("bert", state="bert", texts=())
    take_in(other, mixed)
    one.me.label(one.claims[0], "sourced")
    take_in(one, mixed)
    packs = [tmp_path / "one.pack", tmp_path / "other.pack"]
    for desk, pack in zip((one, other), packs, strict=True):
        pack.write_bytes(desk.pack())
    merge(one.store, [packs[1]])
    merge(other.store, [packs[0]])
    assert one.pack() == other.pack()
    assert projections.snapshot(one.store.db) == projections.snapshot(other.store.db)
    assert len(suggestions(one)) == 5
    empty = kit.open(kit.path(), "cyd", create=True, state="cyd")
    merge(empty.store, [packs[0], packs[1]])
    assert empty.pack() == one.pack()
    for desk in (one, other, empty):
        assert take_in(desk, mixed).is_nothing
        assert is_well(desk)
        kit.assert_projections_hold(desk.store)


def test_a_bad_record_stops_all_and_changes_nothing(kit, tmp_path: Path) -> None:
    desk = kit.desk()
    before, changes = state(desk), desk.store.own_changes()
    path = write_lines(tmp_path / "a.jsonl", claim("It rained."), "{", claim("It rained on.", "verified"))
    with pytest.raises(InputError, match=r"a\.jsonl, line 2: is not JSON"):
        take_in(desk, path)
    assert desk.store.own_changes() == changes
    assert state(desk) == before
    assert take_in(desk, path, skip_bad=True).refused == 2
    assert [row[0] for row in suggestions(desk)] == ["It rained."]
    assert is_well(desk)


def test_what_comes_in_with_bad_records_skipped_is_equal_on_two_machines(kit, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", "[", claim("It rained."), claim("", key="2"), claim("It froze."))
    desks = [kit.desk(name, state=name, texts=()) for name in ("anna", "bert")]
    for desk in desks:
        take_in(desk, path, skip_bad=True)
    assert desks[0].pack() == desks[1].pack()


H = {"id": "h", "text": HARBOUR}
FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "outside": (
        {"claim": {"text": "", "ranges": [[0, 9999]]}, "article": H},
        "field ranges[0]: does not fit the text",
    ),
    "turned": (
        {"claim": {"text": "", "ranges": [[5, 5]]}, "article": H},
        "field ranges[0]: is empty or turned round",
    ),
    "overlap": (
        {"claim": {"text": "", "ranges": [[0, 5], [4, 9]]}, "article": H},
        "field ranges: overlaps itself",
    ),
    "exact": (
        {"claim": {"text": "", "ranges": [[0, 3]], "exact": ["the"]}, "article": H},
        "field exact[0]: is 'the', but the text has 'The' there",
    ),
    "exacts": (
        {"claim": {"text": "", "ranges": [[0, 3]], "exact": ["a", "b"]}, "article": H},
        "has 2 texts for 1",
    ),
    "twice": (
        {"claim": {"text": "", "quotes": [{"exact": "The"}]}, "article": H},
        "quotes[0]: 'The' matches more",
    ),
    "never": (
        {"claim": {"text": "", "quotes": [{"exact": "bridge"}]}, "article": H},
        "'bridge' is not in the text",
    ),
    "apart": (
        {"claim": {"text": "", "quotes": [{"exact": "The", "prefix": "x"}]}, "article": H},
        "does not stand between its prefix and suffix",
    ),
    "start": (
        {"claim": {"text": "", "quotes": [{"exact": "The", "start": 1}]}, "article": H},
        "has 'he ' at 1",
    ),
    "own words": (
        {"claim": {"text": "It rained."}, "article": H},
        "text: is not in its article word for word",
    ),
    "own words twice": ({"claim": {"text": "The"}, "article": H}, "text: is in its article more than once"),
    "nothing": ({"claim": {"text": " "}}, "field text: is empty"),
    "no article": (
        {"claim": {"text": "a", "ranges": [[0, 1]]}},
        "field ranges: are given without an article",
    ),
    "blank": ({"claim": {"text": "", "ranges": [[29, 30]]}, "article": H}, "field ranges: holds no words"),
    "half": ({"claim": {"text": "a \ud800"}}, "field text: holds half a character"),
    "mode": ({"claim": {"text": "a", "mode": "x"}}, "field mode: is 'x'"),
    "date": ({"claim": {"text": "a", "date": "soon"}}, "field date: is 'soon', which is not a date"),
    "published": (
        {"claim": {"text": "a"}, "article": {"known": {"published": "5/6"}}},
        "field article.published",
    ),
    "verified": (claim("a", "verified"), "field labels[0].label: is 'verified'; an import can give sourced"),
    "label": (claim("a", "true"), "field labels[0].label: is 'true'"),
    "confidence": (claim("a", labels=[{"label": "", "confidence": 9}]), "field labels[0].confidence: is 9"),
    "url": (
        claim("a", citations=[{"source": {"url": "javascript:alert(1)"}}]),
        "field citations[0].url: 'javascript:alert(1)' is not a web address",
    ),
    "stance": (
        claim("a", labels=[{"label": "", "citations": [{"stance": "x", "source": {"reference": "b"}}]}]),
        "field labels[0].citations[0].stance: 'x' is not one of",
    ),
    "extras": ('{"claim": {"text": "a"}, "extras": {"b": NaN}}', "has fields that cannot be kept"),  # type: ignore[dict-item]
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_with_file_line_and_field(kit, tmp_path: Path, fault: str) -> None:
    record, said = FAULTS[fault]
    path = write_lines(tmp_path / "a.jsonl", {"claim": {"text": "Nobody was hurt."}, "article": H}, record)
    told = refusals(kit.desk(texts=()), path)
    assert len(told) == 1
    assert told[0].startswith("a.jsonl, line 2")
    assert said in told[0]


def test_a_key_that_comes_again_and_a_second_text_for_an_id_are_faults(kit, tmp_path: Path) -> None:
    path = write_lines(
        tmp_path / "a.jsonl",
        claim("It rained.", key="1"),
        claim("It froze.", key="2"),
        claim("It rained on.", key="1"),
        {"claim": {"text": "Nobody was hurt."}, "article": H},
        {"claim": {"text": "One."}, "article": {"id": "h", "text": "One. Two."}},
    )
    assert refusals(kit.desk(texts=()), path) == [
        "a.jsonl, line 3, field id: was used before, in a.jsonl, line 1.",
        "a.jsonl, line 5, field article.text: differs from what an earlier record gives for that id.",
    ]


def test_articles_of_the_file_are_found_by_id_and_by_address(kit, tmp_path: Path) -> None:
    desk = kit.desk()
    told = {"url": "https://harbour.example/1"}
    take_in(
        desk,
        write_lines(
            tmp_path / "a.jsonl",
            claim("It rained.", article={"text": HARBOUR, "known": told})
            | {"claim": {"text": "Nobody was hurt."}},
        ),
    )
    path = write_lines(
        tmp_path / "b.jsonl",
        {"claim": {"text": "", "quotes": [{"exact": "harbour"}]}, "article": {"anchored_at": told["url"]}},
        {"claim": {"text": "Nobody was hurt."}, "article": {"id": article_id(HARBOUR)}},
    )
    report = take_in(desk, path)
    assert (report.new_articles, report.known_articles, report.new_claims, report.beside) == (0, 1, 2, 2)
    assert "2 new claims (2 in articles that are here already), 0 known" in report.parts
    assert [row[0] for row in suggestions(desk)] == ["Nobody was hurt.", "harbour", "Nobody was hurt."]


def test_an_article_that_is_needed_and_not_here_stops_all(kit, tmp_path: Path) -> None:
    desk = kit.desk()
    before = state(desk)
    path = write_lines(
        tmp_path / "a.jsonl",
        claim("It rained."),
        {"claim": {"text": "a"}, "article": {"id": "f" * 64}},
        {"claim": {"text": "a"}, "article": {"anchored_at": "https://nowhere.example"}},
    )
    with pytest.raises(InputError, match=r"2 articles .* cannot be found .*ffff, https://nowhere\.example"):
        take_in(desk, path, skip_bad=True)
    assert state(desk) == before


def test_an_article_that_was_split_shows_its_own_claims_and_has_twins(kit, desk, tmp_path: Path) -> None:
    desk.me.label(desk.claims[2], "sourced")
    article = desk.sql(
        "SELECT article FROM claim_set JOIN claim ON claim_set = claim_set.id WHERE claim.id = ?",
        desk.claims[2],
    )[0][0]
    reading = Reading(desk.store, "anna")
    before = reading.article(article).marks
    take_in(
        desk,
        write_lines(
            tmp_path / "a.jsonl",
            {
                "claim": {"text": "Nobody was hurt."},
                "article": {"text": kit.articles[0]},
                "labels": [{"label": "contested"}],
            },
        ),
    )
    after = reading.article(article).marks
    assert [replace(mark, suggested=False) for mark in after] == list(before)
    assert [mark.suggested for mark in after] == [False, False, True]
    assert desk.sql(
        "SELECT t.claim, t.sameness, g.label FROM twin AS t JOIN suggestion AS g ON g.claim = t.other"
    ) == [(desk.claims[2], "same", "contested")]
    kit.assert_projections_hold(desk.store)


def test_taking_back_and_importing_again_on_two_machines(kit, mixed: Path, tmp_path: Path) -> None:
    def take_back(desk: Any) -> int:
        with importing(LINES, Source(mixed)) as work:
            work.read(desk.store)
            return work.take_back(desk.me)

    desks = [kit.desk(name, state=name, texts=()) for name in ("anna", "bert")]
    with pytest.raises(InputError, match="was not imported"):
        take_back(desks[0])
    packs = []
    for desk in desks:
        take_in(desk, mixed)
        before = suggestions(desk)
        for _ in range(2):
            assert take_back(desk) == 9
            assert suggestions(desk) == []
            assert desk.sql("SELECT count(*) FROM citation WHERE state = 'current'") == [(0,)]
            with pytest.raises(InputError, match="taken back before"):
                take_back(desk)
            kit.assert_projections_hold(desk.store)
            assert take_in(desk, mixed).again
            assert suggestions(desk) == before
            kit.assert_projections_hold(desk.store)
            assert take_in(desk, mixed).is_nothing
        packs.append(desk.pack())
    assert packs[0] == packs[1]


@pytest.mark.parametrize(
    "wrong", [{"label": "verified"}, {"extras": "[]"}, {"confidence": 7}, {"citations": "x"}, {"key": 1}]
)
def test_a_pack_whose_suggestions_are_not_well_formed_is_refused(kit, desk, wrong: dict[str, Any]) -> None:
    body = {"claim": desk.claims[0], "format": "x", "key": "", "label": "sourced", "value": "", "by": ""}
    body |= {"rationale": "", "extras": "", "citations": [], "flags": []}
    before = desk.pack()
    with pytest.raises(MergeRefused, match="suggestion: the field"):
        merge(desk.store, [kit.forged(desk, "import:x", ("suggestion", body | wrong), name="bad")])
    assert desk.pack() == before
    merge(desk.store, [kit.forged(desk, "import:x", ("suggestion", body), name="good")])
    assert len(suggestions(desk)) == 1


def test_the_ids_of_an_import_are_those_of_every_machine_and_version(kit, mixed: Path) -> None:
    """Frozen: another value here makes every import that was shared come in twice."""
    desk = kit.desk(texts=())
    take_in(desk, mixed)
    assert desk.sql("SELECT id FROM feed") == [("eb4265c922f8d95fa8e0573cf9526571",)]
    found = desk.sql("SELECT substr(id, 1, 16), substr(content_digest, 1, 16) FROM claim_set ORDER BY id")
    assert found == [("616a65e88191ca8f", "b34cfe15af36430f"), ("67a04d537372f98c", "afd30f1cfc91ac4e")]
    last = desk.sql("SELECT id, substr(digest, 1, 16) FROM event ORDER BY seq DESC LIMIT 1")
    assert last == [("00000000-0009-7000-8b31-7a8b573b016e", "44ccaea64cc634ba")]


def test_another_option_is_another_import_and_a_path_is_what_lies_there(
    kit, mixed: Path, tmp_path: Path
) -> None:
    desk = kit.desk(texts=())
    sides = [tmp_path / name for name in ("one", "same", "other")]
    for side, words in zip(sides, "aab", strict=True):
        side.write_text(words)
    take_in(desk, mixed, side=str(sides[0]))
    assert take_in(desk, mixed, side=str(sides[1])).is_nothing
    assert not take_in(desk, mixed, side=str(sides[2])).is_nothing
    assert not take_in(desk, mixed, mode="b").is_nothing
    assert desk.sql("SELECT count(*) FROM feed") == [(3,)]
    kit.assert_projections_hold(desk.store)


def test_a_list_of_references_is_sources_to_be_cited(kit, tmp_path: Path) -> None:
    desk = kit.desk()
    path = tmp_path / "books.json"
    entry = {"type": "book", "title": "Cranes and their failures", "author": [{"literal": "A. Hook"}]}
    path.write_text(json.dumps([{"id": "hook", **entry, "page": "7"}, {"id": "x", "type": "book"}]))
    with importing(load_formats().get("csl-json"), Source(path)) as work:
        work.read(desk.store)
        assert [str(one) for one in work.bad()] == [
            "books.json, record 2 (line 1): has neither title nor address."
        ]
        report = work.bring_in(desk.me)
        assert list(report.parts) == ["1 source, to be cited"]
        assert work.bring_in(desk.me).is_nothing
    (found,) = Reading(desk.store, "anna").earlier_sources()
    assert (found.source.title, found.source.author) == ("Cranes and their failures", "A. Hook")
    assert desk.sql("SELECT count(*) FROM suggestion") == desk.sql("SELECT count(*) FROM citation") == [(0,)]
    with importing(load_formats().get("csl-json"), Source(path)) as work:
        work.read(desk.store)
        assert work.take_back(desk.me) == 1
    assert Reading(desk.store, "anna").earlier_sources() == []
    assert is_well(desk)
