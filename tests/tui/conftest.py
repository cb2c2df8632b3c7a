"""A file with claims to review, and the app on it without a terminal."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import idle
import pytest
from textual.events import Key
from textual.pilot import Pilot

from annotator.domain.article import Metadatum, ReadArticle, Region
from annotator.domain.citation import CitationDraft, Source
from annotator.domain.claim import Claim, ClaimSet, Flag
from annotator.domain.round import Round, RoundPlan
from annotator.services.acting import Acting
from annotator.services.adjudicating import Adjudicating
from annotator.services.ingesting import put
from annotator.services.leading import Leading
from annotator.services.opening import Workplace
from annotator.services.reading import Reading
from annotator.services.reviewing import Reviewing
from annotator.settings.config import Config
from annotator.store import Sight, Store, open_to_read, open_to_write
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.round_status import RoundStatusScreen

idle.use_it()
TODAY = date(2026, 3, 1)
PATIENCE = 20.0
"""Seconds to wait for what a thread brings about: on a busy machine that may be many of its own."""
FERRY = (
    "Island Ferry Stops After Engine Fire\n"
    "\n"
    "PORT ELLAN (Coast Wire) - The ferry between Port Ellan and the island of Skerrow stopped on Friday "
    "after a fire in its engine room, the harbour office said. Nobody was hurt.\n"
    "\n"
    "The ship, built in 1988, carries 40,000 passengers a year. Its owner had announced a new ship in 2019, "
    "but none was ordered. “We told them [the ministry] twice,” said Ilse Brandt, who heads the union.\n"
    "\n"
    "Island Ferry Stops After Engine Fire\n"
)
BRIDGE = "東京の橋は1964年に開通した。市は2025年に修理を終えた。\n\nThe bridge 👩‍👩‍👧 carries trams.\n"
PIER = (
    "The pier burned down on Friday.\n\n"
    "The pier has burned down on Friday.\n\n"
    "The old pier burned down on Sunday because they lit a fire, a leader of the regime said.\n\n"
    "Nobody knows why.\n"
)


def claim(text: str, words: str, wording: str = "", **more: Any) -> Claim:
    """The claim of the words as they stand in the text."""
    start = text.index(words)
    return Claim(((start, start + len(words)),), wording or words, **more)


def ferry_claims(text: str = FERRY) -> list[Claim]:
    stopped = text[text.index("The ferry between") : text.index(", the harbour office said")]
    said = f"{stopped}, the harbour office said"
    told = "“We told them [the ministry] twice,” said Ilse Brandt"
    office: dict[str, Any] = {"speaker": "the harbour office", "date": "2026-02-20"}
    return [
        claim(text, stopped, **office),
        claim(text, said, f"The harbour office said: {stopped}.", mode="utterance", **office),
        claim(text, "Nobody was hurt."),
        claim(text, "The ship, built in 1988, carries 40,000 passengers a year."),
        claim(text, "Its owner had announced a new ship in 2019"),
        claim(text, told, "Ilse Brandt said that the union had told the ministry twice.", mode="utterance",
              speaker="Ilse Brandt"),
    ]  # fmt: skip


def put_article(path: Path, text: str, title: str, claims: list[Claim], published: str = "2026-02-20") -> str:
    """Take an article with these claims in; its id. A second headline is a duplicate."""
    values = {"title": title, "published": published, "publisher": "Coast Wire"}
    metadata = {name: Metadatum(value, "first line") for name, value in values.items() if value}
    read = ReadArticle(text, text.encode("utf-8", "replace"), "text", "1", metadata)
    again = text.rfind(title) if title and text.count(title) > 1 else len(text)
    regions = [Region("body", 0, again)]
    if again < len(text):
        regions.append(Region("duplicate", again, again + len(title), (0, len(title))))
    made = ClaimSet.build(article=read.id, splitter="by hand", version="1", regions=regions, claims=claims)
    with open_to_write(path, create=True) as store, store.writing():
        put(store, read, made)
    return read.id


_MADE: dict[Callable[[Path], None], bytes] = {}


def copied(path: Path, make: Callable[[Path], None]) -> Path:
    """The file that `make` makes, but made once only: a copy, for speed."""
    if make not in _MADE:
        make(path)
        _MADE[make] = path.read_bytes()
    path.write_bytes(_MADE[make])
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with two articles, six claims in the one that comes first and three in the other."""
    return copied(tmp_path / "review.db", _put_ferry_and_bridge)


