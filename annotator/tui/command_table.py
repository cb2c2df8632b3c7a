"""THE table of commands: key bindings, palette, footer, help and the README are made from it.

Commands that set a label come from the scheme; all others stand here, in the order of help.
"""

from dataclasses import replace

from annotator.domain.scheme import Scheme
from annotator.tui.commands import (
    REVIEW,
    WHERE_WORDS,
    Command,
    key_rows,
    label_name,
)


def _command(where: str, name_id: str, keys: str, name: str, words: str, *, footer: bool = False) -> Command:
    places = frozenset(where.split())
    action = name_id.replace(".", "_")
    return Command(name_id, tuple(keys.split()), name, words, places, action, footer=footer)


_MOVES = (
    _command("review", "claim.next", "j down", "next claim", "Go to the next claim."),
    _command("review", "claim.previous", "k up", "previous claim", "Go to the claim before."),
    _command("review", "article.next", "J", "next article", "Go to the next article."),
    _command("review", "article.previous", "K", "previous article", "Go to the article before."),
    _command(
        "review", "open.next", "n", "next open",
        "Go to the next claim without a label, in later articles too.", footer=True,
    ),
    _command(
        "review", "open.previous", "N", "previous open",
        "Go to the claim before this one that has no label.",
    ),
    _command(
        "review", "page.down", "pagedown ctrl+f", "page down",
        "Scroll the article; the claim stays chosen.",
    ),
    _command("review", "page.up", "pageup ctrl+b", "page up", "Scroll the article back."),
)  # fmt: skip
_CLAIM = _command(
    "review", "claim.full", "enter", "show all",
    "Show all of this claim: full wording, what is missing, every citation with its quote, remarks.",
)  # fmt: skip
_CONFIDENCES = tuple(
    Command(
        f"confidence.{number}",
        (str(number),),
        f"confidence {number}",
        "Say how sure you are of your label, from 1 (a guess) to 5 (certain).",
        frozenset((REVIEW,)),
        "confidence",
        number,
        row="confidence",
    )
    for number in range(1, 6)
)
_CARET = (
    _command(
        "review", "caret", "V", "caret mode",
        "Put a caret in the article, to select words and search there.",
    ),
    *(
        replace(
            _command("caret", f"caret.{motion}", keys, name, words), action="caret_move", argument=motion
        )
        for motion, keys, name, words in (
            ("left", "h left", "left", "Go to the character before."),
            ("right", "l right", "right", "Go to the next character."),
            ("down", "j down", "down", "Go a line down."),
            ("up", "k up", "up", "Go a line up."),
            ("word.next", "w", "next word", "Go to where the next word begins."),
            ("word.previous", "b", "word before", "Go back to where a word begins."),
            ("word.end", "e", "end of word", "Go to where a word ends."),
            ("sentence.next", ")", "next sentence", "Go to where the next sentence begins."),
            ("sentence.previous", "(", "sentence before", "Go back to where a sentence begins."),
            ("paragraph.next", "}", "next paragraph", "Go to where the next paragraph begins."),
            ("paragraph.previous", "{", "paragraph before", "Go back to where a paragraph begins."),
            ("line.start", "0 home", "start of line", "Go to where the line begins."),
            ("line.end", "$ end", "end of line", "Go to where the line ends."),
            ("line.first", "g", "first line", "Go to the first line, or with a number to that line."),
            ("line.last", "G", "last line", "Go to the last line, or with a number to that line."),
        )
    ),
    _command("caret", "caret.select", "v", "select", "Begin a selection here, or drop it.", footer=True),
    _command("caret", "caret.swap", "o", "other end", "Go to the other end of the selection."),
    _command(
        "caret", "caret.keep", "+", "one more piece", "Put the selection aside, to select another piece."
    ),
    _command("caret", "caret.copy", "y", "copy", "Copy what is selected.", footer=True),
    _command(
        "caret", "caret.search", "/", "search", "Search for words in the article.", footer=True
    ),
    _command("caret", "caret.search.next", "n", "next found", "Go to the next place that was found."),
    _command("caret", "caret.search.previous", "N", "found before", "Go to the place found before."),
    _command(
        "caret", "caret.leave", "q V ctrl+g escape", "leave",
        "Drop the selection, or leave caret mode.", footer=True,
    ),
)  # fmt: skip
_ACTS = (
    _command(
        "review", "citation.add", "a", "cite", "Add a citation to the claim: a form.", footer=True
    ),
    _command(
        "review", "citation.reuse", "r", "reuse",
        "Cite a source again that you cited before: from a list.", footer=True,
    ),
    _command(
        "review", "citation.again", "R", "cite again",
        "Cite what you cited last for this claim too: same source, quote and stance.",
    ),
    _command(
        "review", "citation.open", "o", "open a citation", "Look at a citation of yours and change it."
    ),
    _command(
        "review", "citation.close", "X", "close a refuting citation",
        "Say why a refuting citation no longer stands against the claim.",
    ),
    _command("review", "rationale", "t", "rationale", "Write why you chose the label."),
    _command("review", "comment", "m", "comment", "Write a comment on the claim."),
    _command("review", "flag", "f", "flag", "Flag the claim for a second look, or take the flag away."),
    _command(
        "review", "claim.fold", "=", "fold",
        "Fold the claim into the earlier one that it is like, or take it out again; for all reviewers.",
    ),
    _command(
        "review", "carry", ">", "carry over",
        "Give the claim the label that you gave it before its article was split anew, with its citations.",
    ),
    _command("review", "copy", "y", "copy", "Copy the claim with its citations to the clipboard."),
    _command(
        "review", "undo", "u", "undo", "Take back your newest act, wherever it was.", footer=True
    ),
    _command("review", "redo", "ctrl+r", "redo", "Do again what you took back last."),
)  # fmt: skip
_FLOW = (
    _command(
        "review", "flagged.next", "F", "next flagged",
        "Go to the next claim that you flagged, in all articles.",
    ),
    _command(
        "review", "incomplete.next", "I", "next incomplete",
        "Go to the next claim whose label lacks evidence, in all articles.",
    ),
    _command(
        "review", "disagreement.next", "~", "next disagreement",
        "Go to the next claim that reviewers label differently, in all articles.",
    ),
    _command(
        "review", "filter", "\\", "filter",
        "List the claims of the whole file that are open, flagged, in disagreement ...: a form.",
    ),
    _command("review", "filter.clear", "backspace", "no filter", "List the claims of the article again."),
    _command(
        "review", "repeat", ".", "repeat",
        "Do your last act again here: a label with its confidence, a flag, a fold, a citation used again.",
    ),
    _command(
        "review", "advance", "+", "label moves on",
        "Let a label move on to the next open claim, or let it stay again.",
    ),
)  # fmt: skip
_LIBRARY = (
    _command("library", "library.down", "j down", "down", "Go to the next article."),
    _command("library", "library.up", "k up", "up", "Go to the article before."),
    _command("library", "library.first", "home", "first", "Go to the first article."),
    _command("library", "library.last", "end", "last", "Go to the last article."),
    _command("library", "library.open", "enter o", "open", "Review the article.", footer=True),
)
_FINDING = (
    _command(
        "library review", "search", "/", "search",
        "Search articles, claims, citations, rationales and comments by their words.", footer=True,
    ),
    _command(
        "library review", "goto", "g", "go to",
        "Go to a claim of this article by its number, or to a claim or an article by a few letters.",
    ),
)  # fmt: skip
_GENERAL = (
    _command(
        "library review caret", "help", "?", "help", "Show all keys, labels and their rules.", footer=True
    ),
    _command(
        "library review caret", "theme", "ctrl+t", "theme",
        "Show it in the next theme, until you leave; the configuration can keep one.",
    ),
    _command(
        "library review caret", "palette", "ctrl+p", "commands",
        "Find a command by its name; a click on the status line does it too.", footer=True,
    ),
    _command("review", "back", "q", "library", "Go back to the list of articles.", footer=True),
    _command("library", "quit", "q", "quit", "End the program; everything is saved.", footer=True),
)  # fmt: skip
_FORMS = (
    _command("form", "form.save", "ctrl+s", "save", "Save what the form says.", footer=True),
    _command("form", "form.next", "tab", "next field", "Go to the next field.", footer=True),
    _command("form", "form.previous", "shift+tab", "field before", "Go to the field before."),
    _command(
        "form", "form.leave", "ctrl+g escape", "leave", "Leave the form; what you typed is kept.", footer=True
    ),
    _command(
        "citation",
        "citation.unfill",
        "ctrl+z",
        "take back",
        "Take back what was filled in from a pasted text, from an earlier source or by completing.",
        footer=True,
    ),
    _command(
        "citation",
        "citation.complete",
        "right end",
        "complete",
        "Complete the name by what is shown dim behind the cursor.",
    ),
    _command("citation", "citation.offer.next", "down", "next offered", "Go down the sources on offer."),
    _command("citation", "citation.offer.previous", "up", "offered before", "Go up the sources on offer."),
    _command(
        "citation",
        "citation.offer.take",
        "enter",
        "take it",
        "Fill in the source that is marked; without one, go to the next field.",
    ),
    _command("list", "list.down", "down", "down", "Go down the list."),
    _command("list", "list.up", "up", "up", "Go up the list."),
    _command("list", "list.page.down", "pagedown", "page down", "Go down a page of the list."),
    _command("list", "list.page.up", "pageup", "page up", "Go up a page of the list."),
    _command("list", "list.choose", "enter", "choose", "Take the one that is marked.", footer=True),
    _command("list", "list.leave", "ctrl+g escape", "leave", "Leave the list.", footer=True),
    _command("help", "help.down", "j down", "down", "Scroll down."),
    _command("help", "help.up", "k up", "up", "Scroll up."),
    _command("help", "help.page.down", "pagedown ctrl+f space", "page down", "Scroll a page down."),
    _command("help", "help.page.up", "pageup ctrl+b", "page up", "Scroll a page up."),
    _command("help", "help.leave", "q ? enter escape", "leave", "Leave this page.", footer=True),
)


