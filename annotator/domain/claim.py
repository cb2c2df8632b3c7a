"""Claims, and the set that one splitter made of one article."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

from annotator.domain.article import Region
from annotator.domain.ids import canonical_json, digest
from annotator.domain.suggestion import IMPORT
from annotator.domain.text import Range

Mode = Literal["content", "utterance"]
MODES: tuple[Mode, ...] = ("content", "utterance")
Granularity = Literal["sentence", "clause", "fine"]
GRANULARITIES: tuple[Granularity, ...] = ("sentence", "clause", "fine")
"""How small claims are: whole sentences; finite clauses; besides these appositions, the items of lists
and clauses without a finite verb."""
FlagKind = Literal["pronoun", "loaded", "editorial", "causal", "partial_quotation", "scare_quotes"]
FLAG_KINDS: tuple[FlagKind, ...] = get_args(FlagKind)
EditKind = Literal["copied", "left_out", "replaced", "added", "case", "stop"]
EDIT_KINDS: tuple[EditKind, ...] = get_args(EditKind)
Likeness = Literal["", "variant", "similar"]
LIKENESSES: tuple[Likeness, ...] = get_args(Likeness)

IN_A_ROUND = "round"
"""What stands in place of a splitter's name in claim sets that people made in a segmentation round."""

_DIGEST = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Flag:
    """Something in a claim that a reviewer should know of: `[start, end)` in the article."""

    kind: FlagKind
    """A pronoun left in the wording, a loaded term, an editorial insertion in brackets, a causal link,
    a quotation of a part of a sentence, quotation marks that keep a distance."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of the wording against the verbatim ranges: `[start, end)` in the article."""

    kind: EditKind
    """`copied`: the article's words there are repeated here. `left_out`: they are not in the wording.
    `replaced`, `case`: they read `text` here. `added`: `text` stands at `start`, which is `end`.
    `stop`: the same, at the end of the wording."""
    start: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable statement: ranges in the article and a readable wording."""

    ranges: tuple[Range, ...]
    """Ordered, not empty, not overlapping; code points of the canonical text."""
    text: str
    """The wording that a reader understands alone."""
    mode: Mode = "content"
    """`content`: it is so. `utterance`: the speaker said it."""
    speaker: str | None = None
    """Who is said to have made it, as written in the article."""
    cue: str | None = None
    """The word that attributes it: "said", "according to" ..."""
    date: str | None = None
    """EDTF of the time that the claim is about, at its honest precision."""
    rule: str = ""
    """Id of the splitting rule that cut it."""
    partner: int | None = None
    """Index, in the same list, of the claim of the other mode made from the same words."""
    occurrences: tuple[Range, ...] = ()
    """Further places where the same words stand (in duplicate regions)."""
    flags: tuple[Flag, ...] = ()
    edits: tuple[Edit, ...] = ()
    like: int | None = None
    """Index, in the same list, of an earlier claim that says the same or nearly."""
    likeness: Likeness = ""
    """How alike, empty without `like`. `variant`: only function words differ, so it is folded into that
    claim until a reviewer says otherwise. `similar`: a claim of its own until a reviewer folds it."""
    id: str = ""
    """Filled in by `ClaimSet.build`."""


@dataclass(frozen=True, slots=True)
class Maker:
    """What made a claim set: a splitter, by its name."""

    name: str
    version: str
    model: str = ""
    """Digest or name, as in `ClaimSet`."""
    granularity: str = ""
    """Empty where it is what the splitter does unasked."""

    @property
    def words(self) -> str:
        """For people: a model is named if it has a name."""
        if self.name == IN_A_ROUND:
            return "people, in a round"
        if self.name.startswith(IMPORT):
            return f"imported from {self.name.removeprefix(IMPORT)}"
        parts = [f"{self.name} {self.version}"]
        if self.model and not _DIGEST.fullmatch(self.model):
            parts.append(f"model {self.model}")
        if self.granularity:
            parts.append(f"granularity {self.granularity}")
        return ", ".join(parts)

    @property
    def made(self) -> str:
        """ "split by plain 3", "imported from fever"."""
        return self.words if self.name.startswith(IMPORT) else f"split by {self.words}"


@dataclass(frozen=True, slots=True)
class ClaimSet:
    """All claims that one splitter made of one article, with the regions they rest on."""

    article: str
    splitter: str
    version: str
    model: str
    """Digest of the splitter's model, empty without one."""
    options: Mapping[str, str]
    published: str
    """The date that relative dates were resolved against (EDTF), or empty."""
    regions: tuple[Region, ...]
    claims: tuple[Claim, ...]
    id: str = field(default="")

    @classmethod
    def build(
        cls,
        *,
        article: str,
        splitter: str,
        version: str,
        model: str = "",
        options: Mapping[str, str] | None = None,
        published: str = "",
        regions: Sequence[Region],
        claims: Sequence[Claim],
    ) -> "ClaimSet":
        """Give the set and each claim its id, both from content alone."""
        chosen = dict(options or {})
        identity = claim_set_id(article, splitter, version, model, chosen, published)
        named = tuple(replace(claim, id=claim_id(identity, claim)) for claim in claims)
        return cls(article, splitter, version, model, chosen, published, tuple(regions), named, identity)

    @property
    def maker(self) -> Maker:
        return Maker(self.splitter, self.version, self.model, self.options.get("granularity", ""))

    @property
    def made_by(self) -> tuple[object, ...]:
        """Splitter, version, model, options and date: what one can know before splitting, so without
        what a model answered."""
        options = {name: value for name, value in self.options.items() if name != "answers"}
        return self.splitter, self.version, self.model, options, self.published

    @property
    def content_digest(self) -> str:
        """Digest of everything in the set, so that a changed byte anywhere in it is found."""
        regions = [[r.kind, r.start, r.end, list(r.duplicate_of or ())] for r in self.regions]
        claims = [
            [
                c.id,
                [list(pair) for pair in c.ranges],
                c.text,
                c.mode,
                c.speaker,
                c.cue,
                c.date,
                c.rule,
                c.partner,
                [list(pair) for pair in c.occurrences],
                *_later_fields(c),
            ]
            for c in self.claims
        ]
        return digest("annotator-set-content-1", self.id, canonical_json([regions, claims]))


