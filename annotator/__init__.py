"""A keyboard-driven terminal program to label the claims of news articles with evidence."""

__version__ = "0.1.0"
