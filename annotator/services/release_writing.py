"""Writing the files of one release, each in one pass over what it is made of."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, replace
from typing import Any

from annotator import __version__
from annotator.domain.dataset import About
from annotator.domain.ids import bytes_digest, digest
from annotator.domain.release import FORMAT, VERSION, Counts, ReleasedClaim, ReleaseOptions
from annotator.domain.round import Round
from annotator.domain.text import clean
from annotator.formats.csv_table import Table
from annotator.formats.datasheet import Facts, datasheet
from annotator.formats.field import object_of
from annotator.formats.jsonl import encoded
from annotator.formats.release_fields import (
    ARTICLE_FIELDS,
    CLAIM_FIELDS,
    CSV_FIELDS,
    TEXT_FIELDS,
    cell,
)
from annotator.formats.release_readme import FILES, readme
from annotator.services.agreeing import Asked, RoundAgreement, agreement_in
from annotator.services.packing import typed
from annotator.services.release_formats import ReleasedClaims, formats_of, write_formats
from annotator.services.writing_folders import CHECKSUMS, Files
from annotator.store import reading, release_log, releasing, rounds, settling
from annotator.store.connection import Database
from annotator.store.round_dataset import RoundClaims

Track = Callable[[str, Iterable[Any], int], AbstractContextManager[Iterable[Any]]]
"""Shows how far a long work is: words, items, how many; gives the items again."""
MANIFEST = "release.json"


class ReleaseWriting:
    """Writes one release from one consistent view of the file."""

    def __init__(
        self,
        db: Database,
        found: Round,
        member: str,
        options: ReleaseOptions,
        files: Files,
        track: Track,
    ) -> None:
        """`member` is who may see all votes of the round. Raises InputError and MissingExtra for formats."""
        self._forms = formats_of(options)
        self._db, self._found, self._member, self._options = db, found, member, options
        self._files, self._track = files, track
        self._people = releasing.participants(db, found.id)
        self._names = _pseudonyms(found.id, self._people) if options.pseudonyms else {}
        self._records = releasing.RoundRecords(db, found.id, self._named)
        self._scheme = reading.scheme(db, found.id)
        self._counts = Counts()
        self._articles: dict[str, None] = {}

    def write(self) -> Counts:
        """All of it; what was counted on the way."""
        self._write_claims()
        self._write_articles()
        if not self._options.pseudonyms:
            self._write_log()
        self._write_about(self._write_guideline())
        return self._counts

    def _named(self, name: str) -> str:
        return self._names.get(name, name)

    def _write_claims(self) -> None:
        raters = sorted(map(self._named, releasing.raters(self._db, self._found.id)))
        starts = self._records.parts()
        with (
            self._files.opened("claims.jsonl", "claims.csv", "votes.csv", "confidence.csv") as outs,
            self._track("claims", starts, len(starts)) as parts,
        ):
            lines, flat, labels, sure = outs
            claims = Table(flat, [field.name for field in CSV_FIELDS])
            units = Table(labels, ["claim", *raters]), Table(sure, ["claim", *raters])
            for start in parts:
                for record in self._records.claims(start):
                    if self._count(record):
                        lines.write(encoded(object_of(CLAIM_FIELDS, record)))
                        claims.write([[cell(field.value(record)) for field in CSV_FIELDS]])
                    said = {vote.reviewer: vote.label for vote in record.votes}
                    given = [said.get(rater) for rater in raters]
                    units[0].write([[record.claim.id, *(label.label if label else "" for label in given)]])
                    units[1].write(
                        [[record.claim.id, *(cell(label and label.confidence) for label in given)]]
                    )

    def _count(self, record: ReleasedClaim) -> bool:
        """Whether the claim is released."""
        taken = self._options.takes(record.status)
        self._counts.add(record, taken)
        if taken:
            self._articles[record.article.id] = None
        return taken

    def _write_articles(self) -> None:
        left_out = {"text": None} if self._options.without_texts else {}
        with (
            self._files.opened("articles.jsonl") as (out,),
            self._track("articles", self._articles, len(self._articles)) as articles,
        ):
            for article in articles:
                told = object_of((*ARTICLE_FIELDS, *TEXT_FIELDS), self._records.article(article))
                out.write(encoded({**told, **left_out}))

    def _write_log(self) -> None:
        release_log.collect(self._db, self._found.id, self._people)
        total = release_log.count_events(self._db, self._found.id)
        with (
            self._files.opened("log.jsonl") as (out,),
            self._track("decision log", self._log_lines(), total) as lines,
        ):
            for line in lines:
                out.write(line)

    def _log_lines(self) -> Iterator[bytes]:
        for feed, whole in release_log.feeds_of_round(self._db, self._found.id):
            yield encoded({**typed("feed", feed), "events": "all" if whole else "some"})
            for event in release_log.events_of_round(self._db, feed, whole):
                yield encoded({"type": "event", **event})

    def _write_guideline(self) -> str:
        """Its name and version, or empty when there is none."""
        found = rounds.guideline(self._db, self._found.guideline)
        if found is None:
            return ""
        text = clean(found.text)
        sha256 = bytes_digest(text.encode("utf-8"))
        head = f"version {found.version}, event {self._found.guideline}; SHA-256 of what follows: {sha256}"
        self._files.write("guideline.md", f"<!-- {head} -->\n{text}")
        return f"{found.name}, version {found.version} (SHA-256 {sha256})"

    def _write_about(self, guideline: str) -> None:
        self._files.write("scheme.toml", self._scheme.text)
        figures = agreement_in(self._db, self._found, self._member, Asked(), self._named)
        facts = self._facts(guideline, figures)
        self._files.write("agreement.json", _pretty(figures.record()))
        self._files.write("datasheet.md", datasheet(facts))
        formats = self._write_formats(facts, figures)
        self._files.write(MANIFEST, _pretty({**self._manifest(facts), "formats": formats}))
        written = {*self._files.digests, "README.md", CHECKSUMS}
        names = [name for name in FILES if name in written]
        more = {form.id: form.description for form in self._forms}
        self._files.write("README.md", readme(facts.round.name, names, more))
        self._files.write_checksums()

    def _write_formats(self, facts: Facts, figures: RoundAgreement) -> dict[str, Any]:
        if not self._forms:
            return {}
        claims = RoundClaims(self._db, self._found.id)
        reviewers = tuple(sorted(map(self._named, self._found.reviewers)))
        guideline = rounds.guideline(self._db, self._found.guideline)
        about = About(
            facts.round.name,
            __version__,
            self._scheme,
            replace(facts.round, reviewers=reviewers, settings=facts.settings),
            guideline.text if guideline else "",
            facts.guideline,
            figures.agreement,
            tuple(sorted(map(self._named, claims.reviewers()))),
            tuple(claims.languages()),
            dict(sorted(self._counts.splitters.items())),
        )
        released = ReleasedClaims(self._db, self._found.id, self._options, about, self._called)
        told = write_formats(self._forms, released, self._files)
        self._counts.left_out = {name: one["left_out"] for name, one in told.items()}
        return told

    def _called(self, name: str) -> str:
        """With pseudonyms also those are not named who did nothing in the round."""
        if not self._names or not name:
            return name
        return self._names.get(name, "another")

    def _facts(self, guideline: str, figures: RoundAgreement) -> Facts:
        found = self._found
        life = settling.life(self._db, found.id)
        seen = [one.id for one in life if one.what in ("revealed", "closed")]
        late = releasing.votes_after(self._db, found.id, seen[0]) if found.blind and seen else 0
        return Facts(
            round=replace(found, lead=self._named(found.lead)),
            settings=self._renamed(found.settings),
            life=[replace(one, by=self._named(one.by)) for one in life],
            scheme=self._scheme,
            guideline=guideline,
            options=self._options,
            counts=self._counts,
            articles=len(self._articles),
            counted=figures.labels,
            left_out=figures.left_out,
            agreement=figures.agreement,
            origins=figures.origins,
            late_votes=late,
            app=__version__,
        )

    def _renamed(self, value: Any) -> Any:
        """Settings, with every text in them that is a name replaced."""
        if isinstance(value, str):
            return self._named(value)
        if isinstance(value, Mapping):
            return {name: self._renamed(part) for name, part in value.items()}
        return [self._renamed(part) for part in value] if isinstance(value, list) else value

    def _manifest(self, facts: Facts) -> dict[str, Any]:
        found, counts = facts.round, self._counts
        kept = ("id", "name", "kind", "lead", "overlap", "blind", "seed", "scheme", "guideline", "at")
        about = {name: getattr(found, name) for name in kept}
        reviewers = sorted(map(self._named, found.reviewers))
        status = dict(sorted(counts.status.items()))
        return {
            "format": FORMAT,
            "version": VERSION,
            "app": __version__,
            "draft": self._options.draft,
            "options": asdict(self._options),
            "round": {**about, "reviewers": reviewers, "settings": facts.settings, "claims": found.claims},
            "claims": {"released": counts.released, "status": status, "not_in_the_file": facts.absent},
            "articles": facts.articles,
            "votes": counts.votes,
        }


def _pseudonyms(round_id: str, people: Iterable[str]) -> dict[str, str]:
    """r1, r2 ..., in the order of digests, so that it tells nothing of the names."""
    ranked = sorted(people, key=lambda name: digest("annotator-pseudonym-1", round_id, name))
    width = len(str(len(ranked)))
    return {name: f"r{number:0{width}}" for number, name in enumerate(ranked, 1)}


def _pretty(value: Any) -> str:
    return json.dumps(value, indent=1, sort_keys=True, allow_nan=False) + "\n"
