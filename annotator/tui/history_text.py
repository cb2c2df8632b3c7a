"""The lower part of the history: one entry in full, or two revisions side by side with what differs."""

from annotator.domain.claim import Claim
from annotator.domain.differing import differing
from annotator.domain.history import HistoryEntry
from annotator.tui.claim_text import citation_lines, named, named_marked
from annotator.tui.commands import label_name
from annotator.tui.drawing import Line
from annotator.tui.history import History
from annotator.tui.history_words import entry_words, state_words, when_words, who_words
from annotator.tui.suggestion_words import has_words, suggestion_words
from annotator.tui.words import claim_facts

_GAP = " … "
"""Between words of a claim that do not stand together in the article."""


def history_lines(history: History, width: int) -> list[Line]:
    """What is chosen, in lines of at most `width` cells."""
    pair = history.compared
    return _compared(history, *pair, width) if pair is not None else _entry(history, history.entry, width)


def verbatim(text: str, claim: Claim) -> str:
    """The article's own words of a claim, in one line."""
    return _GAP.join(" ".join(text[start:end].split()) for start, end in claim.ranges)


def _entry(history: History, entry: HistoryEntry, width: int) -> list[Line]:
    if entry.revision is not None:
        return _revision(history, entry, entry.revision, width)
    dates = history.desk.config.date_format
    lines = _by(history, entry, width)
    match entry.kind:
        case "label":
            lines += named("label", label_name(entry.what), width, f"label:{entry.what}")
            lines += named("confidence", f"{entry.confidence} of 5" if entry.confidence else "", width)
            lines += named("rationale", entry.text, width)
        case "suggestion" if entry.suggestion is not None:
            head = "suggested" if has_words(entry.suggestion) else ""
            lines += named(head, suggestion_words(entry.suggestion), width)
            lines += named("rationale", entry.text, width)
        case "comment":
            lines += named("comment", entry.text, width)
        case "fold" | "link":
            lines += named(entry.what, entry.other or "a claim that is not in this file", width)
        case "closing":
            lines += named("closed because", entry.text, width)
        case "citation":
            pass
        case _:
            lines += named("done", entry_words(entry, dates), width)
    if entry.citation is not None:
        lines += [(), *citation_lines(history.desk, entry.citation, width)]
    on = history.made.get(entry.claim)
    if on is not None and on.revision is not None:
        lines += [(), *named(history.revision_words(entry.claim), on.revision.text, width, "muted")]
    return lines


def _revision(history: History, entry: HistoryEntry, claim: Claim, width: int) -> list[Line]:
    """Its wording and that of what it was made of, in each the words marked that the other lacks."""
    before = [history.made[parent] for parent in entry.parents if parent in history.made]
    old = [(made, made.revision) for made in before if made.revision is not None]
    whole = " ".join(revision.text for _, revision in old)
    marked = differing(claim.text, whole)[0] if old else []
    lines = named_marked("wording", claim.text, marked, width)
    for made, revision in old:
        name = f"was, {history.revision_words(made.claim)}"
        lines += named_marked(
            "was" if len(old) == 1 else name, revision.text, differing(claim.text, revision.text)[1], width
        )
    lines += [(), *_by(history, entry, width)]
    lines += named("done", entry_words(entry, history.desk.config.date_format), width)
    lines += named("made of", ", ".join(history.revision_words(made.claim) for made in before), width)
    return [*lines, *_facts(history, claim, width), *named("cut from", verbatim(history.text, claim), width)]


def _compared(history: History, one: HistoryEntry, other: HistoryEntry, width: int) -> list[Line]:
    if one.revision is None or other.revision is None:
        return []
    first, second = one.revision, other.revision
    wordings = differing(first.text, second.text)
    cuts = [verbatim(history.text, first), verbatim(history.text, second)]
    sources = differing(*cuts)
    told = [claim_facts(claim, history.desk.config.date_format) for claim in (first, second)]
    lines: list[Line] = []
    for number, (entry, claim) in enumerate(((one, first), (other, second))):
        lines += [()] if number else []
        lines += named_marked(history.revision_words(entry.claim), claim.text, wordings[number], width)
        lines += _by(history, entry, width)
        lines += named("says", told[number] if told[0] != told[1] else "", width)
        lines += named_marked("cut from", cuts[number], sources[number], width)
    same = {
        "wording": first.text == second.text,
        "words of the article": first.ranges == second.ranges,
        "speaker, date and mode": told[0] == told[1],
    }
    return [
        *lines,
        (),
        *named("the same", "; ".join(what for what, holds in same.items() if holds), width, "muted"),
    ]


def _by(history: History, entry: HistoryEntry, width: int) -> list[Line]:
    when = when_words(entry, history.desk.config.date_format) if entry.member else ""
    parts = (who_words(entry), when, state_words(entry))
    return named("by", " · ".join(part for part in parts if part), width, "muted")


def _facts(history: History, claim: Claim, width: int) -> list[Line]:
    return named("says", claim_facts(claim, history.desk.config.date_format), width)
