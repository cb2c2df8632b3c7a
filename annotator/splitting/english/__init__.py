"""English: from a sentence and its tree to statements, their wording and their flags."""
