"""`annotator resplit`: what would change is said first, nobody's labels are left behind unasked."""

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.services.packing import write_pack
from annotator.store import open_to_read

Call = Callable[..., Any]
ANNA, BERT = ("--reviewer", "anna"), ("--reviewer", "bert")
TEXT = "The company sold the ferry, but the town kept the pier. Nobody was hurt. It rained all week.\n"


@pytest.fixture
def article(call: Call, tmp_path: Path) -> str:
    """The id of an article of four claims: two are one sentence, and are labelled by anna and bert; anna has
    labelled the third, too."""
    (tmp_path / "a.txt").write_text(f"The Bridge\n\n{TEXT}")
    (tmp_path / "b.txt").write_text("The Sea\n\nThe sea was calm.\n")
    assert call("ingest", "a.txt", "b.txt", *ANNA).code == 0
    claims = claims_of(call)
    assert [claim["text"][:11] for claim in claims] == [
        "The company",
        "The town ke",
        "Nobody was ",
        "It rained a",
    ]
    for claim, who in ((0, ANNA), (1, BERT), (2, ANNA)):
        assert call("label", claims[claim]["id"], "sourced", *who).code == 0
    return str(claims[0]["article"])


def claims_of(call: Call, *who: str) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in call("claims", "--json", *(who or ANNA)).out.splitlines()]
    return [claim for claim in found if claim["article"] != found[-1]["article"]] or found


def packed(folder: Path) -> bytes:
    import io

    out = io.BytesIO()
    with open_to_read(folder / "annotator.db") as store:
        write_pack(store, out)
    return out.getvalue()


SENTENCE = ("--granularity", "sentence")


def test_a_dry_run_says_what_would_change_and_stores_nothing(
    call: Call, article: str, tmp_path: Path
) -> None:
    before = packed(tmp_path)
    ran = call("resplit", article, *SENTENCE, "--dry-run", *ANNA)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        f"{article[:12]}  The Bridge",
        "              4 claims: 2 the same, 0 with other wording or ranges, 2 gone; 1 new",
        "              labels that stay behind: anna 2 (1 same, 1 gone), bert 1 (1 gone)",
    ]
    assert packed(tmp_path) == before


def test_in_a_pipe_labels_are_left_behind_only_with_yes(call: Call, article: str, tmp_path: Path) -> None:
    before = packed(tmp_path)
    refused = call("resplit", article, *SENTENCE, *ANNA)
    assert refused.code == 1
    assert "3 labels stay with the claims that are shown now (2 of anna and 1 of bert)." in refused.err
    assert "Nothing was changed. Say --yes to show the new claims all the same." in refused.err
    assert "labels that stay behind" in refused.out
    assert packed(tmp_path) == before
    done = call("resplit", article, *SENTENCE, "--yes", *ANNA)
    assert (done.code, done.err) == (0, "Split 1 article anew. In the review screen, undo takes it back.\n")
    assert [(claim["text"][:10], claim["label"], claim["label_before"]) for claim in claims_of(call)] == [
        ("The compan", None, None), ("Nobody was", None, "sourced"), ("It rained ", None, None),
    ]  # fmt: skip
    assert "(sourced before)" in call("claims", *ANNA).out
    assert "; 2 labels of yours, 2 of them not carried over" in call("claims", *ANNA).out
    assert call("doctor", *ANNA).code == 0


