import json
from pathlib import Path
from typing import Any

import pytest
from dataset_records import RECORDS, TEXTS, make_citation, make_gold, make_label, make_record
from hypothesis import given, settings
from hypothesis import strategies as st
from imported_records import faults, labelled_here, read, read_well, schema, written

from annotator.domain.article import Metadatum
from annotator.domain.citation import Source
from annotator.domain.claim import Claim
from annotator.domain.dataset import ClaimRecord, DatasetArticle
from annotator.domain.incoming import Incoming
from annotator.formats.averitec import FORMAT, QUESTION, claim_type, day_out, medium
from annotator.formats.averitec_reading import day_in

CLAIM: dict[str, Any] = {
    "claim": "The Orsa Dam was shut for repairs in 2023.",
    "required_reannotation": False,
    "label": "Refuted",
    "justification": "The board's log shows no closure.",
    "claim_date": "9-2-2024",
    "speaker": "Lena Varga",
    "original_claim_url": "https://example.org/speech",
    "cached_original_claim_url": "https://web.archive.org/web/2024/https://example.org/speech",
    "fact_checking_article": "https://checks.example.org/7",
    "reporting_source": "Orsa Courier",
    "location_ISO_code": "SE",
    "claim_types": ["Causal Claim"],
    "fact_checking_strategies": ["Consultation"],
    "questions": [
        {
            "question": "When was the dam shut?",
            "answers": [
                {
                    "answer": "The gates stayed open all year.",
                    "answer_type": "Extractive",
                    "source_url": "https://example.org/log",
                    "cached_source_url": "https://web.archive.org/web/2024/https://example.org/log",
                    "source_medium": "Web text",
                },
                {
                    "answer": "No",
                    "answer_type": "Boolean",
                    "boolean_explanation": "The log has no entry.",
                    "source_url": "https://example.org/log.pdf",
                    "source_medium": "PDF",
                },
            ],
        },
        {
            "question": "Who ordered it?",
            "answers": [
                {"answer": "No answer could be found.", "answer_type": "Unanswerable", "source_url": ""}
            ],
        },
    ],
}


def claims(*records: ClaimRecord) -> list[dict[str, Any]]:
    found = json.loads(written(FORMAT, records)[0])
    schema("averitec").validate(found)
    return list(found)


def left_out(*records: ClaimRecord) -> dict[str, int]:
    return dict(written(FORMAT, records)[1].left_out)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "dev.json"


def put(file: Path, *values: object) -> Path:
    file.write_text(json.dumps(values))
    return file


def test_a_claim_with_its_evidence() -> None:
    article = DatasetArticle(
        "a" * 64,
        {
            "published": Metadatum("2024-02-09", "dateline"),
            "publisher": Metadatum("Orsa Courier", "file"),
            "url": Metadatum("https://example.org/a", "file"),
        },
        "The dam was shut for 40 days.",
    )
    claim = Claim(((0, 28),), "The dam was shut for 40 days.", speaker="Lena Varga", id="c" * 64)
    evidence = make_citation(archive_url="https://web.archive.org/web/2024/https://example.org/a")
    check = make_citation(id="k2", kind="fact_check", source=Source(url="https://checks.example.org/7"))
    label = make_label("verified", "supported", citations=[evidence, check])
    [one] = claims(make_record(article=article, claim=claim, labels=(label,)))
    assert one == {
        "claim": "The dam was shut for 40 days.",
        "required_reannotation": False,
        "label": "Supported",
        "justification": "One wire.",
        "claim_date": "9-2-2024",
        "speaker": "Lena Varga",
        "original_claim_url": "https://example.org/a",
        "cached_original_claim_url": None,
        "fact_checking_article": "https://checks.example.org/7",
        "reporting_source": "Orsa Courier",
        "location_ISO_code": None,
        "claim_types": ["Numerical Claim"],
        "fact_checking_strategies": ["Written Evidence"],
        "questions": [
            {
                "question": QUESTION,
                "answers": [
                    {
                        "answer": "left the talks",
                        "answer_type": "Extractive",
                        "source_url": "https://example.org/a",
                        "cached_source_url": "https://web.archive.org/web/2024/https://example.org/a",
                        "source_medium": "Web text",
                    }
                ],
            }
        ],
        "annotator_claim": "c" * 64,
        "annotator_label": "verified",
    }


