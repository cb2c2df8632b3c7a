"""Dependency trees from left to right by a linear model: the arc-hybrid transition system.

Kuhlmann, Gómez-Rodríguez and Satta (2011), https://aclanthology.org/P11-1068: the next word is put
on a stack (SHIFT), or the word on the stack becomes a dependent of the next word (LEFT) or of the
one below it (RIGHT). Each word is moved twice, so that time is linear. Features after Zhang and
Nivre (2011), https://aclanthology.org/P11-2033.
"""

from collections.abc import Sequence

from annotator.splitting.syntax.packed import Scorer
from annotator.splitting.syntax.words import Word

SHIFT, LEFT, RIGHT = 0, 1, 2
NO_TAG, NO_LABEL, NO_WORD = 63, 63, 0
ROOT_TAG = 62


class State:
    """A sentence while it is parsed; the root stands behind the last word."""

    __slots__ = ("ahead", "forms", "heads", "labels", "left", "next", "right", "size", "stack", "tags")

    def __init__(self, words: Sequence[Word], tags: Sequence[int], telling: frozenset[int]) -> None:
        size = len(words)
        self.size = size
        self.forms = [*(word.form for word in words), NO_WORD, NO_WORD, NO_WORD, NO_WORD]
        self.tags = [*tags, ROOT_TAG, NO_TAG, NO_TAG, NO_TAG]
        self.ahead = _ahead(self.tags, telling)
        self.stack: list[int] = []
        self.next = 0
        self.heads = [-1] * size
        self.labels = [NO_LABEL] * (size + 4)
        self.left: list[list[int]] = [[] for _ in range(size + 1)]
        """Dependents before the word, the nearest last added."""
        self.right: list[list[int]] = [[] for _ in range(size + 1)]

    @property
    def done(self) -> bool:
        return self.next == self.size and not self.stack

    def allowed(self) -> tuple[int, ...]:
        """Which moves can be made; only one word hangs on the root."""
        if not self.stack:
            return (SHIFT,)
        if self.next == self.size:
            return (RIGHT,) if len(self.stack) > 1 else (LEFT,)
        return (SHIFT, LEFT, RIGHT) if len(self.stack) > 1 else (SHIFT, LEFT)

    def keeping(self, root: int, allowed: tuple[int, ...]) -> tuple[int, ...]:
        """Those of the allowed moves after which the word can still be the root."""
        if self.stack and self.next == root:
            return tuple(move for move in allowed if move != SHIFT)
        if self.stack == [root] and self.next < self.size:
            return (SHIFT,)
        return allowed

    def shift(self) -> None:
        self.stack.append(self.next)
        self.next += 1

    def arc(self, move: int) -> tuple[int, int]:
        """(head, dependent) that LEFT or RIGHT would make."""
        return (self.next if move == LEFT else self.stack[-2], self.stack[-1])

    def attach(self, head: int, dependent: int, label: int) -> None:
        """Take the dependent from the stack."""
        self.stack.pop()
        self.heads[dependent] = head
        self.labels[dependent] = label
        (self.left if dependent < head else self.right)[head].append(dependent)


def _ahead(tags: Sequence[int], telling: frozenset[int]) -> list[int]:
    """For each place the next two telling tags behind it, as one number: is a verb to come?"""
    found = [0] * len(tags)
    seen = NO_TAG << 6 | NO_TAG
    for place in range(len(tags) - 1, -1, -1):
        found[place] = seen
        if tags[place] in telling:
            seen = (seen & 63) << 6 | tags[place]
    return found


class Parser:
    """Scores of moves and of labels; `telling`: the tags of verbs and marks, which show where a clause may
    go on."""

    def __init__(self, telling: frozenset[int], moves: Scorer, labels: Scorer) -> None:
        self._telling = telling
        self._moves = moves
        self._labels = labels

    def parse(self, words: Sequence[Word], tags: Sequence[int]) -> tuple[list[int], list[int]]:
        """Heads (the root's is the number of words) and numbers of labels."""
        state = State(words, tags, self._telling)
        while not state.done:
            allowed = state.allowed()
            if len(allowed) == 1:
                move = allowed[0]
            else:
                scores = self._moves.scores(move_features(state))
                move = max(allowed, key=scores.__getitem__)
            self._make(state, move)
        return state.heads, state.labels[: state.size]

    def parse_from(
        self, root: int, words: Sequence[Word], tags: Sequence[int]
    ) -> tuple[list[int], list[int], int]:
        """The tree with that root, and what its moves score less than the best ones at each step."""
        state = State(words, tags, self._telling)
        loss = 0
        while not state.done:
            allowed = state.allowed()
            kept = state.keeping(root, allowed)
            move = kept[0]
            if len(allowed) > 1:
                scores = self._moves.scores(move_features(state))
                move = max(kept, key=scores.__getitem__)
                loss += max(scores[other] for other in allowed) - scores[move]
            self._make(state, move)
        return state.heads, state.labels[: state.size], loss

    def _make(self, state: State, move: int) -> None:
        if move == SHIFT:
            state.shift()
        else:
            head, dependent = state.arc(move)
            state.attach(head, dependent, self._labels.best(label_features(state, head, dependent)))


