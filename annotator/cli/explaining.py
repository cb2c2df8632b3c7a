"""`annotator split --explain`: every sentence with where it was cut, by which rule, who said it, when.

Colour is never needed: each claim has its number, and a bar with that number under its words. A heavy
bar is under the claim's own words, a light one under those that it has in common with another.
"""

import os
import sys
from collections.abc import Iterator

import click
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from annotator.cli.marking import Bar, marked, signs
from annotator.domain.article import Region
from annotator.domain.claim import Claim
from annotator.domain.text import Range, clean_line
from annotator.services.explaining import Passage, passages
from annotator.services.splitting import SplitArticle
from annotator.splitting.dates import Mention, mentions
from annotator.splitting.rules import explained
from annotator.tui.words import flag_words
from annotator.tui.wrapping import clip, wrap_words

NARROWEST, WIDEST = 40, 112
"""Cells; longer lines are hard to read."""
_NAME = 10
"""Cells of the name of a fact."""
_QUOTED = 60
"""Cells of words that are quoted in a fact."""
_COLOURS = ("cyan", "magenta", "green", "yellow", "blue", "red")


def put_explained(article: SplitArticle) -> None:
    """Print it on standard output: in colour on a terminal, unless NO_COLOR is set."""
    console = Console(highlight=False, color_system=None if os.environ.get("NO_COLOR") else "auto")
    page = _Page(article, max(min(console.width, WIDEST), NARROWEST))
    for line in page.lines():
        with console.capture() as drawn:
            console.print(line, no_wrap=True, overflow="ignore", crop=False)
        click.echo(drawn.get(), nl=False, color=True)


