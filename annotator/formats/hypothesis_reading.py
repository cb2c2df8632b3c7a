"""Reading annotations as the API of Hypothesis gives them: https://h.readthedocs.io/en/latest/api-reference/

Its positions count characters of the text that a browser made of the page, so that a claim is found by its
quote alone.
"""

from annotator.domain.incoming import Incoming, IncomingArticle, IncomingClaim
from annotator.formats.annotations import Said, targets_of
from annotator.formats.json_stream import JsonRecord
from annotator.formats.taking import FieldFault, Fields
from annotator.formats.web_address import is_web


def incoming(record: JsonRecord, fields: Fields) -> Incoming:
    """Raises FieldFault for replies, and for notes that quote no words."""
    address = fields.text("uri")
    if not is_web(address):
        raise fields.fault("uri", "is no web address")
    if fields.texts("references"):
        raise fields.fault("references", "says that it is a reply: it makes no claim of its own")
    try:
        _, quotes, flags = targets_of(fields, ours=False)
    except FieldFault as fault:
        if fault.field.endswith(".selector") and fault.what.startswith("is missing"):
            raise FieldFault(fault.field, "is missing: a note on a whole page makes no claim") from None
        raise
    said = Said(tags=list(fields.texts("tags")))
    if text := fields.text("text"):
        said.comments.append(text)
    user = fields.text("user").removeprefix("acct:")
    bodies = [("tagging", tag) for tag in said.tags] + [("commenting", text) for text in said.comments]
    again = {
        "creator": {"type": "Person", "name": user},
        "body": [{"type": "TextualBody", "purpose": purpose, "value": value} for purpose, value in bodies],
    }
    return Incoming(
        record.place,
        record.raw,
        IncomingClaim("", quotes=quotes),
        IncomingArticle(anchored_at=address),
        key=fields.text("id"),
        labels=said.labels(user, None, flags),
        extras=fields.rest() | again,
    )