def move_features(state: State) -> list[int]:
    """Numbers of the features of a state; the low 6 bits name the template.

    s: top of the stack, t: below it, b: next word, c and d: the two behind; l and r: outermost
    dependents.
    """
    forms, tags, labels, stack = state.forms, state.tags, state.labels, state.stack
    b = state.next
    s = stack[-1]
    ws, ts = forms[s], tags[s]
    wb, tb = forms[b], tags[b]
    tc, td = tags[b + 1], tags[b + 2]
    wc = forms[b + 1]
    if len(stack) > 1:
        t = stack[-2]
        wt, tt = forms[t], tags[t]
        t_left, t_right = state.left[t], state.right[t]
        gap = s - t
        gap = gap if gap < 5 else 5 if gap < 10 else 6
        tu = tags[stack[-3]] if len(stack) > 2 else NO_TAG
        trt = tags[t_right[-1]] if t_right else NO_TAG
        lrt = labels[t_right[-1]] if t_right else NO_LABEL
        llt = labels[t_left[-1]] if t_left else NO_LABEL
        valency_t = min(len(t_right), 3)
    else:
        wt, tt, gap, tu, trt, lrt, llt, valency_t = NO_WORD, NO_TAG, 7, NO_TAG, NO_TAG, NO_LABEL, NO_LABEL, 0
    distance = b - s
    distance = distance if distance < 5 else 5 if distance < 10 else 6
    s_left, s_right, b_left = state.left[s], state.right[s], state.left[b]
    tls = tags[s_left[-1]] if s_left else NO_TAG
    lls = labels[s_left[-1]] if s_left else NO_LABEL
    trs = tags[s_right[-1]] if s_right else NO_TAG
    lrs = labels[s_right[-1]] if s_right else NO_LABEL
    wrs = forms[s_right[-1]] if s_right else NO_WORD
    tlb = tags[b_left[-1]] if b_left else NO_TAG
    llb = labels[b_left[-1]] if b_left else NO_LABEL
    lls2 = labels[s_left[-2]] if len(s_left) > 1 else NO_LABEL
    lrs2 = labels[s_right[-2]] if len(s_right) > 1 else NO_LABEL
    valency_s = min(len(s_left), 3) << 2 | min(len(s_right), 3)
    valency_b = min(len(b_left), 3)
    ahead = state.ahead[b]
    soon = ahead & 63
    pair = ts << 6 | tb << 12
    below = ts << 6 | tt << 12
    return [
        0 | ws << 6,
        1 | ts << 6 | ws << 12,
        2 | ts << 6,
        3 | tb << 6 | wb << 12,
        4 | tb << 6 | tc << 12,
        5 | tb << 6 | tc << 12 | td << 18,
        6 | wb << 6,
        7 | tc << 6 | wc << 12,
        8 | tt << 6 | wt << 12,
        9 | below,
        10 | pair,
        11 | pair | ws << 18 | wb << 38,
        12 | pair | ws << 18,
        13 | pair | wb << 18,
        14 | below | ws << 18 | wt << 38,
        15 | below | wt << 18,
        16 | below | ws << 18,
        17 | pair | tc << 18,
        18 | pair | tt << 18,
        19 | below | tu << 18,
        20 | pair | tls << 18,
        21 | pair | trs << 18,
        22 | pair | tlb << 18,
        23 | below | trt << 18,
        24 | below | trs << 18,
        25 | ts << 6 | lls << 12 | lrs << 18,
        26 | pair | lrs << 18 | lrs2 << 24,
        27 | pair | lls << 18 | lls2 << 24,
        28 | pair | llb << 18,
        29 | below | lrt << 18 | llt << 24,
        30 | pair | distance << 18,
        31 | below | gap << 18,
        32 | pair | valency_s << 18,
        33 | tb << 6 | valency_b << 12 | ts << 18,
        34 | below | valency_t << 18 | valency_s << 20,
        35 | ws << 6 | distance << 26,
        36 | wb << 6 | distance << 26,
        37 | pair | tc << 18 | td << 24,
        38 | pair | tt << 18 | tc << 24,
        39 | ws << 6 | wb << 26,
        40 | wt << 6 | wb << 26,
        41 | ts << 6 | wrs << 12 | tb << 32,
        42 | below | wb << 18,
        43 | wt << 6 | tb << 26 | tt << 32,
        44 | ws << 6 | valency_s << 26 | tb << 32,
        45 | pair | lrs << 18 | tt << 24,
        46 | below | lrt << 18 | tb << 24,
        47 | pair | soon << 18,
        48 | pair | ahead << 18,
        49 | ws << 6 | tb << 26 | soon << 32,
        50 | pair | tc << 18 | soon << 24,
        51 | pair | tt << 18 | soon << 24,
        52 | ws << 6 | tb << 26 | tc << 32 | td << 38,
    ]


