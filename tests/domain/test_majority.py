"""The majority is a count: every vote is in it, and a tie is said to be one."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.majority import Majority, majority

LABELS = ["SUPPORTED", "REFUTED", "UNCLEAR"]
VOTES = st.dictionaries(
    st.text(max_size=2), st.dictionaries(st.text(max_size=2), st.sampled_from(LABELS), max_size=6), max_size=6
)


def test_most_votes_a_tie_and_no_votes() -> None:
    votes = {
        "most": {"ann": "REFUTED", "bo": "SUPPORTED", "cy": "SUPPORTED"},
        "fewer than half": {"ann": "REFUTED", "bo": "SUPPORTED", "cy": "SUPPORTED", "di": "UNCLEAR"},
        "tie": {"ann": "REFUTED", "bo": "SUPPORTED"},
        "nobody": {},
    }
    assert majority(votes) == {
        "most": Majority("SUPPORTED", 2, 3),
        "fewer than half": Majority("SUPPORTED", 2, 4),
        "tie": Majority(None, 1, 2),
        "nobody": Majority(None, 0, 0),
    }


@given(VOTES, st.randoms(use_true_random=False))
def test_counts_every_vote_in_whatever_order(votes: dict[str, dict[str, str]], chance) -> None:
    found = majority(votes)
    assert list(found) == list(votes)
    for unit, (label, votes_for, in_all) in found.items():
        counts = sorted((list(votes[unit].values()).count(name), name) for name in LABELS)
        assert in_all == len(votes[unit])
        assert votes_for == counts[-1][0]
        assert label == (counts[-1][1] if counts[-1][0] > counts[-2][0] else None)

    def shuffled(mapping):
        items = list(mapping.items())
        chance.shuffle(items)
        return dict(items)

    assert majority(shuffled({unit: shuffled(given) for unit, given in votes.items()})) == found
