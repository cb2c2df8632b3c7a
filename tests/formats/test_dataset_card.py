import re
from dataclasses import replace
from typing import Any

import pytest
from hostile import NASTY, hostile_about
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.dataset import About
from annotator.domain.scheme_reading import default_scheme
from annotator.formats.dataset_card import Part, card
from annotator.formats.tables import TABLES
from annotator.formats.yaml_lines import yaml

FILE = About("talks", "9.9", default_scheme(), languages=("no",), splitters={"plain 4": 12})


def parts(rows: int = 3, votes: int = 1) -> dict[str, list[Part]]:
    counts = {table.name: votes if table.name == "votes" else rows for table in TABLES}
    return {name: [Part("train", count, 70, 90)] if count else [] for name, count in counts.items()}


def written(about: About = FILE, given: dict[str, list[Part]] | None = None, **options: str) -> str:
    return card(about, options, given or parts())


def line(text: str, beginning: str) -> str:
    [found] = [one for one in text.splitlines() if one.startswith(beginning)]
    return found.removeprefix(beginning).strip()


def test_a_name_and_a_language_are_quoted() -> None:
    text = written(name='A "talk": yes')
    assert line(text, "pretty_name:") == '"A \\"talk\\": yes"'
    assert 'language:\n  - "no"\n' in text


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"license": "CC-BY-4.0"}, 'license: "cc-by-4.0"\n'),
        ({"license": "Our own, 2026"}, 'license: "other"\nlicense_name: "our-own-2026"\n'),
        (
            {"license": "odc-by", "license_link": "https://example.org/l"},
            'license: "odc-by"\nlicense_link: "https://example.org/l"\n',
        ),
    ],
)
def test_a_licence_that_the_hub_does_not_know_goes_by_its_name(given: dict[str, str], told: str) -> None:
    assert told in written(**given)


def test_without_a_licence_none_is_claimed() -> None:
    text = written()
    assert "\nlicense:" not in text
    assert "None was given; ask who gave you this." in text


@pytest.mark.parametrize(
    ("claims", "size"),
    [(0, "n<1K"), (999, "n<1K"), (1000, "1K<n<10K"), (999_999, "100K<n<1M"), (10_000_000, "n>10M")],
)
def test_the_size_is_that_of_the_claims(claims: int, size: str) -> None:
    assert f'size_categories:\n  - "{size}"\n' in written(given=parts(claims))


def test_without_labels_there_is_no_annotation() -> None:
    assert 'annotations_creators:\n  - "no-annotation"\n' in written(given=parts(votes=0))
    assert 'annotations_creators:\n  - "expert-generated"\n' in written()
    assert 'annotations_creators:\n  - "crowdsourced"\n' in written(annotators="crowdsourced")


def test_every_field_is_told_with_its_type() -> None:
    text = written()
    for table in TABLES:
        for column in table.columns:
            assert f"| `{column.name}{'[]' if column.many else ''}` | " in text
    assert "| `ranges[].start` | int64 | its first code point |" in text


def test_a_round_is_told_with_its_agreement_and_guideline() -> None:
    text = written(hostile_about())
    assert "without seeing each other's" in text
    assert "| Krippendorff's alpha, nominal |" in text
    assert "2 asked for; a claim may have more or fewer." in text
    assert "- [The text of the guideline](guideline.md)" in text


def test_a_round_whose_votes_are_kept_back_says_so() -> None:
    about = replace(hostile_about(), agreement=None, guideline="", guideline_name="")
    assert "while a round is blind its votes are kept from its reviewers" in written(about)
    assert "There was no guideline." in written(about)


def test_without_a_round_no_agreement_is_claimed() -> None:
    text = written()
    assert "Agreement was not computed" in text
    assert "not of one round" in text


def test_nothing_foreign_is_markup_or_moves_a_cursor() -> None:
    text = written(
        hostile_about(), name=NASTY, license=NASTY, license_link=NASTY, cite=NASTY, annotators=NASTY
    )
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e\ufeff]", text)
    assert text.count("\n---\n") == 1
    body = text.split("\n---\n", 1)[1]
    assert "<i>" not in body.replace("\\<i", "")
    assert "\n# x" not in body


@given(st.text(st.characters(), max_size=20))
def test_any_text_is_one_quoted_line_of_yaml(text: str) -> None:
    told: dict[str, Any] = {
        "a": text,
        "b": [text, {"c": text, "d": [text]}],
        "e": {"f": 1, "g": True},
        "h": [],
    }
    lines = yaml(told).splitlines()
    assert [re.sub('".*"', "T", one) for one in lines] == [
        "a: T", "b:", "  - T", "  - c: T", "    d:", "      - T", "e:", "  f: 1", "  g: true", "h: []",
    ]  # fmt: skip
