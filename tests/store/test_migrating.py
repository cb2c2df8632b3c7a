"""Files of older versions: brought up to date when they are opened to write, with everything kept."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.article import ReadArticle
from annotator.domain.claim import Claim, ClaimSet
from annotator.domain.errors import FileRefused
from annotator.domain.event import seal
from annotator.services.searching import Searching
from annotator.store import content, open_to_read, open_to_write, schema
from annotator.store.schema import APPLICATION_ID, VERSION

SCHEMA_1 = Path(__file__).with_name("schema_1.sql")
KEPT = (
    "article",
    "original",
    "capture",
    "claim_set",
    "region",
    "claim",
    "feed",
    "event",
    "place",
    "file_fact",
)


def made_by_version_1(source: Path, target: Path) -> Path:
    """The rows of a file in tables as version 1 had them."""
    old = sqlite3.connect(target, isolation_level=None)
    old.executescript(SCHEMA_1.read_text(encoding="utf-8"))
    old.execute("ATTACH ? AS new", (str(source),))
    for (table,) in old.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'").fetchall():
        columns = ", ".join(row[1] for row in old.execute(f"PRAGMA main.table_info({table})"))
        old.execute(f"INSERT INTO main.{table}({columns}) SELECT {columns} FROM new.{table}")
    old.execute("DETACH new")
    old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    old.execute("PRAGMA user_version = 1")
    old.close()
    return target


def rows(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What must be kept, in the columns that version 1 had."""
    reference = sqlite3.connect(":memory:")
    reference.executescript(SCHEMA_1.read_text(encoding="utf-8"))
    found = {}
    with sqlite3.connect(path) as db:
        for table in KEPT:
            columns = ", ".join(row[1] for row in reference.execute(f"PRAGMA table_info({table})"))
            found[table] = db.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2").fetchall()
    db.close()
    reference.close()
    return found


@pytest.fixture
def worked(kit):
    """A file with one of everything, and the same as version 1 kept it."""
    desk = kit.desk()
    desk.me.cite(desk.claims[0], kit.draft())
    desk.me.label(desk.claims[0], "sourced")
    desk.me.comment(desk.claims[1], "hm")
    desk.me.leave_place("a", desk.claims[1])
    desk.me.undo()
    return desk, made_by_version_1(kit.close(desk), kit.path("old.db"))


def test_an_old_file_is_brought_up_to_date_with_every_row_and_digest_as_it_was(kit, worked) -> None:
    desk, path = worked
    before = rows(path)
    assert all(before.values())
    again = kit.open(path)
    assert again.sql("PRAGMA user_version") == [(VERSION,)]
    for (set_id,) in again.sql("SELECT id FROM claim_set"):
        assert content.claim_set_of(again.store.db, set_id) is not None  # raises when a digest is wrong
    kit.assert_projections_hold(again.store)
    assert again.sql("SELECT DISTINCT flags, edits, like_position, likeness FROM claim") == [
        ("[]", "[]", None, "")
    ]
    found = [hit.kind for hit in Searching(again.store).search("harbour").hits]
    assert found == ["claim", "article"], "the index is filled"
    assert again.me.label(desk.claims[2], "sourced").words == "labelled sourced"
    kit.close(again)
    after = rows(path)
    assert {table: [row for row in after[table] if row in before[table]] for table in KEPT} == before


def test_its_pack_is_that_of_a_fresh_file(kit, worked) -> None:
    desk, path = worked
    assert kit.open(path).pack() == kit.open(desk.store.path).pack()


