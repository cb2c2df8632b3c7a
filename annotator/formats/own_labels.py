"""Labels of this program that come from another file: suggestions, and so never `verified`."""

from collections.abc import Mapping

LABELS_IN: Mapping[str, str] = {
    "verified": "sourced, with the flag “was verified there”",
    "sourced, contested, insufficient, not_checkable": "the same",
    "labels of another scheme": "none; the word is kept",
}
_SAME = ("sourced", "contested", "insufficient", "not_checkable")


def own_label(word: str) -> tuple[str, tuple[str, ...]]:
    """The label to suggest, or empty, and the flags that go with it."""
    if word == "verified":
        return "sourced", ("was verified there",)
    return (word if word in _SAME else ""), ()
