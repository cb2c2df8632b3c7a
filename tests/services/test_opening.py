"""Opening for a person: a copy, a move and a backup put back are noticed, said, and never fork a feed."""

import os
import shutil
from pathlib import Path

import pytest

from annotator.domain.errors import FileRefused, InputError
from annotator.domain.scheme_reading import parse_scheme
from annotator.services.merging import merge
from annotator.services.opening import begin
from annotator.services.reading import Reading
from annotator.services.undoing import NothingToUndo

OURS = 'name = "ours"\nversion = "1"\n[[label]]\nid = "likely"\nkey = "l"\ncolour = "red"\n'


def feeds(desk) -> list[tuple[str, ...]]:
    return desk.sql("SELECT member, status FROM feed ORDER BY status, member")


def test_a_new_file_is_said_to_be_made_and_an_old_one_says_nothing(kit) -> None:
    desk = kit.open(kit.path("a.db"), create=True)
    assert desk.place.news == [f"Made {kit.path('a.db')}. Its lead is {desk.place.member}."]
    desk.claims = kit.seed(desk.store)
    desk.me.label(desk.claims[0], "sourced")
    assert kit.reopen(desk).place.news == []


def test_the_same_file_goes_on_under_the_same_feed(kit, desk) -> None:
    for number in range(3):
        desk.me.label(desk.claims[number], "sourced")
        desk = kit.reopen(desk)
    assert feeds(desk) == [("anna", "own")]
    assert desk.sql("SELECT max(seq) FROM event") == [(5,)]


def test_another_home_on_one_machine_is_another_device(kit, desk) -> None:
    desk.me.label(desk.claims[0], "sourced")
    again = kit.reopen(desk, state="other")
    again.me.label(desk.claims[1], "sourced")
    assert len(feeds(again)) == 2


def test_a_copied_file_gets_a_new_feed_and_says_so(kit, desk) -> None:
    desk.me.label(desk.claims[0], "sourced")
    path = kit.close(desk)
    shutil.copy(path, kit.path("copy.db"))
    copy = kit.open(kit.path("copy.db"))
    (news,) = copy.place.news
    assert news.startswith("copy.db was written by you from another place before (a copy, or moved here).")
    copy.me.label(desk.claims[1], "verified")
    original = kit.open(path)
    assert original.place.news == []
    original.me.label(desk.claims[2], "contested")
    merge(original.store, [copy.store.path])
    merge(copy.store, [path])
    assert original.pack() == copy.pack()
    kit.assert_projections_hold(original.store)
    assert [view.label.label for view in Reading(copy.store, "anna").state(desk.claims[2]).mine] == [
        "contested"
    ]


def test_a_copy_that_a_colleague_wrote_to_first_is_told_of_all_the_same(kit, desk) -> None:
    desk.me.label(desk.claims[0], "sourced")
    path = kit.close(desk)
    shutil.copy(path, kit.path("copy.db"))
    theirs = kit.open(kit.path("copy.db"), "bert")
    assert theirs.place.news == []
    theirs.me.label(desk.claims[0], "sourced")
    kit.close(theirs)
    assert "a copy, or moved here" in kit.open(kit.path("copy.db")).place.news[0]


def test_a_renamed_file_gets_a_new_feed_and_says_so(kit, desk) -> None:
    desk.me.label(desk.claims[0], "sourced")
    path = kit.close(desk)
    path.rename(kit.path("renamed.db"))
    renamed = kit.open(kit.path("renamed.db"))
    assert "moved here" in renamed.place.news[0]
    with pytest.raises(NothingToUndo):
        renamed.me.undo()
    renamed.me.label(desk.claims[1], "sourced")
    assert len(feeds(renamed)) == 2
    assert kit.reopen(renamed).place.news == []


def restore(backup: Path, path: Path) -> None:
    """As `cp backup path` does: other bytes in the same file."""
    with path.open("r+b") as file:
        file.write(backup.read_bytes())
        file.truncate()


