"""A round as one page for people: HTML that loads nothing and runs nothing."""

from annotator.report.page import page

__all__ = ["page"]
