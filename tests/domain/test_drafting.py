"""Citation drafts: cleaned, and the first bad field is named."""

import pytest

from annotator.domain.citation import CitationDraft, Source
from annotator.domain.drafting import check_draft
from annotator.domain.errors import FieldError


def test_a_draft_is_stripped_and_cleaned(kit) -> None:
    made = check_draft(
        kit.draft(
            url=" https://example.org/a\n",
            title="\x1b[1mT ",
            quote=" q\u202e ",
            archived_at="2022-03-21T14:05",
        )
    )
    assert made.source.url == "https://example.org/a"
    assert made.source.title == "\u241b[1mT"
    assert made.quote == "q\ufffd"
    assert made.archived_at == "2022-03-21T14:05"


def test_a_reference_stands_in_for_an_address() -> None:
    assert check_draft(CitationDraft(Source(reference="A book"), "context")).source.reference == "A book"


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("url", {"url": ""}),
        ("url", {"url": " "}),
        ("url", {"url": "example.org"}),
        ("url", {"url": "javascript:alert(1)"}),
        ("archive_url", {"archive_url": "file:///x"}),
        ("published", {"published": "yesterday"}),
        ("published", {"published": "2022-02-30"}),
        ("accessed", {"accessed": "2022-02-30"}),
        ("accessed", {"accessed": "2022-02"}),
        ("accessed", {"accessed": "20220221"}),
        ("accessed", {"accessed": "2022-W08-1"}),
        ("accessed", {"accessed": "2022-02-21T10:00"}),
        ("archived_at", {"archived_at": "now"}),
        ("stance", {"stance": "likes"}),
        ("kind", {"kind": "gossip"}),
    ],
)
def test_the_bad_field_is_named(kit, field: str, given: dict[str, str]) -> None:
    with pytest.raises(FieldError) as caught:
        check_draft(kit.draft(**given))
    assert caught.value.field == field