def _put_ferry_and_bridge(made: Path) -> None:
    put_article(made, FERRY, "Island Ferry Stops After Engine Fire", ferry_claims())
    bridge = [
        claim(BRIDGE, "東京の橋は1964年に開通した。"),
        claim(BRIDGE, "市は2025年に修理を終えた。"),
        claim(BRIDGE, "The bridge 👩‍👩‍👧 carries trams."),
    ]
    put_article(made, BRIDGE, "東京の橋", bridge, "2026-02-21")


def flag(text: str, kind: Any, words: str) -> Flag:
    """A flag on these words of the text."""
    return Flag(kind, text.index(words), text.index(words) + len(words))


@pytest.fixture
def pier(tmp_path: Path) -> Path:
    """A file with one article: its second claim is a variant of the first, its third is similar to it."""
    return copied(tmp_path / "pier.db", _put_pier)


def _put_pier(made: Path) -> None:
    first, second, third, fourth = [line for line in PIER.splitlines() if line]
    flags = (flag(PIER, "causal", "because"), flag(PIER, "pronoun", "they"), flag(PIER, "loaded", "regime"))
    claims = [
        claim(PIER, first),
        claim(PIER, second, like=0, likeness="variant"),
        claim(PIER, third, like=0, likeness="similar", flags=flags),
        claim(PIER, fourth),
    ]
    put_article(made, PIER, "The pier burned down on Friday.", claims)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A file without articles."""
    made = tmp_path / "empty.db"
    open_to_write(made, create=True).close()
    return made


_IN_ORDER = (
    "SELECT c.id FROM article_info AS i JOIN standing_claim AS c ON c.claim_set = i.shown_set"
    " ORDER BY i.published, i.title, i.article, c.position, c.id"
)


class RoundKit:
    """The part of `Ui` that is about rounds."""

    @staticmethod
    @contextmanager
    def store_of(path: Path) -> Iterator[Store]:
        """The file, opened to write by somebody else."""
        with open_to_write(path) as store:
            yield store

    @staticmethod
    def in_round(store: Store, member: str, made: Round) -> Reviewing:
        return Reviewing(store, member, f"device-{member}", round_id=made.id)

    @staticmethod
    @contextmanager
    def leading(path: Path) -> Iterator[Leading]:
        """The lead, at a device of their own."""
        with open_to_write(path) as store:
            yield Leading(store, "lea", "device-lea")

    def round(self, path: Path, hands: dict[str, list[int]], name: str = "r1", **given: Any) -> Round:
        """A round of a file's claims in library order, made by lea, its lead; by reviewer their numbers."""
        fields: dict[str, Any] = {"kind": "labelling", "overlap": 2, "blind": True, "seed": "1", **given}
        with self.leading(path) as leading:
            with leading.act() as act:
                act.append("member", {"name": "lea", "role": "lead"})
            claims = [row[0] for row in leading.db.execute(_IN_ORDER)]
            fields.setdefault("claims", claims)
            return leading.make(RoundPlan(name, hands=hands, **fields))

    def close_round(self, path: Path, made: Round, state: str = "closed") -> None:
        with self.leading(path) as leading, leading.act() as act:
            fields = {"round": made.id, "state": state, "reason": "", "left_open": [], "supersedes": []}
            act.append("round.state", fields)

    def hand(self, path: Path, made: Round, kind: str, reviewer: str, numbers: list[int]) -> None:
        """Give claims of a round, or with `round.release` take them away."""
        with self.leading(path) as leading, leading.act() as act:
            fields = {"round": made.id, "reviewer": reviewer, "numbers": numbers, "why": "late"}
            act.append(kind, fields)


