"""Whatever the text: exact ranges, in order, no claim twice, the same in every process."""

import os
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.text import canonical
from annotator.splitting import claims, sentences
from annotator.splitting.folding import fold_key
from annotator.splitting.plain import SPLITTER

PARTS = st.sampled_from(
    [
        *(
            "Norland left the talks",
            "and closed its ports",
            "in March 2022",
            "he said",
            "Aske told us",
        ),
        *(
            "according to Lund",
            "who was there",
            "On Friday,",
            "but the port",
            "was sold",
            "1.5",
            "U.S.",
        ),
        *(
            ". ",
            ", ",
            "; ",
            '"',
            "“",
            "”",
            "(",
            ")",
            "[",
            "\n",
            "\n\n",
            "? ",
            "。",
            "「",
            "」",
            " ",
            "TORVIK -",
        ),
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PARTS, max_size=60).map(" ".join))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_ranges_are_exact_ordered_apart_and_trimmed(raw: str) -> None:
    text = canonical(raw)
    split = SPLITTER.split(text, published="2026-02-20")
    for claim in split.claims:
        assert claim.text
        assert claim.ranges
        for start, end in (*claim.ranges, *claim.occurrences):
            assert 0 <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()
        assert all(a[1] < b[0] for a, b in pairwise(claim.ranges))
    edges = [edge for region in split.regions for edge in (region.start, region.end)]
    assert edges == sorted(edges)
    assert all(region.start < region.end for region in split.regions)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_sentences_hold_everything_but_white_space(raw: str) -> None:
    text = canonical(raw)
    found = sentences(text)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    joined = "".join(text[start:end] for start, end in found)
    assert "".join(joined.split()) == "".join(text.split())
    assert all("\n" not in text[start:end] for start, end in found)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_no_claim_stands_twice_and_partners_have_the_other_mode(raw: str) -> None:
    found = claims(canonical(raw))
    sure = [claim for claim in found if not any(flag.kind == "pronoun" for flag in claim.flags)]
    keys = [(claim.mode, fold_key(claim.text)) for claim in sure]
    assert len(keys) == len(set(keys))
    for claim in found:
        assert claim.partner is None or found[claim.partner].mode != claim.mode


@pytest.mark.parametrize(
    "unit",
    ["(", '"', "“", " ", "x", ".", '."', "! ", "「", "; ", "said, ", '"He said," she said. '],
)
def test_long_monotonous_text_takes_time_in_proportion(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        begin = time.process_time()
        SPLITTER.split(text)
        return time.process_time() - begin

    seconds(1_000)
    assert any(
        seconds(80_000) < 12 * seconds(20_000) + 0.05 for _ in range(3)
    )  # a busy machine may spoil one


def test_claims_are_the_same_with_any_hash_seed() -> None:
    program = (
        "from annotator.splitting import claims\n"
        "text = 'A ferry sank and a pier burned down, Per Aske said. “It was old. It is gone,” "
        "said Mia Lund, who owns it and sells fish. A ferry sank.'\n"
        "print(claims(text, '2026-02-20'))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "PYTHONPATH": str(Path(__file__).parents[2]),
            },
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(outputs) == 1