def test_each_verdict_has_its_label_and_a_decision_goes_before_votes() -> None:
    given = {
        "supported": "Supported",
        "refuted": "Refuted",
        "conflicting": "Conflicting Evidence/Cherrypicking",
        "insufficient": "Not Enough Evidence",
    }
    for verdict, label in given.items():
        [one] = claims(make_record(labels=(make_label("sourced", verdict),)))
        assert one["label"] == label
    votes = (make_label("sourced", "supported"), make_label("contested", "refuted", "ben"))
    [one] = claims(make_record(labels=votes, gold=make_gold("contested", "refuted")))
    assert (one["label"], one["required_reannotation"], one["justification"]) == (
        "Refuted",
        True,
        "The minutes say so.",
    )


def test_what_it_cannot_say_is_counted() -> None:
    unquoted = make_label("sourced", "supported", citations=[make_citation(quote="")])
    month = DatasetArticle("a" * 64, {"published": Metadatum("2024-02", "file")}, "x")
    votes = (make_label("sourced", "supported"), make_label("contested", "refuted", "ben"))
    assert left_out(
        make_record(),
        make_record(labels=votes),
        make_record(labels=(make_label("not_checkable", None),)),
        make_record(labels=(make_label("sourced", None, missing=("quote",)),)),
        make_record(article=month, labels=(unquoted,)),
    ) == {
        "claims without a label": 1,
        "claims whose reviewers differ, with no decision (settle them in a round, or name one with --by)": 1,
        "claims that are not checkable (AVeriTeC has no label for them)": 1,
        "labels without a verdict, since their evidence is incomplete": 1,
        "citations without a quote (an answer needs words)": 1,
        "publication dates that are no day (claim_date is one)": 1,
    }


def test_an_empty_dataset_is_an_empty_list() -> None:
    assert claims() == claims(make_record()) == []


def test_the_type_of_a_claim() -> None:
    def type_of(text: str, **given: Any) -> str:
        return claim_type(make_record(claim=Claim(((0, 1),), text, **given)))

    assert type_of("She said so in 2023.", mode="utterance") == "Quote Verification"
    assert type_of("The dam was shut on 3 June 2023.") == "Event/Property Claim"
    assert type_of("The dam was shut on 3 June 2023 for 40 days.") == "Numerical Claim"


def test_what_stands_at_an_address() -> None:
    assert [medium(f"https://e.org/a{end}") for end in ("", ".PDF?x=1", ".jpg", ".mp4#t", ".csv")] == [
        "Web text", "PDF", "Image/graphic", "Video", "Web table"
    ]  # fmt: skip
    assert medium("") == "Other"


@given(st.dates())
def test_days_go_out_without_zeros_and_come_in_again(day: Any) -> None:
    out = day_out(day.isoformat())
    assert out == f"{day.day}-{day.month}-{day.year:04}"
    assert day_in(out) == day.isoformat()


def test_a_record_comes_in_with_all_it_has(file: Path) -> None:
    [one] = read_well(FORMAT, put(file, CLAIM))
    assert (one.claim.text, one.claim.speaker) == (CLAIM["claim"], "Lena Varga")
    assert one.article.known == {
        "published": "2024-02-09", "publisher": "Orsa Courier", "url": "https://example.org/speech"
    }  # fmt: skip
    [label] = one.labels
    assert (label.label, label.value, label.rationale) == ("contested", "Refuted", CLAIM["justification"])
    quoted, boolean = label.citations
    assert (quoted.stance, quoted.quote, quoted.source.url) == (
        "refutes", "The gates stayed open all year.", "https://example.org/log"
    )  # fmt: skip
    assert quoted.archive_url == "https://web.archive.org/web/2024/https://example.org/log"
    assert (boolean.quote, boolean.source.url, boolean.archive_url) == ("", "https://example.org/log.pdf", "")
    assert label.flags == ("answers in the annotators' own words, which are no quotes: 1",)
    [check] = one.citations
    assert (check.kind, check.stance, check.source.url) == (
        "fact_check", "context", "https://checks.example.org/7"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("label", "suggested"),
    [
        ("Supported", "sourced"),
        ("Conflicting Evidence/Cherrypicking", "contested"),
        ("Conflicting Evidence/Cherry-picking", "contested"),
        ("Not Enough Evidence", "insufficient"),
        ("verified", ""),
    ],
)
def test_labels_become_suggestions(file: Path, label: str, suggested: str) -> None:
    [one] = read_well(FORMAT, put(file, {**CLAIM, "label": label}))
    assert [(given.label, given.value) for given in one.labels] == [(suggested, label)]


