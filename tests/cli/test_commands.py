"""The commands as scripts use them: data on stdout, talk on stderr, exit codes, never a traceback."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
ANNA = ("--reviewer", "anna")


@pytest.fixture
def claims(kit, tmp_path: Path) -> list[str]:
    """A seeded annotator.db in the folder where commands run."""
    desk = kit.desk(path=tmp_path / "annotator.db")
    kit.close(desk)
    return list(desk.claims)


def clean(text: str) -> bool:
    """Nothing in it can move a cursor."""
    return all(character == "\n" or character.isprintable() for character in text)


def test_the_main_path_by_commands_alone(run: Run, claims: list[str], tmp_path: Path) -> None:
    labelled = run("label", claims[0][:12], "sourced", "--confidence", "4", *ANNA)
    assert (labelled.code, labelled.err) == (0, "")
    assert labelled.out.startswith(f"{claims[0][:12]} labelled sourced, confidence 4: sourced is")
    cited = run(
        "cite",
        claims[0],
        "--url",
        "https://example.org/a",
        "--stance",
        "supports",
        "--quote",
        "It closed.",
        *ANNA,
    )
    assert cited.out == f"{claims[0][:12]} cited, supports: sourced is complete, verdict supported\n"

    listed = [json.loads(line) for line in run("claims", "--json", *ANNA).out.splitlines()]
    assert {claim["id"]: claim["label"] for claim in listed} == {
        claims[0]: "sourced",
        **dict.fromkeys(claims[1:]),
    }
    counted = run("stats", "--json", *ANNA).json()
    assert (counted["labelled_claims"], counted["citations"]) == (1, 1)
    assert counted["reviewers"]["anna"]["labels"] == {"sourced": 1}

    assert run("pack", "-o", "a.pack").code == 0
    packed = run("pack")
    assert packed.out.encode() == (tmp_path / "a.pack").read_bytes()
    merged = run("--db", "b.db", "merge", "a.pack", "--reviewer", "bert")
    assert (merged.code, merged.out) == (0, "")
    assert "Merged: 2 new articles" in merged.err
    assert run("pack", "--db", "b.db").out == packed.out
    assert run("doctor", "--db", "b.db").code == 0
    with sqlite3.connect(tmp_path / "b.db") as other:
        found = other.execute("SELECT reviewer, label, url FROM current_citation").fetchall()
    other.close()
    assert found == [("anna", "sourced", "https://example.org/a")]


def test_a_claim_is_folded_and_taken_out_again(call: Run, claims: list[str]) -> None:
    one, two = claims[0][:12], claims[1][:12]
    refused = call("fold", two, *ANNA)
    assert (refused.code, refused.out) == (1, "")
    assert "annotator fold --into names another" in refused.err
    folded = call("fold", two, "--into", one, *ANNA)
    assert (folded.code, folded.out, folded.err) == (0, f"{two} folded into {one}\n", "")
    assert call("stats", "--json", *ANNA).json()["claim_count"] == len(claims) - 1
    exported = [json.loads(line) for line in call("export", "jsonl", *ANNA).out.splitlines()]
    assert {line["id"]: line["folded_into"] for line in exported}[claims[1]] == claims[0]
    assert call("fold", two, "--undo", *ANNA).out == f"{two} taken out of the fold\n"
    assert call("stats", "--json", *ANNA).json()["claim_count"] == len(claims)
    assert call("fold", two, "--undo", *ANNA).code == 1
    assert call("fold", two, "--undo", "--into", one, *ANNA).code == 2


def test_options_stand_before_or_after_the_command(call: Run, claims: list[str]) -> None:
    after = call("stats", "--json", "--db", "annotator.db", *ANNA)
    assert call("--db", "annotator.db", *ANNA, "stats", "--json").out == after.out
    assert call("--db", "none.db", "stats", "--json", "--db", "annotator.db", *ANNA).out == after.out


def test_the_environment_names_file_and_reviewer(run: Run, claims: list[str]) -> None:
    env = {"ANNOTATOR_DB": "annotator.db", "ANNOTATOR_REVIEWER": "cleo"}
    assert run("label", claims[0], "insufficient", env=env).code == 0
    assert list(run("stats", "--json", env=env).json()["reviewers"]) == ["cleo"]
    assert run("stats", env={"ANNOTATOR_DB": "none.db"}).code == 1


def test_init_makes_a_file_once(call: Run, tmp_path: Path) -> None:
    made = call("init", *ANNA)
    assert (made.code, made.out) == (0, "")
    assert "Made annotator.db." in made.err
    again = call("init", *ANNA)
    assert (again.code, again.err) == (0, "annotator.db is there already; nothing was changed.\n")


SCHEME = 'name = "ours"\nversion = "1"\n[[label]]\nid = "likely"\nkey = "p"\ncolour = "red"\n'


def test_init_sets_a_scheme_and_a_guideline(call: Run, tmp_path: Path, kit) -> None:
    (tmp_path / "s.toml").write_text(SCHEME)
    (tmp_path / "g.md").write_text("Be fair.")
    assert call("init", "--scheme", "s.toml", "--guideline", "g.md", *ANNA).code == 0
    desk = kit.open(tmp_path / "annotator.db")
    (claim, *_) = kit.seed(desk.store)
    kit.close(desk)
    assert call("label", claim, "likely", *ANNA).code == 0
    refused = call("label", claim, "sourced", *ANNA)
    assert refused.code == 1
    assert "Use one of: likely." in refused.err
    assert call("init", "--scheme", "s.toml", *ANNA).code == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (SCHEME.replace('"p"', '"j"'), "bad.toml, line 5: the key 'j' already belongs to another command"),
        (SCHEME.replace('"red"', '"\\u001b[31m"'), "bad.toml, line 6: unknown colour"),
        ("\x1b[31m", "bad.toml: "),
    ],
)
def test_a_bad_scheme_names_its_line_and_makes_no_file(
    call: Run, tmp_path: Path, text: str, words: str
) -> None:
    (tmp_path / "bad.toml").write_text(text)
    refused = call("init", "--scheme", "bad.toml", *ANNA)
    assert refused.code == 1
    assert words in refused.err
    assert clean(refused.err)
    assert not (tmp_path / "annotator.db").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["stats"], "There is no file"),
        (["claims"], "There is no file"),
        (["doctor"], "There is no file"),
        (["pack"], "There is no file"),
        (["backup", "b.db"], "There is no file"),
        (["label", "abcd", "sourced"], "There is no file"),
        (["merge", "none.pack"], "There is no file none.pack"),
        (["init", "--scheme", "none.toml"], "none.toml: No such file"),
        (["init", "--db", "none/a.db"], "is not a folder"),
        (["init", "--db", "."], "is not a plain file"),
        (["init", "--db", "n" * 300 + ".db"], "File name too long"),
        (["stats", "--db", "n" * 300 + ".db"], "File name too long"),
        (["init", "--reviewer", "a\x1b[31mb"], "cannot be a reviewer's name"),
        (["init", "--reviewer", "import:x"], "belong to imported suggestions"),
        (["review"], "needs a terminal"),
        (["label", b"\xff\xff\xff\xff", "sourced", "--db", "made.db"], "There is no claim"),
        (["label", "abcd", b"\xff\x1b[31m", "--db", "made.db"], "There is no claim"),
        (["claims", "\x1b[31mabc", "--db", "made.db"], "There is no article"),
        (["pack", "-o", "made.db", "--db", "made.db"], "made.db is the annotator file"),
        (["pack", "-o", "made.db/x", "--db", "made.db"], "Not a directory"),
        (["backup", "made.db", "--db", "made.db"], "is there already"),
        (["backup", "made.db/x", "--db", "made.db"], ""),
        (["stats", "--db", "text.db"], "is not an annotator file"),
        (["merge", "text.db", "--db", "made.db"], "not JSON"),
        (["export", "nothing", "--db", "made.db"], "nothing"),
        (["ingest", "none.txt", "--db", "made.db"], "none.txt"),
        (["split", "none.txt"], "none.txt"),
    ],
)
def test_bad_input_is_said_with_exit_code_1(
    call: Run, kit, tmp_path: Path, arguments: list[str | bytes], words: str
) -> None:
    if any("made.db" in str(argument) for argument in arguments):
        kit.close(kit.open(tmp_path / "made.db", create=True))
    (tmp_path / "text.db").write_text("hello")
    refused = call(*arguments)
    assert refused.code == 1, refused
    assert words in refused.err
    assert refused.err.startswith("annotator: ")
    assert refused.out == ""
    assert clean(refused.err)


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["stats", "--nonsense"],
        ["label"],
        ["label", "abcd"],
        ["label", "abcd", "sourced", "--confidence", "6"],
        ["label", "abcd", "sourced", "--confidence", "x"],
        ["cite", "abcd"],
        ["cite", "abcd", "--stance", "likes"],
        ["merge"],
        ["--wait", "-1", "stats"],
        ["stats", "more"],
        ["split"],
        [],
    ],
)
def test_wrong_usage_has_exit_code_2(call: Run, arguments: list[str]) -> None:
    refused = call(*arguments)
    assert refused.code == 2
    assert refused.out == ""
    assert "Usage: annotator" in refused.err


@pytest.mark.parametrize("arguments", [[], ["revise"]])
def test_a_command_alone_gets_its_help_line_by_line(call: Run, arguments: list[str]) -> None:
    alone, asked = call(*arguments), call(*arguments, "--help")
    assert alone.code == 2
    assert alone.err.strip() == asked.out.strip()


def test_a_bad_citation_names_its_field(call: Run, claims: list[str]) -> None:
    for option, value in (("--url", "x"), ("--accessed", "yesterday"), ("--archive-url", "file:///x")):
        address = () if option == "--url" else ("--url", "https://example.org")
        refused = call("cite", claims[0], "--stance", "supports", *address, option, value, *ANNA)
        assert refused.code == 1
        assert refused.err.startswith(f"annotator: {option[2:].replace('-', ' ')}: ")
    assert call("stats", "--json").json()["events"] == 0


def test_the_day_of_access_is_today_unless_given(call: Run, claims: list[str], tmp_path: Path) -> None:
    from datetime import date

    before = date.today().isoformat()
    call("cite", claims[0], "--stance", "supports", "--reference", "A book", *ANNA)
    call("cite", claims[0], "--stance", "supports", "--reference", "B", "--accessed", "2022-03-21", *ANNA)
    with sqlite3.connect(tmp_path / "annotator.db") as file:
        days = [row[0] for row in file.execute("SELECT accessed FROM citation ORDER BY id")]
    file.close()
    assert days in ([before, "2022-03-21"], [date.today().isoformat(), "2022-03-21"])


def test_foreign_escapes_never_reach_the_terminal(run: Run, kit, tmp_path: Path) -> None:
    """Everything that one can name: the file, titles, a scheme, a reviewer of a merged pack."""
    name = "\x1b[31mred\x9b.db"
    desk = kit.desk(path=tmp_path / name)
    me = desk.by("eve\x1b]0;owned\x07")
    me.label(desk.claims[0], "sourced")
    with desk.store.writing() as db:
        db.execute("UPDATE article_info SET title = char(27) || '[2J' || char(0x202e) || 'T'")
    kit.close(desk)
    for arguments in (["stats"], ["claims"], ["doctor"], ["stats", "--json"], ["claims", "--json"], ["keys"]):
        done = run(*arguments, "--db", name)
        assert clean(done.out), arguments
        assert clean(done.err)
        assert done.out
    assert "\u241b[2J\ufffdT" in run("stats", "--db", name).out
    made = run("init", "--db", "\x1b[31mnew.db", *ANNA)
    assert made.code == 0
    assert clean(made.err)
    assert clean(run("stats", "--db", "\x1b[31mnone.db").err)


def test_a_terminal_of_few_letters_gets_stand_ins_and_no_traceback(run: Run, claims: list[str]) -> None:
    run("label", claims[0], "sourced", "--reviewer", "Zoë 安娜")
    done = run("stats", env={"PYTHONIOENCODING": "ascii"})
    assert done.code == 0
    assert "1 labelled" in done.out
    refused = run("label", "žžžž", "sourced", env={"PYTHONIOENCODING": "ascii"})
    assert refused.code == 1


def test_the_doctor_says_what_is_wrong_with_exit_code_1(call: Run, claims: list[str], tmp_path: Path) -> None:
    call("label", claims[0], "sourced", *ANNA)
    with sqlite3.connect(tmp_path / "annotator.db") as file:
        file.execute("DELETE FROM label")
    file.close()
    sick = call("doctor")
    assert sick.code == 1
    assert "WRONG the table label is not what the log says (0 rows, 1 expected)" in sick.out
    mended = call("doctor", "--rebuild", *ANNA)
    assert mended.code == 0
    assert "WRONG" not in mended.out
    assert "The projections were made again." in mended.err


def test_a_truncated_file_is_named(call: Run, claims: list[str], tmp_path: Path) -> None:
    path = tmp_path / "annotator.db"
    path.write_bytes(path.read_bytes()[:-5000])
    for command in (["stats"], ["doctor"], ["label", claims[0], "sourced"], ["pack"]):
        refused = call(*command)
        assert refused.code == 1
        assert "annotator.db is damaged or truncated" in refused.err


def test_a_backup_goes_on_as_a_file_of_its_own(call: Run, claims: list[str]) -> None:
    call("label", claims[0], "sourced", *ANNA)
    done = call("backup", "copy.db")
    assert (done.code, done.out, done.err) == (0, "", "Copied annotator.db to copy.db.\n")
    labelled = call("label", claims[1], "verified", "--db", "copy.db", *ANNA)
    assert labelled.code == 0
    assert "from another place before" in labelled.err
    assert call("doctor", "--db", "copy.db").code == 0
    assert call("merge", "copy.db", *ANNA).code == 0
    assert call("stats", "--json").json()["labelled_claims"] == 2


def test_a_locked_file_is_waited_for_and_then_named(run: Run, claims: list[str], tmp_path: Path) -> None:
    from annotator.store import open_to_write

    with open_to_write(tmp_path / "annotator.db") as store, store.writing():
        refused = run("label", claims[0], "sourced", "--wait", "0.1", *ANNA)
        assert refused.code == 1
        assert f"is being written by process {os.getpid()}" in refused.err
        assert run("stats").code == 0


def test_a_reader_that_goes_away_ends_the_command_quietly(kit, tmp_path: Path) -> None:
    desk = kit.open(tmp_path / "annotator.db", create=True)
    kit.seed(desk.store, ("".join(f"Line {number} is so.\n" for number in range(3000)),))
    kit.close(desk)
    for command in ("claims", "claims --json", "pack", "export jsonl"):
        done = subprocess.run(
            f"{sys.executable} -m annotator {command} | head -c 10",
            shell=True,
            cwd=tmp_path,
            capture_output=True,
            check=False,
        )
        assert len(done.stdout) == 10
        assert b"Traceback" not in done.stderr
        assert b"Exception" not in done.stderr


def test_keys_are_printed_for_the_files_own_scheme(call: Run, tmp_path: Path) -> None:
    assert "sourced" in call("keys").out
    (tmp_path / "s.toml").write_text(SCHEME)
    call("init", "--scheme", "s.toml", *ANNA)
    own = call("keys").out
    assert "likely" in own
    assert "sourced" not in own


def test_the_version_and_help_are_data(call: Run) -> None:
    assert call("--version").out.startswith("annotator, version ")
    for arguments in (["--help"], ["-h"], ["label", "--help"]):
        done = call(*arguments)
        assert (done.code, done.err) == (0, "")
        assert "Usage: annotator" in done.out


# ------------------------------------------------------------------------------- reading articles

TEXT = "Harbour closes\n\nThe harbour closed on Monday. Nobody was hurt, the mayor said.\n"


def test_ingest_split_and_export_work_together(call: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "b.txt").write_text(TEXT.replace("Monday", "Tuesday"))
    (tmp_path / "folder" / "empty.txt").write_text("")
    split = call("split", "a.txt", "--json").json()
    text = split["article"]["text"]
    assert all(text[start:end] for claim in split["claims"] for start, end in claim["ranges"])
    assert not (tmp_path / "annotator.db").exists()

    taken = call("ingest", "a.txt", "folder", *ANNA)
    assert taken.code == 1
    assert "empty.txt" in taken.err
    assert "2 new articles" in taken.err
    assert taken.out == ""
    again = call("ingest", "a.txt", *ANNA)
    assert again.code == 0
    assert "0 new articles with 0 claims, 1 known already" in again.err

    listed = [json.loads(line) for line in call("claims", "--json", *ANNA).out.splitlines()]
    assert {claim["id"] for claim in split["claims"]} <= {claim["id"] for claim in listed}
    call("label", listed[0]["id"], "sourced", *ANNA)
    rows = [json.loads(line) for line in call("export", "jsonl", *ANNA).out.splitlines()]
    assert listed[0]["id"] in json.dumps(rows)
    assert call("export", "csv", "-o", "out.csv", *ANNA).code == 0
    assert (tmp_path / "out.csv").stat().st_size > 0


def test_a_pack_merged_into_an_empty_file_gives_the_same_exports(call: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    call("ingest", "a.txt", *ANNA)
    claim = json.loads(call("claims", "--json", *ANNA).out.splitlines()[0])["id"]
    call("label", claim, "contested", "--rationale", "=1+1", *ANNA)
    call("pack", "-o", "a.pack")
    call("merge", "a.pack", "--db", "b.db", *ANNA)
    for form in ("jsonl", "csv"):
        assert call("export", form, *ANNA).out == call("export", form, "--db", "b.db", *ANNA).out


def test_standard_input_is_an_article_too(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "annotator", "ingest", "-", *ANNA],
        cwd=tmp_path,
        input=TEXT.encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert b"1 new article" in done.stderr


def test_a_file_that_is_too_big_is_refused(call: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    refused = call("split", "a.txt", "--max-size", "20")
    assert refused.code == 1
    assert "a.txt" in refused.err


def test_the_whole_folder_can_be_copied_and_read(call: Run, claims: list[str], tmp_path: Path) -> None:
    shutil.copytree(tmp_path, tmp_path.with_name("copied"), dirs_exist_ok=True)
    assert call("stats", "--db", str(tmp_path.with_name("copied") / "annotator.db")).code == 0
