"""A disputed claim in full: the votes side by side, their evidence, what the rule says of each decision."""

from collections import Counter
from collections.abc import Sequence

from annotator.domain.citation import Citation
from annotator.domain.date_format import local_minute
from annotator.domain.dispute import Dossier, Vote
from annotator.domain.severity import Level
from annotator.domain.text import clean_line
from annotator.domain.vocabulary import STANCES
from annotator.tui.adjudicating_desk import AdjudicatingDesk
from annotator.tui.columns import block, column_width, side_by_side
from annotator.tui.commands import label_name
from annotator.tui.drawing import Piece
from annotator.tui.panel_evidence import STANCE_SIGNS
from annotator.tui.panel_lines import INDENT, Lines, flow, headed
from annotator.tui.words import STANCE_WORDS, citation_words, claim_facts, missing_words, source_words
from annotator.tui.wrapping import clip, wrap_words

LEVEL_WORDS: dict[Level, str] = {
    Level.AGREED: "all agree",
    Level.WAITING: "votes are missing",
    Level.UNSURE: "agreed, but not sure or incomplete",
    Level.EVIDENCE: "agreed, but a citation refutes it",
    Level.LABEL: "labels differ",
    Level.VERDICT: "verdicts at odds",
}
_WOULD_BE = " would be".ljust(INDENT)
_SHORT = 2
"""Lines of a rationale or a quote where there is little room."""


def dossier_lines(desk: AdjudicatingDesk, width: int, height: int = 0) -> Lines:
    """All of it, or what of it fits into so many lines, the last of which then says how to see the rest."""
    full = _lines(desk, width, 0)
    if not height or len(full) <= height:
        return full
    lines = _lines(desk, width, _SHORT)
    if len(lines) <= height:
        return lines
    left = len(lines) - height + 1
    rest = f"… {left} more {'line' if left == 1 else 'lines'}: {desk.key('claim.full')} shows all"
    return [*lines[: height - 1], [(f" {rest}", "muted")]]


def _lines(desk: AdjudicatingDesk, width: int, short: int) -> Lines:
    """`short` is how many lines a long text may have; 0: any number."""
    dossier = desk.dossier
    parts = [
        _claim(desk, dossier, width, short),
        _decision(desk, dossier, width, short),
        _votes(desk, dossier, width, short),
        _tally(desk, dossier, width),
        _if_settled(desk, dossier, width, short),
        _evidence(desk, dossier, width, short),
        _remarks(desk, width),
    ]
    gap: Lines = [] if short else [[]]
    return [
        line
        for number, part in enumerate(p for p in parts if p)
        for line in (*(gap if number else []), *part)
    ]


def _claim(desk: AdjudicatingDesk, dossier: Dossier, width: int, short: int) -> Lines:
    """Its wording, frozen, and what people made of it since."""
    lines: Lines = [[(f" {line}", "strong")] for line in wrap_words(dossier.claim.text, width - 2, short)]
    facts = claim_facts(dossier.claim, desk.config.date_format)
    lines += [[(f" {line}", "muted")] for line in wrap_words(facts, width - 2, 1 if short else 0)]
    for wording in dossier.newer:
        lines += headed("by now", wording, width, "warn", short)
    if dossier.control:
        lines += headed("control", f"the known answer is {label_name(dossier.control)}", width, "warn", 0)
    return lines


def _decision(desk: AdjudicatingDesk, dossier: Dossier, width: int, short: int) -> Lines:
    decision = dossier.decision
    if decision is None:
        return []
    head: list[Piece] = [
        (" settled".ljust(INDENT), "faint"),
        (label_name(decision.label), f"label:{decision.label}"),
    ]
    if not decision.id:
        return [[*head, ("…", f"label:{decision.label}"), (" · being saved", "muted")]]
    when = local_minute(decision.at, desk.config.date_format)
    head.append((f" · {decision.method}, by {decision.lead}, {when}", "muted"))
    if decision.complete:
        verdict = f" · verdict {decision.verdict}" if decision.verdict else ""
        head += [(" · complete", "good"), (verdict, "muted")]
    else:
        head.append((f" · {missing_words(decision.missing)}", "warn"))
    lines = flow(head, width)
    lines += headed("because", decision.reason, width, "text", short)
    others = [v for v in dossier.votes if v.view.label.label != decision.label]
    said = ", ".join(f"{vote.member} {label_name(vote.view.label.label)}" for vote in others)
    lines += headed("outvoted", said, width, "muted", short)
    return lines


def _votes(desk: AdjudicatingDesk, dossier: Dossier, width: int, short: int) -> Lines:
    votes = dossier.votes
    column = column_width(len(votes), width) if votes else 0
    lines = side_by_side([_vote(desk, dossier, vote, column, short) for vote in votes], width)
    if not votes:
        lines = [[(" Nobody has voted on this claim yet.", "muted")]]
    waiting = [holder.member for holder in dossier.holders if not holder.skipped]
    lines += headed("waits for", ", ".join(waiting), width, "warn", short)
    for holder in dossier.holders:
        if holder.skipped:
            lines += headed("skipped", f"{holder.member}: {holder.skipped}", width, "muted", short)
    return lines


