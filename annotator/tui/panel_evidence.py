"""The part of the panel that shows one citation."""

from annotator.domain.citation import Citation
from annotator.tui.desk import Desk
from annotator.tui.drawing import Piece, cells
from annotator.tui.panel_lines import INDENT, Lines, under
from annotator.tui.words import citation_words, source_words

STANCE_SIGNS = {"supports": "+", "partly_supports": "±", "refutes": "−", "context": "·", "attributes": "»"}


def cited(
    desk: Desk, citation: Citation, width: int, quoted: int, *, heading: str, whose: str = "", roomy: bool
) -> Lines:
    """A citation under a heading, which may be empty: in one line, or with its quote in at most `quoted`
    lines (0: in full)."""
    sign = STANCE_SIGNS[citation.stance]
    role = "muted" if citation.closed else "bad" if citation.stance == "refutes" else "text"
    quote = f"“{citation.quote}”" if citation.quote else ""
    by = f" · by {whose}" if whose else ""
    head: list[Piece] = [
        (f" {heading}".ljust(INDENT), "faint"),
        (f"{sign} {citation_words(citation)}", role),
        (f" · {source_words(citation, desk.config.date_format)}{by}", "muted"),
    ]
    if not roomy:
        return [[*head, (f" {quote}", "text")]]
    lines: Lines = [head]
    if cells(head) > width:
        lines = [
            head[:-1],
            *under(head[-1][0].removeprefix(" · "), width, "muted", quoted, indent=INDENT + 2),
        ]
    if quote:
        lines += under(quote, width, "text", quoted, indent=INDENT + 2)
    if citation.closed:
        lines += under(f"closed: {citation.closed}", width, "muted", quoted, indent=INDENT + 2)
    return lines
