"""What the ids of rules mean, in words, for people who ask why a claim was cut as it was."""

_WORDS = {
    "sentence": "the sentence, or its main clause",
    "headline": "a headline, because nothing else states anything",
    "said-behind": "what was said; who said it stands behind",
    "said-within": "what was said; who said it stands in the middle",
    "said-front": "what was said; who said it stands in front",
    "said-second": "a second thing that the same speaker said",
    "said-elsewhere": "what was said; who said it stands in another sentence",
    "according": "what a source says, named behind it with “according to”",
    "according-front": "what a source says, named in front with “according to”",
    "aside-who": "who the speaker is, told beside the speech",
    "parataxis": "a clause set beside another without a word that joins them",
    "apposition": "what somebody or something is, set off by marks",
    "participle": "a clause without a finite verb; the subject is copied to it",
    "bracket": "what stands in brackets",
    "item": "one item of a list; what the items share is copied to each",
    "circumstance": "one of several circumstances; what happened is copied to each",
    "clause-comma": "a clause with a subject of its own, behind a comma",
    "verb-comma": "a further verb behind a comma; the subject is copied to it",
    "llm-refused": "the sentence as it stands: all that the model made of it was refused",
    "llm-unanswered": "the sentence as it stands: the model said nothing of it",
    "llm-unsent": "the sentence as it stands: too long to be sent to the model",
}
_FAMILIES = {
    "clause-": "a clause with a subject of its own, behind “{}”",
    "verb-": "a further verb joined by “{}”; the subject is copied to it",
    "relative-": "what “{}” tells of the words before it, which are copied",
    "llm:": "by the model {}; its words were found in the article",
}


def explained(rule: str) -> list[tuple[str, str]]:
    """Each id that a claim's rule is made of, with what it means; empty words for another package's."""
    ids = [rule] if rule.startswith("llm:") else rule.split("+")
    return [(name, _words(name)) for name in ids]


def _words(name: str) -> str:
    if name in _WORDS:
        return _WORDS[name]
    family = next((family for family in _FAMILIES if name.startswith(family)), None)
    return _FAMILIES[family].format(name.removeprefix(family)) if family else ""
