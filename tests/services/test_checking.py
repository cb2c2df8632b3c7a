"""The doctor finds what was changed behind the program's back, and mends what can be mended."""

import sqlite3
from pathlib import Path

import pytest

from annotator.domain.errors import FileRefused
from annotator.services.backing_up import back_up
from annotator.services.checking import examine, rebuild
from annotator.store import checks, open_to_read
from annotator.store.checks import has_wal_bug
from annotator.store.schema import VERSION


def by_hand(path: Path, *statements: str) -> None:
    """Change a file as somebody with SQL and no scruples would."""
    hand = sqlite3.connect(path, isolation_level=None)
    hand.execute("PRAGMA foreign_keys = OFF")
    for (name,) in hand.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        hand.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        hand.execute(statement)
    hand.close()


def findings(path: Path) -> list[str]:
    with open_to_read(path) as store:
        return [finding.words for finding in examine(store) if not finding.good]


@pytest.fixture
def path(kit) -> Path:
    desk = kit.desk()
    desk.me.label(desk.claims[0], "sourced")
    desk.me.cite(desk.claims[0], kit.draft())
    desk.by("bert").label(desk.claims[1], "verified")
    return kit.close(desk)


def test_a_sound_file_is_found_sound_and_says_what_was_looked_at(path: Path) -> None:
    with open_to_read(path) as store:
        words = [finding.words for finding in examine(store)]
    assert findings(path) == []
    assert words[0].startswith(f"SQLite {sqlite3.sqlite_version}")
    assert "SQLite finds the file sound" in words
    assert f"format {VERSION} (this program writes {VERSION})" in words
    assert "all digests are right: 2 articles, 2 claim sets, 8 events in 2 feeds without a gap" in words
    assert "all 41 projections are what the log says" in words


def test_looking_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    findings(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("UPDATE event SET body = '{}' WHERE seq = 3", "does not fit its digest"),
        ("UPDATE event SET body = '[]' WHERE seq = 3", "event 3"),
        ("UPDATE event SET body = '{' WHERE seq = 3", "event 3"),
        ("DELETE FROM event WHERE seq = 2", "gap in feed"),
        ("DELETE FROM event WHERE seq = 1", "gap in feed"),
        ("UPDATE event SET prev = 'x' WHERE seq = 2", "does not fit its digest"),
        ("UPDATE feed SET member = 'eve' WHERE member = 'bert'", "does not continue the one before"),
        ("UPDATE article SET text = text || 'x'", "does not fit its id"),
        ("UPDATE original SET bytes = x'00'", "does not fit its digest"),
        ("UPDATE capture SET reader = 'x'", "does not fit its id"),
        ("UPDATE capture SET metadata = '{\"a\":1}'", "capture"),
        ("UPDATE claim SET text = 'x'", "does not fit its digest"),
        ("UPDATE claim SET speaker = 'x'", "does not fit its digest"),
        ("UPDATE claim SET ranges = '5'", "claim set"),
        ("UPDATE claim_set SET options = '5'", "claim set"),
        ("UPDATE region SET end_offset = 5", "does not fit its digest"),
        ("DELETE FROM article", "points to a article that is not there"),
        ("DELETE FROM feed", "points to a feed that is not there"),
        ("UPDATE label SET label = 'verified'", "the table label is not what the log says"),
        ("UPDATE label SET complete = 1 - complete", "the table label is not what the log says"),
        ("DELETE FROM citation", "the table citation is not what the log says (0 rows, 1 expected)"),
        ("UPDATE progress SET labelled = 9", "the table progress is not what the log says"),
        ("UPDATE article_info SET title = 'x'", "the table article_info is not what the log says"),
        ("UPDATE act SET taken_back = 1", "the table act is not what the log says"),
        ("INSERT INTO search(rowid, claim) VALUES (1, 'twice')", "the table search is not what the log says"),
        ("DELETE FROM search_doc WHERE kind = 'title'", "the table search_doc is not what the log says"),
        ("DELETE FROM supersession", "the table supersession is not what the log says"),
    ],
)
def test_what_was_changed_by_hand_is_found_and_named(path: Path, damage: str, words: str) -> None:
    by_hand(path, damage)
    assert any(words in finding for finding in findings(path)), findings(path)


def test_projections_are_made_again(kit, path: Path) -> None:
    by_hand(path, *(f"DELETE FROM {table}" for table in ("label", "citation", "act", "member", "progress")))
    assert len(findings(path)) == 5
    desk = kit.open(path)
    rebuild(desk.store)
    assert findings(path) == []
    assert desk.me.undo().words == "took back: citation"


def test_events_of_newer_versions_are_a_note_and_no_fault(kit, path: Path) -> None:
    desk = kit.open(path)
    with desk.me.act() as act:
        act._append(act.writer, "of_the_future", {"x": 1}, "")
    with open_to_read(path) as store:
        notes = [finding for finding in examine(store) if "of_the_future" in finding.words]
    assert [(note.good, note.warning, note.words) for note in notes] == [
        (True, True, "1 events of kind 'of_the_future' are kept but need a newer version")
    ]


@pytest.mark.parametrize(
    ("version", "bug"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 52, 0), False),
        ((4, 0, 0), False),
    ],
)
def test_the_releases_with_the_wal_bug_are_known(version: tuple[int, int, int], bug: bool) -> None:
    assert has_wal_bug(version) is bug


def test_the_bug_is_told_as_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks.sqlite3, "sqlite_version_info", (3, 40, 1))
    assert checks.sqlite_finding().good
    assert "has the WAL-reset bug" in checks.sqlite_finding().words
    monkeypatch.setattr(checks.sqlite3, "sqlite_version_info", (3, 51, 3))
    assert "does not have the WAL-reset bug" in checks.sqlite_finding().words


def test_a_backup_is_sound_and_is_never_put_over_a_file(path: Path, tmp_path: Path) -> None:
    with open_to_read(path) as store:
        back_up(store, tmp_path / "b.db")
        with pytest.raises(FileRefused, match="is there already"):
            back_up(store, tmp_path / "b.db")
        with pytest.raises(FileRefused, match="is there already"):
            back_up(store, path)
    assert findings(tmp_path / "b.db") == []
