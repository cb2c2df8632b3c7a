"""Splitters by name, and the claim set that one makes."""

from importlib.metadata import EntryPoint

import pytest

from annotator.domain.claim import Claim, Granularity
from annotator.domain.errors import InputError
from annotator.splitting import Grained, Registry, Split, Splitter, split_text
from annotator.splitting.plain import SPLITTER
from annotator.splitting.registry import GROUP


def registry(**values: str) -> Registry:
    return Registry(EntryPoint(name, value, GROUP) for name, value in values.items())


def test_names_are_known_without_importing_anything() -> None:
    assert registry(b="no.such.module:X", a="another:Y").names == ("a", "b")


def test_the_built_in_splitter_loads_like_any_other() -> None:
    assert registry(plain="annotator.splitting.plain:SPLITTER").load() is SPLITTER


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("absent", "no splitter named 'absent'"),
        ("gone", "cannot be loaded"),
        ("empty", "cannot be loaded"),
        ("wrong", "is not a Splitter"),
    ],
)
def test_a_splitter_that_cannot_be_used_is_named(name: str, said: str) -> None:
    broken = registry(gone="no.such.module:X", empty="json:absent", wrong="json:dumps")
    with pytest.raises(InputError, match=said):
        broken.load(name)


def test_a_claim_set_records_splitter_version_language_and_date() -> None:
    _, made = split_text("A ferry sank.", SPLITTER, published="2026-02-20", language="en")
    assert (made.splitter, made.version, made.model) == ("plain", SPLITTER.version, SPLITTER.model)
    assert len(SPLITTER.model) == 64
    assert (made.options, made.published) == ({"language": "en"}, "2026-02-20")
    assert [claim.text for claim in made.claims] == ["A ferry sank."]
    assert made.claims[0].id
    assert made == split_text("A ferry sank.", SPLITTER, published="2026-02-20", language="en")[1]


class Greeter:
    """Registered in place of a splitter; remembers what stood behind its name."""

    def __init__(self) -> None:
        self.arguments: list[str] = []

    def configured(self, argument: str) -> Splitter:
        self.arguments.append(argument)
        return SPLITTER


GREETER = Greeter()


def test_what_stands_behind_the_colon_goes_to_a_splitter_that_takes_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("annotator.splitting.plain.GREETER", GREETER, raising=False)
    known = registry(greeter="annotator.splitting.plain:GREETER")
    assert known.load("greeter") is SPLITTER
    assert known.load("greeter:a/b:7b") is SPLITTER
    assert GREETER.arguments == ["", "a/b:7b"]


def test_a_splitter_that_takes_nothing_says_so() -> None:
    with pytest.raises(InputError, match=r"'plain' takes nothing behind a colon, but 'x\\x1b' was given"):
        registry(plain="annotator.splitting.plain:SPLITTER").load("plain:x\x1b")


def test_answers_and_warnings_of_a_model_reach_the_set_and_the_user() -> None:
    class Oracle:
        name, version, model = "oracle", "1", "delphi"

        def split(self, text: str, *, published: str = "", language: str = "") -> Split:
            return Split((), (), ("It was dark.",), "abc")

    split, made = split_text("A ferry sank.", Oracle(), language="en")
    assert made.options == {"language": "en", "answers": "abc"}
    assert split.warnings == ("It was dark.",)


def test_a_granularity_is_recorded_unless_it_is_what_is_done_unasked() -> None:
    text = "Ada left Vik and Ben stayed."
    _, usual = split_text(text, SPLITTER)
    assert usual.options == {}
    assert split_text(text, SPLITTER, granularity="clause")[1] == usual
    split, made = split_text(text, SPLITTER, granularity="sentence")
    assert made.options == {"granularity": "sentence"}
    assert made.maker.words == f"plain {SPLITTER.version}, granularity sentence"
    assert made.id != usual.id
    assert [claim.text for claim in split.claims] == [text]


class Coarse:
    """Knows one other size than the usual."""

    name, version, model = "coarse", "1", ""
    granularities: tuple[Granularity, ...] = ("sentence", "clause")

    def __init__(self) -> None:
        self.asked: list[Granularity] = []

    def split(
        self, text: str, *, published: str = "", language: str = "", granularity: Granularity = "sentence"
    ) -> Split:
        self.asked.append(granularity)
        return Split((), ())


def test_a_splitter_with_sizes_gets_the_one_that_is_asked_for() -> None:
    coarse = Coarse()
    assert isinstance(coarse, Grained)
    made = [split_text("x", coarse, granularity=wanted)[1] for wanted in (None, "sentence", "clause")]
    assert coarse.asked == ["sentence", "sentence", "clause"]
    assert [set_.options.get("granularity", "") for set_ in made] == ["", "", "clause"]
    with pytest.raises(InputError, match=r"no claims of the granularity 'fine'\. It can make: sentence, "):
        split_text("x", coarse, granularity="fine")


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (Claim(((5, 10**6),), "x"), "a range outside its article"),
        (Claim(((4, 6), (0, 3)), "x"), "ranges are not in order"),
        (Claim(((0, 3),), "x", partner=7), "partner is not there"),
        (Claim(((0, 3),), "x\x1b[31m"), "control characters"),
    ],
)
def test_what_does_not_fit_the_text_is_refused(claim: Claim, said: str) -> None:
    class Broken:
        name, version, model = "broken", "1", ""

        def split(self, text: str, *, published: str = "", language: str = "") -> Split:
            return Split((), (claim,))

    with pytest.raises(InputError, match=said):
        split_text("A ferry sank.", Broken())
