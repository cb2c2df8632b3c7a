"""What plain mode says: each line a sentence that makes sense when it is read aloud."""

from collections.abc import Iterator

from annotator.domain.citation import Citation
from annotator.domain.review import ArticleRow, ClaimMark, LabelView
from annotator.domain.scheme import Scheme
from annotator.domain.text import Range
from annotator.services.acting import words_of
from annotator.tui.commands import label_name
from annotator.tui.position import position_words
from annotator.tui.reading_desk import ReadingDesk
from annotator.tui.suggestion_words import check_words, has_words, in_order, suggestion_words
from annotator.tui.words import FLAG_WORDS, KIND_WORDS, STANCE_WORDS, citation_text, missing_words, rule_words

AROUND = 600
"""Characters on either side of a claim where its paragraph is longer than both."""


def article_words(desk: ReadingDesk) -> str:
    article = desk.article
    named = ", ".join(part for part in (article.publisher, desk.date(article.published)) if part)
    about = f"{named}. " if named else ""
    labelled = "" if desk.correcting else f", {desk.labelled} labelled"
    done = f"{words_of(desk.to_label, 'claim')}{labelled}."
    return f"Article: {ended(article.title or 'untitled')} {about}{done}"


def claim_paragraphs(desk: ReadingDesk) -> Iterator[str]:
    """The current claim: where it is and how it stands, its wording, who said it, its evidence."""
    yield position_words(desk)
    if desk.mark is None:
        yield f"{desk.key('article.next')} goes to the next article."
        return
    yield desk.mark.claim.text
    yield from _facts(desk)
    yield from _notes(desk)
    if len(desk.state.mine) > 1:
        yield "Two devices left a label of yours: give the right one again."
    yield from _suggested(desk, whole=False)
    if desk.state.citations:
        shown = "; ".join(f"{n}, {_short(desk, c)}" for n, c in enumerate(desk.state.citations, 1))
        yield f"Citations: {ended(shown)}"
    for view in desk.state.others:
        yield f"{view.label.member} labelled it {label_name(view.label.label)}."
    if desk.state.comments:
        yield f"It has {words_of(len(desk.state.comments), 'comment')}; full reads all."


def full_paragraphs(desk: ReadingDesk) -> Iterator[str]:
    """All that is known of the current claim."""
    if desk.mark is None:
        return
    yield position_words(desk)
    yield desk.mark.claim.text
    yield from _facts(desk)
    yield from _notes(desk)
    for view in desk.state.mine:
        yield from _label(view, "Your label")
    yield from _suggested(desk, whole=True)
    for number, citation in enumerate(desk.state.citations, 1):
        whose = "" if citation.member == desk.member else f", by {citation.member}"
        yield ended(f"Citation {number}{whose}: {citation_text(citation)}")
        if citation.sole_authority:
            yield ended(f"It is the thing claimed: {citation.sole_authority}")
        if citation.closed:
            yield ended(f"It is closed: {citation.closed}")
    for view in desk.state.others:
        yield from _label(view, f"The label of {view.label.member}")
    for comment in desk.state.comments:
        yield ended(f"Comment by {comment.member}: {comment.text}")


def context_paragraphs(desk: ReadingDesk) -> Iterator[str]:
    """The words of the article that the claim is made of, and the paragraph that they stand in."""
    if desk.mark is None:
        return
    text, ranges = desk.article.text, desk.mark.claim.ranges
    yield f"The claim stands in the article as: {' ... '.join(text[start:end] for start, end in ranges)}"
    yield f"Around it: {_around(text, (ranges[0][0], ranges[-1][1]))}"


def article_paragraphs(desk: ReadingDesk) -> list[str]:
    return [line for line in desk.article.text.split("\n") if line.strip()]


def mark_words(number: int, mark: ClaimMark) -> str:
    """A claim in the list of claims."""
    label = label_name(mark.label) if mark.label else "folded" if mark.folded_into else "no label"
    if mark.suggested and not mark.label:
        label += ", suggested"
    lacking = ", incomplete" if mark.label and not mark.complete else ""
    flagged = ", flagged" if mark.flagged else ""
    return f"{number}, {label}{lacking}{flagged}: {mark.claim.text}"


def row_words(number: int, row: ArticleRow) -> str:
    """An article in the list of articles."""
    about = "".join(f", {part}" for part in (row.publisher, row.published) if part)
    return (
        f"{number}, {row.title or 'untitled'}{about}: {words_of(row.claims, 'claim')}, "
        f"{row.labelled} labelled, {row.incomplete} of them incomplete."
    )


