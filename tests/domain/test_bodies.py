"""What a body must hold: never less, never another type, more is fine."""

from typing import Any

import pytest

from annotator.domain.bodies import OPTIONAL, REQUIRED, check_body
from annotator.domain.event import KNOWN_KINDS

COMMON: dict[str, Any] = {"app": "1", "at": "2026-01-01T00:00:00.000Z", "nonce": "00"}
BODIES: dict[str, dict[str, Any]] = {
    "member": {"name": "anna", "role": "lead"},
    "scheme": {"name": "n", "text": "t"},
    "guideline": {"name": "n", "text": "t"},
    "source": {"url": "https://example.org"},
    "citation": {"claim": "c", "source": "s", "stance": "supports", "kind": "primary", "supersedes": ["x"]},
    "citation.close": {"citation": "c", "reason": "r"},
    "label": {"claim": "c", "label": "sourced", "scheme": "s", "citations": ["x"], "confidence": 5,
              "seconds": 7},
    "comment": {"claim": "c", "text": "t"},
    "flag": {"claim": "c", "raised": True},
    "suggestion": {
        "claim": "c", "format": "fever", "key": "7", "label": "sourced", "value": "SUPPORTS", "by": "",
        "rationale": "", "extras": "{}", "citations": ["x"], "flags": ["unsure"], "confidence": 4,
    },
    "fold": {"claim": "c", "into": "d", "folded": False},
    "claim_set.show": {"article": "a", "set": "s", "instead_of": "", "supersedes": ["x"]},
    "claim.revise": {
        "article": "a", "claim_set": "s", "position": -1, "parents": ["c"], "ranges": [[0, 4], [5, 9]],
        "text": "t", "mode": "content", "edits": [["case", 0, 1, "T"], ["stop", 9, 9, "."]],
        "action": "wording", "reason": "", "speaker": "s", "cue": "said", "date": "2026",
    },
    "claim.drop": {"claim": "c", "dropped": True, "supersedes": ["x"]},
    "claim.link": {"claim": "c", "other": "d", "linked": False, "supersedes": ["x"]},
    "round": {
        "name": "r", "kind": "labelling", "overlap": 2, "blind": True, "seed": "7", "scheme": "s",
        "guideline": "", "settings": "{}", "reviewers": ["bob"],
    },
    "round.claims": {"round": "r", "first": 0, "claims": ["c"]},
    "round.assign": {"round": "r", "reviewer": "bob", "numbers": [0], "why": ""},
    "round.release": {"round": "r", "reviewer": "bob", "numbers": [0], "why": ""},
    "round.state": {
        "round": "r", "state": "closed", "reason": "", "left_open": [["c", "why"]], "supersedes": ["x"],
    },
    "round.reveal": {"round": "r"},
    "round.control": {"round": "r", "answers": [["c", "sourced"]]},
    "skip": {"round": "r", "claim": "c", "reason": "why", "supersedes": ["x"]},
    "segmented": {"round": "r", "article": "a", "done": True, "seconds": 7, "supersedes": ["x"]},
    "segment.decide": {
        "round": "r", "article": "a", "grouping": "g", "take": ["c"], "text": "t", "supersedes": ["x"],
    },
    "adjudicate": {
        "round": "r", "claim": "c", "label": "sourced", "scheme": "s", "method": "majority", "reason": "",
        "citations": ["x"], "supersedes": ["y"],
    },
    "retract": {"targets": ["x"]},
}  # fmt: skip
MAY_BE_EMPTY = {
    "supersedes", "citations", "targets", "parents", "edits", "claims", "numbers", "left_open", "answers",
    "reviewers", "flags",
}  # fmt: skip
WRONG = [None, 1, 1.5, True, [], {}, [1], ["a", None], {"a": "b"}]


def test_every_known_kind_has_a_body() -> None:
    assert set(BODIES) == KNOWN_KINDS == set(REQUIRED)
    assert set(OPTIONAL) <= KNOWN_KINDS


