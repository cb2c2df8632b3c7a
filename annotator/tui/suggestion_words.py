"""How imported suggestions are said. Without Textual: the screen, plain mode and commands say the same."""

from collections.abc import Iterable

from annotator.domain.already_checked import CheckHint
from annotator.domain.date_format import ISO, DateFormat
from annotator.domain.review import SuggestionView
from annotator.domain.suggestion import Suggestion, importer
from annotator.tui.commands import label_name

SUGGESTED = "*"
"""The letter of a claim without a label of which an imported record says something."""


def in_order(views: Iterable[SuggestionView]) -> list[SuggestionView]:
    """Those with a label or a word for one first; of those of one format that say nothing, the first."""
    told: list[SuggestionView] = []
    others: dict[str, SuggestionView] = {}
    for view in views:
        said = view.suggestion
        if has_words(said):
            told.append(view)
        else:
            more = said.by or said.confidence or said.rationale or said.flags or said.citations
            others.setdefault(said.id if more else said.format, view)
    return [*told, *others.values()]


def has_words(said: Suggestion) -> bool:
    """Whether it gives a label, or a word for one."""
    return bool(said.label or said.value)


def what_words(said: Suggestion) -> str:
    """The label, and in brackets the record's own word for it: `sourced (SUPPORTS)`."""
    label = label_name(said.label)
    if not label and not said.value:
        return f"imported from {said.format}, without a label"
    if not said.value or said.value.casefold() == label.casefold():
        return label
    return f"{label} ({said.value})" if label else f"“{said.value}” (no label here)"


def by_words(said: Suggestion) -> str:
    """Who says so and how surely, behind `what_words`: ` by import:fever, ana, confidence 4`."""
    if has_words(said):
        return f" by {', '.join([importer(said.format), *_giver(said)])}"
    return "".join(f", {part}" for part in _giver(said))


def suggestion_words(said: Suggestion) -> str:
    """All but its rationale and its citations, in one line."""
    return " · ".join([f"{what_words(said)}{by_words(said)}", *said.flags])


def imported_words(said: Suggestion) -> str:
    """The same where it stands beside the importer's name: `imported: sourced (SUPPORTS), ana`."""
    what = f"imported: {what_words(said)}" if has_words(said) else what_words(said)
    return " · ".join([", ".join([what, *_giver(said)]), *said.flags])


def _giver(said: Suggestion) -> list[str]:
    return [part for part in (said.by, f"confidence {said.confidence}" if said.confidence else "") if part]


def check_words(hint: CheckHint, dates: DateFormat = ISO) -> str:
    """`already checked: Checkers: Mostly false · 2024-02-09 · https://checks.example/1`."""
    if hint.label:
        return f"labelled elsewhere: {label_name(hint.label)} by {hint.publisher}"
    said = ": ".join(part for part in (hint.publisher, hint.rating) if part) or "by others"
    return " · ".join(
        part for part in (f"already checked: {said}", dates.show(hint.published), hint.address) if part
    )


def suggested_labels(views: Iterable[SuggestionView]) -> str:
    """What is suggested, each label once, in brackets: ` (suggested: sourced)`; "" for no label."""
    labels = dict.fromkeys(label_name(view.suggestion.label) for view in views if view.suggestion.label)
    return f" (suggested: {', '.join(labels)})" if labels else ""
