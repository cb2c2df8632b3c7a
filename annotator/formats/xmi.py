"""UIMA CAS XMI: a folder with an XMI file for each article, and the type system that all of them use.

XMI as https://uima.apache.org/d/uimaj-current/references.html#ugr.ref.xmi has it, in XML 1.0. Offsets are
UTF-16 units, since Java counts those. Links between annotations are arrays of `role` and `target`, which
INCEpTION takes for slots of a layer.
"""

from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import quoteattr

from annotator.domain.citation import Citation
from annotator.domain.dataset import ClaimRecord, DatasetArticle, Judgement
from annotator.domain.offsets import Utf16
from annotator.domain.text import Range, clean
from annotator.formats.by_article import Tally, by_article
from annotator.formats.field import Described, FieldTable
from annotator.formats.format import Dataset, Folder, Format, Written
from annotator.formats.outcome import outcome_of
from annotator.formats.xmi_types import (
    CITATION,
    CLAIM,
    JUDGEMENT,
    LAYERS,
    PACKAGE,
    PART,
    Layer,
    link_type,
    type_system,
)

TYPE_SYSTEM = "TypeSystem.xml"
UNKNOWN_LANGUAGE = "x-unspecified"

Values = dict[str, str | int]


def write_folder(dataset: Dataset, folder: Folder) -> Written:
    """Write the type system and an XMI file for each article."""
    tally = Tally()
    folder.write(TYPE_SYSTEM, type_system())
    for name, article, records in by_article(dataset):
        cas = _Cas(article)
        for record in records:
            cas.add_claim(record)
            tally.count(record)
        with folder.opened(f"{name}.xmi") as (out,):
            for line in cas.lines():
                out.write(line.encode("utf-8"))
    return tally.written


class _Cas:
    """The annotations of one article. Ids count from 1, which is the text's, as in what UIMA writes."""

    def __init__(self, article: DatasetArticle) -> None:
        self._text = clean(article.text)
        self._utf16 = Utf16(self._text)
        language = article.metadata["language"].value if "language" in article.metadata else ""
        self._last = 2
        self._members = [2]
        self._lines = [
            _element("tcas:DocumentAnnotation", 2, self._place((0, len(self._text))),
                     {"language": language or UNKNOWN_LANGUAGE})
        ]  # fmt: skip

    def add_claim(self, record: ClaimRecord) -> None:
        """A claim with its parts, judgements and citations."""
        claim = record.claim
        first, *others = claim.ranges
        parts = [
            (str(number), self._annotate(PART, place, {"claimId": claim.id}))
            for number, place in enumerate(others, 2)
        ]
        judgements = [(_role(one), self._add_judgement(claim.id, first, one)) for one in record.judgements]
        values: Values = {
            "claimId": claim.id, "text": claim.text, "mode": claim.mode, "speaker": claim.speaker or "",
            "cue": claim.cue or "", "date": claim.date or "", "rule": claim.rule, "partner": record.partner,
        }  # fmt: skip
        self._annotate(CLAIM, first, values, {"parts": parts, "judgements": judgements})

    def _add_judgement(self, claim: str, place: Range, one: Judgement) -> int:
        citations = [
            (citation.stance, self._annotate(CITATION, place, _citation_values(citation)))
            for citation in one.citations
        ]
        values: Values = {
            "claimId": claim, "reviewer": one.by, "label": one.label, "verdict": outcome_of(one) or "",
            "complete": "true" if one.complete else "false", "missing": "; ".join(one.missing),
            "confidence": "" if one.confidence is None else str(one.confidence), "rationale": one.rationale,
            "method": one.method or "", "at": one.at,
        }  # fmt: skip
        return self._annotate(JUDGEMENT, place, values, {"citations": citations})

    def _annotate(
        self,
        layer: Layer,
        place: Range,
        values: Values,
        links: Mapping[str, Sequence[tuple[str, int]]] | None = None,
    ) -> int:
        """An annotation, and before it the links to others; gives its id."""
        arrays: Values = {
            name: " ".join(str(self._link(layer, name, *one)) for one in targets)
            for name, targets in (links or {}).items()
        }
        number = self._next()
        self._members.append(number)
        told = {name: value for name, value in (values | arrays).items() if value != ""}
        self._lines.append(_element(f"{PACKAGE}:{layer.name}", number, self._place(place), told))
        return number

    def _link(self, layer: Layer, name: str, role: str, target: int) -> int:
        number = self._next()
        kind = f"{PACKAGE}:{link_type(layer, name)}"
        self._lines.append(_element(kind, number, {}, {"role": role, "target": target}))
        return number

    def _next(self) -> int:
        self._last += 1
        return self._last

    def _place(self, place: Range) -> Values:
        begin, end = map(self._utf16.from_points, place)
        return {"sofa": 1, "begin": begin, "end": end}

    def lines(self) -> Iterator[str]:
        """The file."""
        yield (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"'
            f' xmlns:tcas="http:///uima/tcas.ecore" xmlns:{PACKAGE}="http:///{PACKAGE}.ecore"'
            ' xmi:version="2.0">\n<cas:NULL xmi:id="0"/>\n'
        )
        sofa: Values = {"sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text", "sofaString": self._text}
        yield _element("cas:Sofa", 1, {}, sofa)
        yield from self._lines
        yield f'<cas:View sofa="1" members="{" ".join(map(str, self._members))}"/>\n</xmi:XMI>\n'


def _citation_values(citation: Citation) -> Values:
    source = citation.source
    return {
        "citationId": citation.id, "stance": citation.stance, "kind": citation.kind, "quote": citation.quote,
        "locator": citation.locator, "url": source.url, "reference": source.reference, "title": source.title,
        "author": source.author, "publisher": source.publisher, "published": source.published,
        "origin": source.origin, "accessed": citation.accessed, "archiveUrl": citation.archive_url,
        "archivedAt": citation.archived_at, "closed": citation.closed,
    }  # fmt: skip


def _role(judgement: Judgement) -> str:
    return "gold" if judgement.method else judgement.by


def _element(name: str, number: int, place: Values, values: Values) -> str:
    told = "".join(f" {key}={_attribute(value)}" for key, value in (place | values).items())
    return f'<{name} xmi:id="{number}"{told}/>\n'


def _attribute(value: str | int) -> str:
    """Quoted so that an XML parser gives back each character: line breaks as references, and what XML 1.0
    cannot hold as its visible stand-in."""
    return quoteattr(clean(value) if isinstance(value, str) else str(value), {"\n": "&#10;"})


def _described(layer: Layer) -> FieldTable:
    features = [Described(*pair) for pair in layer.features.items()]
    links = [Described(name, meaning) for name, (meaning, _) in layer.links.items()]
    return FieldTable(f"{PACKAGE}.{layer.name}", [*features, *links])


FORMAT = Format(
    id="xmi",
    description="UIMA CAS XMI of each article with a type system, for INCEpTION: a folder",
    suffix="",
    write_folder=write_folder,
    tables=tuple(map(_described, LAYERS)),
    labels_out={"any label": "its id, in Judgement.label", "any verdict": "Judgement.verdict"},
    notes=(
        "Offsets are UTF-16 units, as UIMA counts. Empty values are left out.",
        "INCEpTION: import TypeSystem.xml under Settings, Layers, before any document; then the .xmi files "
        "under Settings, Documents, as UIMA CAS XMI (XML 1.0). Claims become span layers with slots for the "
        "parts of discontinuous claims, for labels and for citations. It adds tokens and sentences itself.",
        "Read with dkpro-cassis: load_typesystem of TypeSystem.xml, then load_cas_from_xmi of each file.",
    ),
)
