"""brat standoff: a folder with the text of each article, its annotations beside it, and what they may be.

The format is that of https://brat.nlplab.org/standoff.html. A claim is a text-bound annotation of type
`Claim`; a discontinuous one has several fragments. No fragment may hold a line break, so a range over several
lines is cut there. Offsets are code points, as in brat's own server.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from annotator.domain.citation import Citation
from annotator.domain.dataset import ClaimRecord, DatasetArticle, Judgement
from annotator.domain.scheme import Scheme
from annotator.domain.text import Range, clean, clean_line
from annotator.formats.by_article import Tally, by_article
from annotator.formats.field import Described, FieldTable
from annotator.formats.format import Dataset, Folder, Format, Written
from annotator.formats.outcome import OUTCOMES, outcome_of

CONFIGURATION = "annotation.conf"
GOLD, GOLD_VERDICT = "Gold", "Gold_verdict"
_CUT = "line breaks within ranges, cut there into fragments"
_NOTHING = "claims left out, since their ranges have no words in one line"
_SECOND = "second labels of a reviewer on one claim, in the notes only"
_MODES = ("content", "utterance")


def write_folder(dataset: Dataset, folder: Folder) -> Written:
    """Write text and annotations of each article, then the configuration that declares what they have."""
    tally, declared = Tally(), _Declared(dataset.about.scheme)
    for name, article, records in by_article(dataset):
        folder.write(f"{name}.txt", clean(article.text))
        folder.write(f"{name}.ann", "".join(_annotations(article, records, declared, tally)))
    folder.write(CONFIGURATION, declared.configuration())
    return tally.written


class _Declared:
    """The attributes that annotations have and their values: brat takes no others."""

    def __init__(self, scheme: Scheme) -> None:
        self._labels = dict.fromkeys(_word(rule.id) for rule in scheme.labels)
        self._suffixes: dict[str, str] = {}

    def names(self, judgement: Judgement) -> tuple[str, str]:
        """Of the attributes for a judgement's label and its verdict."""
        self._labels.setdefault(_word(judgement.label))
        if judgement.method:
            return GOLD, GOLD_VERDICT
        suffix = self._suffix(judgement.by)
        return f"Label_{suffix}", f"Verdict_{suffix}"

    def _suffix(self, member: str) -> str:
        """A name in brat's letters, another for each reviewer."""
        if member not in self._suffixes:
            word = re.sub("[^A-Za-z0-9]+", "_", member[:40]).strip("_")
            name, number = word, len(self._suffixes)
            while not name or name in self._suffixes.values():
                number += 1
                name = f"{word or 'reviewer'}_{number}"
            self._suffixes[member] = name
        return self._suffixes[member]

    def configuration(self) -> str:
        labels, verdicts = "|".join(self._labels), "|".join(OUTCOMES)
        named = [("the decision", GOLD, GOLD_VERDICT)]
        named += [(clean_line(who), f"Label_{s}", f"Verdict_{s}") for who, s in self._suffixes.items()]
        attributes = "".join(
            f"# {who}\n{label}\tArg:Claim, Value:{labels}\n{verdict}\tArg:Claim, Value:{verdicts}\n"
            for who, label, verdict in named
        )
        return (
            "[entities]\nClaim\n\n[relations]\n\n[events]\n\n[attributes]\n"
            f"Mode\tArg:Claim, Value:{'|'.join(_MODES)}\n{attributes}"
        )


def _annotations(
    article: DatasetArticle, records: Iterable[ClaimRecord], declared: _Declared, tally: Tally
) -> Iterator[str]:
    text = clean(article.text)
    claims = attributes = notes = 0
    for record in records:
        pieces = _fragments(text, record.claim.ranges)
        tally.left_out[_CUT] += sum(text.count("\n", *pair) for pair in record.claim.ranges)
        if not pieces:
            tally.left_out[_NOTHING] += 1
            continue
        tally.count(record)
        claims += 1
        where = ";".join(f"{start} {end}" for start, end in pieces)
        yield f"T{claims}\tClaim {where}\t{' '.join(text[start:end] for start, end in pieces)}\n"
        for name, value in _attributes(record, declared, tally):
            attributes += 1
            yield f"A{attributes}\t{name} T{claims} {value}\n"
        for name, words in _notes(record):
            if told := clean_line(words).strip():  # the end of an empty one is lost to some readers
                notes += 1
                yield f"#{notes}\t{name} T{claims}\t{told}\n"