@pytest.mark.parametrize("kind", sorted(BODIES))
def test_a_good_body_passes_and_may_hold_more(kind: str) -> None:
    check_body(kind, {**COMMON, **BODIES[kind], "of_a_later_version": {"any": ["thing"]}})


@pytest.mark.parametrize("kind", sorted(BODIES))
def test_a_missing_field_is_named(kind: str) -> None:
    for field in (*COMMON, *REQUIRED[kind]):
        body = {**COMMON, **BODIES[kind]}
        del body[field]
        with pytest.raises(ValueError, match=f"{kind}: the field '{field}' is missing"):
            check_body(kind, body)


@pytest.mark.parametrize("kind", sorted(BODIES))
def test_a_field_of_another_type_is_named(kind: str) -> None:
    for field in (*COMMON, *REQUIRED[kind], *OPTIONAL.get(kind, {}), "act"):
        right = type(BODIES[kind].get(field, ""))
        for value in WRONG:
            if type(value) is right and value not in ([1], ["a", None]) and (field, value) != ("ranges", []):
                continue
            if field in MAY_BE_EMPTY and value == []:
                continue
            if (field, value) in (("first", 1), ("overlap", 1), ("seconds", 1), ("numbers", [1])):
                continue
            with pytest.raises(ValueError, match=f"'{field}'"):
                check_body(kind, {**COMMON, **BODIES[kind], field: value})


DEEP = '{"a":' * 100_000


@pytest.mark.parametrize(
    "extras", ["[]", "null", "1", "{", "x", DEEP, '{"a": NaN}', '{"a": ' + "9" * 5000 + "}"]
)
def test_what_is_kept_of_a_record_is_a_json_object(extras: str) -> None:
    check_body("suggestion", {**COMMON, **BODIES["suggestion"], "extras": ""})
    with pytest.raises(ValueError, match="'extras' is not a JSON object or empty text"):
        check_body("suggestion", {**COMMON, **BODIES["suggestion"], "extras": extras})


def test_nothing_suggests_that_a_claim_is_verified() -> None:
    check_body("suggestion", {**COMMON, **BODIES["suggestion"], "label": ""})
    with pytest.raises(ValueError, match="'label' is not a label that can be suggested"):
        check_body("suggestion", {**COMMON, **BODIES["suggestion"], "label": "verified"})


@pytest.mark.parametrize("confidence", [0, 6, -1, 2**63, True, "3", 3.0, None])
def test_confidence_is_a_whole_number_from_1_to_5(confidence: object) -> None:
    with pytest.raises(ValueError, match="'confidence' is not a 1 to 5"):
        check_body("label", {**COMMON, **BODIES["label"], "confidence": confidence})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("ranges", [[0, 0]]),
        ("ranges", [[4, 2]]),
        ("ranges", [[-1, 2]]),
        ("ranges", [[0, 5], [4, 9]]),
        ("ranges", [[5, 9], [0, 4]]),
        ("ranges", [[0, 2**31]]),
        ("ranges", [[0, 2**63]]),
        ("ranges", [[False, True]]),
        ("ranges", [[0, 1, 2]]),
        ("ranges", [[0, 1.0]]),
        ("edits", [["made up", 0, 1, ""]]),
        ("edits", [["case", 1, 0, ""]]),
        ("edits", [["case", 0, 1, None]]),
        ("edits", [["case", 0, 1]]),
        ("edits", [["case", 0, 2**63, ""]]),
        ("edits", [[[], 0, 1, ""]]),
        ("position", -2),
        ("position", 2**63),
        ("position", True),
        ("mode", "opinion"),
        ("mode", []),
    ],
)
def test_a_revision_has_ranges_in_order_and_known_edits(field: str, value: object) -> None:
    with pytest.raises(ValueError, match=f"'{field}' is not a"):
        check_body("claim.revise", {**COMMON, **BODIES["claim.revise"], field: value})
