"""Suggestions on the command line: they are listed, told in the history, found, and taken over."""

import pytest
from imported import Record, put_import


@pytest.fixture
def ask(kit, desk, call):
    """Runs a command on the file as anna."""
    cited = kit.draft("supports", title="Harbour")
    records = [
        Record(desk.claims[0], "sourced", "SUPPORTS", "ana", 4, "As the harbour book has it.", [cited]),
        Record(desk.claims[1], "", "Half true"),
        Record(desk.claims[2], "sourced"),
        Record(desk.claims[2], "contested"),
    ]
    put_import(desk.store, "fever", *records)
    path = kit.close(desk)
    return lambda *words: call("--db", str(path), "--reviewer", "anna", *words)


def test_claims_and_history_and_search_tell_of_them(ask, desk) -> None:
    assert ask("claims").out.count("- (suggested)") == 3
    listed = ['"suggested": true' in line for line in ask("claims", "--json").out.splitlines()]
    assert sorted(listed) == [False, False, True, True, True]
    told = ask("history", desk.claims[0][:12]).out
    assert "import:fever: imported: sourced (SUPPORTS), ana, confidence 4" in told
    assert "As the harbour book has it." in told
    found = ask("search", "harbour", "book", "--in", "suggestions").out
    assert "suggestion by import:fever on claim 1" in found


def test_stats_count_them_apart(ask) -> None:
    assert "0 of them labelled, 0 citations" in ask("stats").out
    assert "4 suggestions of imported records" in ask("stats").out


def test_label_suggested_takes_it_over(ask, desk) -> None:
    ran = ask("label", desk.claims[0][:12], "--suggested")
    assert "labelled sourced, as import:fever suggests: sourced is complete" in ran.out
    assert "suggested" not in ask("claims").out.splitlines()[1]


@pytest.mark.parametrize(
    ("number", "words"), [(1, "is no label that could be taken"), (2, "different labels"), (3, "No imported")]
)
def test_what_cannot_be_taken_is_said(ask, desk, number: int, words: str) -> None:
    ran = ask("label", desk.claims[number][:12], "--suggested")
    assert (ran.code, ran.out) == (1, "")
    assert words in ran.err


def test_a_label_or_suggested(ask, desk) -> None:
    for words in ([], ["sourced", "--suggested"], ["--suggested", "--confidence", "3"]):
        assert ask("label", desk.claims[0][:12], *words).code == 2
