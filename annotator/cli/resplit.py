"""The command that splits articles anew."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

import click

from annotator.cli.intake import Order, Warnings, resplitting_options, working_words
from annotator.cli.progress import progress
from annotator.cli.setup import Setup, put, say, where_options
from annotator.domain.article import ReadArticle
from annotator.domain.claim import ClaimSet
from annotator.domain.errors import InputError
from annotator.domain.resplit import Change
from annotator.services.acting import words_of

if TYPE_CHECKING:
    from annotator.services.opening import Workplace
    from annotator.services.resplitting import Aside, Made, Shown
    from annotator.services.splitting import Refused, SplitArticle


@click.command()
@click.argument("articles", metavar="[ARTICLE]...", nargs=-1)
@click.option("--all", "every", is_flag=True, help="All articles whose claims would be made otherwise now.")
@resplitting_options
@click.option("--set", "claim_set", metavar="SET", help="Show this claim set of the file again instead.")
@click.option("--carry", is_flag=True, help="Carry your labels on claims that stay the same over.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and store nothing.")
@click.option("--yes", is_flag=True, help="Do not ask, even if labels stay behind.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@where_options
def resplit(
    setup: Setup,
    articles: tuple[str, ...],
    every: bool,
    claim_set: str | None,
    order: Order,
    **options: bool,
) -> None:
    """Split each ARTICLE (the beginning of its id) anew and show the new claims, for all reviewers.

    Labels never move: they stay with the claims that they were given to. What would change is said
    first. --carry alone carries your labels over wherever articles were split anew.
    """
    how = _How(**options)
    if (every, bool(articles), claim_set is not None).count(True) > 1:
        raise click.UsageError("Name articles, or give --all, or --set.")
    if not (every or articles or claim_set is not None):
        if not how.carry or not order.is_usual:
            raise click.UsageError("Name articles, or give --all, or --set, or --carry alone.")
        _carry_alone(setup, how)
        return
    from annotator.services.reading import Reading
    from annotator.services.resplitting import aside, look, made_of, outdated, set_again, unread
    from annotator.services.splitting import split_article

    splitter = order.load()

    def now(read: ReadArticle) -> ClaimSet:
        return split_article(read, splitter, order.granularity).made

    with ExitStack() as stack:
        place = None if how.dry_run else stack.enter_context(setup.workplace())
        store = stack.enter_context(place.reader() if place else setup.reader())
        member = place.member if place else setup.member(ask=False)
        reading = Reading(store, member)
        made: Iterable[Made]
        if claim_set is not None:
            wanted, made = set_again(store, reading.find_claim_set(claim_set))
        else:
            found = outdated(store, now) if every else map(reading.find_article, articles)
            wanted = list(dict.fromkeys(found))
            split = stack.enter_context(order.articles(splitter, unread(store, wanted)))
            made = map(made_of, _warned(split))
        sets = stack.enter_context(aside())
        looked = look(store, wanted, made, sets, asked_for=claim_set is not None)
        with progress(working_words(splitter), looked, len(wanted)) as watched:
            changes = list(watched)
        report = _Report(changes, member, how)
        if not how.as_json:
            report.print()
        done = report.decide(place, sets) if place else None
        if how.as_json:
            click.echo(json.dumps(report.as_json(done), indent=1))
    if any(change.outcome == "refused" for change in changes):
        sys.exit(1)


def _warned(split: "Iterable[SplitArticle | Refused]") -> "Iterator[SplitArticle | Refused]":
    """The same articles, after what their splitters warn of was said."""
    from annotator.services.splitting import SplitArticle

    warnings = Warnings()
    for item in split:
        if isinstance(item, SplitArticle):
            warnings.say(item.read.name, item.warnings)
        yield item
    warnings.close()


@dataclass(frozen=True, slots=True)
class _How:
    """The options that do not say which articles or how they are split."""

    carry: bool
    dry_run: bool
    yes: bool
    as_json: bool


def _carry_alone(setup: Setup, how: _How) -> None:
    from annotator.services.resplitting import Resplitting, carriable

    carried = 0
    with setup.reader() as store:
        waiting = carriable(store, setup.member(ask=not how.dry_run))
    if waiting and not how.dry_run:
        with setup.workplace() as place:
            carried = Resplitting(place.store, place.member, place.device).carry_over(waiting)
    total = sum(waiting.values())
    if how.as_json:
        click.echo(json.dumps({"to_carry_over": total, "carried_over": carried}, indent=1))
        return
    say(f"Would carry {words_of(total, 'label')} over." if how.dry_run else _carried(carried))


def _carried(count: int) -> str:
    return f"Carried {words_of(count, 'label')} over."


class _Report:
    """What would change, and for whom."""

    def __init__(self, changes: Sequence[Change], member: str, how: _How) -> None:
        self.changes = changes
        self.how = how
        self.changed = [change for change in changes if change.outcome == "changed"]
        self.behind: Counter[str] = Counter()
        """How many labelled claims of each member are not shown afterwards and are not carried over."""
        for change in self.changed:
            for name, fates in change.behind.items():
                carried = fates["same"] if how.carry and name == member else 0
                self.behind[name] += sum(fates.values()) - carried
        self.behind += Counter()  # drops what is zero

    def print(self) -> None:
        for change in self.changes:
            put(f"{change.article[:12]}  {change.title or 'no title'}")
            for line in _lines(change):
                put(f"{'':14}{line}")

    def decide(self, place: "Workplace", sets: "Aside") -> "Shown | None":
        """Show the new claims unless somebody has to be asked first and does not want it."""
        from annotator.services.resplitting import Resplitting

        if not self.changed and not self.how.carry:
            say("There is nothing to change.")
            return None
        if self.behind and not self.how.yes and not self._agreed():
            say("Nothing was changed.")
            return None
        acting = Resplitting(place.store, place.member, place.device)
        with progress("Storing", count(), len(self.changes)) as ticks:
            done = acting.show(self.changes, sets, carry=self.how.carry, advance=partial(next, ticks))
        words = [f"Split {words_of(done.articles, 'article')} anew."] if done.articles else []
        words += [_carried(done.carried)] if self.how.carry else []
        words += ["In the review screen, undo takes it back."] if done.articles or done.carried else []
        say(" ".join(words or ["Nothing was changed."]))
        for title in done.passed_over:
            say(f"Passed over, for its claims have changed meanwhile: {title}.")
        return done

    def _agreed(self) -> bool:
        what = _and([f"{count} of {name}" for name, count in sorted(self.behind.items())])
        many = "label stays" if self.behind.total() == 1 else "labels stay"
        words = f"{self.behind.total()} {many} with the claims that are shown now ({what})"
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise InputError(
                f"{words}.", safe="Nothing was changed.", do="Say --yes to show the new claims all the same."
            )
        say(f"{words}. No label is lost, and the old claims can be shown again.")
        return click.confirm("Show the new claims?", default=False, err=True)

    def as_json(self, done: "Shown | None") -> dict[str, object]:
        return {
            "articles": [_as_json(change) for change in self.changes],
            "labels_left_behind": dict(sorted(self.behind.items())),
            "stored": done is not None and done.articles > 0,
            "carried_over": done.carried if done else 0,
            "passed_over": done.passed_over if done else [],
        }


def _lines(change: Change) -> Iterator[str]:
    if change.outcome == "refused":
        yield f"cannot be split: {change.error}"
        return
    if change.outcome != "changed":
        yield "these claims are shown already" if change.outcome == "shown already" else "no claim differs"
        return
    fates, details = change.fates, f" ({change.details} with other details)" if change.details else ""
    yield (
        f"{words_of(sum(fates.values()), 'claim')}: {fates['same']} the same{details}, "
        f"{fates['changed']} with other wording or ranges, {fates['gone']} gone; {change.new} new"
    )
    labels = []
    for name, counted in change.behind.items():
        parts = ", ".join(f"{number} {fate}" for fate, number in counted.items() if number)
        labels.append(f"{name} {sum(counted.values())} ({parts})")
    if labels:
        yield f"labels that stay behind: {', '.join(labels)}"
    if change.remarks:
        yield f"citations, comments, flags and folds on these claims: {change.remarks}"


def _as_json(change: Change) -> dict[str, object]:
    return {
        "id": change.article,
        "title": change.title,
        "outcome": change.outcome,
        "shown_set": change.shown or None,
        "new_set": change.made or None,
        "claims": dict(change.fates) | {"new": change.new, "same_with_other_details": change.details},
        "labels_left_behind": change.behind,
        "remarks": change.remarks,
        "error": str(change.error) if change.error else None,
    }


def _and(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
