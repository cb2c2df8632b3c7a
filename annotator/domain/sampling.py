"""Seeded samples: the items of lowest rank, so that an item added later changes as little as can be."""

from collections import Counter
from collections.abc import Mapping, Sequence

from annotator.domain.errors import InputError
from annotator.domain.ranking import rank


def sample(ids: Sequence[str], size: int, seed: int) -> tuple[str, ...]:
    """`size` of the ids, which differ, each as likely as any other, in the order of `ids`.

    One id more takes the place of at most one that was drawn. Raises InputError for a size below 1 or
    above the number of ids.
    """
    _check(len(ids), size)
    return _lowest([(name, "") for name in ids], {"": size}, seed)


def stratified_sample(items: Sequence[tuple[str, str]], size: int, seed: int) -> tuple[str, ...]:
    """`size` ids of (id, stratum), from each stratum in proportion, in the order of `items`.

    Shares are rounded by largest remainder (Hamilton's method; of equal remainders the lowest rank), and
    when `size` allows, every stratum has at least one. Raises InputError like `sample`.
    """
    _check(len(items), size)
    return _lowest(items, allocation(Counter(stratum for _, stratum in items), size, seed), seed)


def allocation(strata: Mapping[str, int], size: int, seed: int) -> dict[str, int]:
    """How many to draw of each stratum, given how many each has (1 or more); their sum is `size`."""
    drawn = dict.fromkeys(strata, 0)
    rest, left = dict(strata), size
    if size >= len(strata):
        while small := [name for name in rest if left * rest[name] < sum(rest.values())]:
            for name in small:
                drawn[name] = 1
                del rest[name]
            left -= len(small)
    whole = sum(rest.values())
    for name, count in rest.items():
        drawn[name] = left * count // whole
    open_places = size - sum(drawn.values())
    by_remainder = sorted(rest, key=lambda name: (-(left * rest[name] % whole), rank(seed, "stratum", name)))
    for name in by_remainder[:open_places]:
        drawn[name] += 1
    return drawn


def _check(there: int, size: int) -> None:
    if size < 1:
        raise InputError(f"A sample of {size} cannot be drawn.", do="Ask for one or more.")
    if size > there:
        raise InputError(f"A sample of {size} cannot be drawn of {there}.", do=f"Ask for {there} or fewer.")


def _lowest(items: Sequence[tuple[str, str]], sizes: Mapping[str, int], seed: int) -> tuple[str, ...]:
    left = dict(sizes)
    places = []
    for _, place in sorted((rank(seed, "sample", name), place) for place, (name, _) in enumerate(items)):
        stratum = items[place][1]
        if left[stratum]:
            left[stratum] -= 1
            places.append(place)
    return tuple(items[place][0] for place in sorted(places))
