"""What formats say about themselves: for the terminal, for programs, and as the page docs/formats.md."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from annotator.formats.format import Format, Option
from annotator.formats.markdown_text import plain, table


def does(form: Format) -> str:
    """ "writes, reads"."""
    return ", ".join(
        word for word, so in (("writes", form.is_written), ("reads", form.read is not None)) if so
    )


def makes(form: Format) -> str:
    whole = form.write_folder is not None or not form.suffix
    return "folder" if form.write is None and whole else "file"


def described(form: Format) -> dict[str, Any]:
    """All of it as JSON has it."""
    return {
        "id": form.id,
        "description": form.description,
        "writes": form.write is not None or form.write_folder is not None,
        "reads": form.read is not None,
        "makes": makes(form),
        "suffix": form.suffix,
        "extra": form.extra,
        "writes_with": _options(form.writes_with),
        "reads_with": _options(form.reads_with),
        "fields": {one.title: {f.name: f.meaning for f in one.fields} for one in form.tables},
        "labels_out": dict(form.labels_out),
        "labels_in": dict(form.labels_in),
        "notes": list(form.notes),
    }


def _options(options: Sequence[Option]) -> list[dict[str, str]]:
    return [{"name": one.name, "meaning": one.meaning, "default": one.default} for one in options]


UNBROKEN = 1 << 20
"""A width at which no line is broken."""
_LEAST = 40


def hanging(left: str, words: str, width: int) -> list[str]:
    """Words behind what stands at the left, in lines of a width, each below the first word."""
    indent = " " * len(left)
    lines = wrap(
        words,
        max(width, len(left) + _LEAST),
        initial_indent=left,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines or [left]


def page(form: Format, width: int = UNBROKEN) -> Iterator[str]:
    """Lines for the terminal."""
    for left, words in _told(form):
        yield from hanging(left, words, width)


def _told(form: Format) -> Iterator[tuple[str, str]]:
    """What is told of a format: what stands at the left, and the words behind it."""
    yield f"{form.id}: ", form.description
    yield "  ", f"{does(form)}; a {makes(form)}" + (f" ({form.suffix})" if form.suffix else "")
    if form.written_by:
        yield "  ", f"written by: {form.written_by}"
    if form.extra:
        yield "  ", f"needs the extra {form.extra}"
    for words, options in (("When writing", form.writes_with), ("When reading", form.reads_with)):
        if options:
            yield "", f"{words}, --with NAME=VALUE"
            yield from ((f"  {one.name:20} ", _meaning(one)) for one in options)
    for one in form.tables:
        yield "", f"Fields of {one.title}"
        yield from ((f"  {field.name:20} ", field.meaning) for field in one.fields)
    for words, mapping in (("Written", form.labels_out), ("Read as a suggestion", form.labels_in)):
        if mapping:
            yield "", words
            yield from (("  ", f"{ours} -> {theirs}") for ours, theirs in mapping.items())
    yield from (("", note) for note in form.notes)


def _meaning(option: Option) -> str:
    return option.meaning + (f" [{option.default}]" if option.default else "")


def pages(forms: Iterable[Format]) -> str:
    """Markdown: the list of formats, and a section for each."""
    forms = tuple(forms)
    parts = [table(("format", "what it is", "", "needs"), map(_row, forms))]
    return "".join((*parts, *map(_section, forms)))


def _row(form: Format) -> list[str]:
    what = f"{does(form)}; a {makes(form)}"
    return [f"[{form.id}](#{form.id})", plain(form.description), what, form.extra and f"extra `{form.extra}`"]


def _section(form: Format) -> str:
    parts = [f"\n## {form.id}\n\n{plain(form.description[:1].upper() + form.description[1:])}.\n"]
    parts += [f"\n{plain(note)}\n" for note in form.notes]
    for words, options in (("writing", form.writes_with), ("reading", form.reads_with)):
        if options:
            rows = ((f"`{one.name}`", plain(_meaning(one))) for one in options)
            parts.append(
                f"\nOptions for {words} (`--with NAME=VALUE`):\n\n{table(('name', 'meaning'), rows)}"
            )
    parts.append(_mapping("what we have", "what is written", form.labels_out))
    parts.append(_mapping("what is read", "what is suggested", form.labels_in))
    for one in form.tables:
        rows = ((f"`{field.name}`", plain(field.meaning)) for field in one.fields)
        parts.append(f"\n### {form.id}: {plain(one.title)}\n\n{table(('field', 'meaning'), rows)}")
    return "".join(parts)


def _mapping(first: str, second: str, mapping: Mapping[str, str]) -> str:
    if not mapping:
        return ""
    return "\n" + table((first, second), ((plain(one), plain(other)) for one, other in mapping.items()))
