"""Splitters turn an article into regions and claims; which there are is the registry's.

`sentences`, `claims`, `claim_ranges`, `units`, `judge` and `group` are short ways to what the built-in
splitter does, for scripts and for scoring. Each name is imported when it is first asked for, so that who
wants sentences does not wait for the grammar; the models are read with the first sentence.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.splitting.boundaries import sentences
    from annotator.splitting.english.discourse import units
    from annotator.splitting.folding import group, judge
    from annotator.splitting.registry import Registry, load_splitters
    from annotator.splitting.shortcuts import claim_ranges, claims, fine_ranges
    from annotator.splitting.splitter import (
        Asking,
        Grained,
        Split,
        Splitter,
        check_granularity,
        recorded_granularity,
        split_text,
    )

__all__ = [
    "Asking",
    "Grained",
    "Registry",
    "Split",
    "Splitter",
    "check_granularity",
    "claim_ranges",
    "claims",
    "fine_ranges",
    "group",
    "judge",
    "load_splitters",
    "recorded_granularity",
    "sentences",
    "split_text",
    "units",
]

_HOMES = {
    "boundaries": ("sentences",),
    "english.discourse": ("units",),
    "folding": ("group", "judge"),
    "registry": ("Registry", "load_splitters"),
    "shortcuts": ("claim_ranges", "claims", "fine_ranges"),
    "splitter": (
        "Asking",
        "Grained",
        "Split",
        "Splitter",
        "check_granularity",
        "recorded_granularity",
        "split_text",
    ),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value