def test_without_labels_nothing_is_asked_and_what_is_shown_already_is_said(
    call: Call, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    call("ingest", "a.txt", *ANNA)
    assert call("resplit", "--all", *SENTENCE, *ANNA).code == 0
    again = call("resplit", claims_of(call)[0]["article"], *SENTENCE, *ANNA)
    assert (again.code, again.out.splitlines()[1].strip()) == (0, "these claims are shown already")
    assert again.err == "There is nothing to change.\n"
    assert call("resplit", "--all", *SENTENCE, *ANNA).err == "There is nothing to change.\n"
    back = call("resplit", "--all", *ANNA)
    assert "Split 1 article anew." in back.err
    assert len(claims_of(call)) == 4


def test_an_article_in_which_nothing_differs_keeps_its_set(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The sea was calm. Nobody was hurt.\n")
    call("ingest", "a.txt", *ANNA)
    before = packed(tmp_path)
    ran = call("resplit", "--all", *SENTENCE, *ANNA)
    assert (ran.code, ran.out.splitlines()[1].strip(), ran.err) == (
        0, "no claim differs", "There is nothing to change.\n",
    )  # fmt: skip
    assert packed(tmp_path) == before


def test_carry_takes_own_labels_along_and_is_asked_about_the_others(call: Call, article: str) -> None:
    call("cite", claims_of(call)[2]["id"], "--url", "https://example.org", "--stance", "supports", *ANNA)
    refused = call("resplit", article, *SENTENCE, "--carry", *ANNA)
    assert "2 labels stay with the claims that are shown now (1 of anna and 1 of bert)." in refused.err
    done = call("resplit", article, *SENTENCE, "--carry", "--yes", "--json", *ANNA)
    assert done.json() == {
        "articles": [
            {
                "id": article,
                "title": "The Bridge",
                "outcome": "changed",
                "shown_set": done.json()["articles"][0]["shown_set"],
                "new_set": done.json()["articles"][0]["new_set"],
                "claims": {"same": 2, "changed": 0, "gone": 2, "new": 1, "same_with_other_details": 0},
                "labels_left_behind": {
                    "anna": {"same": 1, "changed": 0, "gone": 1},
                    "bert": {"same": 0, "changed": 0, "gone": 1},
                },
                "remarks": 1,
                "error": None,
            }
        ],
        "labels_left_behind": {"anna": 1, "bert": 1},
        "stored": True,
        "carried_over": 1,
        "passed_over": [],
    }
    assert "Carried 1 label over." in done.err
    assert [claim["label"] for claim in claims_of(call)] == [None, "sourced", None]
    stats = call("stats", "--json", *ANNA).json()
    assert (stats["citations"], stats["labels_not_shown"], stats["labels_to_carry_over"]) == (2, 3, 2)
    assert "3 labels are on claims that are not shown, 2 of them not carried over" in call("stats", *ANNA).out


def test_carry_alone_carries_over_what_is_left(call: Call, article: str) -> None:
    assert call("label", claims_of(call)[3]["id"], "contested", *BERT).code == 0
    call("resplit", article, *SENTENCE, "--yes", *ANNA)
    dry = call("resplit", "--carry", "--dry-run", *BERT)
    assert (dry.code, dry.out, dry.err) == (0, "", "Would carry 1 label over.\n")
    assert call("resplit", "--carry", *BERT).err == "Carried 1 label over.\n"
    assert [claim["label"] for claim in claims_of(call, *BERT)] == [None, None, "contested"]
    assert [claim["label"] for claim in claims_of(call)] == [None, None, None]
    assert call("resplit", "--carry", "--json", *BERT).json() == {"to_carry_over": 0, "carried_over": 0}


def test_an_earlier_set_is_listed_and_can_be_shown_again(call: Call, article: str) -> None:
    call("resplit", article, *SENTENCE, "--yes", *ANNA)
    (line,) = [line for line in call("claims", article, *ANNA).out.splitlines() if "not shown" in line]
    first = line.split("claim set ")[1].split(",")[0]
    assert line.startswith(f"  not shown: claim set {first}, split by plain ")
    ran = call("resplit", "--set", first, *ANNA)
    assert (ran.code, ran.err) == (0, "Split 1 article anew. In the review screen, undo takes it back.\n")
    assert [claim["label"] for claim in claims_of(call)] == ["sourced", None, "sourced", None]
    again = call("resplit", "--set", first, *ANNA)
    assert "these claims are shown already" in again.out


def test_a_label_by_command_on_a_claim_that_is_not_shown_is_stored_and_said(call: Call, article: str) -> None:
    old = claims_of(call)[0]["id"]
    call("resplit", article, *SENTENCE, "--yes", *ANNA)
    ran = call("label", old, "verified", *ANNA)
    assert ran.code == 0
    assert "labelled verified" in ran.out
    assert "That claim is not shown: its article was split anew." in ran.err
    cited = call("cite", old, "--url", "https://example.org", "--stance", "context", *ANNA)
    assert "That claim is not shown" in cited.err
    assert "not shown" not in call("label", claims_of(call)[0]["id"], "verified", *ANNA).err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--all", "abcd"],
        ["--set", "abcd", "--all"],
        ["--set", "abcd", "abcd"],
        ["--carry", *SENTENCE],
        ["abcd", "--granularity", "word"],
        ["--granularity"],
    ],
)
def test_wrong_usage_has_exit_code_2(call: Call, article: str, arguments: list[str]) -> None:
    refused = call("resplit", *arguments, *ANNA)
    assert (refused.code, refused.out) == (2, "")
    assert "Usage: annotator resplit" in refused.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ffffff"], "There is no article 'ffffff'"),
        (["ff"], "too short for an id"),
        (["--set", "ffff"], "There is no claim set 'ffff'"),
        (["--all", "--splitter", "nothing"], "There is no splitter named 'nothing'"),
    ],
)
def test_bad_input_has_exit_code_1(call: Call, article: str, arguments: list[str], words: str) -> None:
    refused = call("resplit", *arguments, *ANNA)
    assert (refused.code, refused.out) == (1, "")
    assert words in refused.err
    nowhere = call("resplit", *arguments, "--db", "none.db", *ANNA)
    assert nowhere.code == 1


