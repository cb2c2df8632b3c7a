"""Work spread over processes: answers in order, few in flight, deaths and errors told."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from multiprocessing import active_children

import pytest

from annotator.services.spreading import AHEAD, WorkerEnded, spread


@dataclass(frozen=True)
class Task:
    name: str
    seconds: float = 0.0
    dies_by: int = 0
    size: int = 1


@contextmanager
def working() -> Iterator[Callable[[Task], tuple[str, int, str]]]:
    """What the processes are sent: answers with the name, the process, and so many letters."""

    def work(task: Task) -> tuple[str, int, str]:
        time.sleep(task.seconds)
        if task.dies_by:
            os.kill(os.getpid(), task.dies_by)
        return task.name, os.getpid(), "x" * task.size

    yield work


def names(count: int) -> list[str]:
    return [str(number) for number in range(count)]


def test_one_job_is_done_here_one_after_the_other() -> None:
    answers = list(spread(working, map(Task, names(3)), 1))
    assert [name for name, _, _ in answers] == names(3)
    assert {process for _, process, _ in answers} == {os.getpid()}


def test_answers_come_in_the_order_of_the_items_from_several_processes() -> None:
    """Large ones too: more than a pipe holds."""
    tasks = [Task(name, (7 - int(name)) * 0.02, size=300_000) for name in names(8)]
    answers = list(spread(working, tasks, 2))
    assert [name for name, _, _ in answers] == names(8)
    assert len({process for _, process, _ in answers}) == 2
    assert {len(letters) for _, _, letters in answers} == {300_000}
    assert not active_children()


def test_only_so_many_are_in_flight_while_the_first_takes_its_time() -> None:
    taken = []

    def tasks() -> Iterator[Task]:
        for name in names(100):
            taken.append(name)
            yield Task(name, 0.7 if name == "0" else 0.0)

    with closing(spread(working, tasks(), 2)) as answers:
        assert next(answers)[0] == "0"
        assert len(taken) <= 2 * AHEAD + 1
    assert not active_children()


def test_nothing_is_left_when_nothing_is_asked() -> None:
    assert list(spread(working, iter(()), 2)) == []
    assert not active_children()


@pytest.mark.parametrize("number", [0, 4])
def test_a_process_that_dies_is_named_with_what_it_worked_on(number: int) -> None:
    tasks = [Task(name, dies_by=signal.SIGKILL if int(name) == number else 0) for name in names(6)]
    with pytest.raises(WorkerEnded, match=rf"killed by signal 9\) that worked on {number}\."):
        list(spread(working, tasks, 2))
    assert not active_children()


def test_processes_end_with_the_one_who_asks() -> None:
    with closing(spread(working, [Task("0"), Task("1", 60)], 2)) as answers:
        next(answers)
        assert len(active_children()) == 2
    assert not active_children()
