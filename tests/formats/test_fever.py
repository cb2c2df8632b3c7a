import json
from errno import ENOSPC
from pathlib import Path
from tracemalloc import get_traced_memory, start, stop
from typing import Any

import pytest
from dataset_records import (
    RECORDS,
    TEXTS,
    MemoryFolder,
    Records,
    make_citation,
    make_gold,
    make_label,
    make_record,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from imported_records import faults, labelled_here, read, read_well, schema

from annotator.domain.citation import Source
from annotator.domain.claim import Claim
from annotator.domain.dataset import ClaimRecord
from annotator.domain.errors import InputError
from annotator.domain.incoming import Incoming
from annotator.formats.fever import FIRST_NUMBER, FORMAT
from annotator.formats.fever_pages import lines_of, numbered, opened, page_id, sentences_of, title_of
from annotator.formats.fever_reading import NOT_FOUND, TOGETHER
from annotator.formats.format import Written

CLAIM: dict[str, Any] = {
    "id": 7,
    "verifiable": "VERIFIABLE",
    "label": "SUPPORTS",
    "claim": "The Orsa Dam was shut in 2023.",
    "evidence": [
        [[71, 81, "Orsa_Dam", 1]],
        [[72, 82, "Orsa_-LRB-river-RRB-", 0], [72, 82, "Orsa_Dam", 1], [72, 82, "Orsa_Dam", 2]],
    ],
}
PAGES = [
    {"id": "", "text": "", "lines": ""},
    {"id": "Orsa_Dam", "lines": "0\tA dam .\n1\tIt was shut in 2023 .\tgates\tGate\n2\tIt is old .\n3\t"},
    {"id": "Orsa_-LRB-river-RRB-", "text": "", "lines": "0\tThe Orsa is a river .\n1\t"},
]  # fmt: skip


def folder_of(*records: ClaimRecord, **splits: Any) -> tuple[dict[str, list[dict[str, Any]]], Written]:
    """The lines of each file."""
    folder = MemoryFolder()
    assert FORMAT.write_folder is not None
    done = FORMAT.write_folder(Records(records, by_split=splits), folder)
    files = {
        name: [json.loads(line) for line in raw.decode().split("\n")[:-1]]
        for name, raw in folder.files.items()
    }
    for name, lines in files.items():
        for line in lines:
            schema("fever_page" if name.startswith("wiki") else "fever").validate(line)
    return files, done


def put(folder: Path, name: str, *values: object) -> Path:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("".join(json.dumps(value) + "\n" for value in values))
    return folder / name


def put_files(folder: Path, files: dict[str, list[dict[str, Any]]]) -> Path:
    for name, lines in files.items():
        put(folder, name, *lines)
    return folder


def test_a_claim_and_the_page_of_its_evidence() -> None:
    minutes = Source(url="https://example.org/a", title="Minutes (draft): talks")
    evidence = make_citation(id="k1", source=minutes, quote="She left the talks.\n“Why?” Nobody\tsaid.")
    other = make_citation(id="k2", stance="context")
    files, done = folder_of(
        make_record(labels=(make_label("verified", "supported", citations=[evidence, other]),))
    )
    page = "Minutes_-LRB-draft-RRB--COLON-_talks_-LRB-k1-RRB-"
    assert files["claims.jsonl"] == [
        {
            "id": FIRST_NUMBER,
            "verifiable": "VERIFIABLE",
            "label": "SUPPORTS",
            "claim": "Lorna Vey left on Monday.",
            "evidence": [[[1, 1, page, 0], [1, 1, page, 1], [1, 1, page, 2]]],
            "annotator_claim": "c" * 64,
            "annotator_label": "verified",
        }
    ]
    [written] = files["wiki-pages/wiki-001.jsonl"]
    assert (written["id"], written["text"]) == (page, "She left the talks. “Why?” Nobody said.")
    assert written["lines"] == "0\tShe left the talks.\n1\t“Why?”\n2\tNobody said."
    assert (done.claims, dict(done.left_out)) == (1, {"citations of another stance than the label's": 1})


def test_each_verdict_has_its_label_and_its_evidence() -> None:
    both = [make_citation(id="k1"), make_citation(id="k2", stance="refutes", quote="She stayed.")]
    both += [make_citation(id="k3", stance="refutes", closed="another meeting")]
    made = [make_record(labels=(make_label("x", verdict, citations=both),)) for verdict in
            ("supported", "refuted", "insufficient")]  # fmt: skip
    files, _ = folder_of(*made)
    supports, refutes, unknown = files["claims.jsonl"]
    assert [one["label"] for one in (supports, refutes, unknown)] == [
        "SUPPORTS",
        "REFUTES",
        "NOT ENOUGH INFO",
    ]
    assert [one["id"] for one in (supports, refutes, unknown)] == [
        FIRST_NUMBER,
        FIRST_NUMBER + 1,
        FIRST_NUMBER + 2,
    ]
    assert refutes["evidence"] == [[[2, 2, "Minutes_-LRB-k2-RRB-", 0]]]
    assert unknown["evidence"] == [[[3, None, None, None]]]
    assert len(files["wiki-pages/wiki-001.jsonl"]) == 2


def test_what_it_cannot_say_is_counted() -> None:
    unquoted = make_label("sourced", "supported", citations=[make_citation(quote=" ")])
    _, done = folder_of(
        make_record(labels=(make_label("contested", "conflicting"),)),
        make_record(labels=(make_label("not_checkable", None),)),
        make_record(labels=(unquoted,)),
        make_record(),
    )
    assert done.left_out == {
        "claims that are conflicting (FEVER has no label for them)": 1,
        "claims that are not checkable (FEVER has no label for them)": 1,
        "citations without a quote (evidence is sentences)": 1,
        "evidence of claims that no citation with a quote backs (they are written without)": 1,
        "claims without a label": 1,
    }


def test_splits_are_files_and_share_the_pages() -> None:
    one = make_record(labels=(make_label("sourced", "supported", citations=[make_citation()]),))
    files, _ = folder_of(
        train=[one], dev=[], test=[make_record(gold=make_gold(citations=(make_citation(id="k9"),)))]
    )
    assert {name: len(lines) for name, lines in files.items()} == {
        "train.jsonl": 1, "dev.jsonl": 0, "test.jsonl": 1, "wiki-pages/wiki-001.jsonl": 2
    }  # fmt: skip


def test_evidence_is_quoted_from_the_pages_of_a_folder(tmp_path: Path) -> None:
    put(tmp_path, "train.jsonl", CLAIM)
    put(tmp_path, "wiki-pages/wiki-001.jsonl", *PAGES)
    [one] = read_well(FORMAT, tmp_path, wiki="en")
    assert (one.claim.text, one.key, one.extras) == (CLAIM["claim"], "7", {})
    [label] = one.labels
    assert (label.label, label.value, label.flags) == ("sourced", "SUPPORTS", (TOGETHER,))
    assert [(c.source.title, c.quote, c.locator, c.stance, c.kind) for c in label.citations] == [
        ("Orsa Dam", "It was shut in 2023 .", "sentence 1", "supports", "secondary"),
        ("Orsa (river)", "The Orsa is a river .", "sentence 0", "supports", "secondary"),
        ("Orsa Dam", "It was shut in 2023 . It is old .", "sentences 1-2", "supports", "secondary"),
    ]
    assert label.citations[1].source == Source(
        "https://en.wikipedia.org/wiki/Orsa_(river)",
        "Orsa_-LRB-river-RRB-",
        "Orsa (river)",
        publisher="Wikipedia",
    )


def test_a_file_alone_gives_pages_and_sentences_by_name(tmp_path: Path) -> None:
    put(tmp_path, "wiki-pages/wiki-001.jsonl", *PAGES)
    [one] = read_well(FORMAT, put(tmp_path, "train.jsonl", CLAIM))
    first = one.labels[0].citations[0]
    assert (first.source, first.quote, first.locator) == (
        Source(reference="Orsa_Dam", title="Orsa Dam"), "", "sentence 1"
    )  # fmt: skip
    assert one.labels[0].flags == (TOGETHER,)


def test_evidence_that_the_pages_do_not_have_is_flagged(tmp_path: Path) -> None:
    put(
        tmp_path,
        "train.jsonl",
        {**CLAIM, "evidence": [[[1, 1, "Nowhere", 0]]]},
        {**CLAIM, "evidence": [[[1, 1, "Orsa_Dam", 9]]]},
    )
    put(tmp_path, "wiki-pages/wiki-001.jsonl", *PAGES)
    assert [one.labels[0].flags for one in read_well(FORMAT, tmp_path)] == [(NOT_FOUND,), (NOT_FOUND,)]


@pytest.mark.parametrize(
    ("label", "suggested", "stance"),
    [
        ("REFUTES", "contested", "refutes"),
        ("NOT ENOUGH INFO", "insufficient", "context"),
        ("DISPUTED", "", "context"),
    ],
)
def test_labels_become_suggestions(tmp_path: Path, label: str, suggested: str, stance: str) -> None:
    [one] = read_well(FORMAT, put(tmp_path, "dev.jsonl", {**CLAIM, "label": label}))
    assert (one.labels[0].label, one.labels[0].value) == (suggested, label)
    assert {citation.stance for citation in one.labels[0].citations} == {stance}


def test_claims_of_an_unlabelled_split_and_without_evidence(tmp_path: Path) -> None:
    given = {"id": 3, "claim": "It rained."}
    nothing = {**CLAIM, "label": "NOT ENOUGH INFO", "evidence": [[[5, None, None, None]]]}
    first, second = read_well(FORMAT, put(tmp_path, "test.jsonl", given, nothing))
    assert (first.labels, first.citations, second.labels[0].citations) == ((), (), ())


def test_what_came_from_fever_goes_out_as_it_came(tmp_path: Path) -> None:
    given = {
        **CLAIM,
        "attack": "paraphrase",
        "evidence": [[[71, 81, "Orsa_Dam", 1]], [[1, 2, "Orsa_Dam", 3]]],
    }
    [one] = read_well(FORMAT, put(tmp_path, "train.jsonl", given), wiki="en")
    files, done = folder_of(labelled_here(FORMAT, one, "sourced", "supported"))
    own = {"annotator_claim": "c" * 64, "annotator_label": "sourced"}
    evidence = [[[1, 1, "Orsa_Dam", 1]], [[1, 2, "Orsa_Dam", 3]]]
    assert files == {
        "claims.jsonl": [{**given, **own, "evidence": evidence}],
        "wiki-pages/wiki-001.jsonl": [],
    }
    assert done.left_out == {}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"claim": ""}, "claim: is empty"),
        ({"id": True}, "id: is not a whole number"),
        ({"label": 1}, "label: is not a text"),
        ({"evidence": {}}, "evidence: is not a list"),
        ({"evidence": [1]}, "evidence[0]: is not a list"),
        (
            {"evidence": [[[1, 2, "A"]]]},
            "evidence[0][0]: is not [annotation id, evidence id, page, sentence]",
        ),
        ({"evidence": [[[1, 2, 3, 4]]]}, "evidence[0][0][2]: is not the name of a page"),
        ({"evidence": [[[1, 2, "A", -1]]]}, "evidence[0][0][3]: is not the number of a sentence"),
        ({"evidence": [[[1, 2, "A", True]]]}, "evidence[0][0][3]: is not the number of a sentence"),
    ],
)
def test_a_wrong_field_is_named(tmp_path: Path, change: Any, fault: str) -> None:
    assert faults(FORMAT, put(tmp_path, "dev.jsonl", {**CLAIM, **change}, CLAIM)) == [fault]


