"""Annotations are read: our own exactly as they were written, those of others by what they quote."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from dataset_records import Records, make_citation, make_gold, make_label, make_record
from hypothesis import given, settings
from hypothesis import strategies as st
from tool_records import some_articles

from annotator.domain.article import Metadatum
from annotator.domain.citation import CitationDraft
from annotator.domain.citation import Source as CitedSource
from annotator.domain.claim import Claim
from annotator.domain.dataset import ClaimRecord, DatasetArticle
from annotator.domain.errors import InputError
from annotator.domain.incoming import BadRecord, Incoming, IncomingClaim, IncomingLabel, Quote
from annotator.domain.suggestion import Suggestion
from annotator.formats.format import Source
from annotator.formats.w3c import FORMAT

PAGE = "https://example.org/harbour"
TEXT = "👩🏽‍🚀 The harbour closed. The harbour closed again on Monday."


def read(path: Path) -> list[Incoming | BadRecord]:
    return list(FORMAT.read(Source(path)))  # type: ignore[misc]


@pytest.fixture
def took(tmp_path: Path) -> Any:
    """Reads a value that is written as JSON; gives the records."""

    def took(value: Any) -> list[Incoming | BadRecord]:
        path = tmp_path / "annotations.json"
        path.write_text(json.dumps(value), encoding="utf-8")
        return read(path)

    return took


def annotation(**parts: Any) -> dict[str, Any]:
    """One of somebody else's."""
    quote = {"type": "TextQuoteSelector", "exact": "harbour closed", "prefix": "The ", "suffix": " again"}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "https://notes.example/1",
        "type": "Annotation",
        "motivation": "assessing",
        "creator": {"name": "Lena", "homepage": "https://lena.example"},
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": "Refuted"},
            {"type": "TextualBody", "value": "It stayed open.", "language": "en"},
            {"type": "SpecificResource", "source": "https://example.org/minutes",
             "selector": {"type": "TextQuoteSelector", "exact": "open on Monday"}},
            "https://example.org/photo",
        ],
        "target": {"source": PAGE, "selector": quote},
        "rights": "https://example.org/cc0",
        **parts,
    }  # fmt: skip


def hypothesis_row(**parts: Any) -> dict[str, Any]:
    """As its API gives one."""
    return {
        "id": "Ab3",
        "created": "2026-03-01T10:00:00.0+00:00",
        "user": "acct:lena@hypothes.is",
        "uri": PAGE,
        "text": "No: it was the old pier.",
        "tags": ["harbour", "false"],
        "group": "__world__",
        "target": [
            {
                "source": PAGE,
                "selector": [
                    {"type": "RangeSelector", "startContainer": "/div[1]", "endContainer": "/div[1]"},
                    {"type": "TextPositionSelector", "start": 1012, "end": 1026},
                    {"type": "TextQuoteSelector", "exact": "harbour closed", "prefix": "The ", "suffix": "."},
                ],
            }
        ],
        **parts,
    }


def own(tmp_path: Path, *records: ClaimRecord) -> list[Incoming | BadRecord]:
    out = BytesIO()
    FORMAT.write(Records(records), "", out)  # type: ignore[misc]
    path = tmp_path / "page.jsonld"
    path.write_bytes(out.getvalue())
    return read(path)


def test_our_own_come_back_with_wording_place_label_and_evidence(tmp_path: Path) -> None:
    article = DatasetArticle("a" * 64, {"url": Metadatum(PAGE, "x")}, TEXT)
    second = TEXT.rindex("harbour closed")
    claim = Claim(((second, second + 14), (len(TEXT) - 10, len(TEXT) - 1)), "It closed again.", "utterance",
                  "the mayor", "said", "2026-02", id="c" * 64)  # fmt: skip
    citation = make_citation(
        archive_url="https://archive.example/1", archived_at="2026-03-01", locator="p. 2"
    )
    label = make_label("contested", "refuted", citations=[citation])
    gold, vote = own(tmp_path, make_record(article=article, claim=claim, labels=(label,), gold=make_gold()))
    assert isinstance(gold, Incoming)
    assert isinstance(vote, Incoming)
    assert vote.article.anchored_at == PAGE
    quotes = vote.claim.quotes
    assert [(quote.start, quote.exact) for quote in quotes] == [
        (second, "harbour closed"),
        (len(TEXT) - 10, "on Monday"),
    ]
    told = IncomingClaim(
        "It closed again.", quotes=quotes, mode="utterance", speaker="the mayor", cue="said", date="2026-02"
    )
    assert vote.claim == told == gold.claim
    source = CitedSource(url="https://example.org/a", title="Minutes", publisher="Ministry")
    draft = CitationDraft(
        source,
        "supports",
        "primary",
        "left the talks",
        "p. 2",
        "2026-03-01",
        "https://archive.example/1",
        "2026-03-01",
    )
    assert vote.labels == (IncomingLabel("contested", "contested", "anna", 4, "One wire.", (draft,)),)
    assert vote.key == "urn:annotator:judgement:l1"
    assert vote.extras == {}
    [gave] = gold.labels
    assert (gave.label, gave.value, gave.flags) == ("sourced", "verified", ("was verified there",))


