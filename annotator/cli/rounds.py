"""The commands of team rounds: `annotator round ...`. Each stands in a module named `round_...`."""

import click

from annotator.cli.lazy import LazyGroup
from annotator.cli.setup import Setup, where_options

ROUND_COMMANDS: dict[str, tuple[str, str]] = {
    "create": ("round_making:create", "Make a round: freeze claims into it, and hand them out."),
    "assign": ("round_handing:assign", "Give somebody who joins late a part of what is open."),
    "hand-over": ("round_handing:hand_over", "Give what somebody absent has open to others."),
    "controls": ("round_handing:controls", "How reviewers do on items whose labels are known."),
    "show": ("round_showing:show", "Say what a round was made from."),
    "status": ("round_status:status", "How far a round is, per reviewer and overall; or all rounds."),
    "watch": ("round_status:watch", "Show live how far a round is."),
    "list": ("round_listing:list_rounds", "List the rounds of the file."),
    "adjudicate": ("round_adjudicating:adjudicate", "Settle the claims of a round: a screen."),
    "disputes": ("round_adjudicating:disputes", "List what is to be settled, the worst at odds first."),
    "settle": ("round_adjudicating:settle", "Settle one claim of a round."),
    "agreement": ("round_agreement:agree", "How far reviewers agree, on labels and on evidence."),
    "aggregate": ("round_agreement:aggregate", "A second opinion on the votes, beside them."),
    "skip": ("round_skipping:skip", "Leave a claim of yours to others, with a reason."),
    "finish": ("round_segmenting:finish", "Say that you are done with articles of a segmentation round."),
    "compare": ("round_segmenting:compare_claims", "Compare the claims of its reviewers."),
    "merge-claims": ("round_segmenting:merge_claims", "Merge the claims of its reviewers, and show them."),
    "reveal": ("round_listing:reveal", "Let the reviewers of a blind round see each other's acts."),
    "close": ("round_closing:close", "Close a round whose claims are settled, or left open with a reason."),
    "reopen": ("round_closing:reopen", "Open a closed round again."),
    "log": ("round_closing:log", "Say when a round was made, revealed, closed and opened again."),
    "release": ("round_releasing:release", "Write the dataset of a round into a folder."),
}


@click.group(name="round", cls=LazyGroup, lazy=ROUND_COMMANDS)
@where_options
@click.pass_context
def rounds(ctx: click.Context, setup: Setup) -> None:
    """Team rounds: a frozen list of claims, handed out with overlap, blind if wanted, then settled."""
    ctx.obj = setup
