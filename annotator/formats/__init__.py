"""Formats write datasets that other programs load, and read them; which there are is the registry's.

A format sees domain records and a stream of bytes, nothing of the file they come from.
"""

from annotator.formats.format import Dataset, Folder, Format, Option, Source, Written
from annotator.formats.registry import Registry, load_formats

__all__ = ["Dataset", "Folder", "Format", "Option", "Registry", "Source", "Written", "load_formats"]
