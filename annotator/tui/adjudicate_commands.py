"""The commands of the screen on which a lead settles the claims of a round."""

from annotator.domain.scheme import Scheme
from annotator.tui.commands import ADJUDICATE, DASHBOARD, ROUND_LIST, Command, command, label_name

ADJUDICATING = (
    command(
        f"{DASHBOARD} {ROUND_LIST}", "round.settle", "A", "settle",
        "Settle the claims of the round, or merge those of a segmentation round. For leads.", footer=True,
    ),
    command(
        "adjudicate", "dispute.next", "n", "next dispute",
        "Go to the next claim that is to be settled one by one: the worst at odds first.", footer=True,
    ),
    command("adjudicate", "dispute.previous", "N", "dispute before", "Go to the one before it."),
    command("adjudicate", "round.next", "j down", "next claim", "Go to the next claim of the round."),
    command("adjudicate", "round.previous", "k up", "previous claim", "Go to the claim before in the round."),
    command("adjudicate", "round.article.next", "J", "next article", "Go to the round's next article."),
    command("adjudicate", "round.article.previous", "K", "previous article", "Go to the article before."),
    command(
        "adjudicate", "round.unanimous", "U", "unanimous",
        "Settle all claims that all votes agree on, in one act, after a look at the list of them.",
        footer=True,
    ),
    command(
        "adjudicate", "vote.ask", "d", "another vote",
        "Ask one more reviewer for a vote on the claim; who is asked is said first.", footer=True,
    ),
    command(
        "adjudicate", "evidence.show", "o", "open a citation",
        "Show all of a citation: address, quote, dates, archive.",
    ),
    command(
        "adjudicate", "round.moves", "+", "moves on",
        "Let a decision move on to the next dispute, or let it stay again.",
    ),
)  # fmt: skip
LEAVING = (command("adjudicate", "adjudicate.leave", "q", "back", "Go back; all is saved.", footer=True),)


def settle_commands(scheme: Scheme) -> tuple[Command, ...]:
    """One command for each label; they come behind all others, so that no key takes a label's."""
    return tuple(
        Command(
            f"settle.{label.id}",
            (label.key,),
            label_name(label.id),
            f"Settle the claim as {label_name(label.id)}; a reason is asked for unless all votes say so.",
            frozenset((ADJUDICATE,)),
            "settle",
            label.id,
            footer=label.decides,
        )
        for label in scheme.labels
    )
