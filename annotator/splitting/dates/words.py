"""English words of time, as pieces of patterns and as numbers."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
"""EDTF level 1 numbers of the seasons, which say nothing of the hemisphere."""
LAST_MONTHS = {21: 5, 22: 8, 23: 11}
"""The last month of a season in the north; a winter lies in two years and is not told from its name."""
_CARDINALS = "one two three four five six seven eight nine ten eleven twelve"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
NUMBERS = {word: number for number, word in enumerate(_CARDINALS.split(), start=1)} | {
    "a": 1,
    "an": 1,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
}
VAGUE = ("few", "several", "some", "many", "couple", "dozens", "hundreds")
ORDINALS = {word: number for number, word in enumerate(_ORDINALS.split(), start=1)} | {"twenty-first": 21}
FEASTS: dict[str, tuple[int, int]] = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
    "halloween": (10, 31),
}
"""Feasts whose day is the same every year, to month and day."""

YEAR = r"(?:1[0-9]|20)[0-9][0-9](?![0-9])"
DAY = r"(?:[12][0-9]|3[01]|0?[1-9])(?![0-9])"
MONTH = "(?-i:" + "|".join(f"{name[:3]}(?:{name[3:]})?" if name[3:] else name for name in MONTHS) + "|Sept)"
WEEKDAY = "|".join(WEEKDAYS)
SEASON = "|".join(SEASONS)
NUMBER = r"[0-9]{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True))
ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
UNIT = "day|week|month|year|decade|century|centurie"
PART_OF_DAY = r"(?:\s+(?:morning|afternoon|evening|night)\b)?"


def number(words: str) -> int:
    """ "three" and "3" -> 3."""
    return int(words) if words.isdecimal() else NUMBERS[words]


def month_number(name: str) -> int:
    """ "Sept" -> 9."""
    return next(i for i, month in enumerate(MONTHS, start=1) if month.startswith(name[:3]))
