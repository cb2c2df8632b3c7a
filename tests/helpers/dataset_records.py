"""Datasets for tests of formats: records as no database gives them, and what formats write to."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO

from hypothesis import strategies as st

from annotator.domain.article import METADATA_FIELDS, Metadatum
from annotator.domain.citation import Citation, Source
from annotator.domain.claim import EDIT_KINDS, FLAG_KINDS, LIKENESSES, MODES, Claim, Edit, Flag
from annotator.domain.dataset import About, ClaimRecord, DatasetArticle, Judgement, LabelRecord
from annotator.domain.label import Label, Standing
from annotator.domain.review import Comment, LabelView
from annotator.domain.scheme_reading import default_scheme
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


RECORDS = st.lists(some_records(), max_size=3)
TEXT = "Lorna Vey left the talks on Monday. She said so."


def make_record(**changes: object) -> ClaimRecord:
    """A small record; keyword arguments replace its parts."""
    article = DatasetArticle(
        "a" * 64, {"title": Metadatum("Talks", "first line"), "language": Metadatum("en", "text")}, TEXT
    )
    claim = Claim(((0, 9), (25, 34)), "Lorna Vey left on Monday.", id="c" * 64, rule="sentence")
    parts = {"article": article, "claim": claim, "partner": "", "labels": (), **changes}
    return ClaimRecord(**parts)  # type: ignore[arg-type]


def make_citation(**changes: object) -> Citation:
    parts = {
        "id": "k1", "claim": "c" * 64, "member": "anna", "source_id": "s1",
        "source": Source(url="https://example.org/a", title="Minutes", publisher="Ministry"),
        "stance": "supports", "kind": "primary", "quote": "left the talks", "locator": "p. 2",
        "accessed": "2026-03-01", "archive_url": "", "archived_at": "", "sole_authority": "", **changes,
    }  # fmt: skip
    return Citation(**parts)  # type: ignore[arg-type]


def make_label(
    label: str = "sourced",
    verdict: str | None = "insufficient",
    by: str = "anna",
    citations: Sequence[Citation] = (),
    missing: tuple[str, ...] = (),
    id: str = "l1",  # noqa: A002
) -> LabelRecord:
    """A label with its evidence."""
    given = Label(
        id, "c" * 64, by, label, "f" * 64, "2026-03-01T10:00:00.000Z",
        tuple(one.id for one in citations), 4, "One wire.",
    )  # fmt: skip
    return LabelRecord(LabelView(given, Standing(missing, verdict)), tuple(citations))  # type: ignore[arg-type]


def make_gold(label: str = "verified", verdict: str | None = "supported", **changes: object) -> Judgement:
    """A lead's decision."""
    parts = {
        "id": "g1", "by": "olga", "label": label, "verdict": verdict, "complete": True, "missing": (),
        "confidence": None, "rationale": "The minutes say so.", "at": "2026-03-03T10:00:00.000Z",
        "citations": (), "method": "adjudicated", **changes,
    }  # fmt: skip
    return Judgement(**parts)  # type: ignore[arg-type]


@dataclass
class Records:
    """A dataset that is there as a list; with `splits`, of the lists by name."""

    given: Sequence[ClaimRecord] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    by_split: Mapping[str, Sequence[ClaimRecord]] = field(default_factory=dict)
    about: About = field(default_factory=lambda: About("talks", "9.9", default_scheme()))

    @property
    def splits(self) -> Sequence[str]:
        return tuple(self.by_split) or ("",)

    def records(self, split: str = "") -> Iterator[ClaimRecord]:
        yield from self.by_split[split] if self.by_split else self.given


class MemoryFolder:
    """A folder whose files stand in `files`, by name."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    @property
    def digests(self) -> Mapping[str, str]:
        return {name: sha256(raw).hexdigest() for name, raw in self.files.items()}

    @contextmanager
    def opened(self, *names: str) -> Iterator[list[BinaryIO]]:
        assert not set(names) & set(self.files)
        with ExitStack() as stack:
            outs = [stack.enter_context(BytesIO()) for _ in names]
            yield list(outs)
            self.files |= {name: out.getvalue() for name, out in zip(names, outs, strict=True)}

    def write(self, name: str, text: str) -> None:
        with self.opened(name) as (out,):
            out.write(text.encode("utf-8"))

    def rename(self, name: str, to: str) -> None:
        assert to not in self.files
        self.files[to] = self.files.pop(name)