def test_bad_pages_are_told_and_the_others_used(tmp_path: Path) -> None:
    put(tmp_path, "train.jsonl", CLAIM)
    wiki = put(tmp_path, "wiki-pages/wiki-001.jsonl", {"id": "A"}, PAGES[1], PAGES[1], {"id": 1}, PAGES[2])
    wiki.write_text("no page\n" + wiki.read_text())
    found = read(FORMAT, tmp_path)
    assert list(map(str, found[:4])) == [
        "wiki-pages/wiki-001.jsonl, line 1: is not JSON: Expecting value at character 1.",
        "wiki-pages/wiki-001.jsonl, line 2, field lines: is not a text.",
        "wiki-pages/wiki-001.jsonl, line 4, field id: comes twice.",
        "wiki-pages/wiki-001.jsonl, line 5, field id: is not a text.",
    ]
    assert isinstance(found[4], Incoming)
    assert found[4].labels[0].flags == (TOGETHER,)


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"has no \.jsonl file"):
        read(FORMAT, tmp_path)
    with pytest.raises(InputError, match="the code of a Wikipedia's language"):
        read(FORMAT, put(tmp_path, "a.jsonl", CLAIM), wiki="../en")


def test_pages_are_found_however_their_accents_are_written(tmp_path: Path) -> None:
    put(tmp_path, "train.jsonl", {**CLAIM, "evidence": [[[1, 1, "Cafe\u0301", 0]]]})
    put(tmp_path, "wiki-pages/wiki-001.jsonl", {"id": "Caf\u00e9", "lines": "0\tOpen ."})
    [one] = read_well(FORMAT, tmp_path)
    assert [citation.quote for citation in one.labels[0].citations] == ["Open ."]


