"""The commands of team rounds on the review screen and in the library."""

from annotator.tui.commands import command

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
        "List the rounds in which you have work, and go to one of them, or back to the whole file.",
    ),
)  # fmt: skip
