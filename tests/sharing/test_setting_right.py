"""Letting a group in, and what is written for others."""

import os
import re
import shlex
import stat
import subprocess
from pathlib import Path
from typing import Any


def test_the_group_is_let_in_by_init_and_the_doctor_says_who_may(office: Any) -> None:
    office.room(0o2770)
    office.put(0o600)
    name = office.team.gr_name
    assert "ok    61001 may write to a.db\n" in office.check()
    refused = office.label(office.benno)
    assert f"Let 61001 run chmod g+rw {office.db} {office.db}.lock" in refused
    office.db.chmod(0o660)
    said = office.run(office.anna, "doctor")
    kept_out = f"note  group {name} may write to a.db, but not write to a.db.lock (-rw-------, owner 61001"
    assert kept_out in said
    with office.open_by(office.anna):
        shared = office.run(office.anna, "init", "--group", name)
        assert shared == f"0: {office.db}: 61001 and group {name} may write to a.db.\n"
        assert set(office.modes().values()) == {("-rw-rw----", office.team.gr_gid)}
        assert office.label(office.benno).startswith("0: ")
    assert f"ok    61001 and group {name} may write to a.db\n" in office.check()


def test_a_group_that_cannot_be_let_in_is_refused_and_nothing_made(office: Any) -> None:
    name = office.team.gr_name

    def init(user: Any, group: str = name) -> str:
        return str(office.run(user, "init", "--group", group))

    office.room(0o777)
    assert init(office.anna, "no such").startswith("1: annotator: There is no group no such on this machine.")
    assert init(office.carla).startswith(f"1: annotator: You (61003) are not in the group {name}.")
    office.folder.chmod(0o2755)
    os.chown(office.folder, office.anna.uid, office.team.gr_gid)
    refused = init(office.anna)
    assert refused.startswith(
        f"1: annotator: The group {name} may not write to the folder {office.folder} (drwx"
    )
    command = f"chgrp {name} {office.folder} && chmod g+rwxs {office.folder}"
    assert f"Run {command}, or keep" in refused
    assert list(office.folder.iterdir()) == []
    subprocess.run(["sh", "-ec", command], check=True)
    assert init(office.anna).startswith("0: ")
    office.db.chmod(0o644)
    assert init(office.benno).startswith("1: annotator: You (61002) may not write to a.db")


def test_who_makes_a_file_for_himself_in_a_folder_of_a_group_is_told(office: Any) -> None:
    office.room(0o2770)
    said = office.run(office.anna, "init")
    found = re.search(r"To share it: annotator (.*)\n", said)
    assert found, said
    _, db, *command = shlex.split(found[1])
    assert office.run(office.anna, *command, db=Path(db)).startswith("0: ")
    assert office.run(office.benno, "init").startswith("0: ")


def test_a_backup_is_for_no_more_people_than_the_file(office: Any) -> None:
    office.room(0o2770)
    office.put(0o660)
    home = office.benno.state
    assert office.run(office.benno, "backup", str(home / "copy.db")).startswith("0: ")
    assert stat.filemode((home / "copy.db").stat().st_mode) == "-rw-r-----"
    assert (home / "copy.db").stat().st_uid == office.benno.uid


def test_a_list_that_is_written_anew_stays_the_groups(office: Any) -> None:
    office.room(0o770)
    office.put(0o660)
    target = office.folder / "claims.csv"
    target.touch(0o660)
    os.chown(target, office.anna.uid, office.team.gr_gid)
    target.chmod(0o660)
    for user in (office.benno, office.anna):
        done = office.run(user, "export", "csv", "-o", str(target))
        assert done.startswith("0: "), done
        assert office.modes()["claims.csv"] == ("-rw-rw----", office.team.gr_gid)


def test_the_page_about_sharing_says_what_works(office: Any) -> None:
    page = (Path(__file__).parents[2] / "docs" / "sharing.md").read_text(encoding="utf-8")
    lines = [line for line in page.splitlines() if re.match(r"    (root#|anna\$|benno\$) ", line)]
    assert len(lines) > 8
    for line in lines:
        who, *words = shlex.split(line.replace("/srv/checks", str(office.folder)))
        words = [office.team.gr_name if word == "checkers" else word for word in words]
        if who == "root#" and words[0] not in ("groupadd", "usermod"):
            subprocess.run(words, check=True)
        elif who != "root#":
            program, _, db, *command = words
            assert program == "annotator"
            user = {"anna$": office.anna, "benno$": office.benno}[who]
            assert office.run(user, *command, db=Path(db)).startswith("0: ")
