"""What is asked of an export, checked: which labels, whose, in which parts, with which options."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from importlib.util import find_spec
from typing import Any, Literal

from annotator.domain.dataset import ClaimRecord
from annotator.domain.errors import InputError, MissingExtra, installing
from annotator.formats import Format, Option

Which = Literal["gold", "votes", "both"]
_SAFE = "Nothing was written."
INCOMPLETE = "labels whose evidence is incomplete (--include-incomplete keeps them)"
UNDECIDED = "decisions whose evidence is incomplete (--include-incomplete keeps them)"


@dataclass(frozen=True)
class ExportRequest:
    """The options of an export."""

    round_name: str = ""
    """Or the beginning of its id; empty: the whole file as it is now."""
    by: Sequence[str] = ()
    """Whose labels, remarks and citations; empty: everybody's."""
    which: Which | None = None
    """None: both, and with `by` the votes."""
    include_incomplete: bool = False
    shares: Mapping[str, Fraction] = field(default_factory=dict)
    """Of the parts that it is split into, by name; empty: it is not split."""
    seed: int = 0
    options: Mapping[str, str] = field(default_factory=dict)
    """The format's own."""
    may_replace: bool = False
    """A folder that an export made may be replaced."""

    @property
    def labels(self) -> Which:
        return self.which or ("votes" if self.by else "both")

    def told(self) -> dict[str, Any]:
        """For the manifest: what an export with the same options is asked for."""
        return {
            "round": self.round_name,
            "by": sorted(self.by),
            "labels": self.labels,
            "include_incomplete": self.include_incomplete,
            "split": {name: str(share) for name, share in self.shares.items()},
            "seed": self.seed if self.shares else None,
            "with": dict(self.options),
        }

    def chosen(self, record: ClaimRecord, left_out: Counter[str]) -> ClaimRecord:
        """The record with what is wanted of it; what is left out though it was wanted is counted."""
        gold = record.gold if self.labels != "votes" else None
        labels = record.labels if self.labels != "gold" else ()
        if self.by:
            labels = tuple(one for one in labels if one.view.label.member in self.by)
        if not self.include_incomplete:
            if gold is not None and not gold.complete:
                record, gold = replace(record, gold=None, decision_left_out=True), None
                left_out[UNDECIDED] += 1
            kept = tuple(one for one in labels if one.view.standing.complete)
            if len(kept) < len(labels):
                left_out[INCOMPLETE] += len(labels) - len(kept)
                labels = kept
        if gold is not record.gold or len(labels) != len(record.labels):
            record = replace(record, gold=gold, labels=labels)
        return self._of_these(record) if self.by else record

    def _of_these(self, record: ClaimRecord) -> ClaimRecord:
        """Without the remarks of others."""
        return replace(
            record,
            other_citations=tuple(one for one in record.other_citations if one.member in self.by),
            comments=tuple(one for one in record.comments if one.member in self.by),
            flags=tuple(member for member in record.flags if member in self.by),
        )


def named_options(
    given: Iterable[str], known: Sequence[Option], whose: str, safe: str = _SAFE
) -> dict[str, str]:
    """ "NAME=VALUE" each, of the options that there are; `whose` says of what. Raises InputError."""
    found: dict[str, str] = {}
    names = [option.name for option in known]
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals:
            raise InputError(f"--with {pair!r} is not NAME=VALUE.", safe=safe)
        if name not in names:
            has = (
                f"There are: {', '.join(names)}."
                if names
                else "It has none for this; annotator formats NAME lists those of a format."
            )
            raise InputError(f"There is no option {name!r} of {whose}.", safe=safe, do=has)
        if name in found:
            raise InputError(f"--with {name}: it is given twice.", safe=safe)
        found[name] = value
    return found


def missing_modules(form: Format) -> list[str]:
    """What of the packages that a format needs is not installed."""
    return [module for module in form.modules if find_spec(module.partition(".")[0]) is None]


def check_written(form: Format) -> None:
    """Raise InputError for a format that no export writes, MissingExtra when it cannot work here."""
    if not form.is_written:
        do = f"It is written by: {form.written_by}" if form.written_by else ""
        raise InputError(f"The format {form.id} can be read, not written by an export.", safe=_SAFE, do=do)
    check_installed(form)


def check_installed(form: Format, safe: str = _SAFE) -> None:
    """Raise MissingExtra when a format cannot work here."""
    if missing := missing_modules(form):
        raise MissingExtra(
            f"The format {form.id} needs a package that is not here ({', '.join(missing)}).",
            safe=safe,
            do=f"Install it: {installing(form.extra)}",
        )
