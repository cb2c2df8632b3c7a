"""What can be typed in plain mode: the keys of the review screen, and words of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.tui.commands import REVIEW, Command, key_rows


@dataclass(frozen=True, slots=True)
class PlainCommand:
    """A word that is no key of the screen; words may stand behind it."""

    action: str
    """The session's method is `do_<action>`."""
    usage: str
    help: str


_FULL = PlainCommand("full", "full", "Read all of this claim: what is missing, every citation, remarks.")
_QUIT = PlainCommand("quit", "q", "Leave; everything that was said to be saved is saved.")
_ARTICLES = PlainCommand("articles", "articles", "List the articles with their numbers.")
PLAIN_COMMANDS = {
    "g": PlainCommand("go", "g 12", "Go to claim 12 of this article."),
    "claims": PlainCommand("claims", "claims", "List the claims of this article."),
    "full": _FULL,
    "context": PlainCommand("context", "context", "Read the words of the article around this claim."),
    "text": PlainCommand("text", "text", "Read the article, a screenful at a time."),
    "articles": _ARTICLES,
    "library": _ARTICLES,
    "article": PlainCommand("article", "article 3", "Go to article 3 of the list of articles."),
    "labels": PlainCommand("labels", "labels", "Say what each label means and when it is complete."),
    "q": _QUIT,
    "quit": _QUIT,
}
"""Word -> command; they come before the keys of the screen."""
OTHERWISE = {
    "rationale": "Write why you chose the label; the words may stand behind it.",
    "comment": "Write a comment on the claim; the words may stand behind it.",
    "citation.add": "Cite: each field is a question. The address may stand behind it.",
    "citation.reuse": "Cite a source again, from a list; words behind it find one.",
    "claim.reword": "Change the wording, speaker or date; the new wording may stand behind it.",
    "search": "Search the file: the words may stand behind it; the number of a hit goes there.",
    "skip": "Skip a claim of the round: the reason, or the number of a usual one, may stand behind it.",
    "guideline": "Read the guideline: the one that the round has frozen, else the newest of the file.",
    "rounds": "List the rounds in which you have work; annotator review --round NAME goes to one.",
    "copy": "Read the claim with its citations, each in one line, to be copied.",
    "help": "List the commands.",
}
"""By the id of a row: what it does where that differs from the screen."""


def help_paragraphs(table: Sequence[Command]) -> list[str]:
    """A sentence for each command of the table, and for those of plain mode."""
    return [
        "Type a command and press Enter. Upper and lower case differ. Enter alone goes to the next claim.",
        *_rows([command for command in table if command.action != "claim_full"]),
        *(f"{command.usage}: {command.help}" for command in dict.fromkeys(PLAIN_COMMANDS.values())),
        "Splitting, adding and linking claims: annotator revise does it, and the full screen; "
        "what was done to a claim: annotator history.",
        "Commands can be typed by their names too: undo, redo, next open.",
    ]


def _rows(table: Sequence[Command]) -> Iterator[str]:
    names = {command.id: command.name for command in table}
    for row in key_rows(table, REVIEW):
        key = row.keys.split()[0]
        typed = key if len(key) == 1 else names.get(row.id, key)
        yield f"{typed}: {OTHERWISE.get(row.id, row.help)}"