class Ui(RoundKit):
    """The app on a file, and what a test does with it."""

    today = TODAY
    ferry, bridge = FERRY, BRIDGE
    put_article = staticmethod(put_article)
    claim = staticmethod(claim)

    config = Config()
    """What a test configures, before it makes the app."""

    def app(
        self, path: Path, *, article: str | None = None, round_id: str = "", opens: Any = None
    ) -> AnnotatorApp:
        place = Workplace(open_to_write(path), "anna", "device-1", path.parent / "state")
        return AnnotatorApp(
            place, article=article, round_id=round_id, opens=opens, config=self.config, today=lambda: TODAY
        )

    @asynccontextmanager
    async def running(
        self,
        path: Path,
        *,
        size: tuple[int, int] = (80, 24),
        article: str | None = None,
        round_id: str = "",
        opens: Callable[[AnnotatorApp], Any] | None = None,
    ) -> AsyncIterator[tuple[AnnotatorApp, Pilot[None]]]:
        """The app, running, its first screen drawn."""
        app = self.app(path, article=article, round_id=round_id, opens=opens)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield app, pilot

    @staticmethod
    def dashboard(round_id: str) -> Callable[[AnnotatorApp], RoundStatusScreen]:
        """What opens the dashboard of a round instead of the review."""
        return lambda app: RoundStatusScreen(app.desk, round_id)

    @staticmethod
    async def until(condition: Callable[[], bool], what: str) -> None:
        """Wait for what a thread brings about."""
        loop = asyncio.get_running_loop()
        end = loop.time() + PATIENCE
        while not condition():
            assert loop.time() < end, f"never came: {what}"
            await asyncio.sleep(0.01)

    async def saved(self, app: AnnotatorApp, pilot: Pilot[None]) -> None:
        """Wait until the writer has reported everything, and it is drawn."""
        await self.until(lambda: not app.desk.saving, "everything is saved")
        await pilot.pause()

    async def matches(self, app: AnnotatorApp) -> None:
        """Wait until what the filter finds is found, and its rows are read."""
        desk = app.desk
        await self.until(lambda: desk.looked, "what the filter finds")
        await self.until(
            lambda: desk.matches is None or all(desk.match_mark(n) for n in range(len(desk.matches))),
            "the rows of the matches",
        )

    @staticmethod
    async def type(pilot: Pilot[None], text: str) -> None:
        """Type into the field that has the focus; all keys at once, and one wait at the end."""
        names = {" ": "space", "\n": "enter"}
        for character in text:
            pilot.app.post_message(Key(names.get(character, character), character))
        await pilot.pause()

    @staticmethod
    def text(app: AnnotatorApp) -> str:
        """What stands on the screen, line by line."""
        strips = app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    @staticmethod
    @contextmanager
    def reviewing(path: Path, member: str) -> Iterator[Reviewing]:
        """Another reviewer, at a device of their own."""
        with open_to_write(path) as store:
            yield Reviewing(store, member, f"device-{member}")

    @staticmethod
    def sql(path: Path, query: str) -> list[tuple[Any, ...]]:
        """Ask the file."""
        with open_to_read(path) as store:
            return list(store.db.execute(query).fetchall())


@pytest.fixture
def ui() -> Ui:
    return Ui()


HANDS = {"bert": range(9), "cora": range(9), "dora": (0, 3)}


