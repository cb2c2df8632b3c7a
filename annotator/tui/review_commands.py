"""The commands of the review screen, those that set a label excepted."""

from annotator.tui.commands import REVIEW, Command, command

MOVES = (
    command("review", "claim.next", "j down", "next claim", "Go to the next claim."),
    command("review", "claim.previous", "k up", "previous claim", "Go to the claim before."),
    command("review", "article.next", "J", "next article", "Go to the next article."),
    command("review", "article.previous", "K", "previous article", "Go to the article before."),
    command(
        "review", "open.next", "n", "next open",
        "Go to the next claim without a label, in later articles too.", footer=True,
    ),
    command(
        "review", "open.previous", "N", "previous open",
        "Go to the claim before this one that has no label.",
    ),
    command(
        "review adjudicate", "page.down", "pagedown ctrl+f", "page down",
        "Scroll the article; the claim stays chosen.",
    ),
    command("review adjudicate", "page.up", "pageup ctrl+b", "page up", "Scroll the article back."),
)  # fmt: skip
CLAIM = command(
    "review adjudicate", "claim.full", "enter", "show all",
    "Show all of this claim: full wording, what is missing, every citation with its quote, remarks.",
)  # fmt: skip
CONFIDENCES = tuple(
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
ACTS = (
    command(
        "review", "citation.add", "a", "cite", "Add a citation to the claim: a form.", footer=True
    ),
    command(
        "review", "citation.reuse", "r", "reuse",
        "Cite a source again that you cited before: from a list.", footer=True,
    ),
    command(
        "review", "citation.again", "R", "cite again",
        "Cite what you cited last for this claim too: same source, quote and stance.",
    ),
    command(
        "review", "citation.open", "o", "open a citation", "Look at a citation of yours and change it."
    ),
    command(
        "review adjudicate", "citation.close", "X", "close a refuting citation",
        "Say why a refuting citation no longer stands against the claim.",
    ),
    command("review", "rationale", "t", "rationale", "Write why you chose the label."),
    command("review adjudicate", "comment", "m", "comment", "Write a comment on the claim."),
    command("review", "flag", "f", "flag", "Flag the claim for a second look, or take the flag away."),
    command(
        "review", "claim.fold", "=", "fold",
        "Fold the claim into the earlier one that it is like, or take it out again; for all reviewers.",
    ),
    command(
        "review", "carry", ">", "take over",
        "Give the claim the label you gave it before it was changed or split anew, or else the one that an "
        "import suggests, with its citations.",
    ),
    command("review adjudicate", "copy", "y", "copy", "Copy the claim with its citations to the clipboard."),
    command(
        "review adjudicate", "undo", "u", "undo", "Take back your newest act, wherever it was.", footer=True
    ),
    command("review adjudicate", "redo", "ctrl+r", "redo", "Do again what you took back last."),
)  # fmt: skip
EDITS = (
    command("review", "claim.reword", "e", "wording", "Change the claim's wording, speaker or date: a form."),
    command("review", "edge.start.back", "[", "begin earlier", "Have the claim begin earlier, by a word."),
    command("review", "edge.start.on", "{", "begin later", "Have the claim begin later, by a word."),
    command("review", "edge.end.on", "]", "end later", "Have the claim end later, by a word."),
    command("review", "edge.end.back", "}", "end earlier", "Have the claim end earlier, by a word."),
    command(
        "review", "edge.unit", "|", "unit of edges",
        "Have the four keys of edges move them by sentences, by characters, or by words again.",
    ),
    command("review", "claim.split", "S", "split", "Split the claim in two, where a caret is put."),
    command("review", "claim.merge", "M", "merge", "Make one claim of this one and the next."),
    command("review", "claim.add", "A", "add", "Add a claim that was missed, of words that are selected."),
    command("review", "claim.drop", "D", "drop", "Drop what is no claim, for all reviewers."),
    command("review", "claim.restore", "B", "bring back", "Bring a dropped claim of this article back."),
    command(
        "review", "claim.link", "L", "same as",
        "Say that two claims are the same: press it on one, then on the other; once more undoes that.",
    ),
)  # fmt: skip
FLOW = (
    command(
        "review", "flagged.next", "F", "next flagged",
        "Go to the next claim that you flagged, in all articles.",
    ),
    command(
        "review", "incomplete.next", "I", "next incomplete",
        "Go to the next claim whose label lacks evidence, in all articles.",
    ),
    command(
        "review", "disagreement.next", "~", "next disagreement",
        "Go to the next claim that reviewers label differently, in all articles.",
    ),
    command(
        "review", "filter", "\\", "filter",
        "List the claims of the whole file that are open, flagged, in disagreement ...: a form.",
    ),
    command("review", "filter.clear", "backspace", "no filter", "List the claims of the article again."),
    command(
        "review", "repeat", ".", "repeat",
        "Do your last act again here: a label with its confidence, a flag, a fold, a citation used again.",
    ),
    command(
        "review", "advance", "+", "label moves on",
        "Let a label move on to the next open claim, or let it stay again.",
    ),
)  # fmt: skip
