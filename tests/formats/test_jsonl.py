import json
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import pytest
from dataset_records import Records, make_citation, make_gold
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from annotator.domain.article import Metadatum
from annotator.domain.citation import Citation
from annotator.domain.claim import Claim, Edit, Flag
from annotator.domain.dataset import ClaimRecord, DatasetArticle, LabelRecord
from annotator.domain.errors import InputError
from annotator.domain.review import Comment
from annotator.domain.suggestion import Suggestion
from annotator.formats.jsonl import FORMAT
from annotator.formats.jsonl_claim import schema

Make = Callable[..., ClaimRecord]


def written(*records: ClaimRecord) -> str:
    out = BytesIO()
    FORMAT.write(Records(records), "", out)
    return out.getvalue().decode("utf-8")


def parsed(*records: ClaimRecord) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(*records).split("\n")[:-1]]


@cache
def validator() -> Draft202012Validator:
    schema = json.loads((files("annotator.formats") / "jsonl.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_a_claim_without_labels_has_every_field(record: Make) -> None:
    assert written(record()) == (
        '{"action":"","article":{"author":"","id":"' + "a" * 64 + '","language":"en","place":"",'
        '"published":"","publisher":"","text":"","title":"Talks","url":""},"claim_flags":[],"comments":[],'
        '"cue":"","date":"","edited_at":"","edited_by":"","edits":[],"exact":["Lorna Vey","on Monday"],'
        '"flags":[],"folded_into":"","gold":{"at":"","citations":[],"complete":false,"id":"","label":"",'
        '"lead":"","method":"","missing":[],"reason":"","verdict":""},"id":"' + "c" * 64 + '","labels":[],'
        '"like":"","likeness":"","mode":"content","occurrences":[],"origins":[],"other_citations":[],'
        '"parents":[],"partner":"","ranges":[[0,9],[25,34]],"reason":"","rule":"sentence","speaker":"",'
        '"suggested_citations":[],"suggestions":[],"text":"Lorna Vey left on Monday."}\n'
    )


def test_a_label_comes_with_the_evidence_it_rests_on(record: Make, labelled: LabelRecord) -> None:
    [line] = parsed(record(labels=(labelled,)))
    [label] = line["labels"]
    [citation] = label.pop("citations")
    assert label == {
        "id": "l1",
        "reviewer": "anna",
        "label": "sourced",
        "complete": True,
        "missing": [],
        "verdict": "insufficient",
        "confidence": 4,
        "rationale": "One wire.",
        "at": "2026-03-01T10:00:00.000Z",
        "scheme": "f" * 64,
        "copied_from": "",
    }
    assert {name: value for name, value in citation.items() if value} == {
        "id": "k1",
        "url": "https://example.org/a",
        "title": "Minutes",
        "publisher": "Ministry",
        "stance": "supports",
        "kind": "primary",
        "quote": "left the talks",
        "locator": "p. 2",
        "accessed": "2026-03-01",
    }


def test_other_citations_comments_and_flags_say_whose_they_are(record: Make, labelled: LabelRecord) -> None:
    remark = Comment("m1", "c" * 64, "ben", "Which talks?", "2026-03-02T09:00:00.000Z")
    [line] = parsed(record(other_citations=labelled.citations, comments=(remark,), flags=("ben", "cara")))
    assert line["other_citations"][0]["reviewer"] == "anna"
    assert line["comments"] == [{"reviewer": "ben", "text": "Which talks?", "at": "2026-03-02T09:00:00.000Z"}]
    assert line["flags"] == ["ben", "cara"]


def test_it_counts_what_it_wrote_and_leaves_nothing_out(record: Make, labelled: LabelRecord) -> None:
    done = FORMAT.write(Records([record(), record(labels=(labelled, labelled))]), "", BytesIO())
    assert (done.words, done.left_out) == ("Wrote 2 claims with 2 labels", {})


def test_one_claim_and_one_label_are_said_in_the_singular(record: Make, labelled: LabelRecord) -> None:
    assert (
        FORMAT.write(Records([record(labels=(labelled,))]), "", BytesIO()).words
        == "Wrote 1 claim with 1 label"
    )


@pytest.mark.parametrize(
    "hostile", ["\x1b[2J", "\x9b2J", "\u202e", "\u2028", "\x7f", "\ufeff", "\0", "\ud800"]
)
def test_nothing_that_moves_a_cursor_is_in_the_bytes_and_all_of_it_in_the_values(
    record: Make, hostile: str
) -> None:
    claim = Claim(((0, 5),), f"漢字 👩🏽‍🚀 {hostile}!", id="c" * 64)
    line = written(record(claim=claim))
    assert hostile not in line
    assert "漢字 👩🏽‍🚀" in line
    assert json.loads(line)["text"] == f"漢字 👩🏽‍🚀 {hostile}!"


def test_the_schema_takes_a_full_line(record: Make, labelled: LabelRecord) -> None:
    full = record(labels=(labelled,), other_citations=labelled.citations, flags=("ben",))
    for line in parsed(record(), full):
        validator().validate(line)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("ranges", [[1]]),
        ("mode", "guess"),
        ("labels", [{}]),
        ("id", "c1"),
        ("gold", {"label": "sourced"}),
        ("suggestions", [{}]),
        ("claim_flags", [{"kind": "dull", "start": 0, "end": 1}]),
        ("edits", [{}]),
        ("likeness", "twin"),
    ],
)
def test_the_schema_refuses_what_no_export_writes(record: Make, field: str, wrong: object) -> None:
    [line] = parsed(record())
    assert not validator().is_valid({**line, field: wrong})


