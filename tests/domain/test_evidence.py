"""The evidence rule of the built-in scheme, row by row, in both directions; and schemes of one's own."""

from typing import Any

import pytest

from annotator.domain.citation import Citation, Source
from annotator.domain.evidence import ClaimFacts, same_party, standing
from annotator.domain.label import Label, Standing
from annotator.domain.scheme import Scheme
from annotator.domain.scheme_reading import default_scheme, parse_scheme

FACTS = ClaimFacts("content", speaker="", publisher="Harbour Post")
NOBODY = ClaimFacts()
SAID = ClaimFacts("utterance", speaker="Mayor Ana Ruiz", publisher="Harbour Post")


def cite(stance: str = "supports", origin: str = "Wire", **given: Any) -> Citation:
    """A citation that lacks nothing, unless it is given as empty."""
    fields: dict[str, Any] = {
        "id": f"{origin}-{stance}",
        "claim": "claim",
        "member": "anna",
        "source_id": "s",
        "kind": "secondary",
        "quote": "Words.",
        "locator": "",
        "accessed": "2026-03-01",
        "archive_url": "https://archive.example/1",
        "archived_at": "2026-03-01",
        "sole_authority": "",
    }
    return Citation(
        source=Source(title=f"T of {origin}", origin=origin), stance=stance, **{**fields, **given}
    )  # type: ignore[arg-type]


def held(
    label: str,
    *citations: Citation,
    facts: ClaimFacts = FACTS,
    rationale: str = "",
    named: tuple[str, ...] | None = None,
    scheme: Scheme | None = None,
) -> Standing:
    rule = (scheme or default_scheme()).label(label)
    assert rule is not None
    names = tuple(c.id for c in citations) if named is None else named
    made = Label("label", "claim", "anna", label, "scheme", "", names, None, rationale)
    return standing(rule, made, facts, citations)


def lacks(judged: Standing) -> list[str]:
    assert not judged.complete
    assert judged.verdict is None
    return list(judged.missing)


# ------------------------------------------------------------------------------------- sourced


@pytest.mark.parametrize("stance", ["supports", "partly_supports", "attributes"])
def test_sourced_needs_one_citation_that_supports_or_attributes(stance: str) -> None:
    assert held("sourced", cite(stance)).complete


@pytest.mark.parametrize("stance", ["context", "refutes"])
def test_sourced_is_not_met_by_another_stance(stance: str) -> None:
    assert lacks(held("sourced", cite(stance, closed="answered")))[0] == (
        "needs 1 more citation that supports or attributes it, with quote and date accessed"
    )


@pytest.mark.parametrize(("field", "words"), [("quote", "a quote"), ("accessed", "the date accessed")])
@pytest.mark.parametrize("empty", ["", "  \n"])
def test_sourced_says_what_its_citation_lacks(field: str, words: str, empty: str) -> None:
    assert lacks(held("sourced", cite(**{field: empty}))) == [f"citation of T of Wire needs {words}"]


def test_sourced_needs_no_archive() -> None:
    assert held("sourced", cite(archive_url="")).complete


def test_sourced_waits_while_a_refuting_citation_is_open() -> None:
    refuting = cite("refutes", "Other")
    assert lacks(held("sourced", cite(), refuting)) == ["has an open citation that refutes it"]
    closed = cite("refutes", "Other", closed="it was about another harbour")
    assert held("sourced", cite(), closed).complete


def test_the_articles_own_attribution_is_enough_for_an_utterance_with_a_named_speaker() -> None:
    assert held("sourced", facts=SAID).complete


@pytest.mark.parametrize(
    "facts", [ClaimFacts("content", "Mayor Ana Ruiz", "Post"), ClaimFacts("utterance", "", "Post")]
)
def test_the_articles_own_attribution_is_not_enough_otherwise(facts: ClaimFacts) -> None:
    assert lacks(held("sourced", facts=facts)) == [
        "needs 1 more citation that supports or attributes it, with quote and date accessed"
    ]


def test_an_attributed_utterance_still_waits_for_an_open_refutes() -> None:
    assert lacks(held("sourced", cite("refutes"), facts=SAID)) == ["has an open citation that refutes it"]


def test_sourced_gives_supported_only_by_support_that_is_independent_of_the_claimant() -> None:
    assert held("sourced", cite()).verdict == "supported"
    assert held("sourced", cite("partly_supports")).verdict == "supported"
    assert held("sourced", cite("attributes")).verdict == "insufficient"
    assert held("sourced", cite(origin="Harbour Post")).verdict == "insufficient"
    assert held("sourced", cite(kind="self")).verdict == "insufficient"
    assert held("sourced", facts=SAID).verdict == "insufficient"


