"""What a plain text says of itself is read with its origin; the text stays as it is."""

from pathlib import Path

import pytest

from annotator.domain.article import Metadatum, ReadArticle
from annotator.domain.language import guess_language
from annotator.readers import read_bytes, read_file

PAGE = """ date 2026-02-20 World
Ferries Return to the Fjord After Two Years
By Jane Doe and John Roe

BERGEN, Norway (Examplewire) - The ferries are back on the fjord, the board of the company said
on Friday. It was the first time that they had been seen from the town in two years.
"""


def read(text: str) -> ReadArticle:
    return read_bytes(text.encode(), name="x.txt", suffix=".txt")


def test_everything_that_can_be_read_is_read_with_its_origin() -> None:
    article = read(PAGE)
    assert article.text == PAGE
    assert article.metadata == {
        "title": Metadatum(
            "Ferries Return to the Fjord After Two Years", "first line below the metadata line"
        ),
        "published": Metadatum("2026-02-20", "metadata line"),
        "place": Metadatum("BERGEN, Norway", "dateline"),
        "publisher": Metadatum("Examplewire", "dateline"),
        "author": Metadatum("Jane Doe; John Roe", "byline"),
        "language": Metadatum("en", "guessed from the text"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "The board met on Friday. It said nothing.\n\nThen it left.\n",
        "Ferries Return\n",
        "OSLO (EW) - The board met\nand left.\n",
        "------\nThe board met.\n",
        f"{'Very long ' * 30}\nThe board met.\n",
    ],
)
def test_a_first_line_that_is_no_headline_gives_no_title(text: str) -> None:
    assert "title" not in read(text).metadata


@pytest.mark.parametrize("title", ["Ferries Return", "Will Ferries Return?", "Ferries Leave the U.S."])
def test_a_first_line_that_is_a_headline_is_the_title(title: str) -> None:
    assert read(f"\n  {title}\n\nThe board met.\n").metadata["title"] == Metadatum(title, "first line")


def test_a_dateline_with_a_year_gives_the_date_when_nothing_else_does() -> None:
    text = "Ferries Return\nOSLO, March 3, 2022 (EW) - The board met.\n"
    assert read(text).metadata["published"] == Metadatum("2022-03-03", "dateline")
    assert "published" not in read(text.replace(", 2022", "")).metadata


def test_the_date_of_an_update_is_told_as_one() -> None:
    article = read("Ferries Return\nUpdated 3 March 2022, 10:15\nThe board met.\n")
    assert article.metadata["published"] == Metadatum("2022-03-03", "metadata line, as updated")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The board said that the ferries are back and that it was glad of it."),
        ("de", "Die Fähren sind zurück, und das ist nicht mit dem Vorstand zu besprechen."),
        ("fr", "Les bateaux sont de retour, et la compagnie est dans le port pour la nuit."),
        ("es", "Los barcos están en el puerto y la empresa dice que no se van del país."),
        ("ru", "Паромы вернулись в порт, и это не было новостью для тех, кто ждал их там."),
        ("uk", "Пороми повернулися у порт, і це не було новиною для тих, хто на них чекав."),
        ("ja", "フェリーは港に戻ったと、会社は金曜日に発表した。"),
        ("zh", "渡轮公司星期五表示，渡轮已经返回港口，居民们感到高兴。"),
        ("ar", "قالت الشركة يوم الجمعة إن العبارات عادت إلى الميناء بعد عامين."),
        ("he", "החברה הודיעה ביום שישי כי המעבורות חזרו לנמל לאחר שנתיים."),
        ("ko", "회사는 금요일에 여객선이 항구로 돌아왔다고 발표했다."),
        (None, "Oslo Bergen Trondheim Stavanger"),
        (None, "12 345 678"),
        (None, "ok"),
    ],
)
def test_the_language_is_told_only_when_it_is_clear(language: str | None, text: str) -> None:
    assert guess_language(text) == language


def test_the_real_article_is_read() -> None:
    path = Path(__file__).parents[3] / "shared" / "corpus" / "japan-russia-2026-02-20.txt"
    if not path.is_file():
        pytest.skip("the shared corpus is not here")
    said = {field: item.value for field, item in read_file(path).metadata.items()}
    assert said["published"] == "2026-02-20"
    assert said["title"].startswith("Japan Remains Committed")
    assert (said["place"], said["publisher"], said["language"]) == ("TOKYO", "Sputnik", "en")
