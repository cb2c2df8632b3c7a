"""Formats write datasets that other programs load; which there are is the registry's.

A format sees domain records and a stream of bytes, nothing of the file they come from.
"""

from annotator.formats.format import Format, Written
from annotator.formats.registry import Registry, load_formats

__all__ = ["Format", "Registry", "Written", "load_formats"]