def test_without_room_for_the_index_it_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: int) -> None:
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr("os.posix_fallocate", full, raising=False)
    put(tmp_path, "train.jsonl", CLAIM)
    with pytest.raises(InputError, match="bytes of temporary space: No space left on device"):
        read(FORMAT, tmp_path)


def test_names_of_pages() -> None:
    assert page_id("Gates (film): [2]") == "Gates_-LRB-film-RRB--COLON-_-LSB-2-RSB-"
    assert title_of("Gates_-LRB-film-RRB--COLON-_-LSB-2-RSB-") == "Gates (film): [2]"


def test_sentences() -> None:
    assert sentences_of("") == sentences_of(" \n") == []
    assert sentences_of("One.  Two?! “Three…”\nFour 3.5") == ["One.", "Two?!", "“Three…”", "Four 3.5"]
    assert sentences_of("一。二！「三。」四") == ["一。", "二！", "「三。」", "四"]
    assert len(sentences_of("." * 200_000 + "x")) == 1


@given(TEXTS)
def test_sentences_and_their_lines_lose_nothing_but_blanks(text: str) -> None:
    sentences = sentences_of(text)
    assert "".join("".join(sentences).split()) == "".join(text.split())
    assert list(numbered(lines_of(sentences)).values()) == sentences


