"""The commands of the history of a claim, and the one that opens it."""

from annotator.tui.commands import command

HISTORY = (
    command(
        "review adjudicate", "claim.history", "h", "history",
        "Show all that was done to the claim, by whom and when; compare its revisions, go back to one.",
    ),
    command("history", "history.down", "j down", "down", "Go to the entry before, which is older."),
    command("history", "history.up", "k up", "up", "Go to the next entry, which is newer."),
    command("history", "history.first", "home", "newest", "Go to the newest entry."),
    command("history", "history.last", "end", "oldest", "Go to the oldest entry."),
    command(
        "history", "history.page.down", "pagedown ctrl+f", "page down", "Scroll what is shown of it.",
        footer=True,
    ),
    command("history", "history.page.up", "pageup ctrl+b", "page up", "Scroll it back."),
    command(
        "history", "history.mark", "space", "compare",
        "Mark a revision, to see it beside the one that you go to; or take the mark away.", footer=True,
    ),
    command(
        "history", "history.back", "enter", "go back to it",
        "Make the claim once more what it was in this revision.", footer=True,
    ),
    command("history", "history.leave", "q h escape ctrl+g", "leave", "Back to the review.", footer=True),
)  # fmt: skip
