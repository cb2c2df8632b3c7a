"""Which words are clearly finite verbs in an English sentence, from word lists and neighbours.

There is no tagger here: a word counts only when its form and the words beside it leave little
doubt. A verb that is missed costs a cut; a noun that is taken for one would cost a wrong claim.
"""

from collections.abc import Sequence

from annotator.splitting.lexicon import (
    ADVERBS,
    AUXILIARIES,
    BASES,
    CONTRACTED,
    DETERMINERS,
    INTRANSITIVE,
    MODALS,
    NOMINATIVES,
    NOT_VERBS,
    NOUNS_TOO,
    OPENS_OBJECT,
    PAST,
    PAST_OR_PARTICIPLE,
    PREPOSITIONS,
    THIRD_PERSONS,
)
from annotator.splitting.tokens import Token


def is_auxiliary(tokens: Sequence[Token], index: int) -> bool:
    """Whether the token is a finite form of be, have, do or a modal."""
    token = tokens[index]
    before = tokens[index - 1] if index else None
    if token.word.endswith(CONTRACTED):
        return token.word.partition("'")[0] in NOMINATIVES
    if token.word not in AUXILIARIES:
        return False
    if before is None:
        return False
    if token.word in ("have", "do", "can", "may", "must", "might", "will"):
        noun = before.word in DETERMINERS - NOMINATIVES or before.word == "to"
        return not noun and before.word not in MODALS and not token.capital
    return True


def is_past(tokens: Sequence[Token], index: int) -> bool:
    """Whether the token is a finite past form, or could be one after "and"."""
    word = tokens[index].word
    return word in PAST or is_participle_form(word)


def is_participle_form(word: str) -> bool:
    """Whether a past form could as well be a participle: "closed", "held"."""
    if word in PAST_OR_PARTICIPLE:
        return True
    return word.endswith("ed") and len(word) > 3 and word not in NOT_VERBS and "-" not in word


def is_present(word: str) -> bool:
    """Whether a word is a third person: "considers"."""
    return word in THIRD_PERSONS


def is_adverb(word: str) -> bool:
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4)


def is_finite(tokens: Sequence[Token], index: int) -> bool:
    """Whether the token clearly is a finite verb, or the auxiliary that makes its group finite."""
    if is_auxiliary(tokens, index):
        return True
    word = tokens[index].word
    at = index - 1
    while at >= 0 and is_adverb(tokens[at].word):
        at -= 1
    if at < 0:
        return False
    before = tokens[at]
    following = tokens[index + 1].word if index + 1 < len(tokens) else ""
    if before.word in PREPOSITIONS or before.word in AUXILIARIES:
        return False
    if before.word in DETERMINERS and before.word not in NOMINATIVES:
        return False
    if word in PAST:
        return True
    if is_participle_form(word):
        return _past_is_finite(tokens, at, word, following)
    if word in THIRD_PERSONS:
        return _present_is_finite(before, THIRD_PERSONS[word], following)
    if word.endswith("s") and not word.endswith(("ss", "us", "'s")) and not tokens[index].capital:
        return before.capital and following in DETERMINERS
    return _base_is_finite(before, word, following)


def _past_is_finite(tokens: Sequence[Token], before: int, word: str, following: str) -> bool:
    previous = tokens[before].word
    if following == "by" and word not in INTRANSITIVE:
        return False
    if previous in ("been", "be", "being", "having", "got", "get", "gets", "getting", "not"):
        return False
    if previous == ",":  # "The report, filed in May, ..." but "Its owner, a bank, closed ..."
        return any(token.word == "," for token in tokens[:before])
    if previous in ("this", "that", "these", "those", "her"):
        return following in OPENS_OBJECT
    return previous[-1].isalnum() or previous in ")],"


def _present_is_finite(before: Token, base: str, following: str) -> bool:
    if not before.word[-1].isalnum() and before.word not in ")],":
        return False
    if base not in NOUNS_TOO:
        return True
    if before.word in NOMINATIVES:
        return True
    named = before.capital or following != "to"
    return named and (following in OPENS_OBJECT or following.isdigit())


def _base_is_finite(before: Token, word: str, following: str) -> bool:
    if word not in BASES:
        return False
    if before.word in ("they", "we", "i", "you", "who"):
        return True
    plural = before.word.endswith("s") and not before.word.endswith(("ss", "us", "'s"))
    return plural and following in OPENS_OBJECT and (word not in NOUNS_TOO or following != "to")
