"""How entries of a claim's history are said, on the screen and by `annotator history`. Without Textual."""

from annotator.domain.claim import Maker
from annotator.domain.date_format import ISO, DateFormat, local_minute
from annotator.domain.history import HistoryEntry
from annotator.domain.ids import is_event_id
from annotator.domain.suggestion import IMPORT
from annotator.tui.commands import label_name
from annotator.tui.suggestion_words import imported_words
from annotator.tui.words import STANCE_WORDS, source_words

_ACTIONS = {
    "edges": "edges moved",
    "wording": "reworded",
    "split": "split",
    "merge": "merged",
    "add": "added",
    "restore": "went back",
}
_PAIRED = {
    "folded": "folded into",
    "unfolded": "taken out of the fold",
    "linked": "linked to",
    "unlinked": "no longer linked to",
}
_STATES = {"current": "", "superseded": "superseded", "retracted": "taken back"}


def entry_words(entry: HistoryEntry, dates: DateFormat = ISO) -> str:
    """What was done: `reworded: pronoun`, `label sourced, confidence 4: as the log says`."""
    what = label_name(entry.what)
    match entry.kind:
        case "made":
            return _made(entry)
        case "revision":
            return _with(_ACTIONS.get(entry.what, what), entry.text)
        case "label" | "adjudication":
            did = "label" if entry.kind == "label" else "settled as"
            sure = f", confidence {entry.confidence}" if entry.confidence else ""
            return _with(f"{did} {what}{sure}", entry.text)
        case "suggestion" if entry.suggestion is not None:
            return _with(imported_words(entry.suggestion), entry.text)
        case "citation":
            stance = STANCE_WORDS[entry.citation.stance] if entry.citation else what
            return _with(f"cited, {stance}", _source(entry, dates))
        case "closing":
            return _with(f"closed the citation of {_source(entry, dates)}", entry.text)
        case "comment":
            return _with("comment", entry.text)
        case "flag":
            return "flagged" if entry.what == "raised" else "flag taken down"
        case "fold" | "link":
            return _with(_PAIRED.get(entry.what, what), _other(entry))
    return what


def state_words(entry: HistoryEntry) -> str:
    """What became of it: superseded, taken back, or "" when it holds; a claim that stands is `current`."""
    if entry.state == "current" and entry.revision is not None:
        return "current"
    return _STATES.get(entry.state, entry.state)


def who_words(entry: HistoryEntry) -> str:
    if entry.member:
        return entry.member
    if is_event_id(entry.id):
        return "somebody"
    return "an import" if entry.what.startswith(IMPORT) else "the splitter"


def when_words(entry: HistoryEntry, dates: DateFormat = ISO) -> str:
    """Day and minute on the clock of this place; "" for what a splitter made."""
    return local_minute(entry.at, dates)


def _made(entry: HistoryEntry) -> str:
    if is_event_id(entry.id):
        return "made"
    if entry.what.startswith(IMPORT):
        return Maker(entry.what.partition(" ")[0], "").words
    return f"made by {entry.what}"


def _source(entry: HistoryEntry, dates: DateFormat) -> str:
    named = source_words(entry.citation, dates) if entry.citation else ""
    return named or "a source that is not in this file"


def _other(entry: HistoryEntry) -> str:
    return entry.other or "a claim that is not in this file"


def _with(words: str, more: str) -> str:
    return f"{words}: {more}" if more.strip() else words
