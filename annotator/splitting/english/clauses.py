"""Where an English sentence is cut into claims: what its tree says, with a rule for each cut.

A claim is one finite clause. A verb that shares its subject gets a copy of it, with the leading date
and the auxiliaries; a relative clause that is set off gets its antecedent. Nothing is cut out of what
is only thought, asked or supposed, nor inside brackets or a partial quotation.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from annotator.domain.text import Range
from annotator.splitting.dates import leading_date_end
from annotator.splitting.english.lexicon import LONGEST_OPENING, OPENINGS, SPANS, words
from annotator.splitting.english.part import Part
from annotator.splitting.english.phrases import is_a, parts
from annotator.splitting.syntax.tree import AUXILIARIES, OF_CLAUSES, Tree

_SUBORDINATORS = words("after before while whereas because although though when since as once until so")
"""What opens a clause that is asserted like the main one."""
THAT = "-that"
"""What the rule of a clause ends in that says "that" again: "said that P and that Q"."""
_RELATIVES = frozenset({"who", "which", "that"})
_OPAQUE = frozenset({"ccomp", "csubj", "csubj:pass", "csubj:outer", "xcomp", "advcl", "acl", "acl:relcl"})
"""What stands below these is not asserted, unless the clause itself was cut out."""
_MARKS = frozenset({",", ";", ":", "-", "–", "—", "--", "…"})
_CLOSED = frozenset({'"', "”", "»"})
"""May stand behind the comma that sets a clause off."""
_OPENERS, _CLOSERS = "([{", ")]}"


@dataclass(frozen=True, slots=True)
class Piece:
    """One claim's words."""

    ranges: tuple[Range, ...]
    rule: str
    copied: tuple[Range, ...] = ()
    """Those of the ranges that belong to another claim too."""
    added: tuple[tuple[int, str], ...] = ()
    """(place, words) that the wording needs there."""


@dataclass(slots=True)
class _Clause:
    """A clause that becomes a claim."""

    head: int
    rule: str
    parent: "_Clause | None" = None
    copied: list[int] = field(default_factory=list)
    dropped: set[int] = field(default_factory=set)
    """Words of its stretch that are left out: the conjunction, the relative pronoun."""


def cut(text: str, tree: Tree, *, fine: bool = False) -> list[Piece]:
    """The claims of one sentence, or of a stretch of one, in the order of their verbs."""
    clauses = list(_clauses(text, tree))
    owner = _owners(tree, clauses)
    pieces = []
    for clause in clauses:
        own = [
            word for word in tree.span(clause.head) if owner[word] is clause and word not in clause.dropped
        ]
        words = sorted({*own, *clause.copied})
        subject = _subject_words(tree, clause) or []
        for part in parts(tree, words, clause.head, subject, clause.rule, fine=fine):
            piece = _piece(text, tree, part, clause.copied)
            if piece:
                pieces.append(piece)
    return pieces


def _piece(text: str, tree: Tree, part: Part, copied: Sequence[int]) -> Piece | None:
    ranges = _ranges(text, tree, part.words)
    if not ranges:
        return None
    again = _ranges(text, tree, sorted({*part.copied, *(word for word in copied if word in part.words)}))
    added = ((tree.tokens[part.copula[0]].start, f"{part.copula[1]} "),) if part.copula else ()
    return Piece(ranges, part.rule, again, added)


def _clauses(text: str, tree: Tree) -> Iterator[_Clause]:
    """The main clause, then those cut out of it, from outside to inside and from left to right."""
    protected = _protected(tree)
    waiting = [_Clause(tree.root, "sentence", dropped=_opening(tree))]
    while waiting:
        clause = waiting.pop(0)
        yield clause
        below = list(tree.children[clause.head])
        while below:
            word = below.pop(0)
            found = None if protected[word] else _cut_at(text, tree, clause, word)
            if found:
                waiting.append(found)
            elif tree.labels[word] not in _OPAQUE:
                below.extend(tree.children[word])


