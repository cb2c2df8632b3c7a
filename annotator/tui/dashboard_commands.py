"""The commands of a round's dashboard."""

from annotator.tui.commands import command

DASHBOARD = (
    command(
        "roundlist", "round.watch", "w", "dashboard", "Show how far everybody is in the round.", footer=True
    ),
    command("dashboard", "dashboard.down", "j down", "down", "Go to the next reviewer."),
    command("dashboard", "dashboard.up", "k up", "up", "Go to the reviewer before."),
    command("dashboard", "dashboard.first", "home", "first", "Go to the first reviewer."),
    command("dashboard", "dashboard.last", "end", "last", "Go to the last reviewer."),
    command("dashboard", "dashboard.page.down", "pagedown ctrl+f", "page down", "Go down a page."),
    command("dashboard", "dashboard.page.up", "pageup ctrl+b", "page up", "Go up a page."),
    command(
        "dashboard", "dashboard.open", "enter o", "not done",
        "List what the reviewer has skipped, flagged, incomplete and open.", footer=True,
    ),
    command(
        "dashboard", "dashboard.hand_over", "H", "hand over",
        "Hand what the reviewer has open over to others; it is asked to whom.", footer=True,
    ),
    command(
        "dashboard", "dashboard.settle", "s", "settle",
        "Settle the claims of the round; in a segmentation round merge what its reviewers made of them.",
        footer=True,
    ),
    command("dashboard", "dashboard.leave", "q escape ctrl+g", "leave", "Leave the dashboard.", footer=True),
)  # fmt: skip
