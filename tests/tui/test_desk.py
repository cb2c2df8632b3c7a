"""The reviewer's desk without a screen: what a key shows at once, and what the file says later."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.errors import AnnotatorError, FileRefused
from annotator.services.reading import Reading
from annotator.services.reviewing import Reviewing
from annotator.store import open_to_read, open_to_write
from annotator.tui.acting_desk import Typed
from annotator.tui.desk import Desk
from annotator.tui.writer import Job, Outcome, Report


class Later:
    """A writer that works when it is told to."""

    def __init__(self, path: Path) -> None:
        self.store = open_to_write(path)
        self.reviewing = Reviewing(self.store, "anna", "device-1")
        self.jobs: list[tuple[Job, Report]] = []

    def submit(self, job: Job, report: Report) -> None:
        self.jobs.append((job, report))

    def work(self) -> None:
        while self.jobs:
            job, report = self.jobs.pop(0)
            try:
                outcome = Outcome(done=job(self.reviewing))
            except AnnotatorError as error:
                outcome = Outcome(error=error)
            report(outcome)

    def fail(self) -> None:
        _, report = self.jobs.pop(0)
        report(Outcome(error=FileRefused("The disk is full.", do="Free some room.")))


@pytest.fixture
def later(path: Path) -> Iterator[Later]:
    made = Later(path)
    yield made
    made.store.close()


@pytest.fixture
def desk(path: Path, later: Later) -> Iterator[Desk]:
    """The desk with the ferry's article on it, at its first claim."""
    with open_to_read(path) as store:
        reading = Reading(store, "anna")
        made = Desk(reading, later.submit)
        made.open(reading.library()[0].id)
        yield made


def typed(text: str, key: str = "note") -> Typed:
    return Typed(key, {"text": text}, "m")


def test_a_label_shows_at_once_with_what_it_lacks_and_is_pending(desk: Desk, later: Later) -> None:
    desk.label("contested")
    assert desk.state.label is not None
    assert desk.state.label.standing.missing[-1] == "needs a rationale"
    assert desk.unsaved(desk.claim)
    assert (desk.labelled, desk.marks[0].label) == (1, "contested")
    shown = desk.state.label.standing
    later.work()
    assert not desk.saving
    assert desk.state.label.standing == shown
    assert desk.message is not None
    assert desk.message.text == "Labelled contested."


def test_a_failed_label_brings_the_old_one_back_and_says_why(desk: Desk, later: Later) -> None:
    desk.label("sourced")
    later.work()
    desk.label("verified")
    later.fail()
    assert desk.marks[0].label == "sourced"
    assert desk.state.label is not None
    assert desk.state.label.label.label == "sourced"
    assert desk.message is not None
    assert desk.message.text == "Not saved: The disk is full. Free some room."
    assert desk.message.tone == "bad"


def test_a_failure_of_another_claim_names_it(desk: Desk, later: Later) -> None:
    desk.label("sourced")
    desk.step(1)
    later.fail()
    assert desk.labelled == 0
    assert desk.message is not None
    assert desk.message.text.startswith("Not saved (claim 1): ")


def test_two_quick_labels_end_as_the_second_whatever_is_reported_between(desk: Desk, later: Later) -> None:
    desk.label("sourced")
    desk.label("verified")
    job, report = later.jobs.pop(0)
    report(Outcome(done=job(later.reviewing)))
    assert desk.marks[0].label == "verified"
    assert desk.unsaved(desk.claim)
    later.work()
    assert desk.marks[0].label == "verified"
    assert not desk.saving


def test_the_claim_of_the_articles_own_speaker_is_complete_at_once(desk: Desk, later: Later) -> None:
    desk.step(1)
    desk.label("sourced")
    assert desk.marks[1].complete
    later.work()
    assert desk.marks[1].complete


def test_confidence_and_rationale_wait_for_a_label(desk: Desk, later: Later) -> None:
    desk.set_confidence(4)
    assert not later.jobs
    assert desk.message is not None
    assert desk.message.text.startswith("Label the claim first (s c v i x)")
    desk.label("contested")
    desk.set_confidence(4)
    desk.set_rationale(desk.claim, typed("The owner denies it."))
    assert desk.state.label is not None
    label = desk.state.label.label
    assert (label.confidence, label.rationale) == (4, "The owner denies it.")
    later.work()
    assert desk.state.label.label.rationale == "The owner denies it."


def test_a_citation_completes_a_label(desk: Desk, later: Later, kit) -> None:
    desk.label("sourced")
    desk.cite(desk.claim, kit.draft("supports"), typed("", "cite"))
    later.work()
    assert desk.marks[0].complete
    assert [citation.stance for citation in desk.my_citations()] == ["supports"]


def test_what_was_typed_is_kept_when_it_cannot_be_saved(desk: Desk, later: Later, kit) -> None:
    desk.cite(desk.claim, kit.draft("supports"), Typed("cite:1", {"url": "https://example.org/a"}, "a"))
    assert desk.drafts == {}
    later.fail()
    assert desk.drafts == {"cite:1": {"url": "https://example.org/a"}}
    assert desk.message is not None
    assert desk.message.text.endswith("What you typed is kept: a opens it again.")


def test_a_reused_citation_and_a_closed_one(desk: Desk, later: Later, kit) -> None:
    desk.cite(desk.claim, kit.draft("refutes"), typed("", "cite"))
    later.work()
    (citation,) = desk.refuting()
    desk.step(1)
    desk.reuse(desk.claim, citation.id, "context")
    later.work()
    assert [c.stance for c in desk.my_citations()] == ["context"]
    desk.step(-1)
    desk.close_citation(desk.claim, citation.id, typed("It was withdrawn."))
    later.work()
    assert desk.refuting() == []
    assert desk.my_citations()[0].closed == "It was withdrawn."


