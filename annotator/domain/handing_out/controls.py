"""Where control items, whose answers are known, stand among a reviewer's own claims."""

from collections.abc import Sequence

from annotator.domain.errors import InputError
from annotator.domain.ranking import draw, rank


def mix(numbers: Sequence[int], controls: Sequence[int], *, seed: int, reviewer: str) -> tuple[int, ...]:
    """The reviewer's claims in their order, with all control items among them.

    The list is divided into as many equal stretches as there are control items, and each stretch has one
    at a place drawn for this reviewer: spread over the whole time, so that drift shows, and not to be
    counted on, as two may stand close together or nearly two stretches apart. Which item stands in which
    stretch is drawn too, so that neither an item nor a place tells others anything. Raises InputError when a
    control item is among the reviewer's claims, or named twice.
    """
    own, there = set(numbers), set(controls)
    if both := [number for number in controls if number in own]:
        raise InputError(f"Control item {both[0]} is one of the claims of {reviewer} already.")
    if len(there) < len(controls):
        raise InputError("A control item is named twice.")
    order = sorted(controls, key=lambda number: rank(seed, "control", reviewer, str(number)))
    places = len(numbers) + 1
    mixed: list[int] = []
    done = 0
    for stretch, control in enumerate(order):
        first, end = (places * edge // len(order) for edge in (stretch, stretch + 1))
        place = first + draw(seed, max(end - first, 1), "place", reviewer, str(stretch))
        mixed += [*numbers[done:place], control]
        done = place
    return (*mixed, *numbers[done:])
