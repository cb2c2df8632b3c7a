"""split and ingest with splitters, granularities and many files, as scripts use them."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from annotator.splitting.plain import SPLITTER

Call = Callable[..., Any]
ANNA = ("--reviewer", "anna")
TEXT = """Harbour closes

RIVERTON (Valley) - In May 2021, the town withdrew from the talks with the coast and ended the free trips.

The town owns a ferry, a crane and a school.
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder of articles, one of them empty."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(7):
        (folder / f"{number}.txt").write_text(TEXT.replace("2021", str(2010 + number)))
    (folder / "3.txt").write_text("")
    return folder


def claims_of(call: Call, *options: str) -> tuple[dict[str, Any], list[str]]:
    made = call("split", "a.txt", "--json", *options).json()
    return made["splitter"], [claim["id"] for claim in made["claims"]]


# ----------------------------------------------------------------------------- granularity, splitters


def test_the_granularity_is_recorded_and_leaves_the_usual_ids_alone(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    usual, ids = claims_of(call)
    assert usual["options"] == {"language": "en"}
    assert claims_of(call, "--granularity", "clause") == (usual, ids)
    sizes = [len(ids)]
    for granularity in ("sentence", "fine"):
        made, others = claims_of(call, "--granularity", granularity)
        assert made["options"] == {"language": "en", "granularity": granularity}
        assert not set(ids) & set(others)
        sizes.append(len(others))
    clauses, sentences, fine = sizes
    assert sentences < clauses < fine


def test_an_ingested_article_has_the_claims_of_the_granularity(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    _, ids = claims_of(call, "--granularity", "sentence")
    taken = call("ingest", "a.txt", "--granularity", "sentence", *ANNA)
    assert (taken.code, taken.out) == (0, "")
    listed = [json.loads(line) for line in call("claims", "--json").out.splitlines()]
    assert [claim["id"] for claim in listed] == ids
    assert listed[0]["splitter"]["granularity"] == "sentence"
    assert f"(split by plain {SPLITTER.version}, granularity sentence)" in call("claims").out
    again = call("ingest", "a.txt", *ANNA)
    assert "1 known already" in again.err
    assert "1 keep claims that were made otherwise; annotator resplit" in again.err
    assert "otherwise" not in call("ingest", "a.txt", "--granularity", "sentence", *ANNA).err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (
            ("--splitter", "nobody"),
            "There is no splitter named 'nobody'. Known are: fragile, lines, llm, plain.",
        ),
        (("--splitter", "plain:x"), "takes nothing behind a colon"),
        (
            ("--splitter", "lines", "--granularity", "fine"),
            "takes no granularity, but 'fine' was given",
        ),
    ],
)
def test_what_a_splitter_cannot_do_is_said_before_anything_is_made(
    call: Call, plugin: Path, tmp_path: Path, options: tuple[str, ...], words: str
) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    for command in ("split", "ingest"):
        refused = call(command, "a.txt", *options, *ANNA)
        assert (refused.code, refused.out) == (1, "")
        assert words in refused.err
    assert not (tmp_path / "annotator.db").exists()


def test_options_about_splitting_need_something_to_split(call: Call) -> None:
    refused = call("review", "--granularity", "fine")
    assert refused.code == 2
    assert "need PATHS" in refused.err
    assert call("split", "a.txt", "--json", "--explain").code == 2


