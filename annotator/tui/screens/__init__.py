"""One module a screen or form."""
