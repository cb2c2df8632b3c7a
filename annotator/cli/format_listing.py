"""The command that says which formats there are, and what each can say."""

import json
import sys
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from annotator.cli.setup import put, say

if TYPE_CHECKING:
    from annotator.formats import Format


@click.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, one for each format.")
@click.option("--markdown", is_flag=True, help="As docs/formats.md has it.")
def formats(name: str | None, as_json: bool, markdown: bool) -> None:
    """List the formats that `annotator export` writes and `annotator import` reads; with NAME all about one:
    its options, fields, how labels are told in it.
    """
    from annotator.formats import load_formats
    from annotator.formats.describing import UNBROKEN, described, page, pages
    from annotator.services.export_request import missing_modules

    registry = load_formats()
    width = get_terminal_size().columns if sys.stdout.isatty() else UNBROKEN
    chosen = (registry.get(name),) if name else registry.formats
    if as_json:
        for form in chosen:
            put(json.dumps({**described(form), "missing": missing_modules(form)}))
    elif markdown:
        for line in pages(chosen).splitlines():
            put(line)
    elif name:
        for line in page(chosen[0], width):
            put(line)
        _put_missing(chosen[0])
    else:
        for form in chosen:
            for line in _lines(form, width):
                put(line)
    for words in registry.broken:
        say(words)


def _lines(form: "Format", width: int) -> list[str]:
    from annotator.formats.describing import does, hanging, makes
    from annotator.services.export_request import missing_modules

    extra = (
        f"  (extra {form.extra}{', not installed' if missing_modules(form) else ''})" if form.extra else ""
    )
    return hanging(f"{form.id:14} {does(form):13} {makes(form):6} ", f"{form.description}{extra}", width)


def _put_missing(form: "Format") -> None:
    from annotator.domain.errors import installing
    from annotator.services.export_request import missing_modules

    if missing := missing_modules(form):
        put(f"Not installed: {', '.join(missing)}. To install: {installing(form.extra)}")
