"""Planning a round: from what a lead asked for to its claims and who gets which. Nothing is written."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

from annotator.domain.errors import InputError
from annotator.domain.handing_out import More, Summary, Task, hand_out, summed_up
from annotator.domain.round import RoundKind, RoundPlan
from annotator.domain.sampling import sample, stratified_sample
from annotator.domain.scheme import Scheme
from annotator.domain.search_words import parse_query
from annotator.domain.text import canonical
from annotator.services.acting import one_of
from annotator.services.control_answers import Answers, known_answers
from annotator.services.leading import check_lead
from annotator.services.round_work import weighed, work_of
from annotator.settings.reviewer import check_name
from annotator.store import Store, choosing, reading, rounds, settling
from annotator.store.choosing import Choice, Stratum
from annotator.store.connection import Database

MAX_NAME = 100
USUAL_OVERLAP = 2
USUAL_STATE: Mapping[RoundKind, str] = {"evidence_check": "labelled", "dispute": "disagreement"}
"""What claims a round takes when none are named; other kinds: open ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which claims; what is not given does not narrow. All that is given must hold."""

    articles: tuple[str, ...] = ()
    """Their ids, or beginnings of those."""
    words: str = ""
    """All of these stand in the claim's wording."""
    state: str = ""
    """One of `choosing.STATES` or a label's id; empty: the usual of the kind, or any once articles or words
    are given."""
    sample: int | None = None
    """How many of those are drawn; of a segmentation round, how many articles."""
    strata: Stratum | None = None
    """By what the sample is in proportion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a lead asked for."""

    name: str
    seed: int
    kind: RoundKind = "labelling"
    selection: Selection = field(default_factory=Selection)
    reviewers: tuple[str, ...] = ()
    """Empty: all reviewers of the file."""
    known_only: bool = False
    """Whether only members of the file may be reviewers."""
    overlap: int | None = None
    """None: two, everybody in a calibration round."""
    more: More | None = None
    blind: bool = True
    guideline: tuple[str, str] | None = None
    """Name and text."""
    scheme: Scheme | None = None
    answers: Answers = field(default_factory=Answers)


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, and what there is to say about it."""

    plan: RoundPlan
    tasks: Sequence[Task]
    """Its claims."""
    new: frozenset[str]
    """Reviewers that are no members yet."""
    elsewhere: Mapping[str, int]
    """Other open rounds that have some of its claims, by name, and how many."""
    unmerged: Sequence[str] = ()
    """Segmentation rounds that may still change its claims."""

    def summary(self) -> Summary:
        """Who would get how much."""
        return summed_up(self.tasks, self.plan.hands)


def plan_round(store: Store, member: str, asked: Asked) -> Planned:
    """Decide which claims a round has and who gets which; the same for the same file, asking and seed.

    `store` is opened to read, with the sight of the lead. Raises InputError and NotFound.
    """
    with store.reading() as db:
        check_lead(db, member, "make rounds")
        name = _round_name(asked.name)
        if rounds.rounds_named(db, name):
            raise InputError(f"There is a round {name!r} already.", do="Give this one another name.")
        reviewers, new = _reviewers(store, asked)
        answers = known_answers(store, asked.answers, asked.scheme or reading.scheme(db), asked.seed)
        if answers and asked.kind == "segmentation":
            raise InputError("A segmentation round has no control items: their answers are labels.")
        chosen, settings = _chosen(store, asked, answers)
        claims = chosen
        if answers:
            claims = choosing.choose(db, claims={*answers, *(choice.claim for choice in chosen)})
        tasks = _tasks(store, claims)
        elsewhere = rounds.in_open_rounds(db, [choice.claim for choice in claims])
        unmerged = _unmerged(db, claims) if asked.kind != "segmentation" else []
    overlap = _usual_overlap(asked.kind, len(reviewers)) if asked.overlap is None else asked.overlap
    controls = {number for number, choice in enumerate(claims) if choice.claim in answers}
    hands = _hands(tasks, controls, reviewers, overlap, asked)
    plan = RoundPlan(
        name=name,
        kind=asked.kind,
        claims=[choice.claim for choice in claims],
        hands=hands,
        overlap=overlap,
        blind=asked.blind,
        seed=str(asked.seed),
        guideline=asked.guideline and (asked.guideline[0], canonical(asked.guideline[1])),
        scheme=asked.scheme.text if asked.scheme else "",
        controls=answers,
        settings=settings,
    )
    return Planned(plan, tasks, new, elsewhere, unmerged)


def _unmerged(db: Database, chosen: Sequence[Choice]) -> list[str]:
    """The open segmentation rounds that have not merged all of these claims' articles, by name."""
    claims = {choice.claim for choice in chosen}
    cutting = [one for one in rounds.rounds(db) if one.kind == "segmentation" and one.state == "open"]
    return [one.name for one in cutting if any(left.claim in claims for left in settling.unsettled(db, one))]