def label_commands(scheme: Scheme) -> tuple[Command, ...]:
    """One command for each label; the labels that decide something stand in the footer."""
    return tuple(
        Command(
            f"label.{label.id}",
            (label.key,),
            label_name(label.id),
            f"Label the claim {label_name(label.id)}.",
            frozenset((REVIEW,)),
            "label",
            label.id,
            footer=label.decides,
        )
        for label in scheme.labels
    )


def commands(scheme: Scheme) -> tuple[Command, ...]:
    """Every command, in the order of help."""
    return (
        *label_commands(scheme), *_CONFIDENCES, *_MOVES, _CLAIM, *_ACTS, *_FLOW, *_CARET,
        *_LIBRARY, *_GENERAL, *_FINDING, *_FORMS,
    )  # fmt: skip


_TO_COME = frozenset("e[]{}|SMADBLh")
"""Keys that commands to come will have: a label that took one now could not keep it."""


def reserved_keys() -> frozenset[str]:
    """Keys that a label of a scheme may not take."""
    fixed = (*_CONFIDENCES, *_MOVES, _CLAIM, *_ACTS, *_FLOW, *_CARET, *_GENERAL, *_FINDING)
    return _TO_COME | {key for command in fixed if REVIEW in command.where for key in command.keys}


def key_table_markdown(scheme: Scheme) -> str:
    """The key table of the README: one table a kind of screen."""
    parts = []
    for where, words in WHERE_WORDS.items():
        rows = [f"| {_code(row.keys)} | {row.help} |" for row in key_rows(commands(scheme), where)]
        parts.append("\n".join([f"**{words}**", "", "| key | what it does |", "| --- | --- |", *rows]))
    return "\n\n".join(parts) + "\n"


def _code(keys: str) -> str:
    return " ".join(f"`{key}`" for key in keys.split())
