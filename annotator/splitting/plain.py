"""The built-in splitter `plain`: regions, sentences, clauses, attributions, dates, likenesses.

English is read with a model of its grammar (`syntax`). In other languages a sentence is a claim.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from hashlib import sha256

from annotator.domain.claim import Granularity
from annotator.domain.text import Range
from annotator.splitting.alike import linked
from annotator.splitting.collecting import collect
from annotator.splitting.english.paragraphs import english_statements
from annotator.splitting.english.statements import Statement, whole_sentence
from annotator.splitting.folding import Unit
from annotator.splitting.languages import is_english, language_of
from annotator.splitting.model import FILES, read
from annotator.splitting.places import Places
from annotator.splitting.regions import Layout, read_layout
from annotator.splitting.splitter import Split

RULES_VERSION = "3"
"""Raised with every change of a rule that could move a claim."""
_WHOLE = "The text is not English: no grammar is known for its language, so that each sentence is one claim."
_MARKS = re.compile(r"(?<=[.!?…。！？\"'”’»)])(?: ?\[(?:\^\w{1,12}|\d{1,3}|[a-z]|citation needed)\])+$")
_LONGEST_MARKS = 60
"""In code points."""


class PlainSplitter:
    """Rules on trees; offline, and the same everywhere."""

    name = "plain"
    version = RULES_VERSION
    granularities: tuple[Granularity, ...] = ("clause", "sentence", "fine")

    @cached_property
    def model(self) -> str:
        """SHA-256 of the files in `annotator.splitting.model`, in order of their names."""
        found = sha256()
        for name in FILES:
            found.update(read(name))
        return found.hexdigest()

    def split(
        self, text: str, *, published: str = "", language: str = "", granularity: Granularity = "clause"
    ) -> Split:
        """Regions and claims of a canonical text, for any text at all."""
        layout = read_layout(text)
        english = language.startswith("en") if language else is_english(text)
        stated = list(_statements(text, layout, granularity if english else None))
        chosen = [s for s in stated if not s.fragment] or stated or list(_headlines(text, layout))
        whole = granularity != "sentence" and not english and bool(chosen)
        places = Places(text, layout)
        claims = collect(text, chosen, places, published)
        claims = linked(text, claims, places, "en" if english else language or language_of(text))
        return Split(layout.regions, claims, (_WHOLE,) if whole else (), sentences=layout.sentences)


SPLITTER = PlainSplitter()


def _statements(text: str, layout: Layout, granularity: Granularity | None) -> Iterator[Statement]:
    """The statements of the sentences that are kept, in order; without a granularity they stay whole."""
    carried = None
    for paragraph in _paragraphs(layout.units):
        spans = [_without_marks(text, layout.units[i]) for i in paragraph]
        kept = [i not in layout.copies for i in paragraph]
        if not any(kept):
            continue
        if granularity:
            found, carried = english_statements(text, spans, carried, granularity)
        else:
            found = [[whole] if (whole := whole_sentence(text, span)) else [] for span in spans]
        for statements, keep in zip(found, kept, strict=True):
            if keep:
                yield from statements


def _without_marks(text: str, unit: Unit) -> Range:
    """The sentence without the reference marks at its end."""
    marks = _MARKS.search(text, max(unit.start, unit.end - _LONGEST_MARKS), unit.end)
    return unit.start, marks.start() if marks else unit.end


def _paragraphs(units: Sequence[Unit]) -> Iterator[list[int]]:
    """Indexes of the sentences of each paragraph."""
    group: list[int] = []
    for index, unit in enumerate(units):
        if unit.kind != "sentence":
            continue
        if group and units[group[0]].paragraph != unit.paragraph:
            yield group
            group = []
        group.append(index)
    if group:
        yield group


def _headlines(text: str, layout: Layout) -> Iterator[Statement]:
    """For an article that states nothing else."""
    for index, unit in enumerate(layout.units):
        if unit.kind == "headline" and index not in layout.copies:
            whole = whole_sentence(text, (unit.start, unit.end))
            if whole:
                yield replace(whole, rule="headline")
