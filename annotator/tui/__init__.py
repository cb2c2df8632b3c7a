"""The terminal screens; the only package that knows Textual (`commands` and `start` do without)."""
