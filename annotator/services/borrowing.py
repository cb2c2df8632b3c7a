"""What a member takes of others' evidence: their citations and sources, as far as these may be seen."""

from annotator.domain.citation import Citation, Source, source_fields
from annotator.domain.errors import InputError, NotFound
from annotator.services.acting import Appender
from annotator.store import sight, sources
from annotator.store.projections import evidence


def seen_citation(act: Appender, citation: str) -> Citation:
    """Raises NotFound, also for another's on a claim of a blind round."""
    found, me = evidence.current_citation(act.db, citation), act.feed.member
    if found is None or (found.member != me and sight.veiled(act.db, me, found.claim)):
        raise NotFound(f"There is no citation {citation!r}.")
    return found


def check_open(act: Appender, found: Citation) -> None:
    """Raise InputError when a citation is closed already; a lead may have closed mine unseen."""
    unseen = found.member == act.feed.member and sight.veiled(act.db, found.member, found.claim)
    if found.closed and not unseen:
        raise InputError(f"This citation is closed already: {found.closed}")


def source_of_mine(act: Appender, source: Source, known: str = "") -> str:
    """The id of a source that my citation may rest on: the `known` one, else an equal one of the file, else a
    new one.

    While a round hides others' acts from me, only one of my own making: so what I give away is whole without
    theirs, and tells nobody that another has cited the same.
    """
    me = act.feed.member
    blind = bool(sight.hiding_rounds(act.db, me))
    found = sources.equal_source(act.db, source, member=me) if blind else known
    found = found or ("" if blind else sources.equal_source(act.db, source))
    return found or act.append("source", source_fields(source))
