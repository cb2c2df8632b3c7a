import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from dataset_records import TEXTS, Records, make_citation, make_gold, make_label, make_record
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.citation import CitationDraft, Source
from annotator.domain.dataset import ClaimRecord
from annotator.domain.errors import InputError
from annotator.domain.incoming import BadRecord, Incoming
from annotator.domain.text import canonical
from annotator.formats import format as formats
from annotator.formats.jsonl import FORMAT

Line = dict[str, Any]
BASE: Line = {"text": "The dam was closed."}


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., list[Any]]:
    """Reads lines: bytes as they are, else JSON."""

    def of(*lines: bytes | Line) -> list[Any]:
        path = tmp_path / "in.jsonl"
        path.write_bytes(
            b"".join((one if isinstance(one, bytes) else json.dumps(one).encode()) + b"\n" for one in lines)
        )
        assert FORMAT.read
        return list(FORMAT.read(formats.Source(path)))

    return of


def written(*records: ClaimRecord, **options: str) -> bytes:
    out = BytesIO()
    FORMAT.write(Records(records, options), "", out)  # type: ignore[misc]
    return out.getvalue()


def test_our_own_line_comes_back_with_labels_as_suggestions(read: Callable[..., list[Any]]) -> None:
    label = make_label("verified", "supported", citations=[make_citation()])
    gold = make_gold("contested", "refuted")
    raw = written(make_record(labels=(label,), gold=gold), texts="yes")
    [found] = read(raw.rstrip(b"\n"))
    assert isinstance(found, Incoming)
    assert str(found.place) == "in.jsonl, line 1"
    assert found.raw.encode() + b"\n" == raw
    assert found.key == "c" * 64
    assert (found.article.id, found.article.text) == ("a" * 64, make_record().article.text)
    assert found.article.known == {"title": "Talks", "language": "en"}
    assert found.claim.ranges == ((0, 9), (25, 34))
    assert found.claim.exact == ("Lorna Vey", "on Monday")
    decision, vote = found.labels
    assert (decision.by, decision.label, decision.rationale) == ("olga", "contested", "The minutes say so.")
    assert decision.flags == ("decision",)
    assert (vote.by, vote.label, vote.value) == ("anna", "sourced", "verified")
    assert (vote.confidence, vote.flags) == (4, ("was verified there",))
    assert vote.citations == (
        CitationDraft(
            Source(url="https://example.org/a", title="Minutes", publisher="Ministry"),
            "supports", "primary", "left the talks", "p. 2", "2026-03-01",
        ),
    )  # fmt: skip
    assert found.extras == {"rule": "sentence"}


def test_what_an_incomplete_label_and_a_closed_refusal_were_is_flagged(
    read: Callable[..., list[Any]],
) -> None:
    closed = make_citation(stance="refutes", closed="another dam")
    [found] = read(
        written(make_record(labels=(make_label(citations=[closed], missing=("a quote",)),))).rstrip()
    )
    assert found.labels[0].flags == (
        "was incomplete there",
        "a refuting citation is closed there: another dam",
    )


def test_a_line_made_by_hand_needs_no_more_than_a_text(read: Callable[..., list[Any]]) -> None:
    [found] = read(BASE)
    assert (found.claim.text, found.claim.ranges, found.labels, found.extras) == (
        "The dam was closed.", (), (), {},
    )  # fmt: skip


def test_a_label_of_another_scheme_is_kept_in_words(read: Callable[..., list[Any]]) -> None:
    [found] = read({**BASE, "labels": [{"label": "mostly_true", "reviewer": "bo"}]})
    assert (found.labels[0].label, found.labels[0].value) == ("", "mostly_true")


def test_fields_without_a_place_are_kept(read: Callable[..., list[Any]]) -> None:
    labels = [{"label": "sourced", "seconds": 3}]
    line = {**BASE, "topic": {"a": [1, None]}, "comments": [{"text": "hm"}], "edits": [], "labels": labels}
    [found] = read(line)
    assert found.extras == {"topic": {"a": [1, None]}, "comments": [{"text": "hm"}], "labels": labels}


RANGED: Line = {**BASE, "article": {"id": "a" * 64}, "ranges": [[0, 3]]}


NO_DATE = "is no date (EDTF, as 2026-02-20, 2026-02 or 2026)"
NO_STANCE = "is none of supports, partly_supports, refutes, context, attributes"
NO_RANGE = "is no range: it must begin at 0 or later and end behind its beginning"


