"""The splitter itself: sentences by our rules, claims by a model, each one checked or refused.

A model may answer otherwise next time, so the digest of its answers is part of a claim set's id.
"""

from annotator.domain.errors import InputError
from annotator.domain.ids import digest
from annotator.domain.text import clean_line
from annotator.splitting.llm.answer import Answer, BadAnswer, read_answer
from annotator.splitting.llm.asking import SECONDS, Asker, Model, ModelFailed, find_model
from annotator.splitting.llm.prompt import PROMPT_VERSION, Batch, Numbered, again, batches, question
from annotator.splitting.llm.sorting import Sorting
from annotator.splitting.plain import SPLITTER as PLAIN
from annotator.splitting.regions import Layout, read_layout
from annotator.splitting.splitter import Split

MOST_QUESTIONS = 200
"""For one article; a book is no article, and a provider takes money for each."""
LONGEST_SENTENCE = 2_000
"""Code points; what is longer was not written as a sentence and is not sent."""
_TRIES = 2


class LlmSplitter:
    """Claims by one model; needs no package itself, only a model that behaves like those of `llm`."""

    name = "llm"

    def __init__(self, model: Model, seconds: float = SECONDS) -> None:
        self.model = clean_line(model.model_id)
        self._asker = Asker(model, seconds)

    @property
    def asks(self) -> str:
        return f"the model {self.model}"

    @property
    def version(self) -> str:
        """Ours and that of the rules which cut sentences and find dates."""
        return f"{PROMPT_VERSION}+{PLAIN.name}.{PLAIN.version}"

    def split(self, text: str, *, published: str = "", language: str = "") -> Split:
        """Regions and claims of a canonical text; the model sees for itself which language it is.

        Raises InputError for a text too long to be asked about, ModelFailed when the model fails or
        answers twice what cannot be read.
        """
        layout = read_layout(text)
        units = _units(text, layout)
        sendable = [unit for unit in units if unit.end - unit.start <= LONGEST_SENTENCE]
        asked = list(batches(sendable))
        if len(asked) > MOST_QUESTIONS:
            raise InputError(
                f"The article has {len(units)} sentences; a model would be asked {len(asked)} times, "
                f"and {MOST_QUESTIONS} is the most.",
                safe="Nothing was sent.",
                do="Cut the article, or choose another splitter.",
            )
        sorting = Sorting(text, layout, published, self.model)
        answers = []
        for batch in asked:
            raw, answer = self._answer(question(text, batch), batch)
            answers.append(raw)
            sorting.add(batch, answer)
        for unit in units:
            sorting.close(unit, sent=unit.end - unit.start <= LONGEST_SENTENCE)
        said = digest("annotator-llm-answers-1", *answers) if answers else ""
        return Split(layout.regions, sorting.claims(), sorting.warnings(), said, layout.sentences)

    def _answer(self, asked: str, batch: Batch) -> tuple[str, Answer]:
        """What the model said, and what it says; a second try is told what was wrong."""
        trouble: BadAnswer | None = None
        for _ in range(_TRIES):
            try:
                raw = self._asker.ask(again(asked, str(trouble)) if trouble else asked)
                return raw, read_answer(raw)
            except BadAnswer as error:
                trouble = error
        raise ModelFailed(
            f"What the model {self.model} answered about {batch.words} cannot be read: {trouble}.",
            safe="Nothing was taken from it.",
            do="Try again, or choose another model or splitter.",
        ) from trouble


class Llm:
    """What is registered: makes the splitter of a model."""

    def configured(self, argument: str) -> LlmSplitter:
        """For the model of this id or alias, that of `llm models default` without one; see `find_model`."""
        return LlmSplitter(find_model(argument))


LLM = Llm()


def _units(text: str, layout: Layout) -> list[Numbered]:
    """The sentences that are kept and hold a word; headlines where there is nothing else."""
    for kind in ("sentence", "headline"):
        kept = [
            unit
            for index, unit in enumerate(layout.units)
            if unit.kind == kind
            and index not in layout.copies
            and any(map(str.isalnum, text[unit.start : unit.end]))
        ]
        if kept:
            return [Numbered(n, unit.start, unit.end, unit.paragraph) for n, unit in enumerate(kept, 1)]
    return []
