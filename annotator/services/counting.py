"""What `annotator stats` says of a file."""

from typing import Any

from annotator.services.withholding import Withholding
from annotator.store import Store, earlier, reading
from annotator.store.statistics import counts, label_counts


def statistics(store: Store, member: str) -> dict[str, Any]:
    """Counts of the file, of each reviewer, and `member`'s progress with each article."""
    with store.reading() as db:
        hidden = earlier.hidden_labels(db)
        people = {name: _person(role, hidden.get(name)) for name, role in reading.members(db).items()}
        for name, label, labelled, complete in label_counts(db):
            person = people.setdefault(name, _person("", hidden.get(name)))
            person["labelled"] += labelled
            person["complete"] += complete
            person["labels"][label] = labelled
        counted = counts(db)
        withholding = Withholding(store)
        if withholding.withholds:
            counted["events"] = sum(1 for _, events in withholding.feeds() for _ in events)
        return {
            "file": str(store.path),
            **counted,
            "labels_not_shown": sum(found.labels for found in hidden.values()),
            "labels_to_carry_over": sum(found.waiting for found in hidden.values()),
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


def _person(role: str, hidden: earlier.Hidden | None) -> dict[str, Any]:
    labels, waiting = hidden or (0, 0)
    return {
        "role": role,
        "labelled": 0,
        "complete": 0,
        "labels": {},
        "labels_not_shown": labels,
        "labels_to_carry_over": waiting,
    }
