"""A Hugging Face dataset folder: Parquet files in four configurations, and a dataset card made from the same
tables. It holds no code; `datasets` loads it by its metadata."""

import re
from collections import Counter

from annotator.domain.errors import InputError
from annotator.formats.dataset_card import Part, card
from annotator.formats.dataset_words import guideline
from annotator.formats.format import Dataset, Folder, Format, Option, Written
from annotator.formats.parquet_files import EXTRA, PACKAGE, shards
from annotator.formats.tables import TABLES, is_label, rows

UNSPLIT = "train"
"""What `datasets` calls the only part of a dataset."""
EMPTY = "empty tables, not written: datasets cannot load them"
_SPLIT = re.compile(r"\w+(\.\w+)*", re.ASCII)


def write_folder(dataset: Dataset, folder: Folder) -> Written:
    """Write the Parquet files, then the card, which tells what was written."""
    parts: dict[str, list[Part]] = {table.name: [] for table in TABLES}
    left_out: Counter[str] = Counter()
    labels = 0
    for split in dataset.splits:
        name = _split_name(split)
        stems = {f"data/{table.name}/{name}": table.columns for table in TABLES}
        with shards(folder, stems) as files:
            for of, row in rows(dataset.records(split), left_out):
                files[f"data/{of}/{name}"].add(row)
                labels += is_label(of, row)
        for table in TABLES:
            done = files[f"data/{table.name}/{name}"]
            if done.rows:
                parts[table.name].append(Part(name, done.rows, done.bytes, done.written))
            else:
                left_out[EMPTY] += 1
    if dataset.about.guideline:
        folder.write("guideline.md", guideline(dataset.about))
    folder.write("README.md", card(dataset.about, dataset.options, parts))
    return Written(sum(part.rows for part in parts["claims"]), labels, left_out)


def _split_name(split: str) -> str:
    """Raises InputError for a name that `datasets` would not take."""
    if not split:
        return UNSPLIT
    if split == "all" or not _SPLIT.fullmatch(split):
        raise InputError(
            f"Hugging Face takes no split of the name {split!r}.",
            safe="Nothing was written.",
            do="Use letters, digits and _, and another name than all.",
        )
    return split


FORMAT = Format(
    id="huggingface",
    description="a folder for the Hugging Face Hub: Parquet with a dataset card",
    suffix="",
    write_folder=write_folder,
    writes_with=(
        Option("name", "what people read as its name", "the round's name, or the file's"),
        Option(
            "license", "id of a licence, as cc-by-4.0; one that Hugging Face does not know goes by its name"
        ),
        Option("license_link", "address of its text"),
        Option("annotators", "expert-generated, crowdsourced or another word of theirs", "expert-generated"),
        Option("cite", "how to cite it"),
    ),
    extra=EXTRA,
    modules=(PACKAGE,),
    tables=tuple(table.described for table in TABLES),
    labels_out={
        "a decision": "label, verdict and method of the claim, in the configuration claims",
        "no decision, all labels with a verdict give the same one": "label and verdict, method agreed",
        "reviewers who differ": "empty label and verdict of the claim; every label is a row of votes",
    },
    notes=(
        "Configurations are claims (the default), votes, citations and articles; a dataset that is not split"
        " is its split train. Ranges are lists of {start, end} in code points.",
        "Tested with datasets.load_dataset for each configuration and split, pandas and DuckDB.",
        "The extra parquet brings pyarrow: 45 MB to fetch, 170 MB on disk, a quarter of a second to import;"
        " imported only when this is written. It is what datasets itself uses; DuckDB and polars would not be"
        " lighter by much, and fastparquet needs pandas.",
        "Memory holds a row group of each table, 16 MB; a file ends after 512 MB of values.",
        "The card says expert-generated of annotations unless told otherwise: who the reviewers are is not"
        " recorded.",
    ),
)