class RoundFile:
    """The file, with a round led by anna over all its claims in the order of the library."""

    def __init__(self, path: Path, *, blind: bool = False, **hands: Any) -> None:
        self.path = path
        with self.writing() as store:
            rows = store.db.execute(
                "SELECT c.id FROM article_info AS i JOIN claim AS c ON c.claim_set = i.shown_set"
                " ORDER BY i.published, i.title, c.position"
            )
            self.claims = [row[0] for row in rows.fetchall()]
            plan = RoundPlan(
                "pilot", "labelling", self.claims, hands or HANDS, overlap=2, blind=blind, seed="1",
                controls={self.claims[2]: "sourced"},
            )  # fmt: skip
            self.round = Leading(store, "anna", "device-1").make(plan)

    @contextmanager
    def writing(self) -> Iterator[Any]:
        with open_to_write(self.path) as store:
            yield store

    @contextmanager
    def by(self, member: str) -> Iterator[Reviewing]:
        with self.writing() as store:
            yield Reviewing(store, member, f"device-{member}", round_id=self.round.id)

    @contextmanager
    def lead(self, member: str) -> Iterator[Adjudicating]:
        with self.writing() as store:
            yield Adjudicating(store, member, f"device-{member}", self.round.id)

    def make_lead(self, member: str) -> None:
        with self.writing() as store, Acting(store, "anna", "device-1").act() as act:
            act.append("member", {"name": member, "role": "lead"})

    def vote(self, member: str, claim: int, label: str, *citations: tuple[str, str], **more: Any) -> None:
        """A label, and citations of (stance, publisher)."""
        with self.by(member) as by:
            by.label(self.claims[claim], label, **more)
            for number, (stance, publisher) in enumerate(citations):
                site = publisher.lower().replace(" ", "")
                source = Source(
                    f"https://{site}.example/{member}{number}", title=f"{publisher} on the ferry",
                    publisher=publisher, origin=publisher,
                )  # fmt: skip
                by.cite(
                    self.claims[claim],
                    CitationDraft(
                        source,
                        stance,
                        "primary" if not number else "secondary",  # type: ignore[arg-type]
                        quote=f"As {publisher} has it, word for word.",
                        accessed="2026-03-01",
                        archive_url=f"https://archive.example/{site}",
                    ),
                )

    def vote_all(self) -> "RoundFile":
        """A claim of each sort: at odds, of other labels, refuted, incomplete, unanimous, without votes."""
        wire = ("supports", "Coast Wire")
        self.vote(
            "bert", 0, "verified", ("supports", "Port Register"), wire, confidence=4, seconds=125,
            rationale="The port's own log has the hour, and an independent paper saw the ship at the quay.",
        )  # fmt: skip
        self.vote("cora", 0, "verified", ("supports", "Port Register"), confidence=2, seconds=40)
        self.vote(
            "dora", 0, "contested", ("refutes", "Skerrow Gazette"), confidence=5, seconds=610,
            rationale="The islanders' paper says that it sailed on Friday evening, with two trips.",
        )  # fmt: skip
        self.vote("bert", 1, "sourced", wire)
        self.vote("cora", 1, "insufficient")
        self.vote("bert", 2, "not_checkable")
        self.vote("cora", 2, "not_checkable")
        self.vote("bert", 3, "verified", wire)
        self.vote("bert", 4, "sourced", wire)
        self.vote("cora", 4, "sourced", ("refutes", "Skerrow Gazette"))
        self.vote("bert", 5, "sourced")
        self.vote("cora", 5, "sourced")
        self.vote("bert", 6, "verified", confidence=1)
        self.vote("cora", 6, "verified")
        return self


@pytest.fixture
def round_file() -> type[RoundFile]:
    return RoundFile


@pytest.fixture
def team(path: Path) -> RoundFile:
    """The file with a round that has been voted on."""
    return RoundFile(path).vote_all()


class Cuts:
    """The file, with a segmentation round of ben and cleo over both articles, which anna leads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with open_to_write(path) as store:
            rows = store.db.execute(
                "SELECT c.id, i.article FROM article_info AS i JOIN claim AS c ON c.claim_set = i.shown_set"
                " ORDER BY i.published, i.title, c.position"
            ).fetchall()
            self.claims = [row[0] for row in rows]
            self.articles = list(dict.fromkeys(row[1] for row in rows))
            hands = {name: range(len(rows)) for name in ("ben", "cleo")}
            plan = RoundPlan("cuts", "segmentation", self.claims, hands, 2, True, "1")
            self.round = Leading(store, "anna", "device-1").make(plan).id
            for name in ("ben", "cleo"):
                by = Reviewing(store, name, f"device-{name}", round_id=self.round)
                by.prepare()
                self._correct(by, name)
                for article in self.articles:
                    by.finish(article)

    def _correct(self, by: Reviewing, name: str) -> None:
        claims = self.own(name, 0)
        if name == "ben":
            by.split(claims[3], self.text.index("carries 40,000"))
            by.drop(claims[2])
            by.drop(self.own(name, 1)[0])
        else:
            by.reword(claims[3], "The ship, built in 1988, takes 40,000 passengers each year.")
            by.move_edge(claims[4], "end", "word", -2)

    @property
    def text(self) -> str:
        with open_to_read(self.path) as store:
            return Reading(store, "anna").article(self.articles[0]).text

    def own(self, member: str, article: int) -> list[str]:
        """The ids of a reviewer's claims, as they see them."""
        with open_to_read(self.path, sight=Sight(member, self.round)) as store:
            return [mark.claim.id for mark in Reading(store, member).article(self.articles[article]).marks]

    def shown(self, article: int = 0) -> list[str]:
        with open_to_read(self.path, sight=Sight("anna")) as store:
            return [mark.claim.text for mark in Reading(store, "anna").article(self.articles[article]).marks]


@pytest.fixture
def cuts(path: Path) -> Cuts:
    return Cuts(path)
