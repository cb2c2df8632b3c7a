"""What only a report asks of a round: how long claims took, when they voted."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from annotator.store.connection import Database


class ArticleFacts(NamedTuple):
    """What is shown of the article of a claim."""

    text: str
    title: str
    publisher: str
    published: str


def seconds(db: Database, round_id: str) -> dict[tuple[str, str], int]:
    """(member, claim) -> seconds of work that led to the standing vote on it, where they are known."""
    rows = db.execute(
        "SELECT member, claim, sum(seconds) FROM label WHERE round = ?"
        " GROUP BY member, claim HAVING sum(seconds) IS NOT NULL AND max(vote) = 1 ORDER BY member, claim",
        (round_id,),
    )
    return {(member, claim): taken for member, claim, taken in rows}


def vote_times(db: Database, round_id: str) -> Iterator[tuple[str, str, str]]:
    """(claim, member, when) of each standing vote, by the reviewers' clocks."""
    rows = db.execute(
        "SELECT claim, member, at FROM label WHERE round = ? AND vote = 1 ORDER BY claim, member, id",
        (round_id,),
    )
    return iter(rows)


def left_open(db: Database, round_id: str) -> list[tuple[str, int]]:
    """Why the round was closed over claims that are not settled, with how many; most first."""
    row = db.execute(
        "SELECT left_open FROM round_state WHERE round = ? ORDER BY id DESC LIMIT 1", (round_id,)
    ).fetchone()
    reasons = Counter(str(reason) for _, reason in json.loads(row[0])) if row else Counter()
    return sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))


def article_facts(db: Database, article: str) -> ArticleFacts:
    """The article with what is known of it."""
    row = db.execute(
        "SELECT a.text, coalesce(i.title, ''), coalesce(i.publisher, ''), coalesce(i.published, '')"
        " FROM article AS a LEFT JOIN main.article_info AS i ON i.article = a.id WHERE a.id = ?",
        (article,),
    ).fetchone()
    return ArticleFacts(*row)
