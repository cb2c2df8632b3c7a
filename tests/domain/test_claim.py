"""Claim sets: ids from content alone."""

from dataclasses import replace

import pytest

from annotator.domain.article import Region
from annotator.domain.claim import Claim, ClaimSet, Edit, Flag, claim_id

ONE = Claim(((0, 4),), "It is so.")


def build(**changes: object) -> ClaimSet:
    fields: dict[str, object] = {
        "article": "a",
        "splitter": "s",
        "version": "1",
        "regions": [Region("body", 0, 9)],
        "claims": [ONE],
    }
    return ClaimSet.build(**{**fields, **changes})  # type: ignore[arg-type]


def test_the_same_content_has_the_same_ids() -> None:
    assert build() == build()
    assert build().claims[0].id == claim_id(build().id, ONE)


@pytest.mark.parametrize(
    "change",
    [
        {"article": "b"},
        {"splitter": "t"},
        {"version": "2"},
        {"model": "m"},
        {"options": {"a": "1"}},
        {"published": "2026"},
    ],
)
def test_what_a_set_was_made_of_and_by_decides_its_id(change: dict[str, object]) -> None:
    assert build(**change).id != build().id


@pytest.mark.parametrize(
    "change",
    [
        {"ranges": ((0, 5),)},
        {"text": "It is not."},
        {"mode": "utterance"},
    ],
)
def test_ranges_wording_and_mode_decide_a_claims_id(change: dict[str, object]) -> None:
    assert claim_id("set", replace(ONE, **change)) != claim_id("set", ONE)


@pytest.mark.parametrize(
    "change",
    [
        {"speaker": "X"},
        {"cue": "said"},
        {"date": "2026"},
        {"rule": "r"},
        {"partner": 0},
        {"occurrences": ((5, 9),)},
        {"flags": (Flag("pronoun", 0, 2),)},
        {"edits": (Edit("stop", 9, 9, "."),)},
        {"like": 0},
        {"likeness": "variant"},
    ],
)
def test_any_change_of_a_claim_is_in_the_digest_of_its_set(change: dict[str, object]) -> None:
    changed = build(claims=[replace(ONE, **change)])
    assert changed.claims[0].id == build().claims[0].id
    assert changed.content_digest != build().content_digest


def test_each_part_of_a_flag_and_an_edit_is_in_the_digest() -> None:
    flags = [Flag("pronoun", 0, 2), Flag("loaded", 0, 2), Flag("pronoun", 1, 2), Flag("pronoun", 0, 3)]
    edits = [Edit("case", 0, 1, "a"), Edit("copied", 0, 1, "a"), Edit("case", 1, 1, "a")]
    edits += [Edit("case", 0, 2, "a"), Edit("case", 0, 1, "b")]
    sets = [build(claims=[replace(ONE, flags=(flag,))]) for flag in flags]
    sets += [build(claims=[replace(ONE, edits=(edit,))]) for edit in edits]
    assert len({made.content_digest for made in sets}) == 9


def test_the_digest_of_a_set_that_uses_no_later_field_is_what_it_was_before_they_came() -> None:
    """Computed by the version that knew none of them, and frozen."""
    made = build(claims=[replace(ONE, speaker="X", partner=0, occurrences=((5, 9),))])
    assert made.content_digest == "931488b333017e2c7c0d5a012e54f5a55c6493a86e40d6c0427a1d4406574bb5"
    assert made.claims[0].id == "07b49b189c7a730fc766bd747ea13141e719dffe90dd1ccbe1fadc5b632b0e45"


@pytest.mark.parametrize(
    "region",
    [Region("headline", 0, 9), Region("body", 1, 9), Region("body", 0, 8), Region("duplicate", 0, 9, (1, 2))],
)
def test_any_change_of_a_region_is_in_the_digest_of_its_set(region: Region) -> None:
    assert build(regions=[region]).content_digest != build().content_digest
