"""The one judgement that formats with room for one get, and what is said of the rest."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from dataset_records import MemoryFolder, Records, make_citation, make_gold, make_label
from format_options import NEEDED, WRITTEN

from annotator.domain.dataset import ClaimRecord
from annotator.domain.review import Comment
from annotator.domain.suggestion import Suggestion
from annotator.formats import Format, Written
from annotator.formats.outcome import NO_VERDICT, settled
from annotator.formats.unsaid import COMMENTS, FURTHER, IMPORTED, LOOSE, RAISED

Make = Callable[..., ClaimRecord]
SAYS_ALL = {"jsonl", "csv", "tsv", "huggingface", "croissant"}
"""Formats with room for whatever people do to a claim."""
LISTS = {"bibtex", "csl-json"}
"""Formats of sources alone."""
ONE_LABEL = {"averitec", "checkthat", "claimreview", "doccano", "fever"}


@pytest.mark.parametrize("order", [("sourced", "verified"), ("verified", "sourced")])
def test_labels_that_differ_with_one_verdict_are_none_whoever_comes_first(
    record: Make, order: tuple[str, str]
) -> None:
    labels = tuple(make_label(label, "supported", by=str(at)) for at, label in enumerate(order))
    found = settled(record(labels=labels), Counter())
    assert found is not None
    assert (found[0].label, found[1]) == ("", "supported")


def test_votes_do_not_stand_for_a_decision_that_is_left_out(record: Make) -> None:
    left_out: Counter[str] = Counter()
    one = record(labels=(make_label("sourced", "supported"),), decision_left_out=True)
    assert settled(one, left_out) is None
    assert left_out == {NO_VERDICT: 1}


def written(form: Format, record: ClaimRecord) -> Written:
    options = dict(option.split("=", 1) for option in NEEDED.get(form.id, ()))
    dataset = Records([record], options)
    if form.write_folder is not None:
        return form.write_folder(dataset, MemoryFolder())
    assert form.write is not None
    return form.write(dataset, "", BytesIO())


@pytest.mark.parametrize("form", [f for f in WRITTEN if f.id not in SAYS_ALL | LISTS], ids=lambda f: f.id)
def test_what_there_is_no_place_for_is_counted(record: Make, form: Format) -> None:
    label = make_label("verified", "supported", citations=[make_citation()])
    one = record(
        labels=(label, replace(label, view=make_label("verified", "supported", by="ben", id="l2").view)),
        gold=make_gold(citations=(make_citation(),)),
        comments=(Comment("e1", "c" * 64, "ben", "Which talks?", "2026-03-02T09:00:00.000Z"),),
        flags=("ben",),
        other_citations=(make_citation(id="k9"),),
        suggestions=(Suggestion("s1", "c" * 64, "fever", "7", "sourced"),),
    )
    found = written(form, one)
    expected = {COMMENTS: 1, RAISED: 1, LOOSE: 1}
    if form.id != "labelstudio":
        expected[IMPORTED] = 1
    if form.id in ONE_LABEL:
        expected[FURTHER] = 2
    told = (COMMENTS, RAISED, LOOSE, IMPORTED, FURTHER)
    assert {words: found.left_out[words] for words in told if words in found.left_out} == expected
    assert found.labels == (1 if form.id in ONE_LABEL else 3)