def _opening(tree: Tree) -> set[int]:
    """ "However," in front of the sentence."""
    for size in range(1, min(LONGEST_OPENING, len(tree.words) - 1) + 1):
        if tree.words[size] == "," and tuple(tree.words[:size]) in OPENINGS:
            return set(range(size + 1))
    return set()


def _cut_at(text: str, tree: Tree, clause: _Clause, word: int) -> _Clause | None:
    """The clause that the word heads, if it can stand as a claim of its own."""
    label = tree.labels[word]
    if label == "conj" and tree.heads[word] == clause.head:
        return _coordinated(text, tree, clause, word)
    if label == "advcl" and tree.heads[word] == clause.head:
        return _subordinate(tree, clause, word)
    if label == "acl:relcl":
        return _relative(tree, clause, word)
    if label == "parataxis" and tree.finite(word) and tree.subject(word) is not None:
        return _relative(tree, clause, word) or _Clause(word, "parataxis", clause)
    return None


def _coordinated(text: str, tree: Tree, clause: _Clause, word: int) -> _Clause | None:
    joint = next((c for c in tree.children[word] if tree.labels[c] == "cc"), None)
    name = tree.words[joint] if joint is not None else "comma"
    dropped = {joint} if joint is not None else set()
    if name in ("or", "nor"):
        return None
    if tree.subject(word) is not None:
        if not tree.finite(word) or _tells_when(tree, word):
            return None
        again = {c for c in tree.children[word] if tree.labels[c] == "mark" and tree.words[c] == "that"}
        found = _Clause(word, f"clause-{name}{THAT if again else ''}", clause, dropped=dropped | again)
        if tree.tags[word] == "VBD" or "VBD" in (tree.tags[c] for c in tree.children[word]):
            found.copied = _leading_date(text, tree, clause)
        return found
    copied = _shared(tree, clause, word)
    if copied is None:
        return None
    return _Clause(word, f"verb-{name}", clause, [*_leading_date(text, tree, clause), *copied], dropped)


def _tells_when(tree: Tree, word: int) -> bool:
    """Whether it is ", a day after the storm crossed"."""
    before = range(tree.first[word] + 1, word)
    return any(tree.words[w] in _SUBORDINATORS and tree.words[w - 1] in SPANS for w in before)


def _shared(tree: Tree, clause: _Clause, word: int) -> list[int] | None:
    """Subject and auxiliaries that a second verb takes over; None when it is no verb of the same kind."""
    subject = _subject_words(tree, clause)
    if subject is None:
        return None
    if tree.finite(word):
        return subject
    head = clause.head
    group = [c for c in tree.children[head] if tree.labels[c] in AUXILIARIES and c < head]
    if not group:
        return subject if tree.tags[head] == "VBD" and tree.tags[word] == "VBN" else None
    if any(tree.labels[c] == "cop" for c in group) or tree.tags[word] != tree.tags[head]:
        return None
    denied = [c for c in tree.children[head] if tree.words[c] in ("not", "n't", "never") and c < head]
    return sorted([*subject, *group, *denied])


def _subject_words(tree: Tree, clause: _Clause) -> list[int] | None:
    """The words of the subject, of the clause itself or copied; None without one."""
    subject = tree.subject(clause.head)
    if subject is not None:
        return _phrase(tree, subject)
    return clause.copied or None


def _phrase(tree: Tree, noun: int) -> list[int]:
    """A noun phrase without its preposition, relative clauses and what is set off behind it."""
    left_out: set[int] = set()
    for child in tree.children[noun]:
        label = tree.labels[child]
        set_off = tree.words[tree.first[child] - 1] in _MARKS if tree.first[child] else False
        if (
            label in ("acl:relcl", "parataxis")
            or (label in ("appos", "acl") and set_off)
            or (label in OF_CLAUSES or (label in ("case", "cc", "mark") and child < noun))
        ):
            left_out.update(tree.span(child))
    words = [word for word in tree.span(noun) if word not in left_out]
    while words and tree.words[words[-1]] in _MARKS:
        words.pop()
    return words


