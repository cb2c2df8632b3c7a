"""THE table of commands: key bindings, palette, footer, help and the README are made from it.

Commands that set a label come from the scheme; all others stand in the modules beside this one, which are
named after the screens that have them, in the order of help.
"""

from annotator.domain.scheme import Scheme
from annotator.tui.adjudicate_commands import ADJUDICATING, LEAVING, settle_commands
from annotator.tui.agreement_commands import FIGURES
from annotator.tui.caret_commands import CARET
from annotator.tui.commands import REVIEW, WHERE_WORDS, Command, key_rows, label_name
from annotator.tui.dashboard_commands import DASHBOARD
from annotator.tui.history_commands import HISTORY
from annotator.tui.merge_commands import MERGING
from annotator.tui.other_commands import FINDING, FORMS, GENERAL, LIBRARY
from annotator.tui.review_commands import ACTS, CLAIM, CONFIDENCES, EDITS, FLOW, MOVES
from annotator.tui.round_commands import ROUNDS


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
        *label_commands(scheme), *CONFIDENCES, *MOVES, CLAIM, *ACTS, *EDITS, *HISTORY, *FLOW, *ROUNDS, *CARET,
        *LIBRARY, *DASHBOARD, *ADJUDICATING, *FIGURES, *MERGING, *GENERAL, *LEAVING, *FINDING, *FORMS,
        *settle_commands(scheme),
    )  # fmt: skip


def reserved_keys() -> frozenset[str]:
    """Keys that a label of a scheme may not take."""
    fixed = (
        *CONFIDENCES, *MOVES, CLAIM, *ACTS, *EDITS, *HISTORY, *FLOW, *ROUNDS, *CARET, *GENERAL, *FINDING,
    )  # fmt: skip
    return frozenset(key for command in fixed if REVIEW in command.where for key in command.keys)


def key_table_markdown(scheme: Scheme) -> str:
    """The key table of docs/keys.md: one table a kind of screen."""
    parts = []
    for where, words in WHERE_WORDS.items():
        rows = [f"| {_code(row.keys)} | {row.help} |" for row in key_rows(commands(scheme), where)]
        parts.append("\n".join([f"## {words}", "", "| key | what it does |", "| --- | --- |", *rows]))
    return "\n\n".join(parts) + "\n"


def _code(keys: str) -> str:
    """In a table even a bar within backticks would end the cell."""
    return " ".join(f"`{key}`" for key in keys.split()).replace("|", r"\|")