def _vote(desk: AdjudicatingDesk, dossier: Dossier, vote: Vote, width: int, short: int) -> Lines:
    label, judged = vote.view.label, vote.view.standing
    since = dossier.decision is not None and label.id > dossier.decision.id > ""
    took = time_words(vote.seconds)
    name = clip(clean_line(vote.member), max(width - len(took) - 3, 4))
    lines: Lines = [[(name, "strong"), (f" · {took}" if took else "", "muted")]]
    rule = desk.scheme.label(label.label)
    sure = f" {label.confidence}/5" if label.confidence else ""
    named = f"{rule.key if rule else '?'} {label_name(label.label)}"
    done: Piece = (" ✓", "good") if judged.complete else ("", "text")
    lines.append([(named, f"label:{label.label}"), (sure, "muted"), done])
    if since:
        lines += block("since the decision", width, "warn", 1)
    if not vote.view.rule_known:
        lines += block("its scheme is not in this file", width, "warn", short)
    elif judged.missing:
        lines += block(f"incomplete: {missing_words(judged.missing)}", width, "warn", short)
    lines += block(f"verdict {judged.verdict}" if judged.verdict else "", width, "muted", 1)
    return [*lines, *block(label.rationale, width, "text", short)]


def time_words(seconds: int | None) -> str:
    """ "2 min 5 s"; nothing for a time that is not known."""
    if not seconds:
        return ""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _tally(desk: AdjudicatingDesk, dossier: Dossier, width: int) -> Lines:
    """The stances counted, over all votes, and origins that are one."""
    citations = dossier.citations
    if not citations:
        return headed("evidence", "none", width, "muted", 0)
    counts = Counter(citation.stance for citation in citations)
    closed = sum(bool(citation.closed) for citation in citations)
    parts = []
    for stance in STANCES:
        if not counts[stance]:
            continue
        words = f"{STANCE_WORDS[stance]} {counts[stance]}"
        if stance == "refutes":
            words += f" ({counts[stance] - closed} open, {closed} closed)" if closed else " open"
        parts.append(words)
    role = "bad" if dossier.open_refutes() else "text"
    closes = f": {desk.key('citation.close')} closes it with a reason" if dossier.open_refutes() else ""
    lines = headed("evidence", " · ".join(parts) + closes, width, role, 0)
    for origin, members in dossier.shared_origins().items():
        who = ", ".join(f"{name} {count}×" if count > 1 else name for name, count in Counter(members).items())
        lines += headed("origin", f"one for all: {origin} ({who})", width, "warn", 0)
    return lines


def _if_settled(desk: AdjudicatingDesk, dossier: Dossier, width: int, short: int) -> Lines:
    """What the evidence rule would say of each decision, given a reason."""
    lines: Lines = []
    plain: list[str] = []
    for label, judged in dossier.if_settled(desk.scheme):
        rule = desk.scheme.label(label)
        if rule is None:
            continue
        if judged.complete and not rule.ways:
            plain.append(f"{rule.key} {label_name(label)}")
            continue
        verdict = f", verdict {judged.verdict}" if judged.verdict else ""
        words = f"complete{verdict}" if judged.complete else missing_words(judged.missing)
        role = "good" if judged.complete else "warn"
        left = _WOULD_BE if not lines else " " * INDENT
        name = f"{rule.key} {label_name(label)}: "
        wrapped = wrap_words(words, max(width - len(left) - len(name) - 1, 8), 1 if short else 0)
        lines.append([(left, "faint"), (name, f"label:{label}"), (wrapped[0], role)])
        indent = " " * (len(left) + len(name))
        lines += [[(indent, "text"), (line, role)] for line in wrapped[1:]]
    if plain:
        left = _WOULD_BE if not lines else " " * INDENT
        lines.append([(left, "faint"), (f"{', '.join(plain)}: complete at once", "muted")])
    return lines


def _evidence(desk: AdjudicatingDesk, dossier: Dossier, width: int, short: int) -> Lines:
    votes = [vote for vote in dossier.votes if vote.citations]
    if not votes:
        return []
    column = column_width(len(votes), width)
    blocks: list[Lines] = []
    for vote in votes:
        lines = block(vote.member, column, "muted", 1)
        for citation in vote.citations:
            lines += _citation(desk, citation, column, short)
        blocks.append(lines)
    return side_by_side(blocks, width)


def _citation(desk: AdjudicatingDesk, citation: Citation, width: int, short: int) -> Lines:
    role = "muted" if citation.closed else "bad" if citation.stance == "refutes" else "text"
    lines = block(f"{STANCE_SIGNS[citation.stance]} {citation_words(citation)}", width, role, short)
    lines += block(source_words(citation, desk.config.date_format), width, "muted", short, indent=2)
    if citation.quote:
        lines += block(f"“{citation.quote}”", width, "text", short, indent=2)
    if citation.closed:
        lines += block(f"closed: {citation.closed}", width, "muted", short, indent=2)
    return lines


def _remarks(desk: AdjudicatingDesk, width: int) -> Lines:
    lines: Lines = []
    for comment in desk.state.comments:
        lines += headed("comment", f"{comment.member}: {comment.text}", width, "text", 0)
    return lines


def severity_words(level: Level, votes: Sequence[tuple[str, int]]) -> str:
    """What is at odds: `verdicts at odds: verified 2, contested 1`."""
    counted = ", ".join(f"{label_name(label)} {count}" for label, count in votes)
    if level is Level.UNSURE and sum(count for _, count in votes) == 1:
        return f"one vote, not sure or incomplete: {counted}"  # with nobody to agree with
    return f"{LEVEL_WORDS[level]}: {counted}" if counted else "no votes yet"
