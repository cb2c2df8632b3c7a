"""The usual reasons to skip a claim, by the number that gives them; without Textual, for plain mode too."""

REASONS = {
    "1": "unclear wording",
    "2": "not my field",
    "3": "needs another language",
    "4": "conflict of interest",
    "5": "text is broken",
}
