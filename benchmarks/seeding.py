"""Files to measure with: articles made of numbered sentences, the same on every run."""

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
