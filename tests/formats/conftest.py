"""Records as no database gives them: every field with any text."""

from collections.abc import Callable

import pytest
from hypothesis import strategies as st

from annotator.domain.article import METADATA_FIELDS, Metadatum
from annotator.domain.citation import Citation, Source
from annotator.domain.claim import EDIT_KINDS, FLAG_KINDS, LIKENESSES, MODES, Claim, Edit, Flag
from annotator.domain.dataset import ClaimRecord, DatasetArticle, LabelRecord
from annotator.domain.label import Label, Standing
from annotator.domain.review import Comment, LabelView
from annotator.domain.vocabulary import KINDS, STANCES

TRICKY = "=+-@＝＋－＠−'\";,\n\r\t\0\x1b\x7f\x85\x9b\u200b\u200f\u202e\u2028\ufeff 　👩🏽‍🚀漢字עברית[/]"
TEXTS = st.text(st.one_of(st.sampled_from(TRICKY), st.characters(codec="utf-8")), max_size=12)
IDS = st.text("0123456789abcdef", min_size=64, max_size=64)


@st.composite
def ranges(draw: st.DrawFn, length: int) -> tuple[tuple[int, int], ...]:
    cuts = sorted(draw(st.sets(st.integers(0, length), min_size=2, max_size=6)))
    return tuple(zip(cuts[::2], cuts[1::2], strict=False))


SOURCES = st.builds(Source, *[TEXTS] * 7)
CITATIONS = st.builds(
    Citation, IDS, IDS, TEXTS, IDS, SOURCES, st.sampled_from(STANCES), st.sampled_from(KINDS), *[TEXTS] * 8
)
LABELS = st.builds(
    Label,
    *(IDS, IDS, TEXTS, TEXTS, TEXTS, TEXTS, st.just(())),
    confidence=st.none() | st.integers(1, 5),
    rationale=TEXTS,
    copied_from=st.just("") | IDS,
)
STANDINGS = st.builds(Standing, st.lists(TEXTS, max_size=2).map(tuple), st.none() | st.just("refuted"))
LABEL_RECORDS = st.builds(
    LabelRecord, st.builds(LabelView, LABELS, STANDINGS), st.lists(CITATIONS, max_size=2).map(tuple)
)
METADATA = st.dictionaries(st.sampled_from(METADATA_FIELDS), st.builds(Metadatum, TEXTS, TEXTS))


OFFSETS = st.integers(0, 30)
FLAGS = st.lists(st.builds(Flag, st.sampled_from(FLAG_KINDS), OFFSETS, OFFSETS), max_size=2)
EDITS = st.lists(st.builds(Edit, st.sampled_from(EDIT_KINDS), OFFSETS, OFFSETS, TEXTS), max_size=2)


@st.composite
def some_records(draw: st.DrawFn) -> ClaimRecord:
    text = draw(st.text(st.sampled_from(TRICKY), min_size=2, max_size=30))
    unknown = st.none() | TEXTS
    claim = Claim(
        draw(ranges(len(text))),
        draw(TEXTS),
        draw(st.sampled_from(MODES)),
        *(draw(unknown) for _ in range(3)),
        rule=draw(TEXTS),
        occurrences=draw(ranges(len(text))),
        flags=tuple(draw(FLAGS)),
        edits=tuple(draw(EDITS)),
        likeness=draw(st.sampled_from(LIKENESSES)),
        id=draw(IDS),
    )
    return ClaimRecord(
        DatasetArticle(draw(IDS), draw(METADATA), text),
        claim,
        draw(st.just("") | IDS),
        tuple(draw(st.lists(LABEL_RECORDS, max_size=2))),
        tuple(draw(st.lists(CITATIONS, max_size=2))),
        tuple(draw(st.lists(st.builds(Comment, IDS, IDS, TEXTS, TEXTS, TEXTS), max_size=2))),
        tuple(sorted(draw(st.sets(TEXTS, max_size=2)))),
        *draw(st.tuples(st.just("") | IDS, st.just("") | IDS)),
    )


@pytest.fixture(scope="session")
def any_records() -> st.SearchStrategy[list[ClaimRecord]]:
    return st.lists(some_records(), max_size=3)


TEXT = "Lorna Vey left the talks on Monday. She said so."


@pytest.fixture
def record() -> Callable[..., ClaimRecord]:
    """Makes a small record; keyword arguments replace its parts."""

    def make(**changes: object) -> ClaimRecord:
        article = DatasetArticle(
            "a" * 64, {"title": Metadatum("Talks", "first line"), "language": Metadatum("en", "text")}, TEXT
        )
        claim = Claim(((0, 9), (25, 34)), "Lorna Vey left on Monday.", id="c" * 64, rule="sentence")
        parts = {"article": article, "claim": claim, "partner": "", "labels": (), **changes}
        return ClaimRecord(**parts)  # type: ignore[arg-type]

    return make


@pytest.fixture
def labelled() -> LabelRecord:
    """A label of Anna's that rests on one citation."""
    label = Label(
        "l1", "c" * 64, "anna", "sourced", "f" * 64, "2026-03-01T10:00:00.000Z", ("k1",), 4, "One wire."
    )
    citation = Citation(
        "k1",
        "c" * 64,
        "anna",
        "s1",
        Source(url="https://example.org/a", title="Minutes", publisher="Ministry"),
        "supports",
        "primary",
        quote="left the talks",
        locator="p. 2",
        accessed="2026-03-01",
        archive_url="",
        archived_at="",
        sole_authority="",
    )
    return LabelRecord(LabelView(label, Standing((), "insufficient")), (citation,))