# ----------------------------------------------------------------------------------- contested


def test_contested_needs_a_refuting_citation_and_a_rationale() -> None:
    assert held("contested", cite("refutes"), rationale="They deny it.").complete
    assert lacks(held("contested", cite("refutes"))) == ["needs a rationale"]
    assert lacks(held("contested", cite("refutes"), rationale=" \n")) == ["needs a rationale"]
    assert lacks(held("contested", rationale="They deny it.")) == [
        "needs 1 more citation that refutes it, with a quote, of an origin other than the claimant"
    ]


def test_contested_needs_a_quote_but_no_archive() -> None:
    assert lacks(held("contested", cite("refutes", quote=""), rationale="r")) == [
        "citation of T of Wire needs a quote"
    ]
    assert held("contested", cite("refutes", archive_url="", accessed=""), rationale="r").complete


@pytest.mark.parametrize("stance", ["supports", "partly_supports", "context", "attributes"])
def test_contested_is_not_met_by_another_stance(stance: str) -> None:
    assert not held("contested", cite(stance), rationale="r").complete


@pytest.mark.parametrize(
    ("origin", "facts"),
    [
        ("Harbour Post", FACTS),
        ("HARBOUR  post", FACTS),
        ("The Harbour Post", FACTS),
        ("Ana Ruiz", SAID),
        ("Ruiz", SAID),
    ],
)
def test_the_claimants_own_denial_does_not_contest(origin: str, facts: ClaimFacts) -> None:
    assert not held("contested", cite("refutes", origin), facts=facts, rationale="r").complete


@pytest.mark.parametrize(
    ("origin", "facts"), [("Harbour Times", FACTS), ("Harbour Post", SAID), ("Wire", NOBODY)]
)
def test_anybody_elses_denial_contests(origin: str, facts: ClaimFacts) -> None:
    assert held("contested", cite("refutes", origin), facts=facts, rationale="r").complete


def test_a_denial_published_by_the_claimant_does_not_contest() -> None:
    assert not held("contested", cite("refutes", kind="self"), rationale="r").complete


def test_a_refuting_citation_that_was_closed_no_longer_contests() -> None:
    assert not held("contested", cite("refutes", closed="answered"), rationale="r").complete


def test_contested_is_refuted_without_support_and_conflicting_with_some() -> None:
    against = cite("refutes")
    assert held("contested", against, rationale="r").verdict == "refuted"
    assert held("contested", against, cite("context", "B"), rationale="r").verdict == "refuted"
    assert held("contested", against, cite("attributes", "B"), rationale="r").verdict == "refuted"
    assert held("contested", against, cite("supports", "B"), rationale="r").verdict == "conflicting"
    assert held("contested", against, cite("partly_supports", "B"), rationale="r").verdict == "conflicting"
    assert (
        held("contested", against, cite("supports", "Harbour Post"), rationale="r").verdict == "conflicting"
    )


# ------------------------------------------------------------------------------------ verified

PRIMARY = cite(origin="Register", kind="primary")


def test_verified_needs_two_supports_of_different_origins_one_of_them_primary() -> None:
    judged = held("verified", PRIMARY, cite())
    assert judged.complete
    assert judged.verdict == "supported"
    assert held("verified", PRIMARY, cite(origin="Second", kind="primary")).complete


def test_verified_says_in_plain_words_what_is_missing() -> None:
    assert lacks(held("verified")) == ["needs 2 more independent sources", "needs 1 more primary source"]
    assert lacks(held("verified", cite())) == [
        "needs 1 more independent source",
        "needs 1 more primary source",
    ]
    assert lacks(held("verified", PRIMARY)) == ["needs 1 more independent source"]
    assert lacks(held("verified", cite(), cite(origin="Second"))) == ["needs 1 more primary source"]


def test_what_one_citation_lacks_is_said_once() -> None:
    bare = cite(origin="Register", kind="primary", archive_url="")
    assert lacks(held("verified", bare, cite())) == ["citation of T of Register needs an archive link"]
    assert lacks(held("verified", bare)) == [
        "citation of T of Register needs an archive link",
        "needs 1 more independent source",
    ]


