"""What a page has around an article is told from what the article tells."""

import time

import pytest

from annotator.domain.furniture import is_furniture
from annotator.domain.page import read_page
from annotator.domain.text import Range


def lines(text: str) -> list[Range]:
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def told(text: str) -> list[str]:
    """The lines that are not aside."""
    page = read_page(text, lines(text))
    return [text[slice(*line)] for line in lines(text) if line not in page.aside]


@pytest.mark.parametrize(
    "line",
    [
        *("Skip to main content", "Home › World › Europe", "News | Sport | Weather", "| 2024 | 3 |"),
        *("Share", "Facebook Twitter WhatsApp", "Share on Facebook | Share on X", "Copy link", "Teilen"),
        *(
            "Read more: Bridge to close",
            "ALSO READ | Bridge to close",
            "Related articles",
            "Lesen Sie auch: Brücke",
        ),
        *("À lire aussi : Le pont", "Читайте также: Мост закрыт", "関連記事", "You may also like"),
        *("Advertisement", "Story continues below", "Sponsored content by Keld", "Реклама", "広告"),
        *(
            "Sign up for our daily newsletter",
            "Follow us on Telegram!",
            "Click here to subscribe.",
            "Email address",
        ),
        *(
            "Get the latest news delivered to your inbox",
            "Abonnez-vous à la lettre",
            "Подписывайтесь на наш канал",
        ),
        *(
            "We use cookies to give you the best experience.",
            "By clicking “Accept”, you agree to all of it.",
        ),
        *("Accept all", "Manage preferences", "Privacy policy", "Terms of Service", "Impressum"),
        *(
            "© 2026 Coastwire",
            "(c) 2026 Coastwire",
            "Copyright 2026 The Coastwire",
            "Coastwire. All rights reserved.",
        ),
        *("Alle Rechte vorbehalten", "© Пример, 2026. Все права защищены."),
        *(
            "Photo: Anna Holm / Coastwire",
            "Image source, Coastwire",
            "Foto: dpa",
            "写真＝市役所",
            "Photo by Anna Holm",
        ),
        *("Reporting by Anna Holm; Editing by Jon Lie", "(Reporting by Anna Holm)", "(Adds quote, detail)"),
        *("Coastwire writer Jon Lie in Torvik contributed to this report.", "Source: Coastwire"),
        *("This article was updated on 4 March to correct a name.", "Tags: Torvik, fire", "Comments (14)"),
        *("2 hours ago", "Updated 4 hours ago", "3 min read", "1 of 5 |", "View all 14 comments", "Log in"),
        *(
            "https://example.org/a?b=c",
            "press@example.org",
            "@mirasolheim",
            "#ferry #vik",
            "FOR IMMEDIATE RELEASE",
        ),
    ],
)
def test_furniture_is_known(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell by five percent.",
        "The report was published on Tuesday by the ministry.",
        "Written by Keld in 1922, the novel sold a million copies.",
        "Images by the satellite showed a crater.",
        "Images by Keld show a crater.",
        "The site uses cookies to follow its readers, the court said.",
        "Copyright law was changed on Monday.",
        "Sign up for the army rose by a tenth.",
        "Comments by the minister were criticised.",
        "Read out in court, the letter named two men.",
        "Follow-up talks are due in May.",
        "Updates are expected on Friday.",
        "Subscribers will pay more from May.",
        "News of the fire spread fast.",
        "Related parties sold shares for 3 million.",
        "By using drones, the police found the boat.",
        "Watch makers in Lind lost orders.",
        "The ferry sank 2 hours ago.",
        "Sources in the ministry say so.",
        "Print is dead, the publisher said.",
    ],
)
def test_what_is_told_of_such_things_is_no_furniture(line: str) -> None:
    assert not is_furniture(line)


def test_the_line_above_the_metadata_is_the_headline_and_the_masthead_is_not() -> None:
    text = (
        "Skip to content\nCoastal Herald\nMinister quits over ferry\nBy Mira Holm\n3 March 2026\nHe left.\n"
    )
    page = read_page(text, lines(text))
    assert page.headline is not None
    assert text[slice(*page.headline)] == "Minister quits over ferry"
    assert told(text) == ["Minister quits over ferry", "He left."]


def test_links_below_a_line_that_points_elsewhere_are_aside_up_to_the_next_sentence() -> None:
    text = "It burned.\nRelated stories\nMill burns down\nBridge to close\nThe mayor came.\nShe wept\n"
    assert told(text) == ["It burned.", "The mayor came.", "She wept"]


def test_no_links_are_looked_for_above_the_article() -> None:
    assert told("Trending\nMill burns down\nIt burned.\n") == ["Mill burns down", "It burned."]


@pytest.mark.parametrize(
    "caption",
    [
        "The mill on Sunday. (Photo: Anna Holm)",
        "FILE - The mill is seen on Jan. 5, 2024.",
        "The mill on Sunday. Photo: Anna Holm/Coastwire",
        "Anna Holm/Getty Images",
        "Image caption,\nThe mill on Sunday",
    ],
)
def test_captions_are_aside(caption: str) -> None:
    assert told(f"It burned.\n{caption}\nThe mayor came.\n") == ["It burned.", "The mayor came."]


def test_footnotes_are_aside_where_their_marks_stand() -> None:
    assert told("It burned.[1] It is gone.[^a]\n[1] Coastwire, 3 May.\n[^a]: Interview.\n") == [
        "It burned.[1] It is gone.[^a]"
    ]
    assert told("[1] It burned.\n[2] It is gone.\n") == ["[1] It burned.", "[2] It is gone."]


def test_nothing_is_read_below_the_heading_of_the_sources() -> None:
    assert told("It burned.\nReferences\nKeld (2001). The coast. Lind.\nLie: Ships.\n") == ["It burned."]
    assert told("Sources\nIt burned.\n") == ["Sources", "It burned."]


def test_a_text_of_nothing_else_keeps_its_lines() -> None:
    assert told("Share\nTweet\n") == ["Share", "Tweet"]
    assert told("") == []


@pytest.mark.parametrize(
    "unit", ["(", "| ", "Read more ", "© ", "[1] ", "a › ", "Photo by ", "\n", "Share\n", "x, "]
)
def test_hostile_lines_take_time_in_proportion(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        begin = time.process_time()
        read_page(text, lines(text))
        return time.process_time() - begin

    seconds(1_000)
    assert any(
        seconds(400_000) < 12 * seconds(100_000) + 0.1 for _ in range(3)
    )  # a busy machine may spoil one
