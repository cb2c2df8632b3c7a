"""What people did to a claim that most formats have no place for: all count it in the same words."""

from collections import Counter

from annotator.domain.dataset import ClaimRecord

FURTHER = "further labels of a claim (there is room for one)"
COMMENTS = "comments"
LOOSE = "citations on which no label rests"
RAISED = "flags that reviewers raised"
IMPORTED = "imported labels (labelstudio has them, as predictions)"


def count_further(record: ClaimRecord, left_out: Counter[str], said: int = 1) -> None:
    """Its labels and decision but those that are said."""
    _count(left_out, FURTHER, record.judgement_count - said)


def count_remarks(record: ClaimRecord, left_out: Counter[str], *, imported: bool = True) -> None:
    """What there is beside them; without `imported`, what imports say has a place."""
    _count(left_out, COMMENTS, len(record.comments))
    _count(left_out, LOOSE, len(record.other_citations))
    _count(left_out, RAISED, len(record.flags))
    if imported:
        _count(left_out, IMPORTED, sum(bool(one.label) for one in record.suggestions))


def _count(left_out: Counter[str], words: str, count: int) -> None:
    if count:
        left_out[words] += count