def test_undo_goes_to_the_claim_that_it_took_back_in_another_article(desk: Desk, later: Later) -> None:
    first = desk.claim
    changes: list[str | None] = []
    desk.changed = changes.append
    desk.label("sourced")
    later.work()
    assert desk.step_article(back=False)
    desk.undo()
    later.work()
    assert desk.claim == first
    assert changes[-1] is None
    assert desk.marks[0].label == ""
    assert desk.message is not None
    assert desk.message.text == "Took back: label sourced."
    desk.redo()
    later.work()
    assert desk.marks[0].label == "sourced"


def test_undo_with_nothing_to_undo_says_so(desk: Desk, later: Later) -> None:
    desk.undo()
    later.work()
    assert desk.message is not None
    assert desk.message.text == "There is nothing of yours to undo in this file."


def test_next_open_passes_over_what_is_about_to_be_saved(desk: Desk) -> None:
    for _ in range(6):
        desk.label("sourced")
        desk.next_open(back=False)
    assert desk.article.title == "東京の橋"
    desk.next_open(back=True)
    assert desk.position == 2


def test_next_open_says_when_nothing_is_open(desk: Desk, later: Later) -> None:
    for _ in range(9):
        desk.label("insufficient")
        later.work()
        found = desk.next_open(back=False)
    assert not found
    assert desk.message is not None
    assert desk.message.text == "Every claim has a label."


def test_the_ends_of_an_article_and_of_the_library_are_said(desk: Desk) -> None:
    assert not desk.step(-1)
    assert desk.message is not None
    assert desk.message.text.startswith("The first claim of this article.")
    assert not desk.step_article(back=True)
    assert desk.message.text == "This is the first article."


def test_an_article_opens_at_its_first_claim_without_a_label(desk: Desk, later: Later) -> None:
    desk.label("sourced")
    later.work()
    desk.open(desk.article.id)
    assert desk.position == 1
    desk.open(desk.article.id, desk.marks[4].claim.id)
    assert desk.position == 4


def test_the_place_is_remembered(desk: Desk, later: Later) -> None:
    desk.go(3)
    desk.leave_place()
    later.work()
    assert desk.reading.place() == (desk.article.id, desk.claim)


def test_a_flag_is_raised_and_taken_down(desk: Desk, later: Later) -> None:
    desk.flag()
    assert desk.marks[0].flagged
    later.work()
    assert desk.marks[0].flagged
    desk.flag()
    later.work()
    assert not desk.marks[0].flagged


@pytest.fixture
def pier_later(pier: Path) -> Iterator[Later]:
    made = Later(pier)
    yield made
    made.store.close()


@pytest.fixture
def pier_desk(pier: Path, pier_later: Later) -> Iterator[Desk]:
    """The desk with the pier's article on it, at its first claim."""
    with open_to_read(pier) as store:
        reading = Reading(store, "anna")
        made = Desk(reading, pier_later.submit)
        made.open(reading.library()[0].id)
        yield made


def folds(desk: Desk) -> list[int | None]:
    return [desk.place_of(mark.folded_into) for mark in desk.marks]


def said(desk: Desk) -> str:
    assert desk.message is not None
    return desk.message.text


def test_folding_shows_at_once_and_is_no_more_to_label(pier_desk: Desk, pier_later: Later) -> None:
    desk = pier_desk
    assert (folds(desk), desk.to_label) == ([None, 0, None, None], 3)
    desk.go(2)
    desk.label("contested")
    desk.fold()
    assert (folds(desk), desk.labelled, desk.to_label) == ([None, 0, 0, None], 0, 2)
    pier_later.work()
    assert (folds(desk), desk.labelled, desk.to_label) == ([None, 0, 0, None], 0, 2)
    assert said(desk) == "Folded."
    desk.fold()
    assert (folds(desk), desk.labelled, desk.to_label) == ([None, 0, None, None], 1, 3)
    pier_later.work()
    assert (folds(desk), desk.labelled, desk.to_label) == ([None, 0, None, None], 1, 3)
    assert said(desk) == "Taken out of the fold."


def test_a_claim_that_is_like_none_is_not_folded(pier_desk: Desk, pier_later: Later) -> None:
    for number in (0, 3):
        pier_desk.go(number)
        pier_desk.fold()
        assert not pier_later.jobs
        assert said(pier_desk).startswith("There is nothing to fold this claim into")


def test_a_fold_that_fails_is_taken_back(pier_desk: Desk, pier_later: Later) -> None:
    pier_desk.go(1)
    pier_desk.fold()
    assert (folds(pier_desk)[1], pier_desk.to_label) == (None, 4)
    pier_later.fail()
    assert (folds(pier_desk)[1], pier_desk.to_label) == (0, 3)
    assert said(pier_desk).startswith("Not saved: The disk is full.")


def test_undo_turns_to_the_claim_that_was_folded(pier_desk: Desk, pier_later: Later) -> None:
    pier_desk.go(2)
    pier_desk.fold()
    pier_desk.go(0)
    pier_desk.undo()
    pier_later.work()
    assert (pier_desk.position, folds(pier_desk)[2], pier_desk.to_label) == (2, None, 3)
    assert said(pier_desk) == "Took back: folding."


def test_a_folded_claim_is_passed_over(pier_desk: Desk, pier_later: Later) -> None:
    assert pier_desk.next_open(back=False)
    assert pier_desk.position == 2
    assert pier_desk.next_open(back=True)
    assert pier_desk.position == 0


def test_an_article_opens_at_the_first_claim_that_is_open(pier_desk: Desk, pier_later: Later) -> None:
    pier_desk.label("sourced")
    pier_later.work()
    pier_desk.open(pier_desk.article.id)
    assert pier_desk.position == 2