def test_a_backup_put_back_gets_a_new_feed_and_says_so(kit, desk) -> None:
    desk.me.label(desk.claims[0], "sourced")
    desk = kit.reopen(desk)
    desk.store.copy_to(kit.path("backup.db"))
    desk.me.label(desk.claims[1], "sourced")
    path = kit.close(desk)
    shutil.copy(path, kit.path("newer.db"))
    inode = path.stat().st_ino
    restore(kit.path("backup.db"), path)
    assert path.stat().st_ino == inode
    back = kit.open(path)
    (news,) = back.place.news
    assert news.startswith(
        f"{path.name} is older than when this machine last wrote to it (a backup put back?)."
    )
    back.me.label(desk.claims[2], "contested")
    assert sorted(feeds(back)) == [("anna", "own"), ("anna", "retired")]
    merge(back.store, [kit.path("newer.db")])
    kit.assert_projections_hold(back.store)
    stands = [bool(Reading(back.store, "anna").state(claim).mine) for claim in desk.claims[:3]]
    assert stands == [True, True, True]
    again = kit.reopen(back)
    assert again.place.news == []
    assert again.me.undo().words == "took back: label contested"


def test_a_backup_from_before_the_first_act_is_noticed_too(kit, desk) -> None:
    desk.store.copy_to(kit.path("backup.db"))
    desk.me.label(desk.claims[0], "sourced")
    path = kit.close(desk)
    restore(kit.path("backup.db"), path)
    back = kit.open(path)
    assert "a backup put back?" in back.place.news[0]
    back.me.label(desk.claims[0], "verified")
    assert back.sql("SELECT max(seq) FROM event") == [(3,)]


def test_a_backup_put_back_after_a_kill_is_noticed_too(kit, desk) -> None:
    """What was written is remembered as it is written, not when the file is closed."""
    path = desk.store.path
    desk.store.copy_to(kit.path("backup.db"))
    kit.close(desk)
    child = os.fork()
    if child == 0:
        killed = kit.open(path)
        killed.me.label(desk.claims[0], "sourced")
        killed.me.label(desk.claims[1], "sourced")
        os.kill(os.getpid(), 9)
    os.waitpid(child, 0)
    taken = kit.open(path, "bert")
    assert taken.sql("SELECT count(*) FROM label") == [(2,)]
    kit.close(taken)
    restore(kit.path("backup.db"), path)
    assert "a backup put back?" in kit.open(path).place.news[0]


def test_two_people_on_one_machine_each_have_a_feed(kit, desk) -> None:
    desk.me.label(desk.claims[0], "sourced")
    desk.by("bert").label(desk.claims[0], "sourced")
    assert feeds(desk) == [("anna", "own"), ("bert", "own")]
    assert desk.sql("SELECT count(DISTINCT device) FROM feed") == [(1,)]


def test_a_scheme_and_guideline_begin_a_file_and_only_a_new_one(kit) -> None:
    desk = kit.open(kit.path(), create=True)
    scheme = parse_scheme(OURS, name="ours.toml")
    begin(desk.place, scheme=scheme, guideline=("guide.md", "Be fair.\n"))
    assert Reading(desk.store, "anna").scheme() == scheme
    assert desk.sql("SELECT name, text FROM guideline") == [("guide.md", "Be fair.\n")]
    claims = kit.seed(desk.store)
    desk.me.label(claims[0], "likely")
    assert Reading(desk.store, "anna").state(claims[0]).label.standing.complete
    with pytest.raises(InputError, match="in use already"):
        begin(desk.place, scheme=scheme, guideline=None)


def test_what_cannot_be_opened_is_refused_and_makes_no_file(kit, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="There is no file"):
        kit.open(tmp_path / "none.db")
    with pytest.raises(FileRefused, match="is not a folder"):
        kit.open(tmp_path / "none" / "a.db", create=True)
    assert list(tmp_path.glob("*.db*")) == []


def test_a_state_folder_without_rights_is_named(kit, nobody, open_folder: Path) -> None:
    work = open_folder / "work"
    work.mkdir()
    work.chmod(0o777)

    def try_it() -> str:
        from annotator.services.opening import open_workplace

        open_workplace(work / "a.db", "anna", state=open_folder / "state", create=True).close()
        return "opened"

    said = nobody(try_it)
    assert said.startswith("FileRefused")
    assert "state" in said


def test_a_damaged_memory_of_feeds_does_not_stop_the_work(kit, desk) -> None:
    desk.me.label(desk.claims[0], "sourced")
    kit.close(desk)
    for memory in (kit.folder / "state" / "devices").iterdir():
        for text in ("", "[]", "{", '{"x": "y"}', "\xff"):
            memory.write_text(text)
            kit.close(kit.open(desk.store.path))
