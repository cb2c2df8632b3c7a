"""DOIs, in any of their spellings: `doi:10.1000/1`, `https://doi.org/10.1000/1`, `10.1000/1`."""

import re
from urllib.parse import quote, unquote

from annotator.domain.references.reference import SHOWN, Filling, Reference, one_line

_DOI = re.compile(
    r"(?P<before><?(?:url:|doi\s*:\s*)?)(?P<site>https?://(?:dx\.|www\.)?doi\.org/)?"
    r"(?P<doi>10\.\d{4,9}(?:\.\d{1,9}){0,8}(?:/|%2F)\S+)",
    re.IGNORECASE | re.ASCII,
)
_SAFE = "/:;()-._~!$&'*+,=@"
"""https://www.doi.org/doi-handbook/HTML/encoding-rules-for-urls.html"""


def read_doi(text: str) -> Reference | None:
    """The reference of a DOI and nothing else, or None."""
    address = doi_address(text)
    if not address:
        return None
    filling = Filling("DOI")
    filling.address("url", address)
    return filling.done() if filling.fields else None


def take_doi(filling: Filling, written: str) -> None:
    """The DOI of a record: its address, where the record has no other; else a note tells of it."""
    doi = one_line(written)
    address, known = doi_address(doi), filling.fields.get("url", "")
    if not address:
        filling.note(f"“{doi[:SHOWN]}” is no DOI.")
    elif not known:
        filling.address("url", address)
    elif address.lower() not in (known.lower(), doi_address(known).lower()):
        filling.leave("DOI")  # the same words for every record: an import counts them


def doi_address(text: str) -> str:
    """The address that a DOI resolves at, or "" for what is none."""
    found = _DOI.fullmatch(text.strip())
    if found is None:
        return ""
    doi = found["doi"].rstrip(".,;>" if found["before"].startswith("<") else ".,;")
    if found["site"]:
        doi = unquote(doi.partition("?")[0].partition("#")[0])
    return f"https://doi.org/{quote(doi, safe=_SAFE, errors='replace')}"