class _Page:
    """The lines for one article."""

    def __init__(self, article: SplitArticle, width: int) -> None:
        self._article = article
        self._text = article.read.text
        self._made = article.made
        self._width = width
        self._number = len(str(len(self._made.claims)))
        self._gutter = self._number + 3
        self._ascii = "utf" not in (sys.stdout.encoding or "utf").lower()

    def lines(self) -> Iterator[Text]:
        title = clip(f"── {clean_line(self._article.read.name)} ", self._width)
        yield Text(title + "─" * (self._width - cell_len(title)), "bold")
        for name, item in self._article.read.metadata.items():
            yield from self._fact(name, f"{item.value} ({item.origin})")
        yield from self._fact("splitter", self._made.maker.words)
        for warning in self._article.warnings:
            yield from self._fact("note", warning)
        own, shared = signs(ascii_only=self._ascii)
        legend = f"{own * 3} words of a claim; {shared * 3} words that it has in common with another"
        yield from self._fact("bars", legend)
        found = passages(self._made.claims, self._article.sentences)
        parts: list[Region | Passage] = [*self._made.regions, *found]
        for part in sorted(parts, key=lambda part: part.start):  # a region before its first sentence
            yield Text()
            yield from self._region(part) if isinstance(part, Region) else self._passage(part)

    def _region(self, region: Region) -> Iterator[Text]:
        heading = f"{region.kind} {region.start}-{region.end}"
        if region.duplicate_of:
            heading += f", a copy of {region.duplicate_of[0]}-{region.duplicate_of[1]}"
        yield Text(heading, "bold")
        if region.kind != "body":
            room = self._width - self._gutter
            for line in wrap_words(self._words(region.start, region.end, 4 * room), room, 2):
                yield Text(" " * self._gutter + line, "dim")

    def _passage(self, passage: Passage) -> Iterator[Text]:
        span = (passage.start, passage.end)
        named = f"sentence {passage.number}" if passage.number else "no sentence"
        yield Text(f"{' ' * self._gutter}{named}, {span[0]}-{span[1]}", "dim")
        claims = [(number, self._made.claims[number]) for number in passage.claims]
        times = mentions(clean_line(self._text[slice(*span)]), self._made.published)
        whole = len(claims) == 1 and self._is_whole(claims[0][1], span)
        bars = [] if whole else [self._bar(at, number, claim) for at, (number, claim) in enumerate(claims)]
        styles = [((span[0] + time.start, span[0] + time.end), "underline") for time in times]
        styles += [(place, "bold") for place in self._speakers(span, [claim for _, claim in claims])]
        room = self._width - self._gutter
        for line in marked(self._text, span, room, styles, bars, ascii_only=self._ascii):
            yield Text.assemble((self._numbered(line.label), line.style), line.text)
        yield from self._fact("times", "; ".join(self._time(time, span) for time in times), self._gutter)
        if not claims:
            yield from self._fact("no claim", self._why_none(span), self._gutter)
        for at, (number, claim) in enumerate(claims):
            as_it_stands = whole and claim.text == self._words(*span)
            words = "as it stands" if as_it_stands else claim.text
            first, *more = self._fact(claim.mode, words, self._gutter, _colour(at))
            yield Text.assemble(
                (self._numbered(str(number + 1)), f"bold {_colour(at)}"), first[self._gutter :]
            )
            yield from more
            for name, fact in self._facts(claim, span):
                yield from self._fact(name, fact, self._gutter + 2)

    def _why_none(self, span: Range) -> str:
        """Of a sentence under which no claim is listed."""
        elsewhere = [
            str(number)
            for number, claim in enumerate(self._made.claims, 1)
            if any(start < span[1] and span[0] < end for start, end in (*claim.ranges, *claim.occurrences))
        ]
        if elsewhere:
            return f"of its own: see {', '.join(elsewhere)}"
        return "a question, a heading, or no whole sentence"

    def _facts(self, claim: Claim, span: Range) -> Iterator[tuple[str, str]]:
        """What there is to say of a claim; empty words where there is nothing."""
        if claim.partner is not None and claim.mode == "utterance":
            yield "rule", f"{claim.rule}, as for content {claim.partner + 1}"
        else:
            for name, meaning in explained(claim.rule):
                yield "rule", f"{name}: {meaning}" if meaning else name
        if claim.speaker:
            yield "who", claim.speaker + (f", with “{claim.cue}”" if claim.cue else "")
        yield "when", claim.date or ""
        if claim.partner is not None and claim.mode == "content":
            yield "see", f"utterance {claim.partner + 1}"
        outside = [(a, b) for a, b in claim.ranges if b <= span[0] or a >= span[1]]
        yield "also from", "; ".join(f"{self._quoted(a, b)} {a}-{b}" for a, b in outside)
        yield "flags", flag_words(claim, self._text)
        yield "changes", "; ".join(self._edits(claim))
        yield "again at", ", ".join(f"{a}-{b}" for a, b in claim.occurrences)
        if claim.like is not None:
            what = "but for function words; folded into it" if claim.likeness == "variant" else "nearly"
            yield "same as", f"{claim.like + 1}, {what}"

    def _edits(self, claim: Claim) -> Iterator[str]:
        for edit in claim.edits:
            words = self._quoted(edit.start, edit.end)
            put = f"‘{edit.text}’" if set("“”") & set(edit.text) else f"“{edit.text}”"
            yield {
                "copied": f"copied {words}",
                "left_out": f"left out {words}",
                "replaced": f"{put} for {words}",
                "added": f"added {put}",
                "case": f"{'capital' if edit.text.isupper() else 'small'} {put}",
                "stop": "a stop",
            }[edit.kind]

    def _time(self, time: Mention, span: Range) -> str:
        words = self._quoted(span[0] + time.start, span[0] + time.end)
        unknown = "needs the article's date" if time.relative and not self._made.published else "no date"
        return f"{words} {time.edtf or time.conflict or unknown} ({time.rule})"

    def _bar(self, at: int, number: int, claim: Claim) -> Bar:
        partner = self._made.claims[claim.partner].ranges if claim.partner is not None else ()
        shared = partner if claim.mode == "utterance" else ()
        copied = tuple((edit.start, edit.end) for edit in claim.edits if edit.kind == "copied")
        return Bar(str(number + 1), _colour(at), claim.ranges, (*shared, *copied))

    def _speakers(self, span: Range, claims: list[Claim]) -> Iterator[Range]:
        """Where speakers are named in a stretch, for the eye."""
        for speaker in {claim.speaker: None for claim in claims if claim.speaker}:
            at = self._text.find(speaker, *span)
            if at >= 0:
                yield at, at + len(speaker)

    def _is_whole(self, claim: Claim, span: Range) -> bool:
        """Whether the claim has all words of the stretch, as one piece."""
        (start, end), *more = claim.ranges
        around = self._text[span[0] : start] + self._text[end : span[1]]
        return not more and not any(map(str.isalnum, around))

    def _numbered(self, label: str) -> str:
        return f" {label:>{self._number}}  "

    def _quoted(self, start: int, end: int) -> str:
        return f"“{clip(self._words(start, end, 4 * _QUOTED), _QUOTED)}”"

    def _words(self, start: int, end: int, most: int = 0) -> str:
        """The text of a range with single spaces; `most` bounds the code points that are looked at."""
        return " ".join(clean_line(self._text[start : min(end, start + most) if most else end]).split())

    def _fact(self, name: str, words: str, indent: int = 0, style: str = "") -> Iterator[Text]:
        """A name and what is to be said, wrapped beside it; nothing for empty words."""
        room = self._width - indent - _NAME
        for number, line in enumerate(wrap_words(clean_line(words), room) if words else ()):
            yield Text.assemble(" " * indent, (f"{'' if number else name:<{_NAME}}", "dim"), (line, style))


def _colour(at: int) -> str:
    return _COLOURS[at % len(_COLOURS)]