def citation_row(number: int, citation: Citation) -> str:
    """A citation in a list to choose from."""
    return ended(f"{number}, {citation_text(citation)}")


def label_paragraphs(scheme: Scheme) -> Iterator[str]:
    """What each label means and when it is complete."""
    for rule in scheme.labels:
        yield ended(
            f"{rule.key}, {label_name(rule.id)}: {ended(rule.help)} It is {'; '.join(rule_words(rule))}"
        )


def ended(text: str) -> str:
    """A text as a sentence."""
    tidy = text.strip()
    return tidy if tidy.endswith((".", "!", "?", "。")) else f"{tidy}."


def _facts(desk: ReadingDesk) -> Iterator[str]:
    if desk.mark is None:
        return
    claim = desk.mark.claim
    parts = [f"Speaker: {ended(claim.speaker)}" if claim.speaker else ""]
    parts.append(f"Date: {ended(desk.date(claim.date))}" if claim.date else "")
    parts.append("The question is whether it was said." if claim.mode == "utterance" else "")
    if any(parts):
        yield " ".join(part for part in parts if part)


def _notes(desk: ReadingDesk) -> Iterator[str]:
    if desk.mark is None:
        return
    flags = [
        f"{FLAG_WORDS[flag.kind]}, {desk.article.text[flag.start : flag.end]}"
        for flag in desk.mark.claim.flags
    ]
    if flags:
        yield f"Note: {ended('; '.join(dict.fromkeys(flags)))}"
    other = desk.alike(desk.position)
    if other is not None:
        verb = "is folded into" if desk.mark.folded_into else "is like"
        yield f"It {verb} claim {other + 1}: {desk.marks[other].claim.text}"
    earlier = desk.state.earlier
    if earlier is not None:
        yield (
            f"You labelled it {label_name(earlier.view.label.label)} before the text was split anew, "
            f"where it read: {ended(earlier.claim.text)} {desk.key('carry')} carries it over."
        )


def _suggested(desk: ReadingDesk, *, whole: bool) -> Iterator[str]:
    """What imported records say of the claim, with their citations in full or counted."""
    for view in in_order(desk.state.suggestions):
        words = suggestion_words(view.suggestion)
        yield ended(f"Suggested: {words}" if has_words(view.suggestion) else words[0].upper() + words[1:])
        if view.wording:
            yield ended(f"It is said of a claim that reads: {view.wording}")
        if view.suggestion.rationale:
            yield ended(f"Its rationale: {view.suggestion.rationale}")
        if not whole and view.citations:
            yield f"It rests on {words_of(len(view.citations), 'citation')}; full reads all."
        for citation in view.citations if whole else ():
            yield ended(f"It rests on: {citation_text(citation)}")

    for citation in desk.state.imported if whole else ():
        yield ended(f"Cited by {citation.member}: {citation_text(citation)}")
    for hint in desk.reading.already_checked(desk.mark.claim) if desk.mark else ():
        yield ended(f"Hint: {check_words(hint, desk.config.date_format)}, of the claim: {hint.wording}")


def _short(desk: ReadingDesk, citation: Citation) -> str:
    whose = "" if citation.member == desk.member else f" by {citation.member}"
    closed = ", closed" if citation.closed else ""
    return (
        f"{STANCE_WORDS[citation.stance]}{closed}, {KIND_WORDS[citation.kind]}, {citation.source.name}{whose}"
    )


def _label(view: LabelView, whose: str) -> Iterator[str]:
    standing = view.standing
    words = f"{whose}: {label_name(view.label.label)}"
    if standing.missing:
        words += f", incomplete, {missing_words(standing.missing)}"
    else:
        words += f", complete, verdict {standing.verdict}" if standing.verdict else ", complete"
    if view.label.confidence:
        words += f", confidence {view.label.confidence} of 5"
    yield ended(words)
    if view.label.rationale:
        yield ended(f"Rationale: {view.label.rationale}")


def _around(text: str, span: Range) -> str:
    """The paragraphs of a range; of longer ones, what stands near it."""
    first = text.rfind("\n", 0, span[0]) + 1
    last = text.find("\n", span[1])
    last = len(text) if last < 0 else last
    start, end = max(first, span[0] - AROUND), min(last, span[1] + AROUND)
    before = "... " if start > first else ""
    after = " ..." if end < last else ""
    return f"{before}{text[start:end]}{after}"
