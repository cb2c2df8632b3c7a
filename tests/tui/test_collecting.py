"""Garbage is collected while nobody types."""

import gc
from asyncio import TimerHandle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

import pytest

from annotator.tui import collecting
from annotator.tui.collecting import IDLE, MOST_KEYS, IdleCollector


@dataclass
class Timer:
    when: float
    callback: Callable[[], None]
    cancelled: bool = False

    def cancel(self) -> None:
        self.cancelled = True


class Loop:
    """A loop whose time is moved on by hand."""

    def __init__(self) -> None:
        self.now = 0.0
        self._timers: list[Timer] = []

    def time(self) -> float:
        return self.now

    def call_later(self, delay: float, callback: Callable[[], None]) -> TimerHandle:
        self._timers.append(Timer(self.now + delay, callback))
        return cast(TimerHandle, self._timers[-1])

    def pass_(self, seconds: float) -> None:
        """Let this time pass, and what falls due in it be done at its moment."""
        end = self.now + seconds
        while due := [timer for timer in self._timers if timer.when <= end and not timer.cancelled]:
            first = min(due, key=lambda timer: timer.when)
            self._timers.remove(first)
            self.now = max(self.now, first.when)
            first.callback()
        self.now = end


@pytest.fixture
def loop(monkeypatch: pytest.MonkeyPatch) -> Loop:
    made = Loop()
    monkeypatch.setattr(collecting, "get_running_loop", lambda: made)
    return made


@pytest.fixture
def collections() -> Iterator[list[int]]:
    """Which full collections were made, while the test runs."""
    seen: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "stop" and info["generation"] == 2:
            seen.append(info["collected"])

    gc.callbacks.append(note)
    yield seen
    gc.callbacks.remove(note)


def test_a_pause_of_the_keys_is_used_once(collections: list[int], loop: Loop) -> None:
    collector = IdleCollector()
    collector.begin()
    try:
        assert not gc.isenabled()
        collections.clear()
        collector.touch()
        loop.pass_(IDLE / 2)
        collector.touch()
        loop.pass_(IDLE * 0.7)
        assert collections == []
        loop.pass_(IDLE * 3)
        assert len(collections) == 1
    finally:
        collector.end()
    assert gc.isenabled()


def test_keys_without_a_pause_do_not_put_it_off_for_ever(collections: list[int], loop: Loop) -> None:
    collector = IdleCollector()
    collector.begin()
    try:
        collections.clear()
        for _ in range(MOST_KEYS):
            collector.touch()
        while loop.now < IDLE * 2:
            collector.touch()
            loop.pass_(0.01)
        assert collections
    finally:
        collector.end()


def test_without_a_beginning_nothing_is_changed() -> None:
    collector = IdleCollector()
    collector.touch()
    collector.end()
    assert gc.isenabled()


def test_what_the_start_put_off_is_done_once_in_the_first_pause(collections: list[int], loop: Loop) -> None:
    collector, done = IdleCollector(), []
    collector.begin(lambda: done.append(len(collections)))
    try:
        before = len(collections)
        loop.pass_(IDLE * 0.5)
        collector.touch()
        loop.pass_(IDLE * 0.7)
        assert done == []
        loop.pass_(IDLE * 2)
        assert done == [before]
        assert len(collections) == before + 1
        collector.touch()
        loop.pass_(IDLE * 2)
        assert done == [before]
        assert len(collections) == before + 2
    finally:
        collector.end()
