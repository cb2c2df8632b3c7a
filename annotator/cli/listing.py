"""Commands that only read: claims, stats."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from annotator.cli.named_round import round_to_read
from annotator.cli.setup import Setup, put, where_options
from annotator.domain.ids import short_id

if TYPE_CHECKING:
    from annotator.domain.claim import Maker
    from annotator.domain.review import ClaimMark, DroppedClaim, OtherSet


@click.command()
@click.argument("article", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--dropped", is_flag=True, help="Those that were dropped instead, and by whom.")
@click.option("--round", "round_name", metavar="NAME", help="Your claims of this round alone.")
@where_options
def claims(setup: Setup, article: str | None, as_json: bool, dropped: bool, round_name: str | None) -> None:
    """List the claims of ARTICLE (the beginning of its id), or of all, with your labels.

    "(sourced before)" is a label of yours from before the claim was changed, or the article split anew; see
    annotator revise and resplit. A claim marked "rival" was changed by somebody else, too. Of one marked
    "suggested" an imported record says something: see annotator history.
    """
    from annotator.services.reading import Reading

    round_id = round_to_read(setup, round_name)
    with setup.reader(round_id) as store:
        reading = Reading(store, setup.member(ask=False))
        ids = [reading.find_article(article)] if article else [row.id for row in reading.library()]
        for article_id in ids:
            if dropped:
                _put_dropped(reading.dropped(article_id), as_json=as_json)
                continue
            review = reading.article(article_id)
            maker = reading.maker(review)
            if not as_json:
                by = f"  ({maker.made})" if maker else ""
                put(f"{review.id[:12]}  {review.published or 'no date'}  {review.title or 'no title'}{by}")
                for other in reading.other_sets(article_id):
                    put(f"  {_other_set(other)}")
            for number, mark in enumerate(review.marks, 1):
                put(json.dumps(_claim(review.id, mark, maker)) if as_json else _line(number, mark))


def _line(number: int, mark: "ClaimMark") -> str:
    unlabelled = f"- ({mark.earlier} before)" if mark.earlier else "- (suggested)" if mark.suggested else "-"
    label = mark.label or unlabelled
    if mark.label and not mark.complete:
        label += " (incomplete)"
    if mark.rivals:
        label += " (rival)"
    flag = "!" if mark.flagged else " "
    return f"  {short_id(mark.claim.id)}  {number:3} {flag} {label:24} {mark.claim.text}"


def _put_dropped(found: Iterable["DroppedClaim"], *, as_json: bool) -> None:
    for dropped in found:
        claim, by = dropped.claim, {"by": dropped.member, "at": dropped.at}
        if as_json:
            put(json.dumps({"id": claim.id, "text": claim.text, "ranges": claim.ranges, **by}))
        else:
            put(f"  {short_id(claim.id)}  dropped by {dropped.member}: {claim.text}")


def _other_set(other: "OtherSet") -> str:
    from annotator.services.acting import words_of

    words = f"not shown: claim set {other.header.id[:12]}, {other.header.maker.made}"
    labels = f"; {words_of(other.labels, 'label')} of yours, {other.waiting} of them not carried over"
    return words + (labels if other.labels else "")


def _claim(article: str, mark: "ClaimMark", maker: "Maker | None") -> dict[str, object]:
    claim = mark.claim
    return {
        "id": claim.id,
        "article": article,
        "text": claim.text,
        "ranges": claim.ranges,
        "mode": claim.mode,
        "speaker": claim.speaker,
        "date": claim.date,
        "rule": claim.rule,
        "splitter": maker and asdict(maker),
        "label": mark.label or None,
        "complete": mark.complete if mark.label else None,
        "label_before": mark.earlier or None,
        "flagged": mark.flagged,
        "suggested": mark.suggested,
        "rivals": mark.rivals,
    }


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@where_options
def stats(setup: Setup, as_json: bool) -> None:
    """Count articles, claims, labels and citations, and say how far each reviewer is."""
    from annotator.services.acting import words_of
    from annotator.services.counting import statistics

    with setup.reader() as store:
        found = statistics(store, setup.member(ask=False))
    if as_json:
        click.echo(json.dumps(found, indent=1))
        return
    put(
        f"{words_of(found['article_count'], 'article')}, {words_of(found['claim_count'], 'claim')}, "
        f"{found['labelled_claims']} of them labelled, {words_of(found['citations'], 'citation')}, "
        f"{words_of(found['comments'], 'comment')}, {words_of(found['events'], 'event')}"
    )
    if found["suggestions"]:
        put(f"{words_of(found['suggestions'], 'suggestion')} of imported records")
    if found["labels_not_shown"]:
        put(_not_shown(found["labels_not_shown"], found["labels_to_carry_over"]))
    if found["unknown_events"]:
        put(f"{found['unknown_events']} events need a newer version of this program; they are kept")
    for name, person in found["reviewers"].items():
        labels = ", ".join(f"{count} {label}" for label, count in person["labels"].items())
        put(
            f"{name} ({person['role'] or 'not introduced'}): {person['labelled']} labelled, "
            f"{person['complete']} complete{': ' + labels if labels else ''}"
        )
    for row in found["articles"]:
        put(f"{row['id'][:12]}  {row['labelled']:4}/{row['claims']:<4} {row['title'] or 'no title'}")


def _not_shown(labels: int, waiting: int) -> str:
    """ "5 labels are on claims that are not shown, 3 of them not carried over"."""
    from annotator.services.acting import words_of

    verb = "is" if labels == 1 else "are"
    return (
        f"{words_of(labels, 'label')} {verb} on claims that are not shown, {waiting} of them not carried over"
    )
