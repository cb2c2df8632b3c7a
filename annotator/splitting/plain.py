"""The built-in splitter `plain`: regions, sentences, plain clauses, attributions, dates; by rules.

English is read with all of them. In other languages a sentence is a claim.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from importlib.metadata import version

from annotator.splitting.collecting import collect
from annotator.splitting.english import is_english
from annotator.splitting.folding import Unit
from annotator.splitting.regions import Layout, read_layout
from annotator.splitting.splitter import Split
from annotator.splitting.statements import Statement, english_statements, whole_sentence

RULES_VERSION = "1"
"""Raised with every change of a rule that could move a claim."""


class PlainSplitter:
    """Rules only, no model; sentence boundaries by `nupunkt`, whose version counts."""

    name = "plain"
    model = ""

    @cached_property
    def version(self) -> str:
        return f"{RULES_VERSION}+nupunkt.{version('nupunkt')}"

    def split(self, text: str, *, published: str = "", language: str = "") -> Split:
        """Regions and claims of a canonical text, for any text at all."""
        layout = read_layout(text)
        english = language.startswith("en") if language else is_english(text)
        stated = list(_statements(text, layout, english=english))
        chosen = [s for s in stated if not s.fragment] or stated or list(_headlines(text, layout))
        return Split(layout.regions, collect(text, chosen, layout, published))


SPLITTER = PlainSplitter()


def _statements(text: str, layout: Layout, *, english: bool) -> Iterator[Statement]:
    """The statements of the sentences that are kept, in order."""
    carried = None
    for paragraph in _paragraphs(layout.units):
        spans = [(layout.units[i].start, layout.units[i].end) for i in paragraph]
        kept = [i not in layout.copies for i in paragraph]
        if not any(kept):
            continue
        if english:
            found, carried = english_statements(text, spans, carried)
        else:
            found = [[whole] if (whole := whole_sentence(text, span)) else [] for span in spans]
        for statements, keep in zip(found, kept, strict=True):
            if keep:
                yield from statements


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