def flag_rows(flags: Iterable[Flag]) -> list[list[Any]]:
    """As JSON holds them: [kind, start, end] each."""
    return [[flag.kind, flag.start, flag.end] for flag in flags]


def edit_rows(edits: Iterable[Edit]) -> list[list[Any]]:
    """As JSON holds them: [kind, start, end, text] each."""
    return [[edit.kind, edit.start, edit.end, edit.text] for edit in edits]


def _later_fields(claim: Claim) -> list[Any]:
    """Fields that sets of older versions do not have: nothing where unused, so that digests stay."""
    if not (claim.flags or claim.edits or claim.like is not None or claim.likeness):
        return []
    return [flag_rows(claim.flags), edit_rows(claim.edits), claim.like, claim.likeness]


def claim_set_id(
    article: str, splitter: str, version: str, model: str, options: Mapping[str, str], published: str
) -> str:
    """Digest of (article, splitter, version, model digest, options, published date)."""
    return digest(
        "annotator-claim-set-1", article, splitter, version, model, canonical_json(dict(options)), published
    )


def claim_id(claim_set: str, claim: Claim) -> str:
    """Digest of (set, ranges, mode, text)."""
    return digest("annotator-claim-1", claim_set, ranges_json(claim.ranges), claim.mode, claim.text)


def ranges_json(ranges: Iterable[Range]) -> str:
    """Canonical JSON of ranges."""
    return f"[{','.join(f'[{start},{end}]' for start, end in ranges)}]"