def test_the_schema_describes_every_field() -> None:
    schema = validator().schema
    groups = [schema["properties"], *(part.get("properties", {}) for part in schema["$defs"].values())]
    plain = [item for group in groups for item in group.values() if "$ref" not in item]
    assert all(item["description"].endswith(".") for item in plain)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_whatever_the_texts_hold_they_parse_back_as_they_were(
    data: st.DataObject, any_records: st.SearchStrategy[list[ClaimRecord]]
) -> None:
    records = data.draw(any_records)
    lines = parsed(*records)
    assert len(lines) == len(records)
    for line, record in zip(lines, records, strict=True):
        validator().validate(line)
        assert_same(line, record)


def assert_same(line: dict[str, Any], record: ClaimRecord) -> None:
    claim, text = record.claim, record.article.text
    for name in ("id", "text", "mode", "rule", "likeness"):
        assert line[name] == getattr(claim, name)
    for name in ("speaker", "cue", "date"):
        assert line[name] == (getattr(claim, name) or "")
    assert line["ranges"] == [list(pair) for pair in claim.ranges]
    assert line["exact"] == [text[start:end] for start, end in claim.ranges]
    known = {name: item.value for name, item in record.article.metadata.items() if item.value}
    assert {name: value for name, value in line["article"].items() if value} == {
        "id": record.article.id,
        **known,
    }
    assert line["flags"] == list(record.flags)
    assert [Flag(**flag) for flag in line["claim_flags"]] == list(claim.flags)
    assert [Edit(**edit) for edit in line["edits"]] == list(claim.edits)
    assert (line["like"], line["folded_into"]) == (record.like, record.folded_into)
    assert [item["text"] for item in line["comments"]] == [item.text for item in record.comments]
    assert [item["rationale"] for item in line["labels"]] == [
        item.view.label.rationale for item in record.labels
    ]
    evidence = [citation for label in line["labels"] for citation in label["citations"]]
    for one, citation in zip(evidence, [c for label in record.labels for c in label.citations], strict=True):
        assert_same_citation(one, citation)
    for one, citation in zip(line["other_citations"], record.other_citations, strict=True):
        assert one.pop("reviewer") == citation.member
        assert_same_citation(one, citation)


def assert_same_citation(one: dict[str, str], citation: Citation) -> None:
    for name, value in one.items():
        holder = citation.source if hasattr(citation.source, name) else citation
        assert value == getattr(holder, name)


def test_a_value_that_no_reader_gave_is_empty(record: Make) -> None:
    article = DatasetArticle(
        "a" * 64, {"title": Metadatum("", "first line"), "odd": Metadatum("x", "y")}, "Hm"
    )
    [line] = parsed(record(article=article, claim=Claim(((0, 2),), "Hm", id="c" * 64)))
    assert (line["article"]["title"], "odd" in line["article"]) == ("", False)


def test_the_schema_in_the_package_is_that_of_the_fields() -> None:
    assert validator().schema == schema()


def test_a_decision_and_what_came_from_elsewhere_are_in_the_line(record: Make) -> None:
    given = Suggestion(
        "s1",
        "c" * 64,
        "fever",
        "7",
        "sourced",
        "SUPPORTS",
        citations=("k1",),
        extras='{"hops":2}',
        flags=("x",),
    )
    named, other = make_citation(), make_citation(id="k2", quote="other")
    [line] = parsed(record(gold=make_gold(), suggestions=(given,), suggested_citations=(named, other)))
    validator().validate(line)
    assert line["gold"]["lead"] == "olga"
    assert (line["gold"]["method"], line["gold"]["verdict"]) == ("adjudicated", "supported")
    [suggestion] = line["suggestions"]
    assert (suggestion["value"], suggestion["extras"], suggestion["flags"]) == (
        "SUPPORTS",
        {"hops": 2},
        ["x"],
    )
    assert [one["id"] for one in suggestion["citations"]] == ["k1"]
    assert [one["id"] for one in line["suggested_citations"]] == ["k2"]


def test_fields_that_came_in_with_the_record_go_out_and_take_the_place_of_none(record: Make) -> None:
    extras = '{"topic":"water","text":"of theirs"}'
    given = Suggestion("s1", "c" * 64, "jsonl", "7", "", extras=extras)
    [line] = parsed(record(suggestions=(given,)))
    assert (line["topic"], line["text"]) == ("water", "Lorna Vey left on Monday.")
    validator().validate(line)


def test_texts_come_with_the_first_line_of_their_article_when_they_are_wanted(record: Make) -> None:
    other = DatasetArticle("b" * 64, {}, "Lorna Vey left on Monday.")
    out = BytesIO()
    dataset = Records([record(), record(), record(article=other)], {"texts": "yes"})
    FORMAT.write(dataset, "", out)
    texts = [json.loads(line)["article"]["text"] for line in out.getvalue().splitlines()]
    assert texts == [record().article.text, "", "Lorna Vey left on Monday."]


def test_an_option_that_is_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(InputError, match="texts=perhaps is neither yes nor no"):
        FORMAT.write(Records([], {"texts": "perhaps"}), "", BytesIO())
