"""What the citation form holds, without a screen: values, where one is, what was filled in and is offered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from annotator.domain.earlier_source import EarlierSource, texts_of
from annotator.domain.fitting import Finder
from annotator.domain.references import Pasted, Reference, read_pasted
from annotator.services.reading import Reading
from annotator.tui.drafting import (
    FIELDS,
    NAMES,
    SOURCE_NAMES,
    Field,
    asks_sole_authority,
    read_draft,
)
from annotator.tui.drawing import Piece

FIRST = "url"
COMPLETED = ("author", "publisher", "origin")
LETTERS = 2
"""So many typed letters bring earlier sources."""
OFFERED = 5
_DEFAULTED = ("accessed", "kind")
"""Fields that a new form fills itself; what is pasted knows better."""
_LABELS = {field.name: field.label for field in FIELDS}


@dataclass(frozen=True, slots=True)
class Offer:
    """A source that one key fills in."""

    name: str
    about: str
    fields: Mapping[str, str]
    suggested: Mapping[str, str]
    sort: str
    """What it is, in words: "BibTeX entry", "earlier source"."""
    notes: Sequence[str] = ()


@dataclass(slots=True)
class Entry:
    """One citation being entered."""

    values: dict[str, str]
    reading: Reading
    key: Callable[[str], str]
    """The key of a command, by its id, as it is written for people."""
    at: str = FIRST
    problems: dict[str, str] = field(default_factory=dict)
    filled: set[str] = field(default_factory=set)
    """Fields whose value was filled in, and not touched since."""
    offers: Sequence[Offer] = ()
    marked: int | None = None
    """The offer that is taken by Enter."""
    _begun_with: dict[str, str] = field(init=False)
    _fills: list[dict[str, tuple[str, str]]] = field(default_factory=list)
    _suggested: dict[str, str] = field(default_factory=dict)
    _earlier: Finder[EarlierSource] | None = None

    def __post_init__(self) -> None:
        self._begun_with = dict(self.values)

    @property
    def field(self) -> Field:
        return FIELDS[NAMES.index(self.at)]

    def shown(self) -> list[Field]:
        """The fields that are asked for now."""
        hidden = set() if asks_sole_authority(self.values) else {"sole", "sole_authority"}
        if not self.values["sole"]:
            hidden.add("sole_authority")
        return [field for field in FIELDS if field.name not in hidden]

    def rows(self) -> list[tuple[Field, int]]:
        """The lines of the form: a field and which of its lines, -1 for what is wrong in it."""
        rows: list[tuple[Field, int]] = []
        for each in self.shown():
            rows += [(each, part) for part in range(each.height)]
            if each.name in self.problems:
                rows.append((each, -1))
        return rows

    def step(self, by: int) -> None:
        """To the next field, around the end."""
        names = [each.name for each in self.shown()]
        self.go(names[(names.index(self.at) + by) % len(names)] if self.at in names else FIRST)

    def go(self, name: str) -> None:
        self.at = name
        self.offers, self.marked = (), None

    def edit(self, name: str, value: str) -> None:
        """What was typed into a field."""
        if self.values[name] == value:
            return
        self.values[name] = value
        self.filled.discard(name)
        self._recheck(name)
        if name == FIRST:
            self._offer_earlier(value)

    def _recheck(self, name: str) -> None:
        """Take back what was said of a field that is put right, and of others by it."""
        if self.problems:
            now = read_draft(self.values).problems
            kept = {other: words for other, words in self.problems.items() if now.get(other) == words}
            kept.pop(name, None)
            self.problems = kept

    # --- earlier sources -------------------------------------------------------------------------

    def _offer_earlier(self, typed: str) -> None:
        letters = typed.strip()
        self.offers, self.marked = (), None
        if len(letters) < LETTERS or _is_address(letters):
            return
        if self._earlier is None:
            known = self.reading.earlier_sources()
            self._earlier = Finder((earlier, texts_of(earlier.source)) for earlier in known)
        self.offers = [_offer_of(earlier) for earlier in self._earlier.find(letters, OFFERED)]
        self.marked = 0 if self.offers else None

    def mark(self, by: int) -> None:
        """Mark another of the offers."""
        if self.offers:
            self.marked = max(0, min((self.marked or 0) + by, len(self.offers) - 1))

    def take(self) -> str:
        """Fill in the marked offer; what was typed to find it goes. What to say of it."""
        offer = self.offers[self.marked or 0]
        return self._fill(offer, searched=self.values[FIRST] if offer.sort == EARLIER else "")

    # --- what is pasted --------------------------------------------------------------------------

    @property
    def is_empty(self) -> bool:
        return not any(self.values[name].strip() for name in NAMES if name not in _DEFAULTED)

    def paste(self, text: str) -> Piece | None:
        """Fill in what a pasted text says; what to say of it, None when it is plain text for the field.

        Several entries are offered. In the first field a text that is broken is refused in words.
        """
        first = self.at == FIRST
        if not (first or self.at == "archive_url" or self.is_empty):
            return None
        pasted = read_pasted(text)
        if pasted.problem:
            return (f"{pasted.problem} Nothing was filled in.", "bad") if first else None
        if not pasted.references or not self._may_fill(pasted):
            return None
        if len(pasted.references) > 1:
            return self._offer_several(pasted.references), "good"
        reference = pasted.references[0]
        typed = " ".join(text.split())
        tidied = reference.sort == "web address" and reference.fields["url"] != typed
        return self._fill(_offer(reference), raw=typed if tidied else ""), "good"

    def _may_fill(self, pasted: Pasted) -> bool:
        """An address goes into a field that holds something as plain text does."""
        is_address = pasted.references[0].sort in ("web address", "DOI", "archived copy")
        if self.at == "archive_url" and not self.is_empty:
            return pasted.references[0].sort == "archived copy" and not self.values["archive_url"]
        return not (is_address and self.values[FIRST].strip())

    def _offer_several(self, references: Sequence[Reference]) -> str:
        self.at = FIRST
        self.offers, self.marked = [_offer(reference) for reference in references[:OFFERED]], 0
        more = f", the first {OFFERED} are shown" if len(references) > OFFERED else ""
        up, down = self.key("citation.offer.previous"), self.key("citation.offer.next")
        take = self.key("citation.offer.take")
        return f"{len(references)} entries were pasted{more}: {up} {down} go through them, {take} takes one."

    def _fill(self, offer: Offer, *, searched: str = "", raw: str = "") -> str:
        """Fill the fields that are empty, and those that the form filled itself; what to say of it.

        `searched` stood in the first field to find the offer, `raw` is what comes back there.
        """
        changed: dict[str, tuple[str, str]] = {}
        kept: list[str] = []
        for name in dict.fromkeys((FIRST, *offer.fields)):
            new, old = offer.fields.get(name, ""), self.values[name]
            found_by = name == FIRST and searched != "" and old == searched
            by_itself = name in _DEFAULTED and old == self._begun_with[name]
            if new == old or not (new or found_by):
                continue
            if not old.strip() or found_by or by_itself:
                changed[name] = (raw if name == FIRST and raw else old, new)
            else:
                kept.append(name)
        self._fills.append(changed)
        for name, (_, new) in changed.items():
            self.values[name] = new
            self._recheck(name)
        done = [name for name, (_, new) in changed.items() if new]
        self.filled |= set(done)
        self._suggested.update(offer.suggested)
        self.go(self._next_wanted())
        words = [f"Filled in from the {offer.sort}: {_labels(done)}." if done else "Nothing new was in it."]
        words += [f"Kept as you typed it: {_labels(kept)}."] if kept else []
        return " ".join([*words, *offer.notes])

    def _next_wanted(self) -> str:
        if not (self.values["url"] or self.values["reference"]):
            return FIRST
        return next((name for name in ("quote", "stance") if not self.values[name].strip()), "title")

    @property
    def can_unfill(self) -> bool:
        return bool(self._fills)

    def unfill(self) -> str:
        """Take back what was filled in last, where it stands as it was filled; gives what to say of it."""
        changed = self._fills.pop()
        for name, (old, new) in changed.items():
            if self.values[name] == new:
                self.values[name] = old
                self.filled.discard(name)
        self.go(self.at)
        return "What was filled in is taken back; what you typed stays."

    # --- completing names ------------------------------------------------------------------------

    def completion(self, name: str, typed: str) -> str:
        """What a name that is being typed may become; for an empty field a guess, or ""."""
        if name not in COMPLETED:
            return ""
        if typed:
            return self.reading.completion(name, typed)
        if name == "publisher":
            url = self.values["url"]
            return (self.reading.publisher_of_site(url) if _is_address(url) else "") or self._suggested.get(
                "publisher", ""
            )
        return ""

    def complete(self, value: str) -> None:
        """Put a completed name into the field at hand."""
        self._fills.append({self.at: (self.values[self.at], value)})
        self.values[self.at] = value
        self.filled.add(self.at)
        self._recheck(self.at)


EARLIER = "earlier source"


def _offer(reference: Reference) -> Offer:
    fields = reference.fields
    name = fields.get("title") or fields.get("reference") or fields.get("url") or "without a title"
    about = " · ".join(fields[part] for part in ("author", "publisher", "published") if part in fields)
    return Offer(name, about, fields, reference.suggested, reference.sort, reference.notes)


def _offer_of(earlier: EarlierSource) -> Offer:
    source = earlier.source
    given = {name: getattr(source, name) for name in SOURCE_NAMES}
    own = {"kind": earlier.kind, "archive_url": earlier.archive_url, "archived_at": earlier.archived_at}
    fields = {name: value for name, value in {**given, **own}.items() if value}
    parts = (source.publisher or source.author, source.published, source.url if source.title else "")
    return Offer(source.name, " · ".join(part for part in parts if part), fields, {}, EARLIER)


def _is_address(typed: str) -> bool:
    return typed.lower().startswith(("http:", "https:", "www."))


def _labels(names: Sequence[str]) -> str:
    return ", ".join(_LABELS[name].lower().replace("url", "URL") for name in names)
