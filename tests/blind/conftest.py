"""A file with an open blind round, in which whatever another has done to its claims bears a secret word."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from imported import Record, put_import

from annotator.domain.round import Round, RoundPlan
from annotator.services.acting import Acting
from annotator.services.leading import Leading
from annotator.services.packing import pack_to
from annotator.services.resplitting import Resplitting, aside, look
from annotator.services.reviewing import Reviewing

BESIDE = "besides"
"""Stands beside every secret, so that one who searches for it finds them all."""
DEVICE = {
    "lea": "1" * 32,
    "lou": "2" * 32,
    "ann": "3" * 32,
    "bob": "4" * 32,
    "cyd": "5" * 32,
    "dan": "6" * 32,
}
SOURCE = ("title", "author", "publisher", "origin")
OWN = ("quote", "locator", "sole_authority")


@dataclass
class Secrets:
    """Words that nobody bound may read, each with what it stands in and where it comes to light later."""

    words: dict[str, str] = field(default_factory=dict)
    _numbers: Any = field(default_factory=itertools.count)

    def of(self, what: str) -> str:
        """A text with a new word in it."""
        word = f"zq{next(self._numbers):03d}x"
        self.words[word] = what
        return f"{BESIDE} {word}"

    def word_of(self, what: str) -> str:
        """A new word alone, where spaces cannot be."""
        return self.of(what).rpartition(" ")[2]

    def found_in(self, text: str | bytes) -> dict[str, str]:
        """The secrets that stand there."""
        raw = text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text
        return {word: what for word, what in self.words.items() if word.encode() in raw}


@dataclass
class Blind:
    """The file, its round, and what is secret in it."""

    path: Path
    round: Round
    claims: list[str]
    """Of the round, in order."""
    twin: str
    """Of the first of them, in the set that was shown before."""
    linked: str
    """Of another article, said to be the same as the second."""
    parents: list[str]
    """What the third was made of, and what that was."""
    free: str
    """A claim that has nothing to do with the round."""
    secrets: Secrets
    pack: Path
    """Of the whole file, as a lead gives it away."""


class Seeding:
    """Writes the file."""

    def __init__(self, kit: Any, path: Path) -> None:
        self.kit, self.path, self.secrets = kit, path, Secrets()
        self.desk = kit.desk("lea", path=path)

    def by(self, member: str, round_id: str = "") -> Reviewing:
        return Reviewing(self.desk.store, member, DEVICE[member], round_id=round_id)

    def draft(self, member: str, where: str, stance: str = "supports") -> Any:
        """A citation with a secret in each of its texts."""
        texts = {name: self.secrets.of(f"{member}'s {name} {where}") for name in (*SOURCE, *OWN)}
        url = f"https://{self.secrets.word_of(f'{member} url {where}')}.example/{BESIDE}"
        archive = f"https://archive.example/{self.secrets.word_of(f'{member} archive {where}')}"
        return self.kit.draft(stance, kind="primary", url=url, archive_url=archive, **texts)

    def all_of(self, acting: Reviewing, claim: str, where: str, label: str = "contested") -> str:
        """Whatever a reviewer can say of a claim; the id of their refuting citation, closed."""
        member, of = acting.member, self.secrets.of
        acting.label(claim, label, confidence=4, rationale=of(f"{member}'s rationale {where}"))
        acting.cite(claim, self.draft(member, where))
        refuting = self.draft(member, f"{where}, refuting", "refutes")
        acting.cite(claim, refuting)
        (cited,) = self.desk.sql("SELECT id FROM citation WHERE quote = ?", refuting.quote)[0]
        acting.close_citation(cited, of(f"{member}'s closing {where}"))
        acting.comment(claim, of(f"{member}'s comment {where}"))
        acting.flag(claim)
        return str(cited)

    def suggested(self, claim: str, where: str) -> Record:
        """What a dataset says of a claim, with a secret in each of its texts."""
        told = {name: self.secrets.of(f"an import's {name} {where}") for name in ("value", "by", "rationale")}
        more = {name: self.secrets.of(f"an import's {name} {where}") for name in ("key", "extra", "flag")}
        return Record(
            claim,
            "contested",
            confidence=4,
            citations=[self.draft("import", where), self.draft("import", f"{where}, refuting", "refutes")],
            flags=(more["flag"],),
            key=more["key"],
            extras={"extra": more["extra"]},
            **told,
        )

    def split_anew(self) -> dict[str, str]:
        """Another set of the first article is shown; the old claims by the new ones."""
        read = self.kit.read_article(self.kit.articles[0])
        made = self.kit.split_lines(read, version="2")
        with aside() as sets:
            changes = list(look(self.desk.store, [read.id], [made], sets, asked_for=True))
            Resplitting(self.desk.store, "lea", DEVICE["lea"]).show(changes, sets)
        return dict(self.desk.sql("SELECT claim, other FROM twin"))


def seeded(kit: Any, path: Path) -> Blind:
    made = Seeding(kit, path)
    of, old = made.secrets.of, made.desk.claims
    made.all_of(made.by("bob"), old[0], "on the twin, before the article was split anew")
    twins = made.split_anew()
    first, second, third = sorted(twins, key=lambda claim: old.index(twins[claim]))
    made.by("cyd").comment(old[4], "Nothing of the round.")
    for lead in ("lea", "lou"):
        made.by(lead).comment(old[4], "Nothing of the round either.")
    with Acting(made.desk.store, "lea", DEVICE["lea"]).act() as act:
        act.append("member", {"name": "lou", "role": "lead"})
    # what the third was made of bears a secret, and so does the reason why; the last wording is work for all
    before = made.by("bob").reword(third, of("bob's wording, made other words of"), reason=of("bob's reason"))
    made.all_of(made.by("bob"), before.claim, "on an earlier form")
    after = made.by("bob").reword(before.claim, "Nobody was hurt at all.", reason=of("bob's second reason"))
    made.by("bob").link(old[3], second)
    made.all_of(made.by("bob"), old[3], "on a linked claim")
    made.all_of(made.by("dan"), first, "before the round", "insufficient")
    made.by("ann").cite(first, kit.draft("refutes", url="https://ann.example/", quote="Her own words."))
    (cited,) = made.desk.sql("SELECT id FROM citation WHERE quote = 'Her own words.'")[0]
    made.by("bob").reuse(second, cited, "context")
    made.by("lea").close_citation(cited, of("a lead's reason to close ann's citation"))
    claims = [first, second, after.claim]
    where = {first: "on a claim of the round", twins[first]: "on its twin", old[3]: "on a linked claim"}
    where[third] = "on an earlier form"
    put_import(made.desk.store, "fever", *(made.suggested(claim, at) for claim, at in where.items()))
    hands = {name: range(3) for name in ("ann", "bob", "lou")}
    plan = RoundPlan(
        "blind", "labelling", claims, hands, 3, True, "1", controls={first: "verified"}, settings={}
    )
    found = Leading(made.desk.store, "lea", DEVICE["lea"]).make(plan)
    made.all_of(made.by("bob", found.id), first, "in the round")
    made.by("bob", found.id).skip(second, of("bob's reason to skip"))
    made.by("bob").comment(after.claim, of("bob's comment, outside of the round"))
    with Acting(made.desk.store, "lea", DEVICE["lea"], round_id=found.id).act() as act:
        fields = {"round": found.id, "claim": first, "label": "contested", "scheme": found.scheme}
        reason = of("a lead's reason to decide")
        act.append("adjudicate", {**fields, "method": "adjudicated", "reason": reason, "citations": []})
    pack = path.with_name("whole.pack")
    pack_to(made.desk.store, pack)
    kit.close(made.desk)
    return Blind(path, found, claims, twins[first], old[3], [before.claim, third], old[4], made.secrets, pack)


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory, kit_in: Callable[[Path], Any]) -> Blind:
    folder = tmp_path_factory.mktemp("blind")
    kit = kit_in(folder)
    made = seeded(kit, folder / "original.db")
    kit.close_all()
    return made


@pytest.fixture
def blind(original: Blind, tmp_path: Path) -> Blind:
    """A copy of the file of one's own."""
    path = tmp_path / "blind.db"
    path.write_bytes(original.path.read_bytes())
    return Blind(**{**vars(original), "path": path})


def reveal(blind: Blind, kit: Any) -> None:
    desk = kit.open(blind.path, "lea")
    Leading(desk.store, "lea", desk.place.device).reveal(blind.round)
    kit.close(desk)


def close(blind: Blind, kit: Any) -> None:
    desk = kit.open(blind.path, "lea")
    with Acting(desk.store, "lea", desk.place.device).act() as act:
        fields = {"round": blind.round.id, "state": "closed", "reason": "", "left_open": []}
        act.append("round.state", {**fields, "supersedes": []})
    kit.close(desk)


LIFT = {"revealed": reveal, "closed": close}
"""What ends the blindness."""


@pytest.fixture(params=LIFT)
def lifted(request: pytest.FixtureRequest, blind: Blind, kit: Any) -> Blind:
    """The file after its round was revealed, or closed."""
    LIFT[request.param](blind, kit)
    return blind
