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
    for article in _articles(tasks):
        if parts and parts[-1].weight + article.weight <= least:
            parts[-1] = Part(parts[-1].start, article.end, parts[-1].weight + article.weight)
        else:
            parts += pieces(tasks, article, most)
    return parts


def divided(tasks: Sequence[Task], part: Part, count: int) -> tuple[Part, Part]:
    """The first `count` claims of a part, and the rest."""
    middle = part.start + count
    first = sum(task.weight for task in tasks[part.start : middle])
    return Part(part.start, middle, first), Part(middle, part.end, part.weight - first)


def _articles(tasks: Sequence[Task]) -> Iterator[Part]:
    start = 0
    for _, run in groupby(tasks, key=lambda task: task.article):
        weights = [task.weight for task in run]
        yield Part(start, start + len(weights), sum(weights))
        start += len(weights)


def pieces(tasks: Sequence[Task], part: Part, most: int) -> Iterator[Part]:
    """A part in as few equal shares as weigh no more than `most`; a claim goes where its middle lies."""
    count = -(-part.weight // most)
    before, piece, share, done = part.start, 0, 0, 0
    for place in range(part.start, part.end):
        weight = tasks[place].weight
        reached = (2 * done + weight) * count // (2 * part.weight)
        if reached != share and piece:
            yield Part(before, place, piece)
            before, piece = place, 0
        share, piece, done = reached, piece + weight, done + weight
    yield Part(before, part.end, piece)
