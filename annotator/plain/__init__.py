"""Reviewing line by line: for screen readers, dumb terminals, slow lines and scripts; without Textual."""
