"""Reading an article again after an act gives what reading all of it would."""

from random import Random

import pytest

from annotator.domain.article import Metadatum, ReadArticle, Region
from annotator.domain.claim import Claim, ClaimSet
from annotator.domain.errors import AnnotatorError
from annotator.services.ingesting import put
from annotator.services.reading import Reading
from annotator.services.reviewing import Reviewing
from annotator.store import open_to_read, open_to_write

LINES = [f"The barge number {number} took grain and coal to the north quay." for number in range(9)]
TEXT = "\n\n".join(LINES) + "\n"


def made() -> ClaimSet:
    read = ReadArticle(TEXT, TEXT.encode(), "text", "1", {"title": Metadatum("Barges", "first line")})
    claims = []
    for number, line in enumerate(LINES):
        start = TEXT.index(line)
        like = {1: (0, "variant"), 3: (0, "similar"), 4: (2, "variant")}.get(number)
        more = {"like": like[0], "likeness": like[1]} if like else {}
        claims.append(Claim(((start, start + len(line)),), line, **more))
    region = [Region("body", 0, len(TEXT))]
    return read, ClaimSet.build(
        article=read.id, splitter="by hand", version="1", regions=region, claims=claims
    )


def act(reviewing: Reviewing, reading: Reading, article: str, random: Random, seen: list[str]) -> str:
    """Something at random; the name of what was done, "" when it could not be."""
    listed = reading.listed(article)
    one, two = random.choice(listed), random.choice(listed)
    place = random.randrange(len(TEXT))
    acts = {
        "edge": lambda: reviewing.move_edge(
            one, random.choice(("start", "end")), "word", random.choice((1, -1))
        ),
        "split": lambda: reviewing.split(one, place),
        "merge": lambda: reviewing.merge(one, two),
        "add": lambda: reviewing.add(article, [(place, place + 40)]),
        "drop": lambda: reviewing.drop(one),
        "restore": lambda: reviewing.restore(random.choice(seen)),
        "reword": lambda: reviewing.reword(one, f"Barge {place}.", same_meaning=True),
        "rival": lambda: reviewing.move_edge(random.choice(seen), "end", "word", -1, rival=True),
        "undo": reviewing.undo,
        "redo": reviewing.redo,
        "label": lambda: reviewing.label(one, "verified"),
        "fold": lambda: reviewing.fold(one, two),
        "flag": lambda: reviewing.flag(one),
    }
    name = random.choice(list(acts))
    try:
        done = acts[name]()
    except AnnotatorError:
        return ""
    seen += [claim for claim in (*listed, done.claim) if claim and claim not in seen]
    return f"{name} {done.claim}" if done.relisted else name


@pytest.mark.parametrize("seed", range(8))
def test_an_article_is_read_again_as_it_is(tmp_path, seed: int) -> None:
    random, path = Random(seed), tmp_path / "again.db"
    read, claims = made()
    with open_to_write(path, create=True) as store:
        with store.writing():
            put(store, read, claims)
        reviewing = Reviewing(store, "anna", "device-1")
        with open_to_read(path) as file:
            reading = Reading(file, "anna")
            seen, relisted = reading.listed(read.id), 0
            before = reading.article(read.id)
            for _ in range(60):
                done = act(reviewing, reading, read.id, random, seen)
                now = reading.article(read.id)
                if " " in done:
                    relisted += 1
                    assert reading.article_again(before) == now, done
                before = now
            assert relisted > 5
