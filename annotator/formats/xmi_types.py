"""The types of annotation that XMI files have, and UIMA's description of them.

Each becomes a span layer of INCEpTION, which takes features of type String, and arrays of links (a type with
`role` and `target` that inherits from TOP) as slots.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

PACKAGE = "annotator"


@dataclass(frozen=True)
class Layer:
    """A type of annotation: its features, and what it links to."""

    name: str
    meaning: str
    features: Mapping[str, str]
    """Names and meanings."""
    links: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By name: what the targets are, in words, and their type."""


PART = Layer("ClaimPart", "A further range of a claim that is discontinuous.", {"claimId": "id of the claim"})
CITATION = Layer(
    "Citation",
    "A piece of evidence, at the first range of the claim that it is for.",
    {
        "citationId": "its id",
        "stance": "supports, partly_supports, refutes, context or attributes",
        "kind": "primary, secondary, fact_check or self",
        "quote": "the exact words of the source",
        "locator": "page, paragraph or time code",
        "url": "where the source is",
        "reference": "the source in words, where there is no address",
        "title": "of the source",
        "author": "of the source",
        "publisher": "of the source",
        "published": "when the source was published, EDTF",
        "origin": "who first published it",
        "accessed": "when the reviewer saw it",
        "archiveUrl": "a copy in an archive",
        "archivedAt": "when that was made",
        "closed": "why a refuting citation no longer counts",
    },
)
JUDGEMENT = Layer(
    "Judgement",
    "A label of a reviewer, or the decision, at the first range of its claim.",
    {
        "claimId": "id of the claim",
        "reviewer": "who gave it",
        "label": "id of the label in its scheme",
        "verdict": "derived: supported, refuted, conflicting, insufficient, or not_checkable",
        "complete": "true or false: is the scheme's evidence rule met",
        "missing": "what is not",
        "confidence": "1 to 5",
        "rationale": "why",
        "method": "of a decision: unanimous, majority or adjudicated; none for a reviewer's label",
        "at": "when it was given, UTC",
    },
    {"citations": ("what it rests on; the role is the stance", "Citation")},
)
CLAIM = Layer(
    "Claim",
    "A claim, at its first range.",
    {
        "claimId": "its id",
        "text": "the claim, worded to be understood alone",
        "mode": "content (it is so) or utterance (the speaker said it)",
        "speaker": "who is said to have made it",
        "cue": "the word that attributes it",
        "date": "the time that it is about, EDTF",
        "rule": "the splitting rule that cut it",
        "partner": "id of the linked claim of the other mode",
    },
    {
        "parts": ("its further ranges, in order; the role is the number, from 2", "ClaimPart"),
        "judgements": ("its labels; the role is the reviewer, or gold for the decision", "Judgement"),
    },
)
LAYERS = (CLAIM, PART, JUDGEMENT, CITATION)


def link_type(layer: Layer, name: str) -> str:
    return f"{layer.name}{name.capitalize()}Link"


def type_system() -> str:
    """What UIMA calls a type system description."""
    types = "".join(
        _type(layer) + "".join(_link_description(layer, name) for name in layer.links) for layer in LAYERS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">\n'
        f"<name>{PACKAGE}</name>\n<types>\n{types}</types>\n</typeSystemDescription>\n"
    )


def _type(layer: Layer) -> str:
    plain = [_feature(name, meaning, "uima.cas.String") for name, meaning in layer.features.items()]
    links = [
        _feature(name, meaning, "uima.cas.FSArray", f"{PACKAGE}.{link_type(layer, name)}")
        for name, (meaning, _) in layer.links.items()
    ]
    return _description(layer.name, layer.meaning, "uima.tcas.Annotation", [*plain, *links])


def _link_description(layer: Layer, name: str) -> str:
    meaning, target = layer.links[name]
    features = [
        _feature("role", "what the target is to it", "uima.cas.String"),
        _feature("target", "the target", f"{PACKAGE}.{target}"),
    ]
    return _description(link_type(layer, name), f"A link: {meaning}.", "uima.cas.TOP", features)


def _description(name: str, meaning: str, parent: str, features: Sequence[str]) -> str:
    return (
        f"<typeDescription>\n<name>{PACKAGE}.{name}</name>\n<description>{meaning}</description>\n"
        f"<supertypeName>{parent}</supertypeName>\n<features>\n{''.join(features)}</features>\n"
        "</typeDescription>\n"
    )


def _feature(name: str, meaning: str, kind: str, element: str = "") -> str:
    inner = f"<elementType>{element}</elementType>" if element else ""
    return (
        f"<featureDescription><name>{name}</name><description>{meaning}</description>"
        f"<rangeTypeName>{kind}</rangeTypeName>{inner}</featureDescription>\n"
    )
