"""Wordings after edges moved, and those that somebody typed: always what the recorded edits say."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.claim import Claim, Edit
from annotator.domain.rewording import reworded, typed
from annotator.domain.text import canonical
from annotator.domain.wording import worded
from annotator.splitting import claims

TEXT = "In May the crew left, the captain said, and she sold the boat"
CORPUS = sorted((Path(__file__).parents[2] / "corpus").glob("*.txt"))


def claim(ranges, *edits: Edit) -> Claim:
    return Claim(tuple(ranges), worded(TEXT, ranges, edits), edits=edits)


def test_what_was_edited_inside_stays_and_the_ends_are_made_anew() -> None:
    she = Edit("replaced", 44, 47, "the captain")
    before = claim([(44, 61)], she, Edit("stop", 61, 61, "."))
    assert before.text == "the captain sold the boat."
    assert reworded(TEXT, [before], [(40, 61)])[0] == "And the captain sold the boat."
    assert reworded(TEXT, [before], [(44, 52)])[0] == "the captain sold."
    assert reworded(TEXT, [before], [(48, 61)])[0] == "Sold the boat."


def test_a_new_claim_is_verbatim_with_a_capital_and_a_stop() -> None:
    assert reworded(TEXT, [], [(7, 20)])[0] == "The crew left."
    assert reworded(TEXT, [], [(7, 20), (44, 61)])[0] == "The crew left she sold the boat."


def test_what_was_added_at_an_edge_goes_with_it() -> None:
    lead, opened = Edit("added", 7, 7, "She said: "), Edit("added", 7, 7, "“")
    before = claim([(7, 20)], lead, opened, Edit("stop", 20, 20, "."), Edit("added", 20, 20, "”"))
    assert before.text == "She said: “the crew left.”"
    assert reworded(TEXT, [before], [(0, 15)])[0] == "She said: “In May the crew.”"


def test_joined_claims_keep_the_edits_of_both() -> None:
    one = claim([(7, 20)], Edit("case", 7, 8, "T"), Edit("stop", 20, 20, "."))
    other = claim([(44, 61)], Edit("replaced", 44, 47, "the captain"), Edit("stop", 61, 61, "."))
    assert reworded(TEXT, [one, other], [(7, 20), (44, 61)])[0] == "The crew left the captain sold the boat."


def test_a_gap_that_is_closed_gives_its_words_back() -> None:
    apart = reworded(TEXT, [], [(7, 15), (44, 52)])
    before = Claim(((7, 15), (44, 52)), apart[0], edits=apart[1])
    assert apart[0] == "The crew she sold."
    assert reworded(TEXT, [before], [(7, 52)])[0] == "The crew left, the captain said, and she sold."


def test_a_claim_of_which_nothing_was_kept_gets_its_words_back() -> None:
    before = claim([(7, 20)], Edit("replaced", 7, 20, "All left"))
    assert reworded(TEXT, [before], [(7, 15)])[0] == "the crew."
    assert reworded(TEXT, [claim([(7, 20)], Edit("left_out", 7, 15))], [(7, 15)])[0] == "The crew."


@pytest.mark.parametrize("granularity", ["sentence", "clause", "fine"])
def test_ranges_that_did_not_change_give_the_wording_of_the_splitter(granularity) -> None:
    for path in CORPUS:
        text = canonical(path.read_text(encoding="utf-8"))
        for made in claims(text, "2026-02-20", granularity):
            said, edits = reworded(text, [made], made.ranges)
            assert said == made.text
            assert reworded(text, [Claim(made.ranges, said, edits=edits)], made.ranges) == (said, edits)


words = st.text(st.sampled_from("ab. é“港T"), min_size=1, max_size=40).filter(str.strip)
spans = st.sampled_from([[(0, 61)], [(7, 20)], [(7, 20), (44, 61)], [(0, 2), (3, 6), (22, 25)], [(9, 13)]])


@given(spans, words | st.permutations(TEXT.split()).map(" ".join))
def test_the_edits_of_a_typed_wording_say_it(ranges, wording) -> None:
    said, edits = typed(TEXT, ranges, wording)
    assert said == " ".join(wording.split()) == worded(TEXT, ranges, edits)
    assert all(0 <= edit.start <= edit.end <= len(TEXT) for edit in edits)


def test_a_typed_wording_changes_no_more_than_it_must() -> None:
    said, edits = typed(TEXT, [(44, 61)], "The captain sold the boat.")
    assert said == "The captain sold the boat."
    assert edits == (Edit("replaced", 44, 47, "The captain"), Edit("stop", 61, 61, "."))
    assert typed(TEXT, [(7, 20)], "The crew left.")[1] == (Edit("case", 7, 8, "T"), Edit("stop", 20, 20, "."))
    assert reworded(TEXT, [Claim(((44, 61),), said, edits=edits)], [(44, 52)])[0] == "The captain sold."


@pytest.mark.parametrize(
    ("wording", "edits"),
    [
        ("the old crew left", [Edit("added", 10, 10, " old")]),
        ("so the crew left", [Edit("replaced", 7, 10, "so the")]),
        ("the crew left then", [Edit("replaced", 16, 20, "left then")]),
        ("the left", [Edit("left_out", 11, 15)]),
        ("the whole gang left", [Edit("replaced", 11, 15, "whole gang")]),
    ],
)
def test_added_words_go_with_the_words_before_them(wording, edits) -> None:
    assert typed(TEXT, [(7, 20)], wording) == (wording, tuple(edits))


def test_a_very_long_wording_is_one_replacement() -> None:
    text = "word " * 4000
    said, edits = typed(text, [(0, len(text) - 1)], "other " * 4000)
    assert [edit.kind for edit in edits] == ["replaced"]
    assert worded(text, [(0, len(text) - 1)], edits) == said


def test_two_claims_of_different_sentences_are_joined_by_a_pause() -> None:
    text = "The mill closed in May, he said. In June the owner left."
    one = ((0, 22),)
    two = ((text.index("In June"), len(text) - 1),)
    claims = [Claim(ranges, text[ranges[0][0] : ranges[0][1]] + ".") for ranges in (one, two)]
    said, edits = reworded(text, claims, (*one, *two))
    assert said == "The mill closed in May; In June the owner left"
    assert worded(text, (*one, *two), edits) == said
