"""Who gets which claim: what holds for any round, and how even rounds of usual sizes come out."""

from collections import Counter
from itertools import combinations, groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.errors import InputError
from annotator.domain.handing_out import More, Task, expected_work, hand_out
from annotator.domain.ranking import draw

NAMES = ["Ada", "Bo", "Cy", "Di", "Eve", "Flo", "Gus", "Ha"]


def a_round(claims: int, articles: int, seed: int = 1) -> list[Task]:
    """Claims of different weights in articles of different lengths."""
    ends = sorted(draw(seed, claims, "end", str(number)) for number in range(articles - 1))
    made = []
    for number in range(claims):
        article = sum(end <= number for end in ends)
        made.append(Task(number, f"article {article}", 300 + draw(seed, 1000, "weight", str(number))))
    return made


@st.composite
def rounds(draw):
    sizes = draw(st.lists(st.integers(1, 30), min_size=1, max_size=12))
    weights = st.integers(1, draw(st.sampled_from([1, 5, 1000])))
    articles = [article for article, size in enumerate(sizes) for _ in range(size)]
    tasks = [Task(7 * n, str(article), draw(weights)) for n, article in enumerate(articles)]
    names = NAMES[: draw(st.integers(1, len(NAMES)))]
    overlap = draw(st.integers(1, len(names)))
    more = None
    if overlap < len(names) and draw(st.booleans()):
        more = More(draw(st.integers(1, 100)), draw(st.integers(overlap + 1, len(names))))
    return tasks, names, overlap, more, draw(st.integers())


