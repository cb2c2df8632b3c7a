"""Parting a dataset: near-copies stay together, shares are met, nothing depends on order or chance."""

import random
import string
import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import InputError
from annotator.domain.near_copies import SHINGLE, SKETCH, are_near_copies, groups_of, sketch
from annotator.domain.partition import parse_shares, partition

WORDS = [a + b for a in "bdklmn" for b in ("al", "er", "in", "os", "ut")]
SHARES = {"train": Fraction(8, 10), "dev": Fraction(1, 10), "test": Fraction(1, 10)}


def article(seed: int, words: int = 60) -> list[str]:
    chosen = random.Random(seed)
    return ["".join(chosen.choices(string.ascii_lowercase, k=5)) for _ in range(words)]


def resemblance(one: str, other: str) -> float:
    """Jaccard's index of the sets of all shingles, as Broder defines it."""
    sets = []
    for text in (one, other):
        words = text.split()
        sets.append({tuple(words[at : at + SHINGLE]) for at in range(max(len(words) - SHINGLE, 0) + 1)})
    return len(sets[0] & sets[1]) / len(sets[0] | sets[1])


class TestNearCopies:
    def test_what_is_no_word_does_not_count(self) -> None:
        one = "The ship sank on Monday, near the «old» harbour."
        assert sketch(one) == sketch("the SHIP sank on monday near the old harbour")
        assert sketch("") == sketch(" ... ") == b""

    def test_texts_without_spaces_are_compared_too(self) -> None:
        one, other = (
            "港口在星期一因为大雾关闭了三天时间没有人受伤",
            "港口在星期一因为大雾关闭了三天时间没有船沉没",
        )
        assert are_near_copies(sketch(one), sketch(other))
        assert not are_near_copies(sketch(one), sketch("市长说新的桥梁将在明年春天开放给所有的车辆使用"))

    @given(st.lists(st.sampled_from(WORDS), max_size=40), st.lists(st.sampled_from(WORDS), max_size=40))
    def test_short_texts_are_compared_exactly(self, one: list[str], other: list[str]) -> None:
        texts = " ".join(one), " ".join(other)
        if not one or not other:
            assert not are_near_copies(*map(sketch, texts))
        else:
            assert are_near_copies(*map(sketch, texts)) == (resemblance(*texts) >= 0.5)

    @pytest.mark.parametrize(("kept", "near"), [(900, True), (650, True), (350, False), (100, False)])
    def test_a_long_text_is_compared_by_a_sketch(self, kept: int, near: bool) -> None:
        whole = article(1, 1000)
        assert len(sketch(" ".join(whole))) == 8 * SKETCH
        cut = sketch(" ".join(whole[:kept]))
        assert are_near_copies(sketch(" ".join(whole)), cut) is near

    @given(st.data())
    def test_no_near_copy_is_missed(self, data: st.DataObject) -> None:
        """The index finds whatever comparing all with all does."""
        texts = data.draw(
            st.lists(st.lists(st.sampled_from(WORDS[:9]), min_size=1, max_size=14), max_size=12)
        )
        sketches = {str(number): sketch(" ".join(words)) for number, words in enumerate(texts)}
        found = {member: group[0] for group in groups_of(sketches) for member in group}
        for one in sketches:
            for other in sketches:
                if are_near_copies(sketches[one], sketches[other]):
                    assert found[one] == found[other]

    def test_groups_hold_nothing_else(self) -> None:
        base = article(2)
        changed = [*base[:30], "other", *base[31:]]
        texts = {"a": base, "b": changed, "c": article(3), "d": article(4)}
        sketches = {name: sketch(" ".join(words)) for name, words in texts.items()}
        assert groups_of(sketches) == [["a", "b"], ["c"], ["d"]]
        assert groups_of(sketches, [("d", "b"), ("c", "elsewhere")]) == [["a", "b", "d"], ["c"]]


