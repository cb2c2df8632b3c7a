"""What annotations of the W3C and of Hypothesis have in common: tags and words about what they quote.

Where the quoted words stand is found by the quote; a position is trusted only in our own annotations, since
others count in texts of their own making.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotator.domain.citation import CitationDraft
from annotator.domain.incoming import IncomingLabel, Quote
from annotator.domain.offsets import Utf16
from annotator.formats.label_words import label_of
from annotator.formats.taking import FieldFault, Fields
from annotator.formats.web_address import is_web

OURS = "urn:annotator:"
"""What the addresses of things that have an id here, and none on the web, begin with."""
LENGTHS_DIFFER = "its position and its quote are not of one length"
SEVERAL = "it has several labels"


@dataclass
class Said:
    """What an annotation says of its claim, as its bodies are gone through."""

    wording: str = ""
    tags: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    citations: list[CitationDraft] = field(default_factory=list)
    claim: Mapping[str, str] = field(default_factory=dict)
    """Of our own: mode, speaker, cue, date."""

    def labels(self, by: str, confidence: int | None, flags: Sequence[str]) -> tuple[IncomingLabel, ...]:
        """The one label that the tags name; without one, or with several, their words."""
        told = {label: (tag, more) for tag in self.tags for label, more in [label_of(tag)] if label}
        why = "\n\n".join(self.comments)
        if not self.tags and not why:
            return ()
        if len(told) == 1:
            [(label, (tag, more))] = told.items()
            flags = (*more, *flags)
        else:
            label, tag = "", ", ".join(self.tags)
            flags = (*flags, SEVERAL) if told else tuple(flags)
        return (IncomingLabel(label, tag, by, confidence, why, tuple(self.citations), tuple(flags)),)


def targets_of(fields: Fields, *, ours: bool) -> tuple[str, tuple[Quote, ...], tuple[str, ...]]:
    """The address of what is annotated, a quote for each target, and flags. Raises FieldFault."""
    addresses: list[str] = []
    quotes: list[Quote] = []
    flags: dict[str, None] = {}
    for at, value in enumerate(listed(fields.take("target"))):
        path = f"target[{at}]"
        if isinstance(value, str):
            raise FieldFault(path, "is a whole page: an annotation that quotes no words makes no claim")
        target = Fields(value, path)
        addresses.append(address_of(target.take("source")))
        if not addresses[-1]:
            raise target.fault("source", "is missing, or no address")
        quote, agrees = _quote(target, ours=ours)
        quotes.append(quote)
        if not agrees:
            flags[LENGTHS_DIFFER] = None
    if not quotes:
        raise fields.fault("target", "is missing")
    if len(set(addresses)) > 1:
        raise fields.fault("target", "is in several pages: a claim is from one")
    if not (is_web(addresses[0]) or addresses[0].startswith(f"{OURS}article:")):
        raise fields.fault("target[0].source", "is neither a web address nor an article of this program")
    return addresses[0], tuple(quotes), tuple(flags)


def _quote(target: Fields, *, ours: bool) -> tuple[Quote, bool]:
    """The words of a target; whether a position given with them is of their length."""
    found = list(selectors(target.take("selector")))
    quotes = [one for one in found if "TextQuoteSelector" in types_of(one) and one.get("exact")]
    if not quotes:
        what = "has no TextQuoteSelector with exact words: a position alone would be a guess"
        raise target.fault("selector", what if found else "is missing: it quotes no words")
    quote = Fields(quotes[0], target.path("selector"))
    exact = quote.text("exact")
    position = next((one for one in found if "TextPositionSelector" in types_of(one)), None)
    start, agrees = None, True
    if position is not None:
        places = Fields(position, target.path("selector"))
        first, last = (places.integer(name, 0, 2**53) for name in ("start", "end"))
        if first is None or last is None:
            raise target.fault("selector", "has a position without start or end")
        agrees = last - first in (len(exact), Utf16(exact).length)
        if ours and last - first != len(exact):
            raise target.fault("selector", LENGTHS_DIFFER)
        start = first if ours else None
    return Quote(exact, quote.text("prefix"), quote.text("suffix"), start), agrees


def selectors(value: Any) -> Iterator[dict[str, Any]]:
    """All selectors, those that refine others too."""
    waiting = listed(value)
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, dict):
            yield one
            waiting += listed(one.get("refinedBy"))


def address_of(value: Any) -> str:
    found = value.get("id") if isinstance(value, dict) else value
    return found if isinstance(found, str) else ""


def types_of(value: Mapping[str, Any]) -> list[str]:
    """By their short names."""
    named = listed(value.get("type")) + listed(value.get("@type"))
    return [one.rpartition(":")[2].rpartition("#")[2] for one in named if isinstance(one, str)]


def listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]
