"""Annotations are expanded by pyld with the context of the W3C, and their selectors resolved from what the
model says of them."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from dataset_records import Records, make_citation, make_gold, make_label, make_record
from hypothesis import given, settings
from hypothesis import strategies as st
from reader_modules import reader

from annotator.domain.article import Metadatum
from annotator.domain.claim import Claim
from annotator.domain.dataset import ClaimRecord, DatasetArticle
from annotator.domain.suggestion import Suggestion
from annotator.formats.format import Written
from annotator.formats.w3c import CONTEXT, FORMAT

OA = "http://www.w3.org/ns/oa#"
HERE = Path(__file__).parent


def written(*records: ClaimRecord, **parts: Any) -> tuple[bytes, Written]:
    out = BytesIO()
    done = FORMAT.write(Records(records, **parts), "", out)  # type: ignore[misc]
    return out.getvalue(), done


def items(*records: ClaimRecord) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(written(*records)[0])["items"]
    return found


def resolved(text: str, target: dict[str, Any]) -> str:
    """The words that a target selects. Selectors in a list are other ways to say the same place: positions
    count code points, and of the occurrences of a quote the one between prefix and suffix is meant."""
    position, quote = target["selector"]
    assert (position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
    start, end = position["start"], position["end"]
    exact: str = quote["exact"]
    around = quote["prefix"] + exact + quote["suffix"]
    places = [at + len(quote["prefix"]) for at in range(len(text) + 1) if text.startswith(around, at)]
    assert start in places
    assert text[start:end] == exact
    return exact


def addressed(url: str) -> DatasetArticle:
    return DatasetArticle("a" * 64, {"url": Metadatum(url, "option")}, "One two. One two.")


def test_a_judgement_assesses_the_words_of_the_claim() -> None:
    citation = make_citation(archive_url="https://archive.example/1")
    record = make_record(
        labels=(make_label(citations=[citation], id="0190c0de-0000-7000-8000-000000000001"),)
    )
    [one] = items(record)
    assert one["id"] == "urn:uuid:0190c0de-0000-7000-8000-000000000001"
    assert one["motivation"] == "assessing"
    assert one["creator"] == {"type": "Person", "name": "anna"}
    wording, label, verdict, why, evidence = one["body"]
    assert wording["value"] == "Lorna Vey left on Monday."
    assert (label["purpose"], label["value"]) == ("tagging", "sourced")
    assert (verdict["purpose"], verdict["value"]) == ("classifying", "insufficient")
    assert (why["purpose"], why["value"]) == ("commenting", "One wire.")
    assert evidence["source"] == {
        "id": "https://example.org/a",
        "dc:title": "Minutes",
        "dc:publisher": "Ministry",
    }
    assert evidence["selector"] == {"type": "TextQuoteSelector", "exact": "left the talks"}
    assert evidence["state"]["sourceDate"] == "2026-03-01T00:00:00Z"
    assert evidence["state"]["cached"] == "https://archive.example/1"
    assert [resolved(record.article.text, target) for target in one["target"]] == ["Lorna Vey", "on Monday"]
    assert {target["source"] for target in one["target"]} == {"urn:annotator:article:" + "a" * 64}


def test_decision_and_labels_are_annotations_of_their_own_and_claims_without_any_are_there_too() -> None:
    raw, done = written(make_record(labels=(make_label(),), gold=make_gold()), make_record())
    gold, vote, claim = json.loads(raw)["items"]
    assert (gold["creator"]["name"], gold["annotator:method"]) == ("olga", "adjudicated")
    assert vote["creator"]["name"] == "anna"
    assert (claim["motivation"], claim["id"]) == ("identifying", "urn:annotator:claim:" + "c" * 64)
    assert done == Written(2, 2)


@pytest.mark.parametrize(
    ("url", "is_one"),
    [("https://example.org/a?b=c#d", True), ("javascript:alert(1)", False), ("http://", False),
     ("https://a.example/<x>", False), ("https://a.example/ b", False)],
)  # fmt: skip
def test_the_source_is_the_address_of_the_article_where_it_is_one(url: str, is_one: bool) -> None:
    [one] = items(make_record(article=addressed(url), claim=Claim(((9, 12),), "x", id="c" * 64)))
    [target] = one["target"]
    assert target["source"] == (url if is_one else "urn:annotator:article:" + "a" * 64)
    assert resolved("One two. One two.", target) == "One"


def test_what_came_in_goes_out_again_under_its_id() -> None:
    extras = json.dumps({"rights": "https://example.org/rights", "target": "forged", "id": "forged"})
    came = Suggestion("s1", "c" * 64, "w3c", "https://notes.example/7", "sourced", extras=extras)
    [claim] = items(make_record(suggestions=(came,)))
    assert (claim["id"], claim["rights"]) == ("https://notes.example/7", "https://example.org/rights")
    assert len(claim["target"]) == 2
    [label] = items(make_record(suggestions=(came,), labels=(make_label(),)))
    assert (label["via"], label["rights"]) == ("https://notes.example/7", "https://example.org/rights")
    assert label["id"] == "urn:annotator:judgement:l1"


def test_equal_records_give_equal_bytes_and_no_record_a_page_without_items() -> None:
    assert written(make_record()) == written(make_record())
    assert json.loads(written()[0])["items"] == []


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_whatever_the_texts_hold_each_target_is_the_words_of_its_range(
    data: st.DataObject, any_records: st.SearchStrategy[list[ClaimRecord]]
) -> None:
    for record in data.draw(any_records):
        for one in items(record):
            assert tuple(resolved(record.article.text, target) for target in one["target"]) == record.exact
            assert one["body"][0]["value"] == record.claim.text


def strings(value: Any) -> Iterator[str]:
    """All keys and values of JSON-LD in expanded form that are addresses."""
    if isinstance(value, list):
        for one in value:
            yield from strings(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key in ("@id", "@type"):
                yield from one if isinstance(one, list) else [one]
            elif key != "@value":
                yield key
                yield from strings(one)


@pytest.mark.reader
def test_pyld_expands_every_term_by_the_context_of_the_w3c() -> None:
    jsonld = reader("pyld").jsonld
    context = json.loads((HERE / "contexts" / "anno.jsonld").read_text(encoding="utf-8"))

    def loader(url: str, options: dict[str, Any]) -> dict[str, Any]:
        assert url == CONTEXT
        return {
            "contextUrl": None,
            "documentUrl": url,
            "document": context,
            "contentType": "application/ld+json",
        }

    hostile = 'é "漢字" 👩🏽‍🚀 \\ @id urn:x \n</script>'
    full = make_citation(
        locator="p. 3", archive_url="https://archive.example/1", sole_authority="gazette", quote=hostile
    )
    record = make_record(
        claim=Claim(((0, 9), (25, 34)), hostile, speaker=hostile, cue="said", date="2026-03", id="c" * 64),
        labels=(make_label(citations=[full], by=hostile, missing=("one source",)),),
        gold=make_gold(rationale=hostile),
    )
    page = json.loads(written(record, make_record(article=addressed("https://example.org/a")))[0])
    [expanded] = jsonld.expand(page, {"documentLoader": loader})

    assert all(":" in one for one in strings(expanded) if not one.startswith("@"))
    [listed] = expanded["http://www.w3.org/ns/activitystreams#items"]
    annotations = listed["@list"]
    assert [one["@type"] for one in annotations] == [[OA + "Annotation"]] * 3
    assert [one[OA + "motivatedBy"] for one in annotations] == [
        [{"@id": OA + motive}] for motive in ("assessing", "assessing", "identifying")
    ]
    _, vote, _ = annotations
    selectors = [one for target in vote[OA + "hasTarget"] for one in target[OA + "hasSelector"]]
    assert [one[OA + "exact"][0]["@value"] for one in selectors if OA + "exact" in one] == list(record.exact)
    integer = "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"
    assert selectors[2][OA + "start"] == [{"@type": integer, "@value": 25}]
    [evidence] = [one for one in vote[OA + "hasBody"] if OA + "hasSource" in one]
    assert evidence[OA + "hasState"][0][OA + "cachedSource"] == [{"@id": "https://archive.example/1"}]
    assert evidence["urn:annotator:stance"] == [{"@value": "supports"}]
    # Nothing of what was written is lost: as many values come out as went in.
    assert json.dumps(expanded, ensure_ascii=False).count("漢字") == json.dumps(
        page, ensure_ascii=False
    ).count("漢字")