@pytest.mark.parametrize(
    ("second", "word"),
    [
        (cite(origin="Register"), "independent"),
        (cite(origin="The REGISTER"), "independent"),
        (cite(origin="Harbour Post"), "independent"),
        (cite(kind="self"), "independent"),
        (cite(kind="fact_check"), "independent"),
        (cite("partly_supports"), "independent"),
        (cite("attributes"), "independent"),
        (cite("context"), "independent"),
        (cite(archive_url=""), "archive"),
    ],
)
def test_a_second_support_that_falls_short_does_not_verify(second: Citation, word: str) -> None:
    said = lacks(held("verified", PRIMARY, second))
    assert len(said) == 1
    assert word in said[0]


def test_verified_waits_while_a_refuting_citation_is_open() -> None:
    assert lacks(held("verified", PRIMARY, cite(), cite("refutes", "Third"))) == [
        "has an open citation that refutes it"
    ]
    assert held("verified", PRIMARY, cite(), cite("refutes", "Third", closed="mistaken")).complete


def test_one_primary_record_that_is_the_thing_claimed_verifies_alone() -> None:
    record = cite(origin="Register", kind="primary", sole_authority="It is the register itself.")
    assert held("verified", record).complete
    assert not held("verified", cite(sole_authority="It is the register itself.")).complete
    assert not held("verified", cite(kind="primary", sole_authority=" ")).complete
    assert not held("verified", cite("partly_supports", kind="primary", sole_authority="It is.")).complete
    bare = cite(origin="Register", kind="primary", sole_authority="It is.", archive_url="")
    assert lacks(held("verified", bare)) == ["citation of T of Register needs an archive link"]


# ------------------------------------------------------------------------------ the non-labels


def test_insufficient_is_complete_at_once_and_says_so() -> None:
    assert held("insufficient") == Standing((), "insufficient")
    assert held("insufficient", cite("refutes")) == Standing((), "insufficient")


def test_not_checkable_is_complete_at_once_and_gives_no_verdict() -> None:
    assert held("not_checkable") == Standing((), None)


# --------------------------------------------------------------------------------- what counts


def test_only_citations_that_the_label_names_count() -> None:
    assert not held("sourced", cite(), named=()).complete
    assert held("sourced", cite(), cite("refutes", "B"), named=("Wire-supports",)).complete


def test_only_the_labellers_own_citations_count() -> None:
    assert not held("sourced", cite(member="bert")).complete


def test_only_citations_on_the_same_claim_revision_count() -> None:
    assert not held("sourced", cite(claim="another revision")).complete


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Wire", "wire", True),
        ("Ruiz", "Ana Ruiz", True),
        ("Ｗｉｒｅ", "Wire", True),
        ("Wire", "Wires", False),
        ("Ana Ruiz", "Ana Gomez", False),
        ("", "", False),
        ("—", "—", False),
        ("", "Wire", False),
    ],
)
def test_two_names_mean_one_party_when_one_holds_all_words_of_the_other(
    one: str, other: str, same: bool
) -> None:
    assert same_party(one, other) is same
    assert same_party(other, one) is same


# ------------------------------------------------------------------------- schemes of one's own

OURS = """
name = "ours"
version = "1"

[[label]]
id = "likely"
key = "l"
colour = "green"
verdict = { with_support = "supported", without_support = "insufficient" }

[[label.way]]
need = [{ count = 3, stances = ["supports"], kinds = ["secondary"], say = "report", say_many = "reports" }]

[[label.way]]
attributed_in_article = true
need = [{ count = 1, stances = ["attributes"], not_kinds = ["self"], say = "attribution" }]

[[label]]
id = "noted"
key = "n"
colour = "cyan"
needs_rationale = true
"""


def test_a_scheme_of_ones_own_is_held_to_its_own_rules() -> None:
    ours = parse_scheme(OURS, name="ours.toml")
    reports = [cite(id=f"r{n}") for n in range(3)]
    assert held("likely", *reports, scheme=ours).verdict == "supported"
    assert lacks(held("likely", *reports[:2], scheme=ours)) == ["needs 1 more report"]
    assert lacks(held("likely", reports[0], scheme=ours)) == ["needs 2 more reports"]
    assert held("likely", cite("attributes"), facts=SAID, scheme=ours).verdict == "insufficient"
    assert lacks(held("likely", cite("attributes"), scheme=ours)) == [
        "needs an utterance with a named speaker"
    ]
    assert not held("likely", cite("attributes", kind="self"), facts=SAID, scheme=ours).complete


def test_a_label_without_ways_may_still_need_a_rationale() -> None:
    ours = parse_scheme(OURS, name="ours.toml")
    assert lacks(held("noted", scheme=ours)) == ["needs a rationale"]
    assert held("noted", rationale="because", scheme=ours) == Standing((), None)
