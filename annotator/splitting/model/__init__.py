"""Weights that were learned from treebanks (see LICENSE.md), and their licence."""

from pkgutil import get_data

FILES = ("boundaries.bin", "english.bin")


def read(name: str) -> bytes:
    """The bytes of a file of this folder; without `importlib.resources`, which is slow to import."""
    found = get_data(__name__, name)
    if found is None:
        raise FileNotFoundError(name)
    return found
