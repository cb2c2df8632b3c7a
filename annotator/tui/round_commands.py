"""The commands of team rounds: on the review screen, in the library, and in the list of rounds."""

from annotator.tui.commands import ROUND_LIST, Command, command

ROUNDS = (
    command(
        "review", "skip", "z", "skip",
        "Skip a claim of the round, with a reason: it is left to others; it can still be labelled.",
    ),
    command(
        "review", "article.done", "Z", "article done",
        "In a segmentation round: say that you are done with this article, or that you are not.",
    ),
    command(
        "library review", "guideline", "G", "guideline",
        "Show the guideline: the one that the round has frozen, else the newest of the file.",
    ),
    command(
        "library review", "rounds", "w", "rounds",
        "List the rounds: go to one of them, or back to the whole file; see how far it is, settle it.",
    ),
    Command("rounds.down", ("j",), "down", "Go down the list.", frozenset((ROUND_LIST,)), "list_down"),
    Command("rounds.up", ("k",), "up", "Go up the list.", frozenset((ROUND_LIST,)), "list_up"),
    Command("rounds.leave", ("q",), "leave", "Leave the list.", frozenset((ROUND_LIST,)), "list_leave"),
)  # fmt: skip
