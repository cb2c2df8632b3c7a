"""A round as teams have them: twenty claims, four reviewers who differ, a lead who settled some."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any

from annotator.domain.citation import CitationDraft, Source
from annotator.domain.round import Round, RoundPlan
from annotator.domain.round_report import RoundReport
from annotator.services.adjudicating import Adjudicating
from annotator.services.ingesting import put
from annotator.services.leading import Leading
from annotator.services.reporting import report_of
from annotator.services.reviewing import Reviewing
from annotator.store import Sight, open_to_read

FERRY = """The ferry Amalia ran aground off Skerry Point on Tuesday night.
All 214 passengers were taken off within two hours.
The harbour master said the pilot had asked for a tug at nine.
No tug was on duty that night.
The company had cut its night crews in January.
Amalia passed her last inspection in November.
The inspection found two faults in the steering gear.
Both faults were mended before she sailed again.
The coastguard received the first call at 21:48.
It is the third grounding at the point in ten years.
"""
BRIDGE = """The old bridge at Linden carries 9,000 lorries a day.
It was built in 1961 for a third of that.
Engineers closed the northern lane in March.
The mayor said the lane would open again before the summer.
A survey counted 41 cracks in the main girder.
The state has set 30 million aside for a new bridge.
Work on it began last week.
Nobody has been hurt on the bridge since it was opened.
The detour adds 25 minutes to the way to the hospital.
Ambulances may still use the bridge at any time.
"""
TEAM = ("berta", "çem", "dora", "emil")
LABELS = ("sourced", "verified", "contested", "insufficient")
BEGIN = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
GUIDELINE = ("evidence.md", "Look for the first publication.\n")
PAPERS = (
    (
        "https://example.org/coastguard/log-0302",
        "Coastguard",
        "Log of the night of 2 March",
        "primary",
        "The vessel reported that she had touched the ground and was taking no water.",
    ),
    (
        "https://news.example/ferry-aground",
        "Skerry Herald",
        "Ferry aground, all safe",
        "secondary",
        "A spokesman said that nobody had been hurt, and that the company would look into it.",
    ),
    (
        "https://example.net/inspections/2025/amalia",
        "Ship Register",
        "Inspection report 2025-118",
        "primary",
        "Steering gear: one fault found, mended on the spot. No other remarks.",
    ),
    (
        "",
        "Linden Town Hall",
        "Minutes of the council, 12 March",
        "primary",
        "The council was told that work would begin when the state had paid its share.",
    ),
)
RATIONALES = (
    "The register has the original; the paper only repeats it.",
    "The log gives another time, and it was written that night.",
    "",
    "Two sources, but both go back to the same press release. I would not call that independent.",
)


class Scene:
    """A file with one round in it, and its reports."""

    def __init__(self, kit: Any, texts: tuple[str, ...] = (FERRY, BRIDGE), **asked: Any) -> None:
        self.desk = kit.open(kit.path(), create=True)
        self.clock = BEGIN
        claims: list[str] = []
        titles = ("Ferry Amalia runs aground with 214 aboard", "Why the bridge at Linden has to go")
        with self.desk.store.writing():
            for text, title in zip(texts, titles, strict=False):
                read = kit.read_article(text, publisher="Skerry Herald", title=title)
                found = kit.split_lines(read)
                put(self.desk.store, read, found)
                claims += [claim.id for claim in found.claims]
        self.claims = claims
        self.plan = {"name": "pilot", "blind": False, "hands": self._hands()} | asked
        plan = RoundPlan(
            kind="labelling",
            claims=claims,
            overlap=3,
            seed="7",
            guideline=GUIDELINE,
            settings={},
            **self.plan,
        )
        self.round: Round = Leading(self.desk.store, "anna", "device-anna", now=self.now).make(plan)

    def _hands(self) -> dict[str, list[int]]:
        """Each claim for three of the four."""
        numbers = range(len(self.claims))
        return {name: [n for n in numbers if n % 4 != place] for place, name in enumerate(TEAM)}

    def now(self) -> datetime:
        self.clock += timedelta(minutes=7)
        if self.clock.hour > 16:
            self.clock += timedelta(hours=16)
        return self.clock

    def by(self, member: str) -> Reviewing:
        device = f"device-{member}"
        return Reviewing(self.desk.store, member, device, round_id=self.round.id, now=self.now)

    def lead(self) -> Adjudicating:
        return Adjudicating(self.desk.store, "anna", "device-anna", self.round.id, now=self.now)

    def vote(self, member: str, number: int, label: str, **more: Any) -> None:
        self.by(member).label(self.claims[number], label, **more)

    def cite(self, member: str, number: int, paper: int, stance: str) -> None:
        url, publisher, title, kind, quote = PAPERS[paper]
        source = Source(url=url, reference="" if url else title, title=title, publisher=publisher)
        self.by(member).cite(
            self.claims[number],
            CitationDraft(
                source,
                stance,  # type: ignore[arg-type]
                kind=kind,  # type: ignore[arg-type]
                quote=quote,
                accessed="2026-03-03",
                archive_url=f"https://web.archive.example/20260303/{url}" if url else "",
                locator="p. 3" if paper == 2 else "",
            ),
        )

    def report(self, member: str = "anna") -> Any:
        with open_to_read(self.desk.store.path, sight=Sight(member)) as store:
            return report_of(store, self.round, member)


def play(scene: Scene) -> Scene:
    """Votes with disagreements, a skip, and some decisions."""
    for place, member in enumerate(TEAM):
        for number in scene.plan["hands"][member]:
            if member == "emil" and number > 13:
                continue
            odd = (number * 7 + place * 3) % 11
            label = LABELS[number % 2] if odd < 8 else LABELS[(number + place) % 4]
            if odd % 4 != 3:
                stance = "refutes" if label == "contested" else "supports"
                scene.cite(member, number, (number + place // 2) % 4, stance)
            scene.vote(
                member, number, label,
                confidence=1 + odd % 5, rationale=RATIONALES[odd % 4],
                seconds=None if odd == 10 else 8 + odd * odd * 6 + number * place,
            )  # fmt: skip
    scene.by("emil").skip(scene.claims[16], "I know the engineer.")
    lead = scene.lead()
    found = scene.report()
    for one in found.disputed[:3]:
        lead.settle(
            one.dossier.claim.id, "contested", "The log was written that night; the paper only repeats it."
        )
    return scene


def hostile(report: RoundReport, texts: list[str]) -> RoundReport:
    """The report with these texts wherever foreign text can stand."""
    at = cycle(texts)

    def dirty(value: Any) -> Any:
        fields = {name: next(at) + getattr(value, name) for name in _FOREIGN[type(value).__name__]}
        return replace(value, **fields)

    disputed = []
    for one in report.disputed:
        votes = tuple(
            replace(
                vote,
                view=replace(
                    vote.view,
                    label=dirty(vote.view.label),
                    standing=replace(vote.view.standing, missing=(next(at),)),
                ),
                citations=tuple(dirty(replace(each, source=dirty(each.source))) for each in vote.citations),
            )
            for vote in one.dossier.votes
        )
        decision = one.dossier.decision and dirty(one.dossier.decision)
        holders = tuple(replace(each, member=next(at), skipped=next(at)) for each in one.dossier.holders)
        claim = replace(one.dossier.claim, text=next(at), speaker=next(at))
        dossier = replace(one.dossier, claim=claim, votes=votes, decision=decision, holders=holders)
        context = tuple(replace(part, text=next(at) + part.text) for part in one.context)
        disputed.append(replace(dirty(one), dossier=dossier, context=context))
    agreement = replace(
        report.agreement,
        by_reviewer=tuple(dirty(each) for each in report.agreement.by_reviewer),
        by_pair=tuple(dirty(each) for each in report.agreement.by_pair),
    )
    scheme = replace(report.scheme, name=next(at), version=next(at))
    scheme = replace(scheme, labels=tuple(replace(rule, help=next(at)) for rule in scheme.labels))
    return replace(
        report,
        round=dirty(report.round),
        scheme=scheme,
        guideline=report.guideline and replace(report.guideline, name=next(at)),
        reviewers=tuple(dirty(each) for each in report.reviewers),
        left_out=((next(at), 3),),
        left_open=((next(at), 3),),
        agreement=agreement,
        disputed=tuple(disputed),
    )


_FOREIGN = {
    "Label": ("member", "label", "at", "rationale"),
    "Source": ("url", "reference", "title", "author", "publisher", "published", "origin"),
    "Citation": (
        "member", "quote", "locator", "accessed", "archive_url", "archived_at", "sole_authority", "closed",
    ),
    "Adjudication": ("lead", "label", "method", "reason", "at"),
    "DisputedClaim": ("title", "publisher", "published"),
    "ReviewerAgreement": ("reviewer",),
    "PairAgreement": ("first", "second"),
    "ReviewerProgress": ("reviewer",),
    "Round": ("name", "lead", "seed", "at", "scheme", "id"),
}  # fmt: skip