def _leading_date(text: str, tree: Tree, clause: _Clause) -> list[int]:
    """ "In March 2022," in front of the clause, or copied to it."""
    first, last = tree.first[clause.head], tree.last[clause.head]
    start, end = tree.tokens[first].start, tree.tokens[last].end
    stop = leading_date_end(text, start, end)
    if stop > start:
        return [w for w in range(first, last + 1) if tree.tokens[w].end <= stop]
    return []


def _subordinate(tree: Tree, clause: _Clause, word: int) -> _Clause | None:
    """ "..., after Tokyo sided with ..." """
    mark = next((c for c in tree.children[word] if tree.labels[c] in ("mark", "advmod") and c < word), None)
    first = next((w for w in tree.span(word) if tree.words[w] not in _MARKS), word)
    if mark is None or mark != first or tree.words[mark] not in _SUBORDINATORS:
        return None
    if mark and tree.words[mark - 1] in SPANS:
        return None  # "a day after ...": the clause tells when
    if tree.words[mark] == "so" and (not mark or tree.words[mark - 1] not in _MARKS):
        return None
    if not tree.finite(word) or tree.subject(word) is None:
        return None
    return _Clause(word, f"clause-{tree.words[mark]}", clause, dropped={mark})


def _relative(tree: Tree, clause: _Clause, word: int) -> _Clause | None:
    """ "Ask, who owns a boat, ..." -> "Ask owns a boat"; what "X is a Y that Z" says of X."""
    subject = tree.subject(word)
    if subject is None or not tree.finite(word):
        return None
    first = next((w for w in tree.span(word) if tree.words[w] not in _MARKS), word)
    before = first - 1 - (tree.words[first - 1] in _CLOSED)
    set_off = first > 0 and tree.words[before] in _MARKS
    if tree.words[first] == "where" and set_off and subject != first:
        return _Clause(word, "relative-where", clause, dropped={first})
    if subject != first or tree.words[subject] not in _RELATIVES:
        return None
    noun = tree.heads[word]
    if noun == clause.head and _is_cleft(tree, clause):
        return None
    if set_off:
        antecedent = [w for w in _phrase(tree, noun) if w < first]
    elif noun == clause.head and is_a(tree, noun):
        antecedent = _subject_words(tree, clause) or []
    else:
        return None
    return (
        _Clause(word, f"relative-{tree.words[subject]}", clause, antecedent, {subject})
        if antecedent
        else None
    )


def _is_cleft(tree: Tree, clause: _Clause) -> bool:
    """Whether it is "It was Lund who signed"."""
    subject = tree.subject(clause.head)
    return subject is not None and tree.words[subject] == "it"


def _owners(tree: Tree, clauses: Sequence[_Clause]) -> list[_Clause]:
    """For each word the innermost clause it stands in."""
    owner = [clauses[0]] * len(tree.tokens)
    for clause in clauses:  # inner ones come behind the outer ones
        for word in tree.span(clause.head):
            owner[word] = clause
    return owner


def _ranges(text: str, tree: Tree, words: Sequence[int]) -> tuple[Range, ...]:
    """Stretches of neighbouring words, without marks at their ends."""
    found: list[Range] = []
    for run in _runs(words):
        while run and tree.words[run[0]] in _MARKS:
            run = run[1:]
        while run and tree.words[run[-1]] in _MARKS:
            run = run[:-1]
        if run:
            found.append((tree.tokens[run[0]].start, tree.tokens[run[-1]].end))
    return tuple(found)


def _runs(words: Iterable[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for word in words:
        if run and word != run[-1] + 1:
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _protected(tree: Tree) -> list[bool]:
    """For each word whether it stands in brackets or between quotation marks."""
    found: list[bool] = []
    depth = 0
    quoted = False
    for word in tree.words:
        if word in _OPENERS or word in "“„«":
            depth += 1
        if word == '"':
            quoted = not quoted
        found.append(depth > 0 or quoted)
        if (word in _CLOSERS or word in "”»") and depth:
            depth -= 1
    return found