def test_an_article_without_an_address_is_known_by_its_id(tmp_path: Path) -> None:
    [claim] = own(tmp_path, make_record())
    assert isinstance(claim, Incoming)
    assert (claim.article.id, claim.article.anchored_at) == ("a" * 64, "")
    assert claim.labels == ()


def test_those_of_others_are_found_by_their_quote_and_suggest_by_their_tag(took: Any) -> None:
    [one] = took(annotation())
    assert one.claim == IncomingClaim("", quotes=(Quote("harbour closed", "The ", " again"),))
    assert one.article.anchored_at == PAGE
    [label] = one.labels
    assert (label.label, label.value, label.by, label.rationale) == (
        "contested",
        "Refuted",
        "Lena",
        "It stayed open.",
    )
    assert [(draft.source.url, draft.quote, draft.stance) for draft in label.citations] == [
        ("https://example.org/minutes", "open on Monday", "context"),
        ("https://example.org/photo", "", "context"),
    ]
    assert one.key == "https://notes.example/1"


def test_what_others_said_comes_out_again_as_they_said_it(took: Any) -> None:
    given = annotation()
    [one] = took(given)
    came = Suggestion("s1", "c" * 64, "w3c", one.key, "contested", extras=json.dumps(one.extras))
    out = BytesIO()
    FORMAT.write(Records([make_record(suggestions=(came,))]), "", out)  # type: ignore[misc]
    [written] = json.loads(out.getvalue())["items"]
    assert {name: value for name, value in written.items() if name in given and name != "target"} == {
        name: value for name, value in given.items() if name not in ("@context", "target")
    }


@pytest.mark.parametrize(
    "wrap",
    [
        lambda one: [one],
        lambda one: {"type": "AnnotationPage", "items": [one]},
        lambda one: {"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": [one]}},
        lambda one: {"@graph": [one]},
    ],
)
def test_all_ways_to_hold_annotations_are_read_alike(took: Any, wrap: Any) -> None:
    [one], [alone] = took(wrap(annotation())), took(annotation())
    assert (one.claim, one.labels, one.raw, one.key) == (alone.claim, alone.labels, alone.raw, alone.key)


def test_hypothesis_is_read_from_its_api_by_quote_alone(took: Any) -> None:
    for value in ({"total": 1, "rows": [hypothesis_row()]}, [hypothesis_row()]):
        [one] = took(value)
        assert one.claim.quotes == (Quote("harbour closed", "The ", "."),)
        assert one.article.anchored_at == PAGE
        [label] = one.labels
        assert (label.label, label.value, label.by, label.rationale, label.flags) == (
            "contested", "false", "lena@hypothes.is", "No: it was the old pier.", ()
        )  # fmt: skip
        assert one.key == "Ab3"
        assert one.extras["group"] == "__world__"


@pytest.mark.parametrize(
    ("tags", "label", "value", "flags"),
    [
        (["VERIFIED"], "sourced", "VERIFIED", ("was verified there",)),
        (["true", "false"], "", "true, false", ("it has several labels",)),
        (["harbour", "cranes"], "", "harbour, cranes", ()),
        (["not enough info"], "insufficient", "not enough info", ()),
    ],
)
def test_tags_that_are_label_words_are_labels(
    took: Any, tags: list[str], label: str, value: str, flags: tuple[str, ...]
) -> None:
    [one] = took([hypothesis_row(tags=tags)])
    assert [(given.label, given.value, given.flags) for given in one.labels] == [(label, value, flags)]


