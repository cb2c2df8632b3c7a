"""The features by which the model decides the gaps that no rule decides."""

from annotator.splitting.boundaries.context import Gap
from annotator.splitting.boundaries.words import first_word, shape

_FAR = (3, 8, 20, 40, 90, 199)
_DIGITS = str.maketrans("123456789", "000000000")


def features(gap: Gap) -> list[str]:
    """Names of what is seen around the gap, alone and together."""
    left, right = gap.left, gap.right
    stop, kind, first, following = left.stop, left.kind, right.first, right.following
    mark = f"{stop}{left.closer}{'+' if gap.at == gap.behind else ''}"
    back = "f" if first_word(left.word) else ""
    known = "F" if first else "o" if right.kind[:1] == "A" else ""
    token = f"{right.kind}{right.after if right.after != ',' else ''}"
    ahead = f"{right.opener}{token}{known}"
    far = sum(gap.length > edge for edge in _FAR)
    manner = gap.manner
    written = f"{manner.size}{'.' if manner.final else '-'}{'~' if manner.careless else ''}"
    word = _plain(left.word)
    return [
        f"{mark}/{kind}/{ahead}",
        f"{stop}/{kind}/{ahead}/{following}",
        f"{mark}/{ahead}/d{far}",
        f"{mark}/{ahead}/p{max(0, min(gap.depth, 2))}q{gap.quoted:d}",
        f"{mark}/{ahead}/w{written}",
        f"{stop}/{known}/d{far}/w{written}",
        f"{stop}/{kind}/{_second_shape(left.second)}/{ahead}",
        f"{stop}/{back}{kind}/{first}",
        f"{stop}/{token}/{first}/{following}",
        f"{stop}/{back}/{ahead}/{following}",
        f"{stop}/{word}",
        f"{stop}/{word}/{ahead}",
        f"{stop}/{word[-3:]}/{ahead}",
        f"{stop}/>{right.word.lower()}/{token}",
        f"{stop}/<{_plain(left.second)}/{ahead}",
    ]


def _plain(word: str) -> str:
    """In lower case; the digits of a long number are all the same."""
    return word.lower() if len(word) < 3 else word.lower().translate(_DIGITS)


def _second_shape(word: str) -> str:
    return shape(word[:-1]) + word[-1] if word[-1:] in (".", ",") else shape(word)
