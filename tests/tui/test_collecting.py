"""Garbage is collected while nobody types."""

import asyncio
import gc
from collections.abc import Iterator

import pytest

from annotator.tui.collecting import IDLE, MOST_KEYS, IdleCollector


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


async def test_a_pause_of_the_keys_is_used_once(collections: list[int]) -> None:
    collector = IdleCollector()
    collector.begin()
    try:
        assert not gc.isenabled()
        collections.clear()
        collector.touch()
        await asyncio.sleep(IDLE / 2)
        collector.touch()
        await asyncio.sleep(IDLE * 0.7)
        assert collections == []
        await asyncio.sleep(IDLE * 3)
        assert len(collections) == 1
    finally:
        collector.end()
    assert gc.isenabled()


async def test_keys_without_a_pause_do_not_put_it_off_for_ever(collections: list[int]) -> None:
    collector = IdleCollector()
    collector.begin()
    try:
        collections.clear()
        for _ in range(MOST_KEYS):
            collector.touch()
        end = asyncio.get_running_loop().time() + IDLE * 2
        while asyncio.get_running_loop().time() < end:
            collector.touch()
            await asyncio.sleep(0.01)
        assert collections
    finally:
        collector.end()


async def test_without_a_beginning_nothing_is_changed() -> None:
    collector = IdleCollector()
    collector.touch()
    collector.end()
    assert gc.isenabled()


async def test_what_the_start_put_off_is_done_once_in_the_first_pause(collections: list[int]) -> None:
    collector, done = IdleCollector(), []
    collector.begin(lambda: done.append(len(collections)))
    try:
        before = len(collections)
        await asyncio.sleep(IDLE * 0.5)
        collector.touch()
        await asyncio.sleep(IDLE * 0.7)
        assert done == []
        await asyncio.sleep(IDLE * 2)
        assert done == [before]
        assert len(collections) == before + 1
        collector.touch()
        await asyncio.sleep(IDLE * 2)
        assert done == [before]
        assert len(collections) == before + 2
    finally:
        collector.end()
