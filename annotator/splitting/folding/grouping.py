"""Texts that fold, put together one after another; datelines that contradict each other keep them apart."""

from collections.abc import Iterable
from typing import NamedTuple

from annotator.domain.dateline import Dateline
from annotator.domain.fold_key import fold_key


class Filing(NamedTuple):
    """Where, by whom and when a text was filed: keys, empty where its dateline does not say."""

    place: str = ""
    region: str = ""
    agency: str = ""
    date: str = ""

    def contradicts(self, other: "Filing") -> bool:
        """Whether two texts of these filings tell of two events, though in the same words."""
        return any(one and two and one != two for one, two in zip(self, other, strict=True))

    def joined(self, other: "Filing") -> "Filing":
        return Filing(*(one or two for one, two in zip(self, other, strict=True)))


NOWHERE = Filing()


def filing_of(dateline: Dateline | None) -> Filing:
    if dateline is None:
        return NOWHERE
    place, _, region = dateline.place.partition(",")
    return Filing(*map(fold_key, (place, region, dateline.agency or "", dateline.date or "")))


class Groups:
    """Each text goes to the first group that has one of its names and whose filing it does not contradict."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, Filing], int] = {}
        self._filings: dict[int, Filing] = {}

    def place(self, number: int, names: Iterable[str], filing: Filing = NOWHERE) -> int:
        """The number of the first text of the group, this one's own if it begins a group."""
        wider = dict.fromkeys((filing, Filing(filing.place), NOWHERE))
        listed = [(name, which) for which in wider for name in names]
        known = (self._known.get(entry) for entry in listed)
        first = next((n for n in known if n is not None and self._fits(n, filing)), number)
        self._filings[first] = self._filings.get(first, NOWHERE).joined(filing)
        for entry in listed:
            self._known.setdefault(entry, first)
        return first

    def _fits(self, group: int, filing: Filing) -> bool:
        return not self._filings[group].contradicts(filing)
