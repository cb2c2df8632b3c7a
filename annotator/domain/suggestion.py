"""A suggestion: a record of another dataset that was imported, and the label that it gives, if any."""

from dataclasses import dataclass

IMPORT = "import:"
"""What the name of an imported dataset's feed, citations and claim sets begins with."""


def importer(format_id: str) -> str:
    """Who suggests what comes in that format: "import:fever"."""
    return f"{IMPORT}{format_id}"


def is_importer(member: str) -> bool:
    """Whether an act is an imported dataset's, and nobody's of the team."""
    return member.startswith(IMPORT)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What an imported record says of a claim. It is nobody's label, and never `verified`."""

    id: str
    claim: str
    format: str
    """Id of the format that it came in."""
    key: str
    """The record's own id in its file, or empty."""
    label: str
    """Id of a label in the default scheme; empty when the record has none, or none that can be told."""
    value: str = ""
    """The label in the record's own words, or empty."""
    by: str = ""
    """Who gave it, where the record says so."""
    confidence: int | None = None
    rationale: str = ""
    citations: tuple[str, ...] = ()
    """Ids of the citations that came with it."""
    extras: str = ""
    """JSON object: the record's fields that have no place here, on its first suggestion; else empty."""
    flags: tuple[str, ...] = ()
    """Words of warning about how the label was told, as "mixes refuted and unknown"."""