def test_a_position_that_is_not_as_long_as_the_quote_is_a_warning_in_those_of_others(took: Any) -> None:
    row = hypothesis_row()
    row["target"][0]["selector"][1]["end"] = 1030
    [one] = took([row])
    assert one.labels[0].flags == ("its position and its quote are not of one length",)


def quoted(**parts: Any) -> dict[str, Any]:
    return {"source": PAGE, "selector": {"type": "TextQuoteSelector", "exact": "x", **parts}}


@pytest.mark.parametrize(
    ("value", "field", "what"),
    [
        (annotation(target=PAGE), "target[0]", "whole page"),
        (annotation(target=[]), "target", "is missing"),
        (annotation(target={"source": PAGE}), "target[0].selector", "quotes no words"),
        (annotation(target=[quoted(), {**quoted(), "source": "https://b.c"}]), "target", "several pages"),
        (annotation(target={**quoted(), "source": "isbn:1"}), "target[0].source", "neither a web address"),
        (annotation(target=quoted(exact=7)), "target[0].selector.exact", "is not a text"),
        (annotation(target=quoted(prefix=[])), "target[0].selector.prefix", "is not a text"),
        (annotation(target=quoted(type="TextPositionSelector")), "target[0].selector", "would be a guess"),
        (annotation(type="Person"), "type", "is not Annotation"),
        (annotation(body=[7]), "body[0]", "is not an object"),
        (annotation(id=7), "id", "is not a text"),
        (hypothesis_row(references=["Ab2"]), "references", "is a reply"),
        (hypothesis_row(target=[{"source": PAGE}]), "target[0].selector", "a note on a whole page"),
        (hypothesis_row(tags="false"), "tags", "is not a list"),
        (hypothesis_row(uri="file:///x"), "uri", "is no web address"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_field(
    took: Any, value: dict[str, Any], field: str, what: str
) -> None:
    bad, good = took([value, annotation()])
    assert isinstance(bad, BadRecord)
    assert bad.field == field
    assert what in bad.what
    assert isinstance(good, Incoming)


def test_a_page_that_is_elsewhere_is_said_and_no_annotations_are_no_file_of_this_format(took: Any) -> None:
    [bad] = took({"type": "AnnotationCollection", "first": "https://notes.example/page1"})
    assert bad.field == "items"
    with pytest.raises(InputError, match="has no annotations"):
        took({"type": "AnnotationPage", "items": []})


@settings(max_examples=40, deadline=None)
@given(records=some_articles())
def test_whatever_the_texts_hold_ranges_come_back_exactly(
    tmp_path_factory: pytest.TempPathFactory, records: list[ClaimRecord]
) -> None:
    found = iter(own(tmp_path_factory.mktemp("w3c"), *records))
    for record in records:
        for judgement in record.judgements or (None,):
            one = next(found)
            assert isinstance(one, Incoming), one
            places = [(quote.start, quote.exact) for quote in one.claim.quotes]
            assert places == [
                (start, words) for (start, _), words in zip(record.claim.ranges, record.exact, strict=True)
            ]
            assert one.claim.text == record.claim.text
            assert one.article.id == record.article.id
            assert [label.value for label in one.labels] == ([judgement.label] if judgement else [])


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
OF_W3C = ("type", "id", "body", "target", "creator", "bodyValue", "annotator:article", "annotator:confidence")
NAMES = st.sampled_from([*OF_W3C, "uri", "tags", "text", "user", "references"])


@settings(max_examples=150, deadline=None)
@given(
    name=NAMES, value=VALUES, inner=st.sampled_from(["", "source", "selector", "purpose", "value", "state"])
)
def test_nothing_that_stands_in_a_field_stops_the_reading(
    tmp_path_factory: pytest.TempPathFactory, name: str, value: Any, inner: str
) -> None:
    path = tmp_path_factory.mktemp("any") / "x.json"
    changed = [{inner: value}] if inner else value
    path.write_text(
        json.dumps([annotation(**{name: changed}), hypothesis_row(**{name: changed})]), encoding="utf-8"
    )
    assert len(read(path)) == 2
