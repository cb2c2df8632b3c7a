"""What people paste to cite a source, read without the network: a web address, an archived copy, a DOI,
BibTeX, CSL-JSON, RIS.

Readers of our own: the libraries for BibTeX cost more to import (45 ms) than a command has, bring a
LaTeX or a YAML package along, and tell neither where a text is broken nor what they left out.
"""

from annotator.domain.references.addresses import read_address
from annotator.domain.references.bibtex import looks_like_bibtex, read_bibtex
from annotator.domain.references.csl import looks_like_json, read_csl
from annotator.domain.references.dois import read_doi
from annotator.domain.references.reference import Pasted, Reference
from annotator.domain.references.ris import looks_like_ris, read_ris

LONGEST = 200_000
"""Characters of a text that is looked at; a longer one is no reference."""

_FORMATS = ((looks_like_bibtex, read_bibtex), (looks_like_json, read_csl), (looks_like_ris, read_ris))


def read_pasted(text: str) -> Pasted:
    """The references that a text is; none when it is something else, as a title in plain words.

    Never raises: what begins like one of the formats and is broken gives a problem, a sentence.
    Linear in the length of the text, the same for the same text.
    """
    if len(text) > LONGEST:
        return Pasted()
    stripped = text.strip().lstrip("\ufeff")
    for looks_like, read in _FORMATS:
        if looks_like(stripped):
            return read(stripped)
    if len(stripped.split(maxsplit=2)) > 2:
        return Pasted()
    found = read_doi(stripped) or read_address(stripped)
    return Pasted((found,)) if found else Pasted()


__all__ = ["LONGEST", "Pasted", "Reference", "read_pasted"]
