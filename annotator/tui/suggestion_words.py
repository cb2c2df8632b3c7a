"""How imported suggestions are said. Without Textual: the screen, plain mode and commands say the same."""

from collections.abc import Iterable

from annotator.domain.review import SuggestionView
from annotator.domain.suggestion import importer
from annotator.tui.commands import label_name

SUGGESTED = "*"
"""The letter of a claim without a label of which an imported record says something."""


def what_words(view: SuggestionView) -> str:
    """The label, and in brackets the record's own word for it: `sourced (SUPPORTS)`."""
    said = view.suggestion
    label = label_name(said.label)
    if not said.value or said.value.casefold() == label.casefold():
        return label or "no label"
    return f"{label} ({said.value})" if label else f"“{said.value}” (no label here)"


def by_words(view: SuggestionView) -> str:
    """Who says so and how surely: `by import:fever, ana, confidence 4`."""
    said = view.suggestion
    sure = f"confidence {said.confidence}" if said.confidence else ""
    return ", ".join(part for part in (f"by {importer(said.format)}", said.by, sure) if part)


def suggestion_words(view: SuggestionView) -> str:
    """All but its rationale and its citations, in one line."""
    return " · ".join([f"{what_words(view)} {by_words(view)}", *view.suggestion.flags])


def suggested_labels(views: Iterable[SuggestionView]) -> str:
    """What is suggested, each label once, in brackets: ` (suggested: sourced)`; "" for no label."""
    labels = dict.fromkeys(label_name(view.suggestion.label) for view in views if view.suggestion.label)
    return f" (suggested: {', '.join(labels)})" if labels else ""