def _round_name(name: str) -> str:
    """NFC, without outer spaces. Raises InputError."""
    tidy = normalize("NFC", name).strip()
    if not tidy:
        raise InputError("A round needs a name.", do="Give it one that reviewers will type.")
    if len(tidy) > MAX_NAME:
        raise InputError(f"The name of the round is too long: {len(tidy)} characters.", do=_NAME_RULE)
    if not tidy.isprintable():
        raise InputError(f"The name {name!r} has characters that cannot be printed.", do=_NAME_RULE)
    return tidy


_NAME_RULE = f"Use 1 to {MAX_NAME} printable characters."


def _reviewers(store: Store, asked: Asked) -> tuple[list[str], frozenset[str]]:
    """Their names, and those of them who are no members yet."""
    known = reading.members(store.db)
    names = [check_name(name) for name in asked.reviewers]
    names = names or [name for name, role in known.items() if role == "reviewer"]
    if not names:
        raise InputError("The file has no reviewers yet.", do="Name them: --reviewers bob,carol,dan.")
    new = sorted(set(names) - set(known))
    if new and asked.known_only:
        raise InputError(
            f"No members of this file: {', '.join(new)}.",
            safe="Nothing was changed.",
            do="Mend the names, or leave --known-only out: then they are added.",
        )
    return names, frozenset(new)


def _chosen(store: Store, asked: Asked, answers: Collection[str]) -> tuple[list[Choice], dict[str, object]]:
    """The claims besides the control items, and how they were asked for, to be kept."""
    which = asked.selection
    narrowed = bool(which.articles or which.words)
    state = which.state or ("any" if narrowed else USUAL_STATE.get(asked.kind, "open"))
    articles = sorted({one_of(store, "article", given, "article") for given in which.articles})
    _check_state(state, reading.scheme(store.db), asked.scheme)
    query = parse_query(which.words) if which.words else None
    if which.strata and which.sample is None:
        raise InputError("Strata are for a sample.", do="Say how many claims to draw with --sample.")
    found = choosing.choose(store.db, state=state, articles=articles, query=query, stratum=which.strata)
    found = [choice for choice in found if choice.claim not in answers]
    if not found:
        besides = " besides the control items" if answers else ""
        raise InputError(
            f"No claims match{besides} ({_words(which, state)}).", do="annotator claims lists them."
        )
    if asked.kind == "segmentation":
        found = _whole_articles(store, found, asked)
    elif which.sample is not None:
        wanted = set(_drawn([(c.claim, c.stratum) for c in found], which, asked.seed, "claims"))
        found = [choice for choice in found if choice.claim in wanted]
    settings: dict[str, object] = {"state": state, "articles": articles, "search": which.words}
    settings |= {"sample": which.sample, "strata": which.strata}
    settings["more"] = [asked.more.overlap, asked.more.percent] if asked.more else None
    return found, settings


def _check_state(state: str, *schemes: Scheme | None) -> None:
    labels = [rule.id for scheme in schemes if scheme for rule in scheme.labels]
    if state not in choosing.STATES and state not in labels:
        known = ", ".join(dict.fromkeys([*choosing.STATES, *labels]))
        raise InputError(f"{state!r} is no state of claims.", do=f"Use one of: {known}.")


def _whole_articles(store: Store, found: Sequence[Choice], asked: Asked) -> list[Choice]:
    """All claims of the articles of these, or of a sample of those articles."""
    articles = {choice.article: choice.stratum for choice in found}
    if asked.selection.sample is not None:
        drawn = _drawn(list(articles.items()), asked.selection, asked.seed, "articles")
        articles = {article: articles[article] for article in drawn}
    return choosing.choose(store.db, articles=articles)


def _drawn(items: Sequence[tuple[str, str]], which: Selection, seed: int, things: str) -> tuple[str, ...]:
    size = which.sample or 0
    if size > len(items):
        raise InputError(
            f"A sample of {size} is larger than what is there: {len(items)} {things} match.",
            do=f"Ask for {len(items)} or fewer.",
        )
    if which.strata:
        return stratified_sample(items, size, seed)
    return sample([name for name, _ in items], size, seed)


def _words(which: Selection, state: str) -> str:
    parts = [f"state {state}"]
    parts += [f"articles {', '.join(which.articles)}"] if which.articles else []
    parts += [f"words {which.words!r}"] if which.words else []
    return "; ".join(parts)


def _usual_overlap(kind: RoundKind, reviewers: int) -> int:
    return reviewers if kind == "calibration" else min(USUAL_OVERLAP, reviewers)


def _tasks(store: Store, claims: Sequence[Choice]) -> list[Task]:
    texts = choosing.lengths(store.db, sorted({choice.article for choice in claims}))
    numbered = [(number, choice.article, choice.length) for number, choice in enumerate(claims)]
    return weighed(numbered, texts)


def _hands(
    tasks: Sequence[Task], controls: Collection[int], reviewers: Sequence[str], overlap: int, asked: Asked
) -> dict[str, Sequence[int]]:
    """The numbers of each reviewer's claims: controls go to everybody."""
    work = work_of(asked.kind, tasks, controls)
    handed = hand_out(work.units, reviewers, overlap, seed=asked.seed, more=asked.more)
    return {name: sorted([*controls, *work.numbers(units)]) for name, units in handed.items()}
