"""Questions that need more than one line: a choice, a text, the fields of a citation.

A person is asked again when an answer cannot be taken; a script is stopped, since its next line is meant
for the next question.
"""

from collections.abc import Sequence

from annotator.domain.errors import InputError
from annotator.domain.vocabulary import KINDS, STANCES
from annotator.plain.console import Console
from annotator.tui.drafting import FIELDS, KIND, STANCE, Field, asks_sole_authority, read_draft
from annotator.tui.words import KIND_HELP, KIND_WORDS, STANCE_HELP, STANCE_WORDS

LEAVE, DEFAULTS, NOTHING, EXPLAIN = ".", "+", "-", "?"
HOW = (
    "An empty line keeps what stands in brackets; - takes it away; ? explains; "
    "+ saves with what is there; a lone full stop leaves."
)
_TICK = (("no", "no"), ("yes", "yes"))


class Left(Exception):
    """The question was left without an answer, on purpose."""


class Asking:
    """Asks on a console. Everything raises `Left` at a lone full stop, and EOFError at the end."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def line(self, prompt: str) -> str:
        answer = self._console.ask(prompt)
        if answer == LEAVE:
            raise Left
        return answer

    def text(self, prompt: str, default: str = "", lines: list[str] | None = None) -> str:
        """Any number of lines up to an empty one, so that what is pasted stays together; the default when
        the first line is empty already. They are put into `lines`, for who is left or ended between."""
        lines = [] if lines is None else lines
        shown = f" [{default}]" if default else ""
        lines.append(self.line(f"{prompt}, ended by an empty line{shown}:"))
        if lines[0] in (DEFAULTS, EXPLAIN, NOTHING):
            return "" if lines[0] == NOTHING else lines[0]
        while lines[-1]:
            lines.append(self.line("More:"))
        return "\n".join(lines[:-1]) or default

    def number(self, count: int, what: str) -> int:
        """A number from 1 to `count`, less one; an empty line leaves."""
        while True:
            answer = self.line(f"Number of the {what}, 1 to {count}; an empty line leaves:")
            if not answer:
                raise Left
            if answer.isdecimal() and 1 <= int(answer) <= count:
                return int(answer) - 1
            self.refuse(f"{answer} is not a number from 1 to {count}.")

    def choice(self, prompt: str, options: Sequence[tuple[str, str]], default: str = "") -> str:
        """One of some (value, words), by the beginning of its words or by its number."""
        shown = "; ".join(f"{number} {words}" for number, (_, words) in enumerate(options, 1))
        named = dict(options).get(default, "")
        while True:
            answer = self.line(f"{prompt}: {shown}{f' [{named}]' if named else ''}:")
            if answer in (DEFAULTS, EXPLAIN):
                return answer
            if not answer and named:
                return default
            found = _chosen(options, answer)
            if found:
                return found
            self.refuse(f"{answer} is none of them." if answer else "Choose one of them.")

    def refuse(self, words: str) -> None:
        """Say that an answer cannot be taken. Raises InputError where a script gave it."""
        if not self._console.interactive:
            raise InputError(words)
        self._console.say(f"{words} A lone full stop leaves.")

    # --- a citation ----------------------------------------------------------------------------

    def citation(self, values: dict[str, str]) -> None:
        """Fill in the fields of a citation, each asked for with what it holds as the default.

        What was answered stands in `values` also when the form is left. They can be read when it returns.
        """
        self._console.say(HOW)
        wanted = list(FIELDS)
        while wanted:
            self._fields(wanted, values)
            problems = read_draft(values).problems
            if problems:
                self.refuse(" ".join(f"{_label(name)}: {words}" for name, words in problems.items()))
            again = {*problems, *(["reference"] if "url" in problems else [])}
            wanted = [field for field in FIELDS if field.name in again]

    def _fields(self, fields: Sequence[Field], values: dict[str, str]) -> None:
        for field in fields:
            if field.name == "sole" and not asks_sole_authority(values):
                continue
            if field.name == "sole_authority" and not (asks_sole_authority(values) and values["sole"]):
                continue
            if not self._field(field, values):
                return

    def _field(self, field: Field, values: dict[str, str]) -> bool:
        """Ask for one field until its answer can be taken; False when the rest is to stay as it is.

        The default stays what was there before; where nothing was, a draft keeps the answer that was refused.
        """
        before = values[field.name]
        while True:
            answer = self._answer(field, before)
            if answer == DEFAULTS:
                values[field.name] = before
                return False
            if answer == EXPLAIN:
                self._explain(field)
                continue
            values[field.name] = answer
            problem = read_draft(values).problems.get(field.name, "")
            if not problem or not answer:
                return True
            values[field.name] = before or answer
            self.refuse(problem)

    def _answer(self, field: Field, default: str) -> str:
        match field.sort:
            case "stance":
                return self.choice("Stance", [(value, STANCE_WORDS[value]) for value in STANCES], default)
            case "kind":
                return self.choice("Kind", [(value, KIND_WORDS[value]) for value in KINDS], default)
            case "tick":
                answer = self.choice("Is it itself the thing claimed", _TICK, default or "no")
                return "" if answer == "no" else answer
            case "lines":
                return self.text(field.label, default)
        answer = self.line(f"{field.label}{f' [{default}]' if default else ''}:")
        return "" if answer == NOTHING else answer or default

    def _explain(self, field: Field) -> None:
        hint = field.hint.replace("{next}", "an empty line")
        self._console.say(hint or "Answer with the number or with the beginning of the word.")
        helps = {STANCE: STANCE_HELP, KIND: KIND_HELP}.get(field.sort, {})
        for value, words in helps.items():
            self._console.say(f"{value.replace('_', ' ')}: {words}.")


def _chosen(options: Sequence[tuple[str, str]], answer: str) -> str:
    if answer.isdecimal() and 1 <= int(answer) <= len(options):
        return options[int(answer) - 1][0]
    beginning = answer.casefold()
    found = [value for value, words in options if beginning and words.casefold().startswith(beginning)]
    return found[0] if len(found) == 1 else ""


def _label(name: str) -> str:
    return next(field.label for field in FIELDS if field.name == name)