def test_a_title_that_wants_to_drive_the_terminal_is_shown_as_what_it_is(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Title \x1b[2J\u202e here\n\n{TEXT}")
    call("ingest", "a.txt", *ANNA)
    ran = call("resplit", "--all", *SENTENCE, "--dry-run", *ANNA)
    assert "Title" in ran.out
    assert not {"\x1b", "\u202e"} & set(ran.out + ran.err)


@pytest.mark.skipif(os.name != "posix", reason="a terminal to type into is POSIX here")
@pytest.mark.parametrize(("answer", "stored"), [("y", True), ("n", False), ("", False)])
def test_on_a_terminal_one_is_asked_once_labels_stay_behind(
    call: Call, article: str, tmp_path: Path, answer: str, stored: bool
) -> None:
    before = packed(tmp_path)
    shown = in_a_terminal(tmp_path, ["resplit", article, *SENTENCE, *ANNA], answer)
    assert "labels that stay behind: anna 2 (1 same, 1 gone), bert 1 (1 gone)" in shown
    assert "No label is lost, and the old claims can be shown again." in shown
    assert "Show the new claims? [y/N]:" in shown
    assert (packed(tmp_path) != before) == stored
    assert ("Split 1 article anew." if stored else "Nothing was changed.") in shown


def in_a_terminal(folder: Path, arguments: list[str], answer: str) -> str:
    """What a command shows on a terminal on which this is answered to the first question."""
    import pty

    master, slave = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "annotator", *arguments],
        cwd=folder, stdin=slave, stdout=slave, stderr=slave, env={**os.environ, "COLUMNS": "200"},
    )  # fmt: skip
    os.close(slave)
    shown, answered, until = b"", False, time.monotonic() + 30
    while time.monotonic() < until:
        if select.select([master], [], [], 0.2)[0]:
            try:
                read = os.read(master, 65536)
            except OSError:
                break
            if not read:
                break
            shown += read
        if b"]:" in shown and not answered:
            os.write(master, answer.encode() + b"\n")
            answered = True
    assert child.wait(timeout=10) == 0
    os.close(master)
    return shown.decode(errors="replace")
