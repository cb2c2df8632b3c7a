"""The page of a round: what stands in it, and what cannot get into it."""

import re
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from round_scene import BRIDGE, FERRY, Scene, hostile

from annotator.domain.round_report import in_context, steps_of, timing_of
from annotator.report import page
from annotator.report.parts import moment

NASTY = (
    "<script>alert(1)</script>", '" onload="alert(1)', "' onfocus='x' autofocus='", "</blockquote><iframe>",
    "\u202edesrever\u2066", "a\x00b", "\x1b[31mred\x1b[0m", "<!-- ", "&lt;b&gt;", "]]>", "\ud800",
    "\x85<svg/onload=x>",
)  # fmt: skip


class Skeleton(HTMLParser):
    """The elements and attributes of a page, and its text."""

    def __init__(self, raw: bytes) -> None:
        super().__init__()
        self.tags: set[tuple[str, frozenset[str]]] = set()
        self.hrefs: list[str] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(raw.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add((tag, frozenset(name for name, _ in attrs)))
        self.hrefs += [value or "" for name, value in attrs if name == "href"]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a report has no comments")

    def handle_data(self, data: str) -> None:
        self.text += data


def words(raw: bytes) -> str:
    return re.sub(r"\s+", " ", Skeleton(raw).text)


def test_it_tells_what_the_round_is_and_how_it_stands(played: Scene) -> None:
    told = words(page(played.report()))

    assert "Round pilot" in told
    assert "Labelling round, open, not blind: 20 claims, 4 reviewers." in told
    assert "by anna, 2026-03-02 09:26 UTC" in told
    assert "evidence.md, version 1" in told
    assert "56 votes on 20 claims." in told
    complete = "2 of these with complete evidence"
    assert f"A lead has settled 3 (15 %), {complete}" in told
    assert f"3 of 20, {complete}" in told
    assert "Krippendorff’s alpha, labels" in told
    assert "Settled as c contested · adjudicated, by anna" in told
    assert "The log was written that night; the paper only repeats it." in told
    assert "Voted otherwise, and kept: emil s sourced, çem s sourced." in told
    assert "(skipped: I know the engineer.)" in told


def test_it_is_whole_and_loads_nothing(played: Scene) -> None:
    raw = page(played.report())
    found = Skeleton(raw)

    assert not found.open
    assert not {tag for tag, _ in found.tags} & {"script", "img", "link", "iframe", "object", "form", "base"}
    assert {href for href in found.hrefs if not href.startswith("#")} <= set(
        re.findall(r"https://[^<>\s\"]+", found.text)
    )
    ids = re.findall(rb' id="([^"]*)"', raw)
    assert len(ids) == len(set(ids))
    assert {href[1:].encode() for href in found.hrefs if href.startswith("#")} <= set(ids)
    assert b"default-src 'none'".replace(b"'", b"&#x27;") in raw
    assert b"url(http" not in raw
    assert b"@import" not in raw


def test_the_same_file_gives_the_same_page(played: Scene) -> None:
    assert page(played.report()) == page(played.report())


def test_a_round_without_votes_still_has_a_page(kit: Any) -> None:
    told = words(page(Scene(kit).report()))

    assert "There are no votes yet." in told
    assert "The time of work is not known for any vote." in told
    assert "No claim is disputed." not in told


def test_a_round_of_segmentation_is_not_said_to_lack_votes(played: Scene) -> None:
    report = played.report()
    bare = replace(
        report, round=replace(report.round, kind="segmentation"), reviewers=(), disputes=(), disputed=()
    )

    assert "it has no votes on labels" in words(page(bare))
    assert "no votes yet" not in words(page(bare))


def test_a_page_on_a_round_that_hides_says_that_it_is_not_for_its_reviewers(kit: Any) -> None:
    scene = Scene(kit, blind=True)
    warning = "Not for its reviewers: the round is blind"

    assert warning in words(page(scene.report()))
    shown = scene.report()
    assert warning not in words(page(replace(shown, round=replace(shown.round, revealed=True))))


def test_one_reviewer_alone_has_no_agreement(kit: Any) -> None:
    scene = Scene(kit, hands={"berta": range(20)})
    scene.vote("berta", 0, "sourced")

    told = words(page(scene.report()))

    assert "Agreement is not defined: no claim has votes of two reviewers." in told
    assert "No claim is disputed." in told


def test_hostile_text_in_a_file_stays_text(kit: Any) -> None:
    """From article, names, rationale, citation and decision to the page, by the doors that they came in."""
    line = "<script>alert(1)</script> was said.\n<img src=x onerror=alert(1)> & \u202eso on.\n"
    names = ('"><svg onload=alert(1)>', "b\x1b[31m</bdi>")
    scene = Scene(kit, (line,), name="<title>\x00", hands={name: range(2) for name in names})
    for name, label in zip(names, ("sourced", "contested"), strict=True):
        scene.cite(name, 0, 0, "supports")
        scene.vote(name, 0, label, rationale="</p><iframe src=//x>\u2066")
    scene.lead().settle(scene.claims[0], "contested", "<style>*{display:none}</style>")

    raw = page(scene.report())

    found = Skeleton(raw)
    assert not found.open
    assert not {tag for tag, _ in found.tags} & {"script", "img", "iframe"}
    assert {
        tag for tag, attributes in found.tags if any(name.startswith("on") for name in attributes)
    } == set()
    assert raw.count(b"<style>") == 1
    for kept in ("<script>alert(1)</script>", '"><svg onload=alert(1)>', "<style>*{display:none}</style>"):
        assert kept in found.text
    assert not re.search("[\x00\x1b\u202e\u2066]", found.text)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(NASTY) | st.text(), min_size=1, max_size=8))