@settings(max_examples=150, deadline=None)
@given(rounds())
def test_every_claim_goes_to_as_many_different_people_as_it_should(case) -> None:
    tasks, names, overlap, more, seed = case
    got = hand_out(tasks, names, overlap, seed=seed, more=more)
    assert list(got) == sorted(names)
    for numbers in got.values():
        assert list(numbers) == sorted(set(numbers))
    count = Counter(number for numbers in got.values() for number in numbers)
    shared = {overlap: len(tasks)}
    if more:
        many = max((len(tasks) * more.percent + 50) // 100, 1)
        shared = {number: n for number, n in ((more.overlap, many), (overlap, len(tasks) - many)) if n}
    assert Counter(count[task.number] for task in tasks) == shared


@settings(max_examples=150, deadline=None)
@given(rounds())
def test_loads_are_no_further_apart_than_an_article_or_a_load_weighs(case) -> None:
    tasks, names, overlap, more, seed = case
    weight = {task.number: task.weight for task in tasks}
    got = hand_out(tasks, names, overlap, seed=seed, more=more)
    loads = [sum(weight[number] for number in numbers) for numbers in got.values()]
    articles = [sum(task.weight for task in run) for _, run in groupby(tasks, key=lambda task: task.article)]
    piece = sum(weight.values()) * overlap // len(names) + max(weight.values())
    assert max(loads) - min(loads) <= min(max(articles), max(piece, max(weight.values())))


@settings(max_examples=60, deadline=None)
@given(rounds(), st.randoms())
def test_the_same_input_and_seed_give_the_same_whoever_is_named_first(case, chance) -> None:
    tasks, names, overlap, more, seed = case
    mixed = list(names)
    chance.shuffle(mixed)
    assert hand_out(tasks, names, overlap, seed=seed, more=more) == hand_out(
        tasks, mixed, overlap, seed=seed, more=more
    )


def test_a_small_round_with_little_to_choose_from_stays_within_its_heaviest_article() -> None:
    weights = [30, 5, 30, 30]
    tasks = [Task(number, str(number), weight) for number, weight in enumerate(weights)]
    got = hand_out(tasks, "ABCDEFG", 3, seed=1, more=More(40, 4))
    loads = [sum(weights[number] for number in numbers) for numbers in got.values()]
    assert max(loads) - min(loads) <= 30


def test_another_seed_hands_out_otherwise() -> None:
    tasks = a_round(100, 12)
    made = {tuple(hand_out(tasks, NAMES, 2, seed=seed).items()) for seed in range(20)}
    assert len(made) == 20


def test_what_is_handed_out_is_frozen() -> None:
    tasks = [Task(number, str(number // 3), 10 + number % 4) for number in range(12)]
    assert hand_out(tasks, ["Ada", "Bo", "Cy"], 2, seed=1) == {
        "Ada": (0, 1, 6, 7, 8, 9, 10, 11),
        "Bo": (2, 3, 4, 5, 7, 8, 9, 10),
        "Cy": (0, 1, 2, 3, 4, 5, 6, 11),
    }


@pytest.mark.parametrize(
    ("claims", "articles", "reviewers", "overlap"),
    [
        (1000, 50, 5, 1),
        (1000, 50, 5, 2),
        (1000, 50, 5, 3),
        (1000, 50, 8, 3),
        (400, 20, 4, 2),
        (1000, 1, 5, 2),
    ],
)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_rounds_of_usual_sizes_come_out_even(claims, articles, reviewers, overlap, seed) -> None:
    tasks = a_round(claims, articles, seed)
    weight = {task.number: task.weight for task in tasks}
    got = hand_out(tasks, NAMES[:reviewers], overlap, seed=seed)
    loads = [sum(weight[number] for number in numbers) for numbers in got.values()]
    assert max(loads) * reviewers <= 1.05 * sum(loads)
    if overlap > 1:
        pairs = [sum(weight[n] for n in set(a) & set(b)) for a, b in combinations(got.values(), 2)]
        assert max(pairs) * len(pairs) <= 1.25 * sum(pairs)
        assert min(pairs) * len(pairs) >= 0.75 * sum(pairs)


def test_articles_stay_whole_when_loads_are_even_so() -> None:
    tasks = a_round(1000, 50)
    of = {task.number: task.article for task in tasks}
    size = Counter(of.values())
    for numbers in hand_out(tasks, NAMES[:5], 2, seed=1).values():
        assert all(count == size[article] for article, count in Counter(of[n] for n in numbers).items())


def test_a_single_article_is_cut_into_long_runs() -> None:
    tasks = [Task(number, "one", 10) for number in range(100)]
    got = hand_out(tasks, NAMES[:5], 1, seed=1)
    assert sorted(got.values()) == [tuple(range(start, start + 20)) for start in range(0, 100, 20)]


def test_a_share_with_more_is_made_of_whole_articles_but_for_one() -> None:
    tasks = a_round(1000, 50)
    count = Counter(
        number
        for numbers in hand_out(tasks, NAMES[:5], 1, seed=1, more=More(20, 5)).values()
        for number in numbers
    )
    mixed = [
        article
        for article, run in groupby(tasks, key=lambda task: task.article)
        if len({count[task.number] for task in run}) > 1
    ]
    assert len(mixed) <= 1


def test_a_longer_claim_and_a_longer_article_are_more_work() -> None:
    assert expected_work(100, 2400, 10) == 300 + 300 + 100
    assert expected_work(101, 2400, 10) > expected_work(100, 2400, 10) < expected_work(100, 4800, 10)
    assert expected_work(0, 0, 1) == 300


ONE = [Task(1, "a", 1)]


@pytest.mark.parametrize(
    ("tasks", "names", "overlap", "more", "words"),
    [
        ([], ["Ada"], 1, None, "no claims"),
        (ONE, [], 1, None, "no reviewers"),
        (ONE, ["Ada", "Bo", "Ada"], 1, None, "Ada is named twice"),
        (ONE, ["Ada", "Bo"], 3, None, "An overlap of 3 needs 3 reviewers; there are 2"),
        (ONE, ["Ada"], 2, None, "there is 1"),
        (ONE, ["Ada"], 0, None, "An overlap of 0"),
        (ONE, ["Ada", "Bo"], 1, More(0, 2), "share of 0 per cent"),
        (ONE, ["Ada", "Bo"], 1, More(101, 2), "share of 101 per cent"),
        (ONE, ["Ada", "Bo"], 2, More(10, 2), "an overlap of 2, all others of 2"),
        (ONE, ["Ada", "Bo"], 1, More(10, 3), "An overlap of 3 needs 3 reviewers; there are 2"),
    ],
)
def test_what_cannot_be_is_refused_in_words(tasks, names, overlap, more, words) -> None:
    with pytest.raises(InputError, match=words):
        hand_out(tasks, names, overlap, seed=1, more=more)
