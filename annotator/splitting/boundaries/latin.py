"""Where sentences start in a line of a script that puts white space between words."""

from collections.abc import Callable, Sequence

from annotator.splitting.boundaries.context import Gap, left_of, manner_of, right_of
from annotator.splitting.boundaries.features import features
from annotator.splitting.boundaries.gaps import gaps
from annotator.splitting.boundaries.numbering import items
from annotator.splitting.boundaries.rules import decided, footnote_end, plainly_ends

Judge = Callable[[Sequence[str], int], bool]
"""Whether a sentence ends in an unclear gap, from its features and the offset at which it begins."""


def sentence_starts(line: str, judge: Judge) -> list[int]:
    """The starts of the sentences behind the first one."""
    starts: list[int] = []
    found = list(gaps(line))
    if not found:
        return starts
    manner = manner_of(line)
    item_starts, marker_ends = items(line)
    found = sorted({*found, *item_starts.items()}) if item_starts else found
    last = len(line.rstrip())
    since = seen = depth = note = 0
    quoted = False
    for at, behind in found:
        if at <= since or at >= last:
            continue
        depth += line.count("(", seen, at) - line.count(")", seen, at)
        quoted ^= line.count('"', seen, at) & 1 == 1
        seen = at
        if at in item_starts or at == note:
            ends = True
        elif at in marker_ends:
            ends = False
        elif depth <= 0 and plainly_ends(line, at, behind, since):
            ends = True
        else:
            left, right = left_of(line, at, since), right_of(line, behind)
            gap = Gap(line, at, behind, left, right, at - since, depth, quoted, manner)
            note = footnote_end(gap)
            sure = False if note else decided(gap)
            ends = judge(features(gap), at) if sure is None else sure
        if ends:
            starts.append(behind)
            since, depth = behind, 0
    return starts
