"""The writer thread: jobs in order, every outcome reported, nothing lost at the end."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, current_thread, main_thread

import pytest

from annotator.domain.errors import FileRefused, NotFound
from annotator.services.acting import Done
from annotator.services.reviewing import Reviewing
from annotator.store import open_to_write
from annotator.tui.writer import Outcome, Writer


class Sink:
    """Runs what the writer delivers, as the screen's thread would."""

    def __init__(self) -> None:
        self.calls: list[Callable[[], None]] = []
        self.outcomes: list[Outcome] = []

    def run(self) -> list[Outcome]:
        for call in self.calls:
            call()
        self.calls.clear()
        return self.outcomes


def writer_on(path: Path, sink: Sink) -> Writer:
    writer = Writer(Reviewing(open_to_write(path), "anna", "device-1"), sink.calls.append)
    writer.start()
    return writer


def test_jobs_run_in_order_and_closing_waits_for_them(kit) -> None:
    desk = kit.desk()
    sink = Sink()
    writer = writer_on(desk.store.path, sink)
    for label in ("sourced", "contested", "verified"):
        writer.submit(
            lambda reviewing, label=label: reviewing.label(desk.claims[0], label), sink.outcomes.append
        )
    writer.close()
    writer.close()
    assert [outcome.done.words for outcome in sink.run()] == [
        "labelled sourced",
        "labelled contested",
        "labelled verified",
    ]
    assert desk.sql("SELECT label FROM label WHERE state = 'current'") == [("verified",)]


def test_a_refused_job_is_reported_and_the_next_one_done(kit) -> None:
    desk = kit.desk()
    sink = Sink()
    writer = writer_on(desk.store.path, sink)
    writer.submit(lambda reviewing: reviewing.label("no such claim", "sourced"), sink.outcomes.append)
    writer.submit(lambda reviewing: reviewing.flag(desk.claims[0]), sink.outcomes.append)
    writer.close()
    refused, done = sink.run()
    assert isinstance(refused.error, NotFound)
    assert done.done is not None


def test_a_fault_of_ours_reaches_the_screens_thread(kit) -> None:
    desk = kit.desk()
    sink = Sink()
    writer = writer_on(desk.store.path, sink)

    def broken(reviewing: Reviewing) -> Done:
        raise ZeroDivisionError("a fault")

    writer.submit(broken, sink.outcomes.append)
    writer.close()
    with pytest.raises(ZeroDivisionError):
        sink.run()


def test_jobs_run_beside_the_screen_and_not_in_it(kit) -> None:
    desk = kit.desk()
    seen, sink, done = [], Sink(), Event()

    def look(reviewing: Reviewing) -> None:
        seen.append(current_thread())
        done.set()

    writer = writer_on(desk.store.path, sink)
    assert writer.open
    writer.submit(look, sink.outcomes.append)
    assert done.wait(5)
    writer.close()
    assert not writer.open
    assert seen[0] is not main_thread()


def test_what_is_queued_behind_an_act_that_could_not_be_stored_is_not_done(kit) -> None:
    """An undo typed ahead would take back an older act."""
    desk = kit.desk()
    Reviewing(desk.store, "anna", "device-1").label(desk.claims[0], "sourced")
    sink, held = Sink(), Event()
    writer = writer_on(desk.store.path, sink)

    def full(reviewing: Reviewing) -> Done:
        held.wait(5)
        raise FileRefused("The disk is full.")

    writer.submit(full, sink.outcomes.append)
    writer.submit(lambda reviewing: reviewing.undo(), sink.outcomes.append)
    held.set()
    writer.close()
    assert [str(outcome.error) for outcome in sink.run()] == ["The disk is full."] * 2
    assert desk.sql("SELECT label FROM label WHERE state = 'current'") == [("sourced",)]
