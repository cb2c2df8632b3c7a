"""Taking in: the same text again changes nothing, a bad file does not stop the rest."""

from dataclasses import replace

import pytest

from annotator.domain.errors import FileRefused, InputError
from annotator.services.ingesting import BATCH, LONGEST_WAIT, ingest, put
from annotator.services.reading import Reading
from annotator.services.splitting import Refused, SplitArticle
from annotator.services.spreading import WorkerEnded
from annotator.store import content, projections


def articles(kit, *texts: str) -> list[SplitArticle]:
    reads = map(kit.read_article, texts)
    return [SplitArticle(read, kit.split_lines(read)) for read in reads]


def test_new_articles_are_stored_with_their_claims_and_bytes(kit) -> None:
    desk = kit.open(kit.path(), create=True)
    taken = list(ingest(desk.store, articles(kit, *kit.articles)))
    assert [(item.outcome, item.claims) for item in taken] == [("new", 3), ("new", 2)]
    rows = Reading(desk.store, "anna").library()
    assert [(row.title, row.publisher, row.published, row.claims) for row in rows] == [
        ("A title", "Harbour Post", "2026-02-20", 3),
        ("A title", "Harbour Post", "2026-02-20", 2),
    ] or {row.claims for row in rows} == {2, 3}
    (capture,) = content.captures_of(desk.store.db, taken[0].article)
    assert content.original_of(desk.store.db, capture.original) == kit.articles[0].encode()


def test_the_same_text_again_changes_nothing_and_says_so(kit, desk) -> None:
    desk.me.label(desk.claims[0], "sourced")
    before = desk.pack()
    taken = list(ingest(desk.store, articles(kit, *kit.articles)))
    assert [item.outcome for item in taken] == ["known", "known"]
    assert desk.pack() == before


def test_the_same_text_read_otherwise_is_a_new_capture_of_the_same_article(kit, desk) -> None:
    read = replace(kit.read_article(kit.articles[0], publisher="Elsewhere"), original=b"other bytes")
    (taken,) = ingest(desk.store, [SplitArticle(read, kit.split_lines(read, version="2"))])
    assert (taken.outcome, taken.claims) == ("new capture", 3)
    assert desk.sql("SELECT count(*) FROM article") == [(2,)]
    assert desk.sql("SELECT count(*) FROM claim_set") == [(2,)]
    kit.assert_projections_hold(desk.store)


def test_a_capture_with_a_publisher_holds_labels_to_it(kit) -> None:
    """The claimant is the publisher: evidence from it stops to count once it is known."""
    desk = kit.open(kit.path(), create=True)
    with desk.store.writing():
        read = kit.read_article(kit.articles[0], publisher="")
        claims = kit.split_lines(read)
        put(desk.store, read, claims)
    claim = claims.claims[0].id
    desk.me.label(claim, "contested", rationale="they deny it")
    desk.me.cite(claim, kit.draft("refutes", origin="Harbour Post"))
    reading = Reading(desk.store, "anna")
    assert reading.state(claim).label.standing.complete
    with desk.store.writing():
        put(desk.store, kit.read_article(kit.articles[0]), claims)
    assert not reading.state(claim).label.standing.complete
    assert reading.library()[0].incomplete == 1
    kit.assert_projections_hold(desk.store)


def test_a_bad_file_is_named_and_the_rest_is_taken_in(kit) -> None:
    desk = kit.open(kit.path(), create=True)

    good, other = articles(kit, *kit.articles)
    taken = list(ingest(desk.store, [good, Refused("b.txt", InputError("b.txt is empty.")), other]))
    assert [item.outcome for item in taken] == ["new", "refused", "new"]
    assert (taken[1].name, str(taken[1].error)) == ("b.txt", "b.txt is empty.")


def test_what_was_yielded_is_stored_whatever_comes_after(kit) -> None:
    desk = kit.open(kit.path(), create=True)
    texts = [f"Number {number} is here.\n" for number in range(BATCH + 5)]

    def endless():
        yield from articles(kit, *texts)
        raise KeyboardInterrupt

    taken = []
    with pytest.raises(KeyboardInterrupt):
        taken.extend(ingest(desk.store, endless()))
    assert len(taken) == BATCH
    assert desk.sql("SELECT count(*) FROM article") == [(BATCH,)]


def test_a_file_that_cannot_be_written_stops_everything(kit, reader) -> None:
    path = kit.close(kit.desk())
    with pytest.raises(FileRefused, match="reading only"):
        list(ingest(reader(path), articles(kit, "Something new.\n")))


def test_an_article_that_came_without_claims_gets_them_by_the_next_ingest(kit) -> None:
    """A pack may bring an article whose claims it left out."""
    desk = kit.open(kit.path(), create=True)
    read = kit.read_article(kit.articles[0])
    with desk.store.writing() as db:
        put(desk.store, read, replace(kit.split_lines(read), claims=(), id="0" * 64))
        for table in ("region", "claim_set"):
            db.execute(f"DROP TRIGGER {table}_is_never_deleted")
            db.execute(f"DELETE FROM {table}")
        projections.refresh(db, [read.id])
    with desk.store.writing():
        taken = put(desk.store, read, kit.split_lines(read))
    assert (taken.outcome, taken.claims) == ("known", 3)
    kit.assert_projections_hold(desk.store)


def test_what_took_long_to_make_is_not_lost_with_the_next(kit, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model may take minutes an article, and money."""
    desk = kit.open(kit.path(), create=True)
    now = iter([0.0, LONGEST_WAIT - 1, LONGEST_WAIT, LONGEST_WAIT, LONGEST_WAIT + 1])
    monkeypatch.setattr("annotator.services.ingesting.monotonic", lambda: next(now))

    def slowly():
        yield from articles(kit, *kit.articles)
        assert desk.sql("SELECT count(*) FROM article") == [(2,)]
        yield from articles(kit, "Something new.\n")

    assert len(list(ingest(desk.store, slowly()))) == 3


def test_what_was_made_before_a_process_died_is_stored(kit) -> None:
    desk = kit.open(kit.path(), create=True)

    def dying():
        yield from articles(kit, *kit.articles)
        raise WorkerEnded("A process ended.")

    with pytest.raises(WorkerEnded):
        list(ingest(desk.store, dying()))
    assert desk.sql("SELECT count(*) FROM article") == [(2,)]
