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


def test_a_heading_with_a_verb_makes_no_claim_and_a_point_of_a_list_does() -> None:
    text = (
        "Mill Burns\n\nThe mill burned down.\n\nWhat it will cost\n\nThe city will pay 12 million crowns.\n\n"
        "It said:\n\n• The mill opens in May\n• Nobody pays more\n\nThat was all it said.\n"
    )
    assert ("headline", "What it will cost") in kinds(text)
    found = [claim.text for claim in claims(text)]
    assert "The city will pay 12 million crowns." in found
    assert "The mill opens in May." in found


def test_headings_inside_do_not_part_the_better_copy() -> None:
    sentences = ("The mill burned down on Sunday.", "Nobody was hurt.", "It was built in 1888.")
    flat = " ".join(sentences)
    text = f"{flat}\nTORVIK (TC) - {sentences[0]}\nNo victims\n{sentences[1]}\n{sentences[2]}\n"
    assert [kind for kind, _ in kinds(text)] == [
        *("duplicate", "duplicate", "dateline", "body", "headline", "body"),
    ]


def test_a_headline_with_the_name_of_the_site_is_a_copy_of_the_headline() -> None:
    body = "The mill burned down."
    for order in (
        ("Mill Burns - Torvik Courier", "Mill Burns"),
        ("MILL BURNS", "Mill Burns | Torvik Courier"),
    ):
        text = "\n".join((*order, body))
        assert kinds(text) == [("headline", order[0]), ("duplicate", order[1]), ("body", body)]


def test_a_sentence_of_the_page_inside_a_paragraph_is_boilerplate() -> None:
    text = "Mill Burns\nIt burned down. Read more: Bridge to close\nThe mill. (Photo: Ida Holm)\nIt is so.\n"
    assert [claim.text for claim in claims(text)] == ["It burned down.", "It is so."]


def test_reference_marks_are_no_part_of_a_claim() -> None:
    text = "The town has a mill.[1] It burned down in 1704.[2][3]\n"
    assert [claim.text for claim in claims(text)] == ["The town has a mill.", "It burned down in 1704."]
    assert [text[s:e] for claim in claims(text) for s, e in claim.ranges] == [
        "The town has a mill",
        "It burned down in 1704",
    ]


def test_every_word_lies_in_a_region() -> None:
    text = " date 2026-02-20 News\nMill Burns\nTORVIK (TC) - It burned. It is gone.\n\n* * *\n"
    covered = {at for r in SPLITTER.split(text).regions for at in range(r.start, r.end)}
    assert all(at in covered for at, character in enumerate(text) if not character.isspace())


def test_an_empty_article_has_no_regions() -> None:
    assert SPLITTER.split("").regions == ()
    assert SPLITTER.split(" \n\n ").claims == ()