def test_an_unlabelled_split_keeps_its_evidence(file: Path) -> None:
    [one] = read_well(FORMAT, put(file, {**CLAIM, "label": None, "claim_id": 12}))
    assert (one.labels, len(one.citations), one.key) == ((), 3, "12")


def test_what_came_in_goes_out_again(file: Path) -> None:
    asked, unanswered = CLAIM["questions"]
    also = {**asked["answers"][1], "answer": "Never", "answer_type": "Abstractive"}
    asked = {**asked, "rank": 1, "answers": [*asked["answers"], also]}
    given = {**CLAIM, "claim_id": 12, "ours": {"a": [1]}, "questions": [asked, unanswered]}
    [one] = read_well(FORMAT, put(file, given))
    [out] = claims(labelled_here(FORMAT, one, "contested", "refuted"))
    answered = given["questions"][:1]
    kept = {"justification": "One wire.", "fact_checking_article": "https://checks.example.org/7"}
    assert out == {
        **given, **kept, "questions": answered, "annotator_claim": "c" * 64, "annotator_label": "contested"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"claim": None}, "claim: is empty"),
        ({"claim": 7}, "claim: is not a text"),
        ({"label": ["Supported"]}, "label: is not a text"),
        ({"claim_date": "31-2-2024"}, "claim_date: is no day (D-M-YYYY)"),
        ({"questions": {}}, "questions: is not a list"),
        ({"questions": [7]}, "questions[0]: is not an object"),
        ({"questions": [{"answers": []}]}, "questions[0].question: is missing"),
        ({"questions": [{"question": "?", "answers": [{"answer": 1}]}]},
         "questions[0].answers[0].answer: is not a text"),
        ({"claim_types": ["a", 1]}, "claim_types[1]: is not a text"),
        ({"claim_id": 1.5}, "claim_id: is neither a whole number nor a text"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named_and_the_next_claim_read(file: Path, change: Any, fault: str) -> None:
    put(file, {**CLAIM, **change}, CLAIM)
    assert faults(FORMAT, file) == [fault]


@settings(max_examples=40, deadline=None)
@given(RECORDS)
def test_whatever_texts_hold_the_file_is_valid_and_can_be_read(
    tmp_path_factory: pytest.TempPathFactory, records: list[ClaimRecord]
) -> None:
    raw, done = written(FORMAT, records)
    schema("averitec").validate(json.loads(raw))
    file = tmp_path_factory.mktemp("averitec") / "dev.json"
    file.write_bytes(raw)
    texts = [one["claim"] for one in json.loads(raw)]
    assert done.claims == len(texts)
    assert not set(raw.decode()) & set("\x1b\x7f\x9b\u202e\u2028")
    found = [one.claim.text for one in read(FORMAT, file) if isinstance(one, Incoming)]
    assert found == [text for text in texts if text.strip()]


@settings(max_examples=40, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_claim_speaker_and_quote_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, text: str, speaker: str, quote: str
) -> None:
    claim = Claim(((0, 1),), f"x{text}", speaker=speaker, id="c" * 64)
    label = make_label("sourced", "supported", citations=[make_citation(quote=f"q{quote}q")])
    file = tmp_path_factory.mktemp("averitec") / "dev.json"
    file.write_bytes(written(FORMAT, [make_record(claim=claim, labels=(label,))])[0])
    [one] = read_well(FORMAT, file)
    assert (one.claim.text, one.claim.speaker) == (f"x{text}", speaker)
    assert json.loads(file.read_text())[0]["questions"][0]["answers"][0]["answer"] == f"q{quote}q"
