"""What each stretch of an article is."""

from annotator.splitting import claims
from annotator.splitting.plain import SPLITTER


def kinds(text: str) -> list[tuple[str, str]]:
    return [(r.kind, text[r.start : r.end]) for r in SPLITTER.split(text).regions]


def test_metadata_lines_are_boilerplate_and_make_no_claims() -> None:
    text = (
        "Mill Burns Down in Torvik\n\nBy Ida Holm\nTorvik Courier\n3 March 2024\n\n"
        "TORVIK (Torvik Courier) - The old mill burned down on Sunday."
    )
    assert kinds(text) == [
        ("headline", "Mill Burns Down in Torvik"),
        ("boilerplate", "By Ida Holm\nTorvik Courier\n3 March 2024"),
        ("dateline", "TORVIK (Torvik Courier) -"),
        ("body", "The old mill burned down on Sunday."),
    ]
    assert [claim.text for claim in claims(text)] == ["The old mill burned down on Sunday."]


def test_a_headline_above_the_metadata_line_may_end_like_a_sentence() -> None:
    text = "Mill Opens at 6 a.m.\nPublished: 3 March 2024\nThe mill opened again."
    assert kinds(text)[0] == ("headline", "Mill Opens at 6 a.m.")


def test_an_article_that_is_only_one_line_is_a_claim() -> None:
    assert [claim.text for claim in claims("Mill burns down in Torvik")] == ["Mill burns down in Torvik."]


def test_a_headline_without_a_body_is_a_claim() -> None:
    text = "Mill burns down in Torvik\n3 March 2024\n***\n"
    assert [claim.text for claim in claims(text)] == ["Mill burns down in Torvik."]


def test_a_subheading_makes_no_claim() -> None:
    text = "Mill Burns\n\nThe mill burned down.\n\nFour measures\n\nThe city will rebuild it."
    assert [claim.text for claim in claims(text)] == [
        "The mill burned down.",
        "The city will rebuild it.",
    ]


def test_every_word_lies_in_a_region() -> None:
    text = " date 2026-02-20 News\nMill Burns\nTORVIK (TC) - It burned. It is gone.\n\n* * *\n"
    covered = {at for r in SPLITTER.split(text).regions for at in range(r.start, r.end)}
    assert all(at in covered for at, character in enumerate(text) if not character.isspace())


def test_an_empty_article_has_no_regions() -> None:
    assert SPLITTER.split("").regions == ()
    assert SPLITTER.split(" \n\n ").claims == ()