def label_features(state: State, head: int, dependent: int) -> list[int]:
    """Numbers of the features of an arc about to be made; the low 6 bits name the template."""
    forms, tags, labels = state.forms, state.tags, state.labels
    wh, th, wd, td = forms[head], tags[head], forms[dependent], tags[dependent]
    before = dependent < head
    gap = abs(head - dependent)
    gap = gap if gap < 4 else 4 if gap < 8 else 5
    side = before | gap << 1
    d_left, d_right = state.left[dependent], state.right[dependent]
    first = d_left[-1] if d_left else -1
    last = d_right[-1] if d_right else -1
    t_first, w_first, l_first = (
        (tags[first], forms[first], labels[first]) if first >= 0 else (NO_TAG, NO_WORD, NO_LABEL)
    )
    t_last, w_last, l_last = (
        (tags[last], forms[last], labels[last]) if last >= 0 else (NO_TAG, NO_WORD, NO_LABEL)
    )
    l_second = labels[d_left[-2]] if len(d_left) > 1 else NO_LABEL
    l_near = labels[d_left[0]] if d_left else NO_LABEL
    siblings = (state.left if before else state.right)[head]
    l_sibling = labels[siblings[-1]] if siblings else NO_LABEL
    others = (state.right if before else state.left)[head]
    l_other = labels[others[-1]] if others else NO_LABEL
    l_other2 = labels[others[-2]] if len(others) > 1 else NO_LABEL
    t_before = tags[dependent - 1] if dependent else NO_TAG
    w_before = forms[dependent - 1] if dependent else NO_WORD
    t_after = tags[dependent + 1]
    t_head_before = tags[head - 1] if head else NO_TAG
    pair = th << 6 | td << 12 | before << 18
    return [
        0 | side << 6,
        1 | pair,
        2 | pair | wh << 19,
        3 | pair | wd << 19,
        4 | pair | wd << 19 | wh << 39,
        5 | wd << 6 | before << 26,
        6 | wh << 6 | before << 26,
        7 | th << 6 | wd << 12 | before << 32,
        8 | td << 6 | wh << 12 | before << 32,
        9 | pair | gap << 19,
        10 | pair | t_first << 19,
        11 | pair | t_last << 19,
        12 | pair | l_first << 19 | l_second << 25,
        13 | pair | l_near << 19 | l_last << 25,
        14 | td << 6 | w_first << 12 | before << 32,
        15 | td << 6 | w_last << 12 | before << 32,
        16 | pair | l_sibling << 19,
        17 | pair | l_other << 19,
        18 | wh << 6 | l_sibling << 26 | before << 32,
        19 | wh << 6 | l_other << 26 | before << 32,
        20 | pair | l_sibling << 19 | l_other << 25,
        21 | pair | t_before << 19,
        22 | pair | t_after << 19,
        23 | pair | w_before << 19,
        24 | pair | t_head_before << 19,
        25 | pair | l_other << 19 | l_other2 << 25,
        26 | l_first << 6 | w_first << 12 | th << 32 | before << 38,
        27 | pair | l_first << 19 | gap << 25,
        28 | td << 6 | l_first << 12 | l_near << 18 | l_last << 24 | before << 30,
    ]
