"""The edits that make a readable wording of the words of a statement; `domain.wording` carries them out."""

from collections.abc import Sequence
from itertools import pairwise

from annotator.domain.claim import Edit
from annotator.domain.text import Range
from annotator.domain.wording import capital, merged, stop
from annotator.splitting.dates import leading_date_end
from annotator.splitting.english.attribution import Attribution
from annotator.splitting.english.statements import Statement


def content_edits(text: str, statement: Statement) -> list[Edit]:
    """What turns the ranges of a statement into a sentence: a capital in front, a stop behind."""
    ranges = statement.ranges
    start, end = ranges[0][0], ranges[-1][1]
    edits = [Edit("copied", *span) for span in statement.copied]
    edits += [Edit("left_out", one[1], other[0]) for one, other in pairwise(ranges)]
    if _copied_date(text, ranges):
        edits.append(Edit("added", ranges[0][1], ranges[0][1], ","))
    if statement.rule == "said-within":
        edits.append(Edit("added", ranges[0][1], ranges[0][1], ","))
    edits += [Edit("added", place, place, words) for place, words in statement.added]
    return [*edits, *capital(text, start), *stop(text, start, end)]


def utterance_edits(text: str, statement: Statement, said: Attribution) -> list[Edit]:
    """What makes "X said on Friday that ...", or "X said: “...”" of the ranges of an utterance."""
    edits = [edit for edit in content_edits(text, statement) if edit.kind != "case"]
    begin, behind = statement.ranges[0][0], statement.ranges[-1][1]
    quoted = said.quoted and said.cue != "according to"
    edits += _lead(text, said, begin)
    if quoted:
        edits.append(Edit("added", begin, begin, "“"))
        return [*edits, *capital(text, begin), Edit("added", behind, behind, "”")]
    small = text[begin].lower()
    if not statement.proper and small != text[begin] and len(small) == 1:
        edits.append(Edit("case", begin, begin + 1, small))
    return edits


def _lead(text: str, said: Attribution, begin: int) -> list[Edit]:
    """The attribution in front of the content: as it stands there, or moved from behind."""
    if said.cue == "according to":
        words, joint = f"According to {plain_words(text, [said.speaker])}", ", "
    else:
        words, joint = _saying(text, said), ": " if said.quoted else " that "
    moved = [Edit("left_out", *piece) for piece in merged([said.words, said.speaker])]
    return [*moved, Edit("added", begin, begin, words[:1].upper() + words[1:] + joint)]


def _saying(text: str, said: Attribution) -> str:
    """The attribution with its speaker in front: "said X on Monday" -> "X said on Monday"."""
    speaker = plain_words(text, [said.speaker])
    if said.words[0] > said.speaker[1]:
        return f"{speaker} {plain_words(text, [said.words])}"
    if said.words[0] < said.speaker[0] and said.cue in text[slice(said.words[0], said.speaker[0])].lower():
        before = plain_words(text, [(said.words[0], said.speaker[0])])
        behind = plain_words(text, [(said.speaker[1], said.words[1])])
        return " ".join(part for part in (speaker, before, behind) if part)
    return plain_words(text, [said.words])


def plain_words(text: str, ranges: Sequence[Range]) -> str:
    """The text of the ranges with single spaces."""
    return " ".join(word for start, end in ranges for word in text[start:end].split())


def _copied_date(text: str, ranges: Sequence[Range]) -> bool:
    """Whether a date was copied in front, which keeps its comma: "In May 2021, ..."."""
    start, end = ranges[0]
    return len(ranges) > 1 and leading_date_end(text, start, end + 1) == end + 1
