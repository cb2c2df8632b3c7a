"""Records for formats of annotation tools: whole articles of hostile text, with claims at known places."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from dataset_records import make_label
from hypothesis import strategies as st

from annotator.domain.article import Metadatum, article_id
from annotator.domain.claim import Claim
from annotator.domain.dataset import ClaimRecord, DatasetArticle
from annotator.domain.incoming import BadRecord, Incoming
from annotator.domain.offsets import Utf16
from annotator.domain.text import canonical
from annotator.formats.format import Format, Source

HOSTILE = "ab.'\"\\;,=<>&\n\r\t\x1b\u202e\u2028 e\u0301ö한글漢字עברית٣🚀👩🏽‍🚒𝔘 "
HOSTILE_TEXTS = st.text(st.sampled_from(HOSTILE), min_size=2, max_size=40).map(canonical)
NAMES = ("sourced", "contested", "insufficient", "not_checkable")
VERDICTS = {"sourced": "supported", "contested": "refuted", "insufficient": "insufficient"}
REVIEWERS = ("anna", "ben 🚀", "<c&d>")


@st.composite
def _claims(draw: st.DrawFn, article: DatasetArticle) -> list[ClaimRecord]:
    length = len(article.text)
    cuts = st.sets(st.integers(0, length), min_size=2, max_size=min(6, length + 1))
    found = []
    for number in range(draw(st.integers(1, 4))):
        ends = sorted(draw(cuts))
        ranges = tuple(zip(ends[::2], ends[1::2], strict=False))
        claim = Claim(
            ranges,
            draw(HOSTILE_TEXTS),
            draw(st.sampled_from(("content", "utterance"))),
            draw(st.none() | HOSTILE_TEXTS),
            id=f"{article.id[:62]}{number:02}",
        )
        names = draw(st.lists(st.sampled_from(NAMES), max_size=3))
        labels = tuple(
            make_label(name, VERDICTS.get(name), by=REVIEWERS[at], id=f"l{number}{at}")
            for at, name in enumerate(names)
        )
        found.append(ClaimRecord(article, claim, "", labels))
    return found


@st.composite
def some_articles(draw: st.DrawFn) -> list[ClaimRecord]:
    """The claims of up to two articles, one article after the other."""
    texts = draw(st.lists(HOSTILE_TEXTS.filter(bool), min_size=1, max_size=2, unique=True))
    found: list[ClaimRecord] = []
    for text in texts:
        title = {"title": Metadatum(draw(HOSTILE_TEXTS), "first line")}
        found += draw(_claims(DatasetArticle(article_id(text), title, text)))
    return found


def in_utf16(text: str, start: int, end: int) -> str:
    """What JavaScript's `text.slice(start, end)` gives."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def units(record: ClaimRecord) -> list[tuple[int, int]]:
    """The claim's ranges in UTF-16 units."""
    found = Utf16(record.article.text)
    return [(found.from_points(start), found.from_points(end)) for start, end in record.claim.ranges]


def good(read: Iterable[Incoming | BadRecord]) -> Iterator[Incoming]:
    """The records, of which none may be bad."""
    for one in read:
        assert isinstance(one, Incoming), str(one)
        yield one


def read_back(form: Format, path: Path, **options: str) -> list[Incoming]:
    assert form.read
    return list(good(form.read(Source(path, options))))


def faults(form: Format, path: Path, **options: str) -> list[str]:
    """What is said of the bad records of a file."""
    assert form.read
    return [str(one) for one in form.read(Source(path, options)) if isinstance(one, BadRecord)]
