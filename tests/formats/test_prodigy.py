"""Prodigy JSONL, held to a schema made from its documentation."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from dataset_records import Records, make_citation, make_gold, make_label, make_record
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tool_records import faults, read_back, some_articles

from annotator.domain.claim import Claim
from annotator.domain.dataset import ClaimRecord, DatasetArticle
from annotator.domain.incoming import IncomingLabel
from annotator.domain.scheme_reading import default_scheme
from annotator.domain.suggestion import Suggestion
from annotator.formats.prodigy import FORMAT

# prodi.gy/docs/api-interfaces: the tasks of the choice interface with spans, and what an answer adds.
_INT32 = {"type": "integer", "minimum": -(2**31), "maximum": 2**31 - 1}
_OFFSET = {"type": "integer", "minimum": 0}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["text", "options", "_input_hash", "_task_hash", "_view_id"],
    "properties": {
        "text": {"type": "string", "minLength": 1},
        "spans": {
            "type": "array",
            "items": {
                "required": ["start", "end", "label"],
                "properties": {"start": _OFFSET, "end": _OFFSET, "label": {"type": "string", "minLength": 1}},
            },
        },
        "options": {
            "type": "array",
            "items": {
                "required": ["id", "text"],
                "properties": {"id": {"type": ["string", "integer"]}, "text": {"type": "string"}},
            },
        },
        "config": {"properties": {"choice_style": {"enum": ["single", "multiple"]}}},
        "meta": {"type": "object"},
        "accept": {"type": "array", "items": {"type": ["string", "integer"]}},
        "answer": {"enum": ["accept", "reject", "ignore"]},
        "_input_hash": _INT32,
        "_task_hash": _INT32,
        "_view_id": {"const": "choice"},
        "_is_binary": {"type": "boolean"},
        "_annotator_id": {"type": "string"},
        "_session_id": {"type": "string"},
        "_timestamp": {"type": "integer"},
    },
    "dependentRequired": {"answer": ["accept", "_annotator_id", "_session_id"], "accept": ["answer"]},
}


def written(*records: ClaimRecord) -> bytes:
    out = BytesIO()
    assert FORMAT.write
    FORMAT.write(Records(records), "", out)
    return out.getvalue()


def lines(*records: ClaimRecord) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(*records).decode().split("\n")[:-1]]


def file_of(folder: Path, *given: object) -> Path:
    path = folder / "answers.jsonl"
    path.write_text("".join(f"{json.dumps(one)}\n" for one in given), "utf-8")
    return path


def test_each_judgement_is_a_line() -> None:
    labels = (make_label(), make_label("contested", "refuted", by="ben"))
    found = lines(make_record(labels=labels, gold=make_gold()))
    assert [(one["_annotator_id"], one["accept"], one["answer"]) for one in found] == [
        ("anna", ["sourced"], "accept"),
        ("ben", ["contested"], "accept"),
        ("olga", ["verified"], "accept"),
    ]
    assert [one["claim"]["judgement"]["gold"] for one in found] == [False, False, True]
    assert (found[0]["_session_id"], found[0]["_timestamp"]) == ("talks-anna", 1772359200)
    assert len({one["_task_hash"] for one in found}) == 1


def test_a_claim_without_a_judgement_is_a_task() -> None:
    [task] = lines(make_record())
    assert not {"accept", "answer", "_annotator_id", "_timestamp"} & set(task)
    assert [one["id"] for one in task["options"]] == [rule.id for rule in default_scheme().labels]
    assert task["spans"] == [
        {"start": 0, "end": 9, "label": "content"},
        {"start": 25, "end": 34, "label": "content"},
    ]
    assert task["meta"] == {"claim": "Lorna Vey left on Monday.", "source": "Talks"}


def test_the_text_is_the_paragraphs_of_the_claim() -> None:
    text = "One.\nTwo, it is.\nThree.\nFour.\n"
    claim = Claim(((5, 8), (17, 23)), "Two and three.", id="d" * 64)
    [task] = lines(make_record(article=DatasetArticle("b" * 64, {}, text), claim=claim))
    assert (task["text"], task["claim"]["start"]) == ("Two, it is.\nThree.", 5)


def test_a_label_of_another_scheme_is_an_option_of_its_line() -> None:
    [line] = lines(make_record(labels=(make_label("odd_one"),)))
    assert line["options"][-1] == {"id": "odd_one", "text": "odd one"}


def test_hashes_are_of_the_text_and_of_the_question() -> None:
    one, same = lines(make_record()), lines(make_record(labels=(make_label(),)))
    other = lines(make_record(claim=Claim(((0, 9),), "Lorna Vey left.", id="d" * 64)))
    assert one[0]["_task_hash"] == same[0]["_task_hash"]
    assert one[0]["_input_hash"] == other[0]["_input_hash"]
    assert one[0]["_task_hash"] != other[0]["_task_hash"]


def test_what_stays_behind_is_counted() -> None:
    came = Suggestion("s", "c" * 64, "fever", "1", "sourced")
    label = make_label(citations=[make_citation()])
    assert FORMAT.write
    done = FORMAT.write(Records([make_record(labels=(label,), suggestions=(came,))]), "", BytesIO())
    assert (done.claims, done.labels) == (1, 1)
    assert done.left_out == {
        "citations (jsonl has them)": 1,
        "imported labels (labelstudio has them, as predictions)": 1,
    }


def test_a_moment_that_is_none_is_left_out() -> None:
    [line] = lines(make_record(gold=make_gold(at="yesterday")))
    assert "_timestamp" not in line


@given(records=some_articles())
def test_what_is_written_is_what_prodigy_documents(records: list[ClaimRecord]) -> None:
    schema = Draft202012Validator(SCHEMA)
    for line in lines(*records):
        schema.validate(line)


@given(records=some_articles(), articles=st.sampled_from(["own", "known"]))
def test_claims_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, records: list[ClaimRecord], articles: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "answers.jsonl"
    path.write_bytes(written(*records))
    back = iter(read_back(FORMAT, path, articles=articles))
    for record in records:
        for vote in record.votes or (None,):
            one = next(back)
            if articles == "known":
                assert one.article.id == record.article.id
                assert one.claim.ranges == record.claim.ranges
            else:
                assert record.exact == tuple(one.article.text[a:b] for a, b in one.claim.ranges)
            assert one.claim.exact == record.exact
            assert (one.claim.text, one.claim.mode) == (record.claim.text, record.claim.mode)
            assert one.claim.speaker == (record.claim.speaker or "")
            if vote:
                told = IncomingLabel(vote.label, vote.label, vote.by, vote.confidence, vote.rationale)
                assert one.labels == (told,)
            else:
                assert one.labels == ()
    assert next(back, None) is None


def test_the_reason_of_an_old_answer_is_not_that_of_a_new_one(tmp_path: Path) -> None:
    [line] = lines(make_record(labels=(make_label(),)))
    anew = {**line, "_annotator_id": "ben", "accept": ["sourced"]}
    [one] = read_back(FORMAT, file_of(tmp_path, anew))
    assert one.labels == (IncomingLabel("sourced", "sourced", by="ben"),)


def test_what_was_rejected_or_ignored_is_no_label(tmp_path: Path) -> None:
    [line] = lines(make_record(labels=(make_label(),)))
    path = file_of(tmp_path, {**line, "answer": "reject"}, {**line, "answer": "ignore", "accept": []})
    rejected, ignored = read_back(FORMAT, path)
    assert rejected.labels == (IncomingLabel("", "sourced", by="anna", flags=("rejected there",)),)
    assert ignored.labels == (IncomingLabel("", "ignore", by="anna", flags=("ignored there",)),)


def test_spans_of_others_are_claims(tmp_path: Path) -> None:
    text = "🚀 Rain fell on Orsa."
    spans = [
        {"start": 2, "end": 11, "token_start": 1, "token_end": 2, "label": "REFUTES"},
        {"start": 15, "end": 19, "token_start": 4, "token_end": 4, "label": "CLAIM"},
        {"start": 2, "end": 11, "label": "verified"},
    ]
    line = {
        "text": text, "spans": spans, "tokens": [], "answer": "accept", "_session_id": "s-ada",
        "meta": {"n": 1},
        "_view_id": "spans_manual",
    }  # fmt: skip
    rain, orsa = read_back(FORMAT, file_of(tmp_path, line))
    assert [text[slice(*one.claim.ranges[0])] for one in (rain, orsa)] == ["Rain fell", "Orsa"]
    assert [(label.label, label.by) for label in rain.labels] == [
        ("contested", "s-ada"),
        ("sourced", "s-ada"),
    ]
    assert rain.labels[1].flags == ("was verified there",)
    assert (rain.extras, orsa.extras, orsa.labels) == ({"meta": {"n": 1}}, {}, ())


def test_choices_of_others_are_claims_of_their_own_words(tmp_path: Path) -> None:
    options = [{"id": 1, "text": "Supported"}, {"id": 0, "text": "No"}]
    path = file_of(
        tmp_path,
        {"text": "Rain fell.", "options": options, "accept": [1], "answer": "accept", "src": "x"},
        {"text": "Snow fell.", "label": "refuted", "answer": "accept"},
        {"text": "Hail fell.", "options": options},
    )
    rain, snow, hail = read_back(FORMAT, path)
    assert (rain.claim.text, rain.claim.ranges, rain.article.text) == ("Rain fell.", (), "")
    assert [(label.label, label.value) for label in rain.labels] == [("sourced", "Supported")]
    assert rain.extras == {"src": "x"}
    assert [label.label for label in snow.labels] == ["contested"]
    assert hail.labels == ()


def test_what_prodigy_or_its_users_added_goes_out_again() -> None:
    came = Suggestion("s", "c" * 64, "prodigy", "", "", extras='{"src": "x", "text": "y"}')
    [line] = lines(make_record(suggestions=(came,)))
    assert (line["src"], line["text"]) == ("x", make_record().article.text)


OURS = {"text": "🚀 Rain", "spans": [{"start": 2, "end": 6}], "claim": {}}


@pytest.mark.parametrize(
    ("line", "options", "said"),
    [
        ({"text": ""}, {}, "field text: is missing, empty or not text"),
        ({"text": "Hm"}, {}, "has neither options, a label nor spans: its view is not read"),
        ({"text": "Hm", "answer": "maybe"}, {}, "field answer: is none of"),
        ({"text": "Hm", "spans": 3}, {}, "field spans: is missing or not a list"),
        ({"text": "Hm", "spans": [3]}, {}, "field spans[0]: is not an object"),
        ({"text": "Hm", "spans": [{"start": 0, "end": 1, "label": 3}]}, {}, "spans[0].label: is not text"),
        ({"text": "Hm", "spans": [{"start": 0, "end": 3}]}, {}, "spans[0]: 3 lies outside of the text"),
        ({"text": "Hm", "spans": [{"start": 1, "end": 1}]}, {}, "spans[0]: ends at 1, where it begins"),
        (
            {"text": "Hm", "options": [], "accept": [{}]},
            {},
            "field accept: is not a list of the options' ids",
        ),
        ({"text": "Hm", "options": 3, "accept": []}, {}, "field options: is not a list"),
        (
            {"text": "Hm", "options": []},
            {"articles": "known"},
            "field claim: is missing: the record names no",
        ),
        ({**OURS, "claim": 3}, {}, "field claim: is not an object"),
        ({**OURS, "spans": []}, {}, "field spans: is empty"),
        ({**OURS, "meta": {"claim": 3}}, {}, "field meta.claim: is not text"),
        (OURS, {"articles": "known"}, "field claim.start: is missing or no whole number"),
        (
            {**OURS, "claim": {"start": 1}},
            {"articles": "known"},
            "field claim.article: is missing or not text",
        ),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, line: object, options: dict[str, str], said: str) -> None:
    [fault] = faults(FORMAT, file_of(tmp_path, line), **options)
    assert said in fault
    assert fault.startswith("answers.jsonl, line 1")
