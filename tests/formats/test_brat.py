"""The standoff files are read by a parser written from brat's description, and by bioc."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from io import StringIO
from itertools import pairwise

import pytest
from dataset_records import MemoryFolder, Records, make_citation, make_gold, make_label, make_record
from hypothesis import given, settings
from hypothesis import strategies as st
from reader_modules import reader

from annotator.domain.article import Metadatum
from annotator.domain.claim import Claim
from annotator.domain.dataset import ClaimRecord, DatasetArticle
from annotator.domain.text import clean, clean_line
from annotator.formats.brat import FORMAT
from annotator.formats.format import Written

TEXTBOUND = re.compile(r"(T[0-9]+)\t(Claim) ([0-9]+ [0-9]+(?:;[0-9]+ [0-9]+)*)\t(.*)")
ATTRIBUTE = re.compile(r"(A[0-9]+)\t([A-Za-z0-9_-]+) (T[0-9]+) ([A-Za-z0-9_-]+)")
NOTE = re.compile(r"(#[0-9]+)\t([A-Za-z]+) (T[0-9]+)\t(.*)")
DECLARED = re.compile(r"([A-Za-z0-9_-]+)\tArg:Claim, Value:([A-Za-z0-9_|-]+)")


@dataclass
class Annotation:
    """A text-bound annotation with what is said of it."""

    fragments: list[tuple[int, int]]
    words: str
    attributes: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)


def parsed(text: str, ann: str) -> list[Annotation]:
    """As brat reads it: a line each, no other line ends, fragments in order and not touching a line break,
    their words joined by a blank."""
    found: dict[str, Annotation] = {}
    ids: set[str] = set()
    assert ann.splitlines() == ann.split("\n")[:-1]
    for line in ann.splitlines():
        if match := TEXTBOUND.fullmatch(line):
            spans = [tuple(map(int, pair.split(" "))) for pair in match[3].split(";")]
            assert all(start < end <= len(text) for start, end in spans)
            assert all(a[1] <= b[0] for a, b in pairwise(spans))
            assert match[4] == " ".join(text[start:end] for start, end in spans)
            assert "\n" not in match[4]
            found[match[1]] = Annotation([(start, end) for start, end in spans], match[4])
        elif match := ATTRIBUTE.fullmatch(line):
            assert match[2] not in found[match[3]].attributes
            found[match[3]].attributes[match[2]] = match[4]
        else:
            match = NOTE.fullmatch(line)
            assert match, line
            found[match[3]].notes[match[2]] = match[4]
        assert match[1] not in ids
        ids.add(match[1])
    return list(found.values())


def declared(configuration: str) -> dict[str, set[str]]:
    """The attributes and their values."""
    sections = re.split(r"^\[([a-z]+)\]\n", configuration, flags=re.MULTILINE)
    by_name = dict(zip(sections[1::2], sections[2::2], strict=True))
    assert list(by_name) == ["entities", "relations", "events", "attributes"]
    assert by_name["entities"].strip() == "Claim"
    found = {}
    for line in by_name["attributes"].splitlines():
        if not line.startswith("#"):
            match = DECLARED.fullmatch(line)
            assert match, line
            assert match[1] not in found
            found[match[1]] = set(match[2].split("|"))
    return found


def written(*records: ClaimRecord, **parts: object) -> tuple[dict[str, str], Written]:
    folder = MemoryFolder()
    done = FORMAT.write_folder(Records(records, **parts), folder)  # type: ignore[misc, arg-type]
    return {name: raw.decode("utf-8") for name, raw in folder.files.items()}, done


def annotations(files: dict[str, str]) -> list[Annotation]:
    return [
        one
        for name, ann in files.items()
        if name.endswith(".ann")
        for one in parsed(files[name.removesuffix("ann") + "txt"], ann)
    ]


def test_a_discontinuous_claim_is_one_annotation_with_all_labels_and_evidence() -> None:
    citation = make_citation()
    record = make_record(labels=(make_label(citations=[citation]),), gold=make_gold())
    files, done = written(record)

    assert list(files) == ["talks-aaaaaaaaaaaaaaaa.txt", "talks-aaaaaaaaaaaaaaaa.ann", "annotation.conf"]
    [one] = annotations(files)
    assert one.fragments == [(0, 9), (25, 34)]
    assert one.words == "Lorna Vey on Monday"
    assert one.attributes == {
        "Mode": "content",
        "Gold": "verified",
        "Gold_verdict": "supported",
        "Label_anna": "sourced",
        "Verdict_anna": "insufficient",
    }
    assert one.notes["ClaimId"] == "c" * 64
    assert one.notes["Wording"] == "Lorna Vey left on Monday."
    gold, annas = one.notes["AnnotatorNotes"].split(" ¶ ")
    assert gold == "olga: verified | decided: adjudicated | The minutes say so."
    assert annas.startswith(
        "anna: sourced | confidence 4 | One wire. | supports: “left the talks” (Minutes, "
    )
    assert done == Written(1, 2)
    assert declared(files["annotation.conf"])["Label_anna"] >= {"sourced", "contested", "verified"}


def test_a_range_over_several_lines_is_cut_and_counted() -> None:
    text = "One line.\n\n  \nAnd another.\n"
    article = DatasetArticle("a" * 64, {}, text)
    files, done = written(
        make_record(article=article, claim=Claim(((4, 17),), "x", id="c" * 64)),
        make_record(article=article, claim=Claim(((9, 14),), "y", id="d" * 64)),
    )
    [one] = annotations(files)
    assert [text[start:end] for start, end in one.fragments] == ["line.", "And"]
    assert done.claims == 1
    assert done.left_out == {
        "line breaks within ranges, cut there into fragments": 6,
        "claims left out, since their ranges have no words in one line": 1,
    }


def test_reviewers_whose_names_have_the_same_letters_have_attributes_of_their_own() -> None:
    names = ("anna", "an na", "an-na", "漢", "字", "gold", "x", "verdict_x", "an_na", "b_12", "b", "b!")
    labels = tuple(make_label(by=name, id=name) for name in names)
    files, done = written(make_record(labels=labels))
    [one] = annotations(files)
    assert sum(name.startswith("Label_") for name in one.attributes) == len(names)
    assert done.left_out == {}
    assert "# 漢\nLabel_reviewer_4\t" in files["annotation.conf"]


def test_a_second_label_of_a_reviewer_is_in_the_notes_and_counted() -> None:
    files, done = written(make_record(labels=(make_label(), make_label("contested", "refuted", id="l2"))))
    [one] = annotations(files)
    assert one.attributes["Label_anna"] == "sourced"
    assert "anna: contested" in one.notes["AnnotatorNotes"]
    assert done.left_out == {"second labels of a reviewer on one claim, in the notes only": 1}


def test_the_parts_of_a_split_dataset_are_folders_and_have_one_configuration() -> None:
    other = DatasetArticle(
        "b" * 64, {"title": Metadatum("../Ünter *CON*", "x")}, "Lorna Vey left the talks on Monday."
    )
    files, _ = written(by_split={"train": [make_record()], "test": [make_record(article=other)]})
    assert list(files) == [
        "train/talks-aaaaaaaaaaaaaaaa.txt",
        "train/talks-aaaaaaaaaaaaaaaa.ann",
        "test/unter-con-bbbbbbbbbbbbbbbb.txt",
        "test/unter-con-bbbbbbbbbbbbbbbb.ann",
        "annotation.conf",
    ]


def test_labels_of_any_scheme_are_words_that_brat_takes() -> None:
    files, _ = written(make_record(labels=(make_label("half, true|no\n", None),)))
    [one] = annotations(files)
    assert one.attributes["Label_anna"] == "half__true_no_"
    assert "half__true_no_" in declared(files["annotation.conf"])["Label_anna"]


def numbered(record: ClaimRecord, number: int) -> ClaimRecord:
    """With ids that no other record has."""
    own = f"{number}{'0' * 63}"
    return replace(record, article=replace(record.article, id=own), claim=replace(record.claim, id=own))


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_whatever_the_texts_hold_every_fragment_is_its_words(
    data: st.DataObject, any_records: st.SearchStrategy[list[ClaimRecord]]
) -> None:
    records = [numbered(one, n) for n, one in enumerate(data.draw(any_records))]
    files, done = written(*records)
    names = declared(files["annotation.conf"])
    found = {one.notes["ClaimId"]: one for one in annotations(files)}
    assert done.claims == len(annotations(files))
    for record in records:
        text = clean(record.article.text)
        left = [n for start, end in record.claim.ranges for n in range(start, end) if not text[n].isspace()]
        if not left:
            continue
        one = found[record.claim.id]
        assert [n for a, b in one.fragments for n in range(a, b) if not text[n].isspace()] == left
        assert one.notes.get("Wording", "").strip() == clean_line(record.claim.text).strip()
        assert all(value in names[name] for name, value in one.attributes.items())


@pytest.mark.reader
def test_bioc_reads_the_offsets_that_were_written(labelled: Callable[..., object]) -> None:
    brat = reader("bioc.brat")
    text = "👩🏽‍🚀 漢字 said: עברית é\nnext line"
    cut = text.index("\n")
    article = DatasetArticle("a" * 64, {}, text)
    record = make_record(
        article=article,
        claim=Claim(((0, 4), (8, cut + 5)), "x", id="c" * 64),
        labels=(labelled,),
        gold=make_gold(),
    )
    files, _ = written(record)
    read = brat.load(
        StringIO(files["article-aaaaaaaaaaaaaaaa.txt"]), StringIO(files["article-aaaaaaaaaaaaaaaa.ann"])
    )
    [entity] = read.entities
    pieces = [text[location.begin : location.end] for location in sorted(entity.locations)]
    assert pieces == [text[0:4], text[8:cut], "next"]
    assert entity.text == " ".join(pieces)
    assert {one.type: one.attributes for one in read.attributes}["Gold"] == {"verified"}
    assert len(read.notes) == 3
