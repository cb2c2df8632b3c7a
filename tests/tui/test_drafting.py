"""The citation form without a screen."""

from datetime import date

import pytest

from annotator.tui.drafting import empty_values, read_draft, values_of

GOOD = {**empty_values(date(2026, 3, 1)), "url": "https://example.org/a", "stance": "supports"}


def problems(**changes: str) -> dict[str, str]:
    return dict(read_draft({**GOOD, **changes}).problems)


def test_a_new_citation_was_accessed_today() -> None:
    draft = read_draft(GOOD).draft
    assert draft is not None
    assert (draft.accessed, draft.kind, draft.source.url) == (
        "2026-03-01",
        "secondary",
        "https://example.org/a",
    )


def test_every_problem_is_told_at_once_in_the_order_of_the_fields() -> None:
    found = problems(url="example.org", stance="", published="soon", accessed="March", archived_at="then")
    assert list(found) == ["url", "stance", "published", "accessed", "archived_at"]


def test_an_address_or_a_reference_is_needed() -> None:
    assert "reference in words" in problems(url="")["url"]
    assert problems(url="", reference="A letter of 3 May") == {}


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://example.org", "https://", "https://a b", "file:///etc/x"]
)
def test_only_web_addresses_are_taken(url: str) -> None:
    assert "No web address" in problems(url=url)["url"]
    assert "No web address" in problems(archive_url=url)["archive_url"]


def test_dates_as_people_write_them_become_edtf() -> None:
    draft = read_draft({**GOOD, "published": "20 February 2026", "accessed": "1 March 2026"}).draft
    assert draft is not None
    assert (draft.source.published, draft.accessed) == ("2026-02-20", "2026-03-01")


def test_a_month_is_enough_for_publishing_but_not_for_accessing() -> None:
    assert list(problems(published="2026-02", accessed="2026-02")) == ["accessed"]


def test_the_stamp_of_an_archive_address_is_a_time() -> None:
    values = {**GOOD, "archive_url": "https://archive.example/x", "archived_at": "20260220143000"}
    draft = read_draft(values).draft
    assert draft is not None
    assert draft.archived_at == "2026-02-20T14:30:00"


def test_a_time_of_archiving_needs_the_address() -> None:
    assert list(problems(archived_at="2026-02-20")) == ["archive_url"]


def test_sole_authority_needs_a_reason_and_counts_for_primary_sources_only() -> None:
    assert list(problems(kind="primary", sole="yes")) == ["sole_authority"]
    assert problems(kind="secondary", sole="yes") == {}
    ticked = read_draft({**GOOD, "kind": "secondary", "sole": "yes", "sole_authority": "the register"}).draft
    assert ticked is not None
    assert ticked.sole_authority == ""


def test_control_characters_are_made_visible() -> None:
    draft = read_draft({**GOOD, "title": "a\x1b]52;c;x\x07\nb", "quote": "x\u202ey\nz\x9b"}).draft
    assert draft is not None
    assert draft.source.title == "a␛]52;c;x␇ b"
    assert draft.quote == "x\ufffdy\nz\ufffd"


def test_a_citation_fills_the_form_with_what_it_says(kit) -> None:
    desk = kit.desk()
    desk.me.cite(desk.claims[0], kit.draft(kind="primary", sole_authority="it is the law", title="Law"))
    (citation,) = desk_citations(desk)
    values = values_of(citation)
    assert read_draft(values).draft == kit.draft(kind="primary", sole_authority="it is the law", title="Law")


def desk_citations(desk):
    from annotator.services.reading import Reading

    return Reading(desk.store, "anna").state(desk.claims[0]).citations