def test_its_tables_are_those_of_a_fresh_file(kit, worked) -> None:
    _, path = worked
    fresh, old = kit.open(kit.path(), create=True), kit.open(path)
    names = fresh.sql("SELECT type, name, tbl_name FROM sqlite_schema ORDER BY name")
    assert old.sql("SELECT type, name, tbl_name FROM sqlite_schema ORDER BY name") == names
    for sort, name, _ in names:
        if sort in ("table", "view"):
            columns = f"PRAGMA table_xinfo({name})"
            assert old.sql(columns) == fresh.sql(columns), name
        elif sort == "index":
            keys = f"PRAGMA index_xinfo({name})"
            assert old.sql(keys) == fresh.sql(keys), name
    with pytest.raises(sqlite3.IntegrityError):
        old.sql(
            "INSERT INTO claim(id, claim_set, position, text, ranges, mode, rule, occurrences, flags)"
            " SELECT 'x', claim_set, 99, text, ranges, mode, rule, occurrences, 'no json' FROM claim"
        )


def test_an_act_that_the_older_version_did_not_know_is_in_force_afterwards(kit, worked) -> None:
    desk, path = worked
    db = sqlite3.connect(path)
    feed, seq, prev = db.execute("SELECT feed, seq, digest FROM event ORDER BY seq DESC LIMIT 1").fetchone()
    data = {"app": "9", "at": "2026-03-01T00:00:00.000Z", "nonce": "0"}
    data |= {"claim": desk.claims[1], "into": desk.claims[0], "folded": True}
    event = seal(feed, seq + 1, "9" * 32, prev, "fold", json.dumps(data, sort_keys=True), data)
    names = ("feed", "seq", "id", "prev", "digest", "v", "kind", "body")
    db.execute(
        "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, '')", [getattr(event, name) for name in names]
    )
    db.commit()
    db.close()
    again = kit.open(path)
    assert again.sql("SELECT claim, target FROM folded") == [(desk.claims[1], desk.claims[0])]


def test_which_set_is_shown_and_its_twins_are_there_afterwards(kit) -> None:
    """An older version can have taken in the new set and the decision on it, not knowing what it means."""
    from annotator.services.resplitting import Resplitting, aside, look, read_again

    desk = kit.desk()
    desk.me.label(desk.claims[0], "sourced")
    (article,) = desk.sql("SELECT article FROM claim_set JOIN claim AS c ON c.claim_set = claim_set.id"
                          " WHERE c.id = ?", desk.claims[0])[0]  # fmt: skip
    with aside() as sets:
        made = [_with_dates(read_again(desk.store, article))]
        changes = list(look(desk.store, [article], made, sets))
        assert Resplitting(desk.store, "anna", desk.place.device).show(changes, sets).articles == 1
    wanted = {
        table: desk.sql(f"SELECT * FROM {table} ORDER BY 1, 2")
        for table in ("showing", "twin", "article_info")
    }
    assert all(wanted.values())
    again = kit.open(made_by_version_1(kit.close(desk), kit.path("old.db")))
    assert {table: again.sql(f"SELECT * FROM {table} ORDER BY 1, 2") for table in wanted} == wanted
    kit.assert_projections_hold(again.store)


def _with_dates(read: ReadArticle) -> ClaimSet:
    """A claim a line, each with a date."""
    claims, start = [], 0
    for line in read.text.splitlines():
        mode: Any = "utterance" if " said " in line else "content"
        claims.append(Claim(((start, start + len(line)),), line, mode=mode, date="2026"))
        start += len(line) + 1
    return ClaimSet.build(article=read.id, splitter="lines", version="2", regions=[], claims=claims)


def test_an_old_file_opened_to_read_is_left_alone_and_says_how_to_bring_it_up_to_date(worked) -> None:
    _, path = worked
    before = path.read_bytes()
    with pytest.raises(FileRefused, match=r"older version of annotator \(format 1; .* doctor --rebuild"):
        open_to_read(path)
    assert path.read_bytes() == before
    open_to_write(path).close()
    open_to_read(path).close()


def test_a_step_that_fails_leaves_the_old_file_as_it_was(worked, monkeypatch) -> None:
    _, path = worked
    monkeypatch.setattr(schema, "read_schema", lambda: "CREATE TABLE (;")
    with pytest.raises(sqlite3.OperationalError):
        open_to_write(path)
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
        assert "flags" not in {row[1] for row in db.execute("PRAGMA table_info(claim)")}
    db.close()