def test_no_element_or_attribute_comes_from_data(played: Scene, texts: list[str]) -> None:
    report = played.report()
    few = replace(report, disputed=report.disputed[:4])
    clean = Skeleton(page(few))
    dirty = Skeleton(page(hostile(few, texts)))

    assert not dirty.open
    # Words that stand where there were none bring their own paragraphs; all of them are ours.
    assert dirty.tags <= clean.tags | _OURS
    assert all(href.startswith(("#", "http://", "https://")) for href in dirty.hrefs)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", dirty.text)


_OURS = {
    ("p", frozenset({"class"})), ("p", frozenset({"dir"})), ("p", frozenset({"dir", "class"})),
    ("blockquote", frozenset({"class"})), ("a", frozenset({"href", "rel"})), ("span", frozenset({"class"})),
}  # fmt: skip


def test_a_page_of_anything_has_a_bounded_size(played: Scene) -> None:
    long = "<&\u202e" * 3_000
    one = hostile(played.report(), [long])
    vote = one.disputed[0].dossier.votes[0]
    dossier = replace(
        one.disputed[0].dossier,
        votes=(replace(vote, citations=vote.citations * 20),) * 30,
        holders=one.disputed[0].dossier.holders * 50,
    )
    crowd = replace(
        one,
        disputed=(replace(one.disputed[0], dossier=dossier, context=()),) * 10,
        reviewers=one.reviewers * 200,
        agreement=replace(one.agreement, by_pair=one.agreement.by_pair * 200),
    )

    raw = page(crowd)

    assert len(raw) < 8_000_000  # and MOST_DISPUTES is five times that
    assert b"more rows not shown" in raw
    assert b"more votes not shown" in raw
    assert b"more characters" in raw


@given(
    st.text(alphabet="ab \n", max_size=3000),
    st.lists(st.integers(0, 3000), min_size=2, max_size=8, unique=True),
)
def test_a_claim_in_context_is_marked_where_it_stands(text: str, cuts: list[int]) -> None:
    cuts = sorted(min(cut, len(text)) for cut in cuts)
    ranges = [(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False) if start < end]
    if not ranges:
        return

    found = in_context(text, ranges)

    claimed = "".join(part.text for part in found if part.claimed)
    whole = "".join(text[start:end] for start, end in ranges)
    assert claimed == whole or (claimed.endswith("…") and whole.startswith(claimed[:-1])) or not claimed
    assert sum(len(part.text) for part in found) <= 1700
    if len(text) < 200:
        assert "".join(part.text for part in found).strip() == text.strip()


def test_a_passage_begins_and_ends_with_whole_words() -> None:
    text = " ".join(f"word{n}" for n in range(200))
    start = text.index("word100")

    before, claim, after = in_context(text, [(start, start + 7)])

    assert before.text.startswith("… word")
    assert (claim.text, claim.claimed) == ("word100", True)
    assert re.fullmatch(r"( word\d+)+ …", after.text)


@given(st.dictionaries(st.dates(), st.integers(1, 9), max_size=20))
def test_steps_in_time_hold_every_vote_in_few_columns(votes: dict[date, int]) -> None:
    steps = steps_of(votes)

    assert sum(step.votes for step in steps) == sum(votes.values())
    assert len(steps) <= 60
    for one, other in pairwise(steps):
        assert one.last + timedelta(days=1) == other.first
    if votes:
        assert (steps[0].first, steps[-1].last) == (min(votes), max(votes))


def test_votes_without_a_moment_are_counted_apart_and_a_moment_without_a_zone_is_in_utc(
    played: Scene,
) -> None:
    assert moment("2026-03-02T23:59:00") == "2026-03-02 23:59 UTC"
    assert moment("2026-03-02T23:59:00-05:00") == "2026-03-03 04:59 UTC"
    assert moment("0001-01-01T00:00:00+10:00") == "0001-01-01T00:00:00+10:00"
    assert "1 vote without a date not shown." in words(page(replace(played.report(), undated=1)))


def test_times_are_counted_by_their_step() -> None:
    timing = timing_of({("a", str(n)): seconds for n, seconds in enumerate((0, 9, 10, 59, 60, 1200, 10**9))})

    assert timing.counts == (2, 1, 0, 1, 1, 0, 0, 0, 2)
    assert timing.seconds == 59


def test_articles_of_the_scene_are_of_one_claim_a_line() -> None:
    assert len(FERRY.splitlines()) == len(BRIDGE.splitlines()) == 10
