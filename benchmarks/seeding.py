"""Files to measure with: articles made of numbered sentences, the same on every run."""

from collections.abc import Iterator
from pathlib import Path

from annotator.domain.article import Metadatum, ReadArticle, Region
from annotator.domain.claim import Claim, ClaimSet
from annotator.services.ingesting import put
from annotator.services.opening import Workplace, open_workplace

MEMBER = "bench"


def sentence(article: int, number: int) -> str:
    """A sentence of about 90 characters that stands nowhere else."""
    return f"The council of district {article} approved item {number} of the budget with {number + 7} votes."


def article_text(article: int, sentences: int) -> str:
    """A headline, a dateline and one paragraph of sentences."""
    body = " ".join(sentence(article, number) for number in range(sentences))
    return f"District {article} votes on its budget\n\nRIVERTON (Valley Wire) - {body}\n"


def seed_claims(path: Path, articles: int, claims: int) -> Workplace:
    """A new file with claims put in directly, a sentence each, without reading or splitting."""
    place = open_workplace(path, MEMBER, state=path.parent / "state", create=True)
    with place.store.writing():
        for article in range(articles):
            text = "\n".join(sentence(article, number) for number in range(claims))
            made, start = [], 0
            for line in text.split("\n"):
                made.append(Claim(((start, start + len(line)),), line))
                start += len(line) + 1
            metadata = {"title": Metadatum(f"District {article}", "made up")}
            read = ReadArticle(text, text.encode(), "bench", "1", metadata)
            regions = [Region("body", 0, len(text))]
            put(place.store, read, ClaimSet.build(
                article=read.id, splitter="bench", version="1", regions=regions, claims=made
            ))  # fmt: skip
    return place


def add_filler(place: Workplace, claims: int, per_article: int = 50) -> None:
    """As many claims more, in later articles: rows alone, quickly, with ids that are no digests.

    For files whose size is what matters: nobody opens these articles.
    """
    lengths = [len(_filler(0, number)) + 1 for number in range(per_article)]
    articles = range(max(claims // per_article, 1))
    with place.store.writing() as db:
        db.executemany(
            "INSERT INTO article(id, text) VALUES (?, ?)",
            ((_id(1, a), "\n".join(_filler(a, n) for n in range(per_article))) for a in articles),
        )
        db.executemany(
            "INSERT INTO claim_set(id, article, splitter, version, model, options, published, content_digest)"
            " VALUES (?, ?, 'bench', '1', '', '{}', '', '')",
            ((_id(2, a), _id(1, a)) for a in articles),
        )
        db.executemany(
            "INSERT INTO claim(id, claim_set, position, text, ranges, mode, rule, occurrences)"
            " VALUES (?, ?, ?, ?, ?, 'content', 'bench', '[]')",
            _filler_claims(articles, lengths),
        )
        db.executemany(
            "INSERT INTO article_info(article, shown_set, claims, title, published, place, publisher, author,"
            " language, url, sort_date)"
            " VALUES (?, ?, ?, ?, '2026-01-01', '', '', '', 'en', '', '2026-01-01')",
            ((_id(1, a), _id(2, a), per_article, f"District {a}") for a in articles),
        )


def _filler(article: int, number: int) -> str:
    return f"District {article:07} approved item {number:03} on its budget."


def _filler_claims(articles: range, lengths: list[int]) -> Iterator[tuple[str, str, int, str, str]]:
    for article in articles:
        start = 0
        for number, length in enumerate(lengths):
            span = f"[[{start},{start + length - 1}]]"
            claim = _id(3, article * len(lengths) + number)
            yield claim, _id(2, article), number, _filler(article, number), span
            start += length


def _id(kind: int, number: int) -> str:
    """64 hex digits, spread as digests are."""
    return f"{number * 2654435761 & 0xFFFFFFFF:08x}{kind:08x}{number:048x}"
