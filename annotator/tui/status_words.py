"""How far a round is, in words: for the command line and the screen."""

from datetime import date, datetime

from rich.cells import cell_len

from annotator.domain.date_format import ISO, DateFormat
from annotator.domain.round import Round
from annotator.domain.round_status import Counts, RoundStatus, Work
from annotator.domain.text import clean_line
from annotator.services.controls import ControlScore
from annotator.tui.wrapping import clip


def round_words(found: Round) -> str:
    """ "labelling, blind, open"; revealed rounds say so."""
    hides = "revealed" if found.blind and found.revealed else "blind" if found.blind else "open to all"
    return f"{found.kind}, {hides}, {'closed' if found.state == 'closed' else 'under way'}"


def counts_words(counts: Counts, found: Round) -> str:
    """ "40 of 60 labelled, 3 of them incomplete; 18 open, 2 skipped, 1 flagged"."""
    words = f"{counts.labelled} of {counts.assigned} {_done(found)}"
    if counts.incomplete:
        words += f", {counts.incomplete} of them incomplete"
    words += f"; {counts.open} open, {counts.skipped} skipped, {counts.flagged} flagged"
    return words + (f", {counts.surplus} surplus" if counts.surplus else "")


def claims_words(status: RoundStatus) -> str:
    """ "30 claims: 12 labelled by all who have them, 4 settled, 2 with differing votes"."""
    parts = [f"{status.voted} {_done(status.round)} by all who have them"]
    cut = status.round.kind == "segmentation"  # nobody votes there
    parts.append(f"{status.settled} {'merged' if cut else 'settled'}")
    if status.disagreements is not None and not cut:
        parts.append(f"{status.disagreements} with differing votes")
    if status.with_nobody:
        parts.append(f"{status.with_nobody} with nobody")
    if status.edited:
        parts.append(f"{status.edited} edited since frozen")
    return f"{status.round.claims} claims: {', '.join(parts)}"


def _done(found: Round) -> str:
    """What is done with a claim: nobody labels in a segmentation round."""
    return "gone through" if found.kind == "segmentation" else "labelled"


def until(status: RoundStatus) -> str:
    """What the estimate is of."""
    if status.partial:
        return "Until your own work is done"
    return "Until all is gone through" if status.round.kind == "segmentation" else "Until the last label"


def work_words(work: Work) -> str:
    """ "3 h 20 min of work; 42 s a claim, 70 an hour, 31 a day"; "" while nothing is known."""
    parts = [
        f"{work.median_seconds} s a claim" if work.median_seconds is not None else "",
        f"{work.hourly} an hour" if work.hourly is not None else "",
        f"{work.daily} a day" if work.daily is not None else "",
    ]
    pace = ", ".join(filter(None, parts))
    return "; ".join(filter(None, (f"{duration(work.seconds)} of work" if work.seconds else "", pace)))


def duration(seconds: int) -> str:
    """ "50 s", "12 min", "3 h 20 min"."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return f"{seconds} s"
    hours, left = divmod(minutes, 60)
    return f"{hours} h {left} min" if hours else f"{left} min"


def moment(at: str, today: date, dates: DateFormat = ISO) -> str:
    """When that was, here: the time if it was today, else the day; "" for no time that can be read."""
    try:
        here = datetime.fromisoformat(at).astimezone()
    except (ValueError, OverflowError):
        return ""
    return f"{here:%H:%M}" if here.date() == today else dates.show(here.date().isoformat())


def known(number: int | None) -> str:
    """A figure of a table; a dash for what is not known."""
    return "–" if number is None else str(number)


def column(text: str, width: int) -> str:
    """A text in exactly so many cells."""
    shown = clip(clean_line(text), width)
    return shown + " " * (width - cell_len(shown))


def score_words(score: ControlScore) -> str:
    """ "9 of 10 right; 5 of 5, then 4 of 5: getting worse"."""
    words = f"{score.correct} of {score.votes} right"
    if score.first and score.second and score.drift is not None:
        words += f"; {score.first[0]} of {score.first[1]}, then {score.second[0]} of {score.second[1]}"
        words += ": getting worse" if score.drift < 0 else ": getting better" if score.drift > 0 else ""
    return words
