"""The command that searches."""

import json
import os
import sys
from typing import Any

import click

from annotator.cli.setup import Setup, say, where_options
from annotator.domain.search import KINDS, Hit
from annotator.domain.text import Range, clean_line

PLURALS = {f"{kind}s": kind for kind in KINDS}


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--in", "places", multiple=True, type=click.Choice(list(PLURALS)), help="Only in these; may be repeated."
)
@click.option("--limit", type=click.IntRange(min=1), default=50, help="How many to list [50].")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@where_options
def search(setup: Setup, words: tuple[str, ...], places: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Find what has all the WORDS, best first: articles, claims, citations, rationales, comments.

    Case and accents do not count. A phrase stands in double quotes: annotator search '"peace treaty" talks'.
    Nothing else is special in a query.
    """
    from annotator.services.searching import Searching

    kinds = [PLURALS[place] for place in places] or KINDS
    with setup.reader() as store:
        found = Searching(store).search(" ".join(words), kinds, limit)
    if not found.query.phrases:
        say("There is no word to search for: signs alone are not searched.")
    elif not found.hits:
        say(f"Nothing has all of: {found.query.text}")
    marked = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    for hit in found.hits:
        if as_json:
            click.echo(json.dumps(_record(hit)))
        else:
            _show(hit, marked=marked)
    if found.more:
        say(f"There is more; --limit {limit * 2} shows more of it.")


def _show(hit: Hit, *, marked: bool) -> None:
    """One line for what and where, one for the words in their context."""
    name = f"claim {hit.number}" if hit.claim else "article"
    if hit.member:
        on = f"claim {hit.number}" if hit.number else "an earlier claim"
        name = f"{hit.kind} by {hit.member} on {on}"
    title = _marked(hit.title, hit.title_marks if marked else ())
    click.echo(f"{(hit.claim or hit.article)[:12]}  {clean_line(name)} · {title}")
    click.echo(f"    {_marked(hit.context.text, hit.context.marks if marked else ())}")


def _marked(text: str, marks: tuple[Range, ...]) -> str:
    """One cleaned line, what was found in bold."""
    line = clean_line(text).rstrip()
    parts, end = [], 0
    for start, stop in marks:
        parts += [line[end:start], click.style(line[start:stop], bold=True)]
        end = stop
    return "".join([*parts, line[end:]])


def _record(hit: Hit) -> dict[str, Any]:
    return {
        "kind": hit.kind,
        "id": hit.id,
        "article": hit.article,
        "claim": hit.claim or None,
        "number": hit.number or None,
        "title": hit.title,
        "reviewer": hit.member or None,
        "context": hit.context.text,
        "marks": hit.context.marks,
        "range": hit.context.at if hit.kind == "article" else None,
    }
