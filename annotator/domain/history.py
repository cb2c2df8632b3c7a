"""The history of a claim: what was made of it and decided on it, by whom and when."""

from dataclasses import dataclass
from typing import Literal

from annotator.domain.citation import Citation
from annotator.domain.claim import Claim
from annotator.domain.suggestion import Suggestion

HistoryKind = Literal[
    "made", "revision", "label", "citation", "closing", "comment", "flag", "fold", "drop", "link",
    "adjudication", "suggestion",
]  # fmt: skip
"""`made`: by a splitter. `closing`: of a refuting citation. `adjudication`: a lead's decision in a round.
`suggestion`: what an imported record says."""
HistoryState = Literal["current", "superseded", "retracted"]


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One thing that was done."""

    id: str
    """Of the event; of the claim for what a splitter made."""
    kind: HistoryKind
    claim: str
    """The revision that it was done to, or that it made."""
    member: str
    """Empty for a splitter."""
    at: str
    """Wall clock of who did it, for display only; empty for a splitter."""
    state: HistoryState
    """A revision is superseded when another was made of it, or it was dropped."""
    what: str
    """The label, of a reviewer, a lead or an imported record; the stance; the action of a revision
    (`domain.revision.ACTIONS`); the splitter and its version; `raised`, `taken down`, `folded`, `unfolded`,
    `dropped`, `brought back`, `linked`, `unlinked`."""
    text: str
    """The rationale; address or reference of the source; the comment; the reason of a revision, a
    closing or a decision; the id of the other claim of a fold or a link."""
    revision: Claim | None = None
    """What was made, for `made` and `revision`."""
    parents: tuple[str, ...] = ()
    """What a revision was made of."""
    confidence: int | None = None
    """Of a label."""
    citation: Citation | None = None
    """What was cited, or closed."""
    other: str = ""
    """The wording of the other claim of a fold or a link."""
    suggestion: Suggestion | None = None
    """What an imported record says."""