@pytest.mark.parametrize(
    ("line", "field", "what"),
    [
        ({}, "text", "is missing"),
        ({"text": " "}, "text", "is empty"),
        ({"text": 3}, "text", "is not a text"),
        ({**BASE, "article": []}, "article", "is not an object"),
        ({**BASE, "article": {"published": "soon"}}, "article.published", NO_DATE),
        ({**BASE, "mode": "guess"}, "mode", "is none of content, utterance"),
        ({**BASE, "ranges": [[0, 3]]}, "ranges", "are of no article: article.id and article.text are empty"),
        ({**RANGED, "ranges": [[0, 3], [4]]}, "ranges[1]", "is not a pair of whole numbers"),
        ({**RANGED, "ranges": [[True, 3]]}, "ranges[0]", "is not a pair of whole numbers"),
        ({**RANGED, "ranges": [[3, 3]]}, "ranges[0]", NO_RANGE),
        ({**RANGED, "ranges": {"0": 3}}, "ranges", "is not a list"),
        ({**RANGED, "exact": ["a", "b"]}, "exact", "has 2 texts for 1 ranges"),
        ({**RANGED, "exact": [1]}, "exact[0]", "is not a text"),
        ({**BASE, "labels": [{"label": "sourced"}, {}]}, "labels[1].label", "is missing"),
        (
            {**BASE, "labels": [{"label": "sourced", "confidence": 6}]},
            "labels[0].confidence",
            "is not a whole number from 1 to 5",
        ),
        (
            {**BASE, "labels": [{"label": "sourced", "complete": "no"}]},
            "labels[0].complete",
            "is neither true nor false",
        ),
        (
            {**BASE, "labels": [{"label": "sourced", "citations": [{}]}]},
            "labels[0].citations[0].url",
            "a citation needs a web address or a reference",
        ),
        (
            {**BASE, "other_citations": [{"url": "ftp://x"}]},
            "other_citations[0].url",
            "'ftp://x' is not a web address",
        ),
        (
            {**BASE, "other_citations": [{"reference": "x", "stance": "likes"}]},
            "other_citations[0].stance",
            NO_STANCE,
        ),
        (
            {**BASE, "other_citations": [{"reference": "x", "accessed": "2026"}]},
            "other_citations[0].accessed",
            "'2026' is not a day like 2022-03-21",
        ),
    ],
)
def test_a_fault_is_named_by_the_path_of_its_field(
    read: Callable[..., list[Any]], line: Line, field: str, what: str
) -> None:
    bad, good = read(line, BASE)
    assert isinstance(good, Incoming)
    assert isinstance(bad, BadRecord)
    assert (bad.place.number, bad.field, bad.what) == (1, field, what)
    assert json.loads(bad.raw) == line


def test_what_is_no_json_is_a_bad_record_and_an_empty_file_no_dataset(read: Callable[..., list[Any]]) -> None:
    bad, _ = read(b'{"text":', BASE)
    assert isinstance(bad, BadRecord)
    with pytest.raises(InputError):
        read()


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_whatever_the_texts_hold_they_come_back_with_exact_ranges(
    data: st.DataObject,
    any_records: st.SearchStrategy[list[ClaimRecord]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    records = [_storable(record) for record in data.draw(any_records)]
    path = tmp_path_factory.mktemp("jsonl") / "in.jsonl"
    path.write_bytes(written(*records, texts="yes"))
    if not records:
        return
    assert FORMAT.read
    found = list(FORMAT.read(formats.Source(path)))
    assert len(found) == len(records)
    for one, record in zip(found, records, strict=True):
        assert isinstance(one, Incoming), one
        claim = one.claim
        assert (claim.text, claim.ranges, claim.mode) == (
            record.claim.text,
            record.claim.ranges,
            record.claim.mode,
        )
        assert claim.exact == tuple(record.article.text[start:end] for start, end in claim.ranges)
        assert (claim.speaker, claim.cue) == (record.claim.speaker or "", record.claim.cue or "")
        assert one.article.text in ("", record.article.text)
        assert canonical(record.article.text) == record.article.text
        assert [label.rationale for label in one.labels] == [vote.rationale for vote in record.votes]
        assert [label.by for label in one.labels] == [vote.by for vote in record.votes]
        extras = {name for name in one.extras if name not in ("labels", "article")}
        assert extras <= set(json.loads(written(record)))


def _storable(record: ClaimRecord) -> ClaimRecord:
    """The record as the file could hold it: canonical article, dates that are dates, sources with a name."""
    article = replace(record.article, text=canonical(record.article.text), metadata={})
    cited = make_citation(quote=record.claim.text)
    labels = tuple(
        replace(
            one, view=replace(one.view, label=replace(one.view.label, label="sourced")), citations=(cited,)
        )
        for one in record.labels
    )
    length = len(article.text)
    ranges = tuple(pair for pair in record.claim.ranges if pair[1] <= length) or ((0, 1),)
    claim = replace(record.claim, date=None, ranges=ranges)
    return replace(record, article=article, claim=claim, labels=labels, other_citations=())


@given(value=TEXTS)
def test_a_text_of_others_comes_back_as_it_was(value: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("jsonl") / "in.jsonl"
    path.write_text(json.dumps({**BASE, "theirs": {value: value}}), encoding="utf-8")
    assert FORMAT.read
    [found] = FORMAT.read(formats.Source(path))
    assert isinstance(found, Incoming)
    assert found.extras == {"theirs": {value: value}}
