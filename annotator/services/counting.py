"""What `annotator stats` says of a file."""

from typing import Any

from annotator.store import Store, reading
from annotator.store.statistics import counts, label_counts


def statistics(store: Store, member: str) -> dict[str, Any]:
    """Counts of the file, of each reviewer, and `member`'s progress with each article."""
    with store.reading() as db:
        people: dict[str, dict[str, Any]] = {
            name: {"role": role, "labelled": 0, "complete": 0, "labels": {}}
            for name, role in reading.members(db).items()
        }
        for name, label, labelled, complete in label_counts(db):
            person = people.setdefault(name, {"role": "", "labelled": 0, "complete": 0, "labels": {}})
            person["labelled"] += labelled
            person["complete"] += complete
            person["labels"][label] = labelled
        return {
            "file": str(store.path),
            **counts(db),
            "reviewers": people,
            "articles": [
                {
                    "id": row.id,
                    "title": row.title,
                    "published": row.published,
                    "publisher": row.publisher,
                    "claims": row.claims,
                    "labelled": row.labelled,
                    "incomplete": row.incomplete,
                }
                for row in reading.articles(db, member)
            ],
        }