class TestShares:
    @pytest.mark.parametrize(
        ("text", "shares"),
        [
            ("train=0.8,dev=0.1,test=0.1", SHARES),
            (" a = .5 , b=0.5", {"a": Fraction(1, 2), "b": Fraction(1, 2)}),
            ("a=0.33,b=0.33,c=0.33", dict.fromkeys("abc", Fraction(1, 3))),
        ],
    )
    def test_they_add_up_to_one(self, text: str, shares: dict[str, Fraction]) -> None:
        assert parse_shares(text) == shares

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("train=0.8,dev=0.1", "the shares add up to 0.9"),
            ("a=0.5,b=0.6", "add up to 1.1"),
            ("a=0.5,A=0.5", "'A' stands there twice"),
            ("a=0.5,b", "'b' is not a name"),
            ("../a=0.5,b=0.5", "'../a=0.5' is not a name"),
            ("a=-0.5,b=1.5", "the share '-0.5' of 'a'"),
            ("a=0,b=1", "the share '0' of 'a'"),
            ("a=nan,b=1", "'nan'"),
            ("a=1e-1,b=0.9", "'1e-1'"),
            ("train=1", "one part is no split"),
            ("", "'' is not a name"),
        ],
    )
    def test_what_is_wrong_is_said(self, text: str, why: str) -> None:
        with pytest.raises(InputError) as refused:
            parse_shares(text)
        assert why in refused.value.what
        assert "train=0.8,dev=0.1,test=0.1" in refused.value.do


@st.composite
def datasets(draw: st.DrawFn) -> tuple[list[list[str]], dict[str, int]]:
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=30))
    names = iter(f"{number:03}" for number in range(200))
    groups = [[next(names) for _ in range(size)] for size in sizes]
    weights = {name: draw(st.integers(0, 40)) for group in groups for name in group}
    return groups, weights


class TestPartition:
    @given(datasets(), st.integers(0, 5))
    def test_groups_stay_whole_and_shares_are_met_as_far_as_they_let(self, made, seed: int) -> None:
        groups, weights = made
        placed = partition(groups, weights, SHARES, seed)
        assert set(placed) == set(weights)
        assert all(len({placed[name] for name in group}) == 1 for group in groups)
        heaviest = max(sum(weights[name] for name in group) for group in groups)
        total = sum(weights.values())
        for part, share in SHARES.items():
            size = sum(weight for name, weight in weights.items() if placed[name] == part)
            assert size <= share * total + heaviest

    @given(datasets(), st.randoms(use_true_random=False))
    def test_order_does_not_matter(self, made, chance: random.Random) -> None:
        groups, weights = made
        first = partition(groups, weights, SHARES, 7)
        shuffled = [chance.sample(group, len(group)) for group in groups]
        chance.shuffle(shuffled)
        assert partition(shuffled, weights, SHARES, 7) == first

    def test_another_seed_parts_otherwise_and_single_claims_part_exactly(self) -> None:
        groups = [[f"{number:04}"] for number in range(1000)]
        weights = dict.fromkeys((group[0] for group in groups), 1)
        placed = [partition(groups, weights, SHARES, seed) for seed in (1, 2)]
        assert placed[0] != placed[1]
        for one in placed:
            sizes = {part: list(one.values()).count(part) for part in SHARES}
            assert sizes == {"train": 800, "dev": 100, "test": 100}


def test_a_hundred_thousand_articles_of_one_claim_are_parted_in_seconds() -> None:
    """Of the pattern that makes most work: the same few words in thousands of them."""
    chance = random.Random(5)
    texts = {
        f"{number:064x}": f"Claim {number} of the harbour town says that {chance.choice(WORDS)} moved"
        f" {chance.randrange(9999)} crates on day {chance.randrange(300)}."
        for number in range(20_000)
    }
    start = time.process_time()
    groups = groups_of({name: sketch(text) for name, text in texts.items()})
    placed = partition(groups, dict.fromkeys(texts, 1), SHARES, 1)
    assert time.process_time() - start < 8  # a second; a hundred thousand take five times that
    assert len(placed) == len(texts)


def test_many_copies_of_one_text_are_grouped_in_seconds() -> None:
    """What is known to be of one group is passed over as one: not each of its texts with each."""
    texts = {
        f"{number:064x}": f"Item {number} of the agenda was approved by the council with no votes against it"
        for number in range(10_000)
    }
    sketches = {name: sketch(text) for name, text in texts.items()}
    start = time.process_time()
    assert len(groups_of(sketches)) == 1
    assert time.process_time() - start < 5  # a fifth of a second; each with each takes half a minute
