"""The commands of the screen on which a lead merges what reviewers made of the same articles' claims."""

from annotator.tui.commands import MERGE, Command, command

MERGING = (
    command(
        "merge", "merge.next", "n", "next open",
        "Go to the next claims on which the reviewers differ and nothing is decided.", footer=True,
    ),
    command("merge", "merge.previous", "N", "open before", "Go to the ones before."),
    command("merge", "group.next", "j down", "next", "Go to the next claims, also where all agree."),
    command("merge", "group.previous", "k up", "previous", "Go to the claims before."),
    command("merge", "merge.article.next", "J", "next article", "Go to the round's next article."),
    command("merge", "merge.article.previous", "K", "previous article", "Go to the article before."),
    *(
        Command(
            f"take.{number}", (str(number),), f"reviewer {number}",
            "Take what this reviewer has here; the numbers stand beside the names.",
            frozenset((MERGE,)), "take", number, row="take",
        )
        for number in range(1, 10)
    ),
    command("merge", "take.base", "b", "as before", "Take what there was before the round.", footer=True),
    command("merge", "take.both", "B", "all", "Take what each of the reviewers has.", footer=True),
    command("merge", "take.nothing", "x", "none", "Take nothing: there is no claim here.", footer=True),
    command("merge", "take.agreed", "=", "majority", "In this article take what most reviewers have."),
    command(
        "merge", "merge.reword", "e", "wording", "Word the taken claim otherwise: a form.", footer=True,
    ),
    command(
        "merge", "merge.freeze", "f", "freeze",
        "Show the merged claims of this article from now on; all must be decided.", footer=True,
    ),
    command("merge", "merge.undo", "u", "undo", "Take back your newest act in this round.", footer=True),
    command("merge", "merge.redo", "ctrl+r", "redo", "Do again what you took back last."),
    command("merge", "merge.page.down", "pagedown ctrl+f", "page down", "Scroll the article on."),
    command("merge", "merge.page.up", "pageup ctrl+b", "page up", "Scroll the article back."),
    command("merge", "merge.full", "enter", "show all", "Show all of these claims."),
    command("merge", "merge.leave", "q", "leave", "Leave the round; all is saved.", footer=True),
)  # fmt: skip
