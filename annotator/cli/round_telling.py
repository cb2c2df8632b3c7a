"""What is said of a plan for a round, and of the round that was made of it."""

import shlex
from typing import TYPE_CHECKING

from annotator.cli.setup import Setup, put, say
from annotator.domain.round import Guideline
from annotator.services.acting import words_of

if TYPE_CHECKING:
    from annotator.services.planning import Planned


def show_plan(planned: "Planned") -> None:
    """What is frozen, and a line for each reviewer."""
    plan, summary = planned.plan, planned.summary()
    articles = len({task.article for task in planned.tasks})
    what = f"{words_of(len(plan.claims), 'claim')} of {words_of(articles, 'article')}"
    put(f"{plan.name}: {plan.kind}, {what}, seed {plan.seed}")
    width = max(len(portion.reviewer) for portion in summary.portions)
    for portion in summary.portions:
        new = "  (new)" if portion.reviewer in planned.new else ""
        put(
            f"  {portion.reviewer:{width}} {_column(portion.claims, 'claim', 7)}"
            f" {_column(portion.articles, 'article', 6)} {_hours(portion.weight):>8} expected{new}"
        )
    if summary.pairs:
        fewest, most = summary.pairs
        each = f"{fewest}" if fewest == most else f"{fewest} to {most}"
        put(f"Every two reviewers share {each} claim{'' if each == '1' else 's'}.")
    if plan.controls:
        put(f"Control items, which everybody gets unseen: {len(plan.controls)}.")
    if planned.elsewhere:
        parts = [f"{words_of(count, 'claim')} in {name}" for name, count in planned.elsewhere.items()]
        put(f"In other open rounds too: {', '.join(parts)}.")
    for name in planned.unmerged:
        say(
            f"Some of its articles are in the segmentation round {name}, which is not merged yet. This round"
            f" keeps their claims as they are now; to take the merged ones, first annotator round"
            f" merge-claims {quoted(name)}."
        )


def _column(count: int, thing: str, width: int) -> str:
    return f"{count:{width}} {thing + ('' if count == 1 else 's'):{len(thing) + 1}}"


def _hours(tenths: int) -> str:
    minutes = max(round(tenths / 600), 1)
    return f"{minutes // 60} h {minutes % 60:02}" if minutes >= 60 else f"{minutes} min"


def say_made(setup: Setup, planned: "Planned", guideline: Guideline | None) -> None:
    plan = planned.plan
    if planned.new:
        say(f"No members before, added as reviewers: {', '.join(sorted(planned.new))}.")
    frozen = "claims, scheme and guideline" if guideline else "claims and scheme"
    say(f"The round {plan.name} is made; its {frozen} are frozen. Seed: {plan.seed}.")
    say(f"Guideline: {guideline.name}, version {guideline.version}." if guideline else _NO_GUIDELINE)
    if plan.blind:
        say(
            "Blind: its reviewers see nothing of each other's acts on these claims. The file itself is not"
            " sealed, and names are declared, not proven."
        )
    elif plan.controls:
        say("It is open to all: its reviewers can look up what was settled on control items before.")
    me = setup.member(ask=False)
    if plan.blind and me in plan.hands:
        say(
            f"You, {me}, are one of its reviewers: before you reveal it you see nothing of the others either."
        )
    say("Each reviewer goes on with:")
    for name in sorted(plan.hands):
        say(f"  annotator review --round {quoted(plan.name)} --reviewer {quoted(name)}")
    if me not in plan.hands:
        say(f"You follow it with annotator round watch {quoted(plan.name)}, or by w on the review screen.")


_NO_GUIDELINE = "It has no guideline of its own; --guideline FILE gives a round one."


def quoted(word: str) -> str:
    """As a shell takes it."""
    return shlex.quote(word)


def record(planned: "Planned", made: str | None) -> dict[str, object]:
    plan, summary = planned.plan, planned.summary()
    return {
        "id": made,
        "name": plan.name,
        "kind": plan.kind,
        "blind": plan.blind,
        "overlap": plan.overlap,
        "seed": plan.seed,
        "settings": plan.settings,
        "guideline": plan.guideline and plan.guideline[0],
        "claims": len(plan.claims),
        "articles": len({task.article for task in planned.tasks}),
        "controls": len(plan.controls),
        "in_other_open_rounds": planned.elsewhere,
        "reviewers": [
            {
                "name": portion.reviewer,
                "new": portion.reviewer in planned.new,
                "claims": portion.claims,
                "articles": portion.articles,
                "expected_seconds": portion.weight // 10,
            }
            for portion in summary.portions
        ],
        "shared_by_pairs": summary.pairs,
    }
