"""A cheap guess at the language of a text: its script, or its commonest words."""

import re
from collections import Counter

SAMPLE = 20_000
"""Code points that are looked at."""

_SCRIPTS = {
    "latin": re.compile(r"[A-Za-zÀ-ɏ]"),
    "cyrillic": re.compile(r"[Ѐ-ӿ]"),
    "kana": re.compile(r"[ぁ-ヿ]"),
    "han": re.compile(r"[㐀-鿿]"),
    "hangul": re.compile(r"[가-힣]"),
    "arabic": re.compile(r"[\u0620-\u06ff]"),
    "hebrew": re.compile(r"[א-ת]"),
    "greek": re.compile(r"[Ͱ-Ͽἀ-῿]"),
}
_BY_SCRIPT = {"hangul": "ko", "hebrew": "he", "greek": "el"}
_NOT_ARABIC = re.compile(r"[\u067e\u0686\u0698\u06a9\u06af\u06cc\u06d2]")
"""Letters of Persian, Urdu and other languages in Arabic script."""

_COMMON = {
    "en": "the of and to in that is was for on with it by as at from has have not are were which",
    "de": "der die das und ist nicht den dem von mit sich auf für im ein eine auch wird nach zu",
    "fr": "le la les des et est que dans pour une sur qui pas au du en par avec il aux",
    "es": "el los las del y que en una por con para es se no su al lo como más",
    "it": "il di che non una per con del della sono è nel alla gli dei anche ha i",
    "pt": "o os do da não uma em para com que é dos das no na ao por foi mais",
    "nl": "de het een van en niet dat met voor op zijn te aan er maar ook wordt in",
    "pl": "w i na z nie się do że jest to o po przez za od dla jak są",
    "tr": "ve bir bu da de için ile olarak olan daha çok en ne gibi sonra",
    "ru": "и в не на что с по это как из к он для за от но его был а также",
    "uk": "і в не на що з та як до це у для за від але його був також є про",
    "bg": "и на в се за от да не са по с че е който това със като",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_CYRILLIC = ("ru", "uk", "bg")
_LATIN = tuple(language for language in _COMMON if language not in _CYRILLIC)
_UKRAINIAN = re.compile(r"[іїєґ]")
_RUSSIAN = re.compile(r"[ыэё]")
_WORD = re.compile(r"[^\W\d_]+")


def guess_language(text: str) -> str | None:
    """Lower-case ISO 639-1 code, or None when unsure."""
    sample = text[:SAMPLE].lower()
    counts = {name: len(script.findall(sample)) for name, script in _SCRIPTS.items()}
    letters = sum(counts.values())
    if letters < 10:
        return None
    east_asian = counts["kana"] + counts["han"]
    if east_asian * 2 > letters:
        return "ja" if counts["kana"] * 20 > east_asian else "zh"
    script = max(counts, key=lambda name: counts[name])
    if counts[script] * 10 < letters * 6:
        return None
    if script == "arabic":
        return None if _NOT_ARABIC.search(sample) else "ar"
    if script == "cyrillic":
        return _by_words(sample, _cyrillic_candidates(sample))
    return _BY_SCRIPT.get(script) or _by_words(sample, _LATIN)


def _cyrillic_candidates(sample: str) -> tuple[str, ...]:
    ukrainian = len(_UKRAINIAN.findall(sample))
    russian = len(_RUSSIAN.findall(sample))
    if ukrainian > russian * 2:
        return ("uk",)
    return ("ru",) if russian > ukrainian * 2 else _CYRILLIC


def _by_words(sample: str, candidates: tuple[str, ...]) -> str | None:
    """The candidate whose common words stand out: a tenth of all words, well before the next."""
    words = Counter(_WORD.findall(sample))
    total = words.total()
    hits = sorted(((sum(words[word] for word in _WORDS[name]), name) for name in candidates), reverse=True)
    best, language = hits[0]
    second = hits[1][0] if len(hits) > 1 else 0
    clear = best >= 3 and best * 10 >= total and best * 2 >= second * 3
    return language if clear else None
