"""Cutting a round into parts that are handed out whole: articles, pieces of long ones, several short ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from annotator.domain.handing_out.task import Task


@dataclass(frozen=True, slots=True)
class Part:
    """A run of claims that the same people get: `tasks[start:end]` of the round."""

    start: int
    end: int
    weight: int


def cut(tasks: Sequence[Task], most: int, least: int) -> list[Part]:
    """The round in parts, in its order.

    An article heavier than `most` is cut into as few pieces as keep within it (but for a claim's weight),
    of about equal weight; neighbouring articles are joined while they weigh no more than `least` together.
    """
    parts: list[Part] = []
    for start, end in _articles(tasks):
        weight = sum(task.weight for task in tasks[start:end])
        if parts and parts[-1].weight + weight <= least:
            parts[-1] = Part(parts[-1].start, end, parts[-1].weight + weight)
        else:
            parts += _pieces(tasks, start, end, -(-weight // most))
    return parts


def divided(tasks: Sequence[Task], part: Part, count: int) -> tuple[Part, Part]:
    """The first `count` claims of a part, and the rest."""
    middle = part.start + count
    first = sum(task.weight for task in tasks[part.start : middle])
    return Part(part.start, middle, first), Part(middle, part.end, part.weight - first)


def _articles(tasks: Sequence[Task]) -> Iterator[tuple[int, int]]:
    start = 0
    for _, run in groupby(tasks, key=lambda task: task.article):
        end = start + sum(1 for _ in run)
        yield start, end
        start = end


def _pieces(tasks: Sequence[Task], start: int, end: int, count: int) -> Iterator[Part]:
    """Each claim goes to that of `count` equal shares of the article's weight in which its middle lies."""
    whole = sum(task.weight for task in tasks[start:end])
    before, piece, share, done = start, 0, 0, 0
    for place in range(start, end):
        weight = tasks[place].weight
        reached = (2 * done + weight) * count // (2 * whole)
        if reached != share and piece:
            yield Part(before, place, piece)
            before, piece = place, 0
        share, piece, done = reached, piece + weight, done + weight
    yield Part(before, end, piece)