def _fragments(text: str, ranges: Sequence[Range]) -> list[Range]:
    """The ranges without their line breaks and without pieces that are blank."""
    lines = (
        (start + found.start(), start + found.end())
        for start, end in ranges
        for found in re.finditer(r"[^\n]+", text[start:end])
    )
    return [(start, end) for start, end in lines if not text[start:end].isspace()]


def _attributes(record: ClaimRecord, declared: _Declared, tally: Tally) -> Iterator[tuple[str, str]]:
    yield "Mode", record.claim.mode
    given: set[str] = set()
    for judgement in record.judgements:
        label, verdict = declared.names(judgement)
        if label in given:
            tally.left_out[_SECOND] += 1
            continue
        given.add(label)
        yield label, _word(judgement.label)
        if outcome := outcome_of(judgement):
            yield verdict, outcome


def _notes(record: ClaimRecord) -> Iterator[tuple[str, str]]:
    """brat shows them all, and lets people edit the AnnotatorNotes."""
    claim = record.claim
    yield "ClaimId", claim.id
    yield "Wording", claim.text
    about = (
        ("speaker", claim.speaker),
        ("cue", claim.cue),
        ("date", claim.date),
        ("partner", record.partner),
    )
    if known := [f"{name}: {value}" for name, value in about if value]:
        yield "About", "; ".join(known)
    if record.judgements:
        yield "AnnotatorNotes", " ¶ ".join(_told(one) for one in record.judgements)


def _told(judgement: Judgement) -> str:
    """A judgement in a line: who, what, why, on what."""
    said = [f"{judgement.by}: {judgement.label}"]
    if judgement.method:
        said.append(f"decided: {judgement.method}")
    if not judgement.complete:
        said.append(f"incomplete: {'; '.join(judgement.missing)}")
    if judgement.confidence is not None:
        said.append(f"confidence {judgement.confidence}")
    if judgement.rationale:
        said.append(judgement.rationale)
    return " | ".join([*said, *map(_evidence, judgement.citations)])


def _evidence(citation: Citation) -> str:
    source = citation.source
    parts = (
        source.title, source.publisher, source.url or source.reference, citation.locator,
        citation.accessed and f"accessed {citation.accessed}", citation.archive_url,
    )  # fmt: skip
    quote = f"“{citation.quote}” " if citation.quote else ""
    return f"{citation.stance}: {quote}({', '.join(part for part in parts if part)})"


def _word(value: str) -> str:
    """A value in the characters that brat's configuration takes."""
    return re.sub("[^A-Za-z0-9_-]", "_", value) or "_"


FORMAT = Format(
    id="brat",
    description="text and standoff annotations of each article, for brat: a folder",
    suffix="",
    write_folder=write_folder,
    tables=(
        FieldTable(
            "NAME.ann",
            [
                Described(
                    "T  Claim", "its fragments, half-open, in code points of NAME.txt, and their words"
                ),
                Described("A  Mode", "content (it is so) or utterance (the speaker said it)"),
                Described("A  Label_REVIEWER", "a reviewer's label, in the letters A-Z, digits and _"),
                Described("A  Verdict_REVIEWER", "the verdict derived from it, or not_checkable"),
                Described("A  Gold, Gold_verdict", "the decision"),
                Described("#  ClaimId", "id of the claim"),
                Described("#  Wording", "the claim, worded to be understood alone"),
                Described("#  About", "speaker, cue, date, id of the linked claim of the other mode"),
                Described(
                    "#  AnnotatorNotes", "for each label: who, label, how sure, why, and its citations"
                ),
            ],
        ),
    ),
    labels_out={"any label": "its id, in an attribute of its reviewer", "any verdict": "the same"},
    notes=(
        "brat has no line breaks within an annotation: a range over several lines is cut there.",
        "Copy the folder below brat's data folder. annotation.conf declares all attributes, with "
        "the reviewer's name above each; brat refuses values that are not declared.",
        "What reviewers write is on one line: line breaks become spaces, and ¶ stands between two"
        " judgements.",
    ),
)
