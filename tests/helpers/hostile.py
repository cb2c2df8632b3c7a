"""A small dataset that is as hostile as its types allow, for readers that are too slow for many examples."""

from dataclasses import replace

from dataset_records import Records, make_citation, make_gold, make_label, make_record

from annotator.domain.agreement import agreement_of
from annotator.domain.article import Metadatum
from annotator.domain.citation import Source
from annotator.domain.claim import Claim, Edit, Flag
from annotator.domain.dataset import About, ClaimRecord, DatasetArticle, RevisionRecord
from annotator.domain.review import Comment
from annotator.domain.round import Round
from annotator.domain.scheme_reading import default_scheme
from annotator.domain.suggestion import Suggestion

NASTY = (
    "=1+1;\"'`\\,\t\r\n\u2028\u202e\x1b[2J\x9b\x85\ufeff👩🏽‍🚀 漢字 e\u0301 עברית"
    " ---\n# x\n- no: [a](b) <i>&amp; {{ }} %"
)
"""Whatever could be taken for a formula, markup, a separator, a control or the end of something."""
HEAD, TAIL = "👩🏽‍🚀 Die 漢字 🛳️ ", " e\u0301 עברית\nfällt aus.\n"


def hostile_records() -> tuple[list[ClaimRecord], list[ClaimRecord]]:
    """Two articles with claims, and one with one claim without anything."""
    text = HEAD + "Fähre fährt" + TAIL
    middle, end = len(HEAD), len(text)
    known = {
        "title": Metadatum(NASTY, NASTY),
        "language": Metadatum("no", "text"),
        "author": Metadatum("007", "x"),
    }
    article = DatasetArticle("a" * 64, known, text)
    first = Claim(
        ((0, 5), (middle, middle + 5), (end - 7, end)),
        NASTY,
        "utterance",
        NASTY,
        "said",
        "2026-03",
        "sentence",
        occurrences=((5, 6),),
        flags=(Flag("loaded", 0, 5),),
        edits=(Edit("replaced", middle, middle + 5, NASTY),),
        likeness="similar",
        id="c" * 64,
    )
    source = Source(NASTY, NASTY, NASTY, NASTY, NASTY, "2026", NASTY)
    citations = [
        make_citation(id="k1"),
        make_citation(id="k2", source=source, quote=NASTY, archived_at="2026-03-01"),
    ]
    labels = (
        make_label(citations=citations),
        make_label("contested", None, by=NASTY, missing=(NASTY, "a quote"), id="l2"),
    )
    unsure = replace(
        labels[1], view=replace(labels[1].view, label=replace(labels[1].view.label, confidence=None))
    )
    full = make_record(
        article=article,
        claim=first,
        partner="d" * 64,
        labels=(labels[0], unsure),
        gold=make_gold(rationale=NASTY, citations=tuple(citations)),
        other_citations=(make_citation(id="k3", stance="refutes", sole_authority=NASTY),),
        comments=(Comment("m1", "c" * 64, NASTY, NASTY, "2026-03-02T09:00:00.000Z"),),
        flags=(NASTY, "ben"),
        like="e" * 64,
        folded_into="f" * 64,
        revision=RevisionRecord(("p" * 64,), ("o" * 64,), NASTY, "edit", NASTY, "2026-03-01T00:00:00.000Z"),
        suggestions=(Suggestion("s1", "c" * 64, "fever", "7", "sourced"),),
    )
    agreed = make_record(article=article, claim=Claim(((0, 1),), "1e5", id="d" * 64), labels=(labels[0],))
    bare = make_record(
        article=DatasetArticle("b" * 64, {}, "Zwei."), claim=Claim(((0, 5),), "Zwei.", id="e" * 64)
    )
    return [full, agreed], [bare]


def all_hostile() -> list[ClaimRecord]:
    return [record for part in hostile_records() for record in part]


def hostile_about() -> About:
    """Of a round whose names are hostile too."""
    votes = {"c1": {"anna": "sourced", "ben": "contested"}, "c2": {"anna": "sourced", "ben": "sourced"}}
    made = Round(
        "r1", NASTY, "labelling", "olga", 2, True, NASTY, "f" * 64, "g1", ("anna", "ben"), {}, "2026-03-01",
        "closed", True, 2,
    )  # fmt: skip
    return About(
        NASTY, "9.9", default_scheme(), made, f"Look it up.\n{NASTY}", f"{NASTY}, version 2",
        agreement_of(votes, ["sourced", "contested", "verified"]), ("anna", "ben"), ("de", "no"),
        {f"plain {NASTY}": 3},
    )  # fmt: skip


def hostile_dataset(**options: str) -> Records:
    """Split, with every option that is given."""
    first, second = hostile_records()
    return Records(
        options=options, by_split={"train": first, "dev": second, "test": []}, about=hostile_about()
    )