@settings(max_examples=30, deadline=None)
@given(RECORDS)
def test_whatever_texts_hold_the_files_are_valid_and_can_be_read(
    tmp_path_factory: pytest.TempPathFactory, records: list[ClaimRecord]
) -> None:
    files, done = folder_of(*records)
    folder = put_files(tmp_path_factory.mktemp("fever"), files)
    texts = [line["claim"] for line in files["claims.jsonl"]]
    assert done.claims == len(texts)
    if texts:
        found = [one.claim.text for one in read(FORMAT, folder) if isinstance(one, Incoming)]
        assert set(found) <= {text for text in texts if text.strip()}


@settings(max_examples=30, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from(["supports", "partly_supports"]))
def test_claim_and_citation_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, text: str, quote: str, stance: str
) -> None:
    citation = make_citation(stance=stance, quote=f"“a. b {quote}”")
    claim = Claim(((0, 1),), f"x{text}", id="c" * 64)
    record = make_record(claim=claim, labels=(make_label("sourced", "supported", citations=[citation]),))
    [one] = read_well(FORMAT, put_files(tmp_path_factory.mktemp("fever"), folder_of(record)[0]))
    assert (one.claim.text, one.key) == (f"x{text}", "c" * 64)
    [back] = one.labels[0].citations
    assert (back.source, back.stance, back.kind, back.locator) == (citation.source, stance, "primary", "p. 2")
    assert sentences_of(back.quote)[0] == "“a."


def test_memory_does_not_grow_with_the_pages(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = tmp_path / f"{count}.jsonl"
        with path.open("w") as out:
            out.writelines(
                json.dumps({"id": f"P{at}", "lines": "0\t" + "x" * 200}) + "\n" for at in range(count)
            )
        start()
        with opened([path]) as pages:
            assert list(pages.read()) == []
            assert [pages.get(f"P{at}") is not None for at in (0, count - 1, count)] == [True, True, False]
        highest = get_traced_memory()[1]
        stop()
        return highest

    few = peak(1_000)
    assert peak(10_000) < 1.2 * few
