"""Label Studio: a folder with tasks as JSON, an article each, and the labelling config to go with them.

Written from Label Studio's own source (github.com/HumanSignal, 2026): `label_studio/tasks/serializers.py` and
`validation.py` say what its import takes, `label_studio_sdk/converter` and `label_interface` what its exports
and checks make of it, labelstud.io/guide/task_format what a result item is.

Offsets: its editor turns the browser's UTF-16 units into code points before it stores them
(`charsToCodePoints` in `web/libs/editor/src/utils/selection-tools.js`, whose tests have an emoji before the
region; issues 1008 and 1347 are of versions before that).
"""

import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from annotator.domain.label import MAX_CONFIDENCE
from annotator.domain.scheme import Scheme
from annotator.domain.text import clean_line
from annotator.formats.field import Described, FieldTable
from annotator.formats.format import Dataset, Folder, Format, Option, Written
from annotator.formats.jsonl import encoded
from annotator.formats.label_studio_reading import POINTS_FIRST, TEXT_KEY, VERSION, read
from annotator.formats.label_studio_tasks import ID, TASK_FIELDS, Tasks
from annotator.formats.options import chosen
from annotator.formats.spans import LABELS_IN, PART_OF

ACCOUNTS = ("omit", "email")
CONFIG = "label_config.xml"


def write_folder(dataset: Dataset, folder: Folder) -> Written:
    """Write `tasks.json`, or a file for each split, and the config with all labels that occur."""
    tasks = Tasks(
        chosen(dataset.options, "offsets", *POINTS_FIRST),
        by_email=chosen(dataset.options, "accounts", *ACCOUNTS) == "email",
    )
    for split in dataset.splits:
        with folder.opened(f"{split or 'tasks'}.json") as (out,):
            before = b"[\n"
            for _, group in groupby(dataset.records(split), key=lambda record: record.article.id):
                out.write(before + encoded(tasks.task(list(group))).rstrip(b"\n"))
                before = b",\n"
            out.write(b"\n]\n" if before == b",\n" else b"[]\n")
    folder.write(CONFIG, config(dataset.about.scheme, tasks.names))
    return Written(tasks.claims, tasks.labels, Counter(tasks.left_out))


def config(scheme: Scheme, names: Iterable[str] = ()) -> str:
    """The labelling config: the scheme's labels as choices for each claim, and further names that occur."""
    view = ET.Element("View")
    ET.SubElement(view, "Style").text = ".htx-text { white-space: pre-wrap; }"
    relations = ET.SubElement(view, "Relations")
    ET.SubElement(relations, "Relation", value=PART_OF)
    claim = _control(view, "Labels", "claim")
    for mode, background in (("content", "#7aa2f7"), ("utterance", "#e0af68")):
        ET.SubElement(claim, "Label", value=mode, background=background)
    ET.SubElement(view, "Header", value="$title")
    ET.SubElement(view, "Text", name="text", value="$text")
    choices = _control(view, "Choices", "label", perRegion="true", choice="single")
    for rule in scheme.labels:
        hint = clean_line(rule.help)
        ET.SubElement(choices, "Choice", value=clean_line(rule.id), hint=hint, hotkey=clean_line(rule.key))
    for name in sorted(set(names) - {rule.id for rule in scheme.labels}):
        ET.SubElement(choices, "Choice", value=clean_line(name))
    _control(view, "Rating", "confidence", perRegion="true", maxRating=str(MAX_CONFIDENCE))
    for name in ("rationale", "wording", "speaker"):
        _control(view, "TextArea", name, perRegion="true", placeholder=name, editable="true")
    _control(view, "TextArea", "reviewer", placeholder="reviewer", maxSubmissions="1")
    ET.indent(view)
    return ET.tostring(view, encoding="unicode") + "\n"


def _control(view: ET.Element, tag: str, name: str, **given: str) -> ET.Element:
    return ET.SubElement(view, tag, {"name": name, "toName": "text", **given})


_OFFSETS = Option("offsets", "codepoints, or utf16 for its versions of 2021 and before", "codepoints")
_RESULTS = (
    Described("claim (labels)", "a region for each part of a claim, named by its mode: content or utterance"),
    Described("label (choices)", "our label, on the claim's first region"),
    Described("confidence (rating)", "1 to 5"),
    Described("rationale, wording, speaker (textarea)", "of the claim, on its first region"),
    Described("reviewer (textarea)", "who gave the annotation; on no region"),
    Described("relation", f"{PART_OF} from each further region of a claim to its first"),
)
FORMAT = Format(
    id=ID,
    description="Label Studio tasks with annotations and predictions, and the labelling config for them",
    suffix="",
    write_folder=write_folder,
    read=read,
    version=VERSION,
    writes_with=(
        _OFFSETS,
        Option("accounts", "email: reviewers are accounts of those addresses (completed_by)", "omit"),
    ),
    reads_with=(_OFFSETS, Option("text", "the field of a task's data that is the text", TEXT_KEY)),
    tables=(FieldTable("a task (tasks.json)", TASK_FIELDS), FieldTable("a result item, by name", _RESULTS)),
    labels_out={
        "a reviewer's label": "an annotation's choice, as in the scheme",
        "a decision": "the same, in an annotation with ground_truth",
        "an imported label": "a prediction of model import:FORMAT",
        "a claim, labelled or not": "a region in the prediction of model annotator",
    },
    labels_in=LABELS_IN,
    notes=(
        "Offsets are code points: Label Studio converts those of the browser.",
        "A project is made with label_config.xml and then gets the tasks by its import. Label Studio takes a "
        "completed_by only of its own accounts, so reviewers are named by the textarea reviewer; "
        "accounts=email writes them as accounts too.",
        "The prediction annotator has all claims, so that the tasks open with them.",
        "Reading takes tasks with annotations or predictions (JSON, not JSON-MIN). Equal claims of several "
        "annotations are one claim with several labels; cancelled annotations are skipped and their number "
        "kept; a task with choices and no region is a claim of its own words; other result items are kept "
        "among the extra fields. A task without any brings nothing; nor do predictions of which an "
        "export has but the numbers.",
        "From a folder every .json file is read. One that holds no tasks is a fault, told once (its line is 0"
        " in the file of bad records): take it out, or pass over it with --skip-bad.",
        "Tested with label_studio_sdk: the config parsed, annotations and predictions checked against it, "
        "tasks converted to JSON-MIN, CSV and CoNLL. Label Studio 1.23.2 itself took such tasks in.",
    ),
)