def test_another_packages_splitter_is_named_with_its_claims(call: Call, plugin: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    shown = call("split", "a.txt", "--splitter", "lines").out.splitlines()
    assert "splitter: lines 1" in shown
    assert shown[-1] == "  3 content   The town owns a ferry, a crane and a school. #line"
    call("ingest", "a.txt", "--splitter", "lines", *ANNA)
    claim = json.loads(call("claims", "--json").out.splitlines()[0])
    assert (claim["rule"], claim["splitter"]["name"]) == ("line", "lines")
    assert "(split by lines 1)" in call("claims").out


def test_a_splitter_that_breaks_down_costs_one_article(call: Call, plugin: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("break me")
    (tmp_path / "b.txt").write_text("All is well.")
    for jobs in ("1", "2"):
        done = call("split", "a.txt", "b.txt", "--splitter", "fragile", "--jobs", jobs)
        assert done.code == 1
        assert "a.txt: the splitter 'fragile' broke down (KeyError: '\\x1b[31mred')" in done.err
        assert "  1 content   All is well. #line" in done.out


def test_a_known_article_is_not_split_again(call: Call, plugin: Path, tmp_path: Path) -> None:
    """It would cost money with a provider, to be thrown away."""
    (tmp_path / "a.txt").write_text("break me")
    assert call("ingest", "a.txt", *ANNA).code == 0
    for jobs in ("1", "2"):
        known = call("ingest", "a.txt", "a.txt", "--splitter", "fragile", "--jobs", jobs, *ANNA)
        assert known.code == 0
        assert "2 known already" in known.err
        assert "broke down" not in known.err


# ----------------------------------------------------------------------------------------- many files


def test_one_file_is_shown_as_ever_and_several_with_their_names(call: Call, files: Path) -> None:
    alone = call("split", str(files / "0.txt"), "--json")
    assert alone.out.startswith('{\n "article"')
    several = call("split", str(files / "0.txt"), str(files / "1.txt"), "--json")
    lines = [json.loads(line) for line in several.out.splitlines()]
    assert [Path(line.pop("file")).name for line in lines] == ["0.txt", "1.txt"]
    assert lines[0] == alone.json()
    folder = call("split", str(files))
    assert folder.code == 1
    assert folder.err.startswith(f"annotator: {files / '3.txt'}: ")
    named = [Path(line[3:]).name for line in folder.out.splitlines() if line.startswith("== ")]
    assert named == ["0.txt", "1.txt", "2.txt", "4.txt", "5.txt", "6.txt"]


def test_the_output_is_the_same_with_any_number_of_processes(
    call: Call, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    one = call("split", str(files), "-", "--json", "--jobs", "1")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    three = call("split", str(files), "-", "--json", "--jobs", "3")
    assert one == three
    assert len(one.out.splitlines()) == 7
    call("ingest", str(files), "--db", "one.db", "--jobs", "1", *ANNA)
    call("ingest", str(files), "--db", "three.db", "--jobs", "3", *ANNA)
    packs = [call("pack", "--db", name).out for name in ("one.db", "three.db")]
    assert packs[0] == packs[1]


def test_a_warning_is_said_once_with_the_files_it_holds_for(call: Call, tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(
            f"Мост через реку закрыли в {number} часов. Никто не пострадал."
        )
    said = call("split", *(f"{number}.txt" for number in range(6))).err
    assert said.startswith("0.txt: The text is not English")
    assert "\nThe same holds for 1.txt, 2.txt, 3.txt and 2 more: The text is not English" in said
    assert said.count("not English") == 2


def test_a_process_that_is_killed_is_named_and_the_file_stays_whole(
    call: Call, plugin: Path, files: Path
) -> None:
    (files / "5.txt").write_text("kill me")
    done = call("ingest", str(files), "--splitter", "fragile", "--jobs", "2", *ANNA)
    assert done.code == 1
    assert "A process ended (killed by signal 9) that worked on" in done.err
    assert str(files / "5.txt") in done.err
    assert call("doctor").code == 0
    (files / "5.txt").unlink()
    assert (
        call("ingest", str(files), "--splitter", "fragile", "--jobs", "2", *ANNA).code == 1
    )  # the empty one
    assert call("stats", "--json").json()["article_count"] == 6 - 1


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def living(group: int) -> Iterable[int]:
    """Processes of a group that run."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, _, found = (entry / "stat").read_text().rpartition(")")[2].split()[:3]
            except OSError:
                continue
            if int(found) == group and state != "Z":
                yield int(entry.name)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
@pytest.mark.parametrize(("jobs", "to_all"), [("3", True), ("3", False), ("1", True)])
def test_ctrl_c_stops_at_once_and_leaves_no_process(
    plugin: Path, files: Path, jobs: str, to_all: bool
) -> None:
    """A terminal sends it to every process of the group."""
    (files / "0.txt").write_text("wait for me")
    took = (stopped(files, jobs, to_all) for _ in range(3))
    assert any(seconds < 3 for seconds in took)  # a busy machine may spoil one


def stopped(files: Path, jobs: str, to_all: bool) -> float:
    """Seconds until it has ended, in order."""
    (files.parent / "waiting").unlink(missing_ok=True)
    program = subprocess.Popen(
        [sys.executable, "-m", "annotator", "ingest", files, "--splitter", "fragile", "--jobs", jobs, *ANNA],
        cwd=files.parent,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    processes = 1 if jobs == "1" else 5  # one keeps count of what the others share
    wait_for(lambda: len(list(living(program.pid))) >= processes and (files.parent / "waiting").exists())
    asked = time.monotonic()
    (os.killpg if to_all else os.kill)(program.pid, signal.SIGINT)
    _, said = program.communicate(timeout=10)
    took = time.monotonic() - asked
    assert program.returncode == 130
    assert said.endswith(b"Stopped.\n")
    assert b"Traceback" not in said
    wait_for(lambda: not list(living(program.pid)), 5)
    return took


# ------------------------------------------------------------------------------------ language models


def test_a_models_claims_are_marked_as_its_own(run: Call, plugin: Path, tmp_path: Path) -> None:
    pytest.importorskip("llm")
    (tmp_path / "a.txt").write_text(TEXT)
    taken = run("ingest", "a.txt", "--splitter", "llm:good", *ANNA)
    assert taken.code == 0
    listed = [json.loads(line) for line in run("claims", "--json").out.splitlines()]
    assert [claim["text"][:6] for claim in listed] == ["In May", "The to"]
    assert {claim["rule"] for claim in listed} == {"llm:good"}
    assert {(c["splitter"]["name"], c["splitter"]["model"]) for c in listed} == {("llm", "good")}
    assert "model good)" in run("claims").out


def test_what_a_model_invents_is_refused_and_told(run: Call, plugin: Path, tmp_path: Path) -> None:
    pytest.importorskip("llm")
    (tmp_path / "a.txt").write_text("The mayor resigned. The crane fell in 2021.")
    shown = run("split", "a.txt", "--splitter", "llm:inventive", "--explain")
    assert shown.code == 0
    assert "Claims refused: 1, for an added name (1)." in " ".join(shown.out.split())
    assert "rule      llm-refused: the sentence as it stands" in shown.out
    assert "rule      llm:inventive: by the model inventive" in shown.out
    assert "inventive: Claims refused: 1" in run("split", "a.txt", "--splitter", "llm:inventive").err


def test_nonsense_of_a_model_refuses_the_article(run: Call, plugin: Path, tmp_path: Path) -> None:
    pytest.importorskip("llm")
    (tmp_path / "a.txt").write_text(TEXT)
    refused = run("split", "a.txt", "--splitter", "llm:nonsense")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith("annotator: a.txt: What the model nonsense answered about sentence")


def test_waiting_for_a_slow_model_can_be_stopped(plugin: Path, tmp_path: Path) -> None:
    pytest.importorskip("llm")
    (tmp_path / "a.txt").write_text(TEXT)
    program = subprocess.Popen(
        [sys.executable, "-m", "annotator", "split", "a.txt", "--splitter", "llm:slow"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
    )
    wait_for((tmp_path / "asked").exists)
    program.send_signal(signal.SIGINT)
    assert program.communicate(timeout=5)[1].endswith(b"Stopped.\n")
    assert program.returncode == 130


def test_without_its_package_it_says_how_to_install_it(run: Call, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "llm.py").write_text("raise ImportError('No module named llm')")
    (tmp_path / "a.txt").write_text(TEXT)
    refused = run("ingest", "a.txt", "--splitter", "llm:x", env={"PYTHONPATH": str(tmp_path / "none")})
    assert refused.code == 1
    assert "pip install 'annotator[llm]'" in refused.err
    assert not (tmp_path / "annotator.db").exists()
