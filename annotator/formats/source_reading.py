"""References that are read as sources."""

from annotator.domain.citation import Source
from annotator.domain.incoming import IncomingSource, Place
from annotator.domain.references.reference import Reference
from annotator.formats.taking import SOURCE_FIELDS, FieldFault


def incoming(reference: Reference, place: Place, raw: str, key: str) -> IncomingSource:
    """The source that a reference describes. Raises FieldFault for one without title and address."""
    fields = reference.fields
    source = Source(**{name: fields[name] for name in SOURCE_FIELDS if name in fields})
    if not source.name:
        raise FieldFault("", "has neither title nor address")
    others = ", ".join(name.replace("_", " ") for name in fields if name not in SOURCE_FIELDS)
    notes = (f"Not kept, since they belong to a citation: {others}.",) if others else ()
    return IncomingSource(place, raw, source, key, (*reference.notes, *notes))
