"""The weights behind unclear sentence boundaries: their file, and the script that learns them."""

import gzip
from importlib.resources import files
from pathlib import Path

import pytest

from annotator.splitting.boundaries.latin import sentence_starts
from annotator.splitting.boundaries.model import BoundaryModel, read_weights, write_weights
from annotator.splitting.training.boundaries import main, read_documents, train

SHARED = Path(__file__).parents[2].parent / "shared" / "eval" / "train"

TREEBANK = """\
# newdoc id = letter
# newpar
# text = Don't go to
1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\t_\t_\t_\t_\t_\t_\t_\t_
2\tn't\t_\t_\t_\t_\t_\t_\t_\t_
3\tgo\t_\t_\t_\t_\t_\t_\t_\t_
4\tto\t_\t_\t_\t_\t_\t_\t_\t_

# text = Torvik.
1\tTorvik\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
2\t.\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No

# text = He can't
1\tHe\t_\t_\t_\t_\t_\t_\t_\t_
2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
2\tca\t_\t_\t_\t_\t_\t_\t_\t_
3\tn't\t_\t_\t_\t_\t_\t_\t_\t_

# newpar
# text = Regards
1\tRegards\t_\t_\t_\t_\t_\t_\t_\t_

# newdoc id = note
# text = Yes.
1\tYes\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
2\t.\t_\t_\t_\t_\t_\t_\t_\t_

"""


@pytest.fixture
def treebanks(tmp_path: Path) -> Path:
    """Two small treebanks in which the heading Weather stands before a sentence without a stop."""
    rows = ["# newdoc id = d{n}\n# newpar\n"]
    for sentence in ("Weather", "The rain came early.", "Sport", "The town lost again."):
        rows.append(f"# text = {sentence}\n1\t{sentence}\t_\t_\t_\t_\t_\t_\t_\t_\n\n")
    text = "".join("".join(rows).replace("{n}", str(number)) for number in range(30))
    for name in ("gum", "ewt"):
        with gzip.open(tmp_path / f"{name}_en.train.conllu.gz", "wt", encoding="utf-8") as file:
            file.write(text)
    return tmp_path


def test_weights_are_read_as_they_were_written() -> None:
    weights = {"./aa/Aa": 127, "。/x": -127, "/Lund": 1}
    assert read_weights(write_weights(weights)) == weights
    assert write_weights(weights) == write_weights(dict(reversed(weights.items())))


def test_bytes_that_are_no_weights_are_refused() -> None:
    with pytest.raises(ValueError, match="not a model"):
        read_weights(b"annotator-model-1\n")


def test_documents_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "small.conllu.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(TREEBANK)
    letter, note = read_documents(path)
    assert (letter.name, letter.lines) == (
        "letter",
        [["Don't go to ", "Torvik.", "He can't"], ["Regards "]],
    )
    assert note.lines == [["Yes. "]]


def test_training_learns_what_the_treebanks_do_and_gives_the_same_bytes(
    treebanks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outputs = []
    for name in ("one.bin", "two.bin"):
        monkeypatch.setattr("sys.argv", ["train", "--data", str(treebanks), "--out", str(tmp_path / name)])
        main()
        outputs.append((tmp_path / name).read_bytes())
    assert outputs[0] == outputs[1]
    model = BoundaryModel(read_weights(outputs[0]))
    assert sentence_starts("Weather The rain came early.", model.ends) == [8]
    assert sentence_starts("Weather The rain came early.", BoundaryModel({}).ends) == []


def test_documents_can_be_held_out(treebanks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = list(read_documents(treebanks / "gum_en.train.conllu.gz"))
    held = [document for number, document in enumerate(sorted(documents, key=lambda d: d.name)) if number % 2]
    out = tmp_path / "half.bin"
    arguments = ["train", "--data", str(treebanks), "--out", str(out), "--hold-out", "0/2"]
    monkeypatch.setattr("sys.argv", arguments)
    main()
    assert out.read_bytes() == train(held, documents)


def test_the_package_brings_what_the_script_learns() -> None:
    if not SHARED.is_dir():
        pytest.skip("the treebanks are not here")
    gum, ewt = (list(read_documents(SHARED / f"{name}_en.train.conllu.gz")) for name in ("gum", "ewt"))
    brought = (files("annotator.splitting.model") / "boundaries.bin").read_bytes()
    assert train(gum, ewt) == brought
    assert len(brought) < 100_000
