"""The one root of every error that a user can cause, and the few kinds that callers tell apart."""

import shlex
import sys


class AnnotatorError(Exception):
    """Something a person can mend: what happened, what is safe, what to do.

    Only `cli` and `tui` catch it. A message names the file, line or field it is about.
    """

    def __init__(self, what: str, *, safe: str = "", do: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.safe = safe
        """What was not harmed, e.g. "Nothing was changed."."""
        self.do = do
        """What to try next."""

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.safe, self.do) if part)


class InputError(AnnotatorError):
    """A file or a value given by the user cannot be taken."""


class NothingChanged(InputError):
    """A change that was asked for leaves everything as it was."""


class FieldError(InputError):
    """One field of a form or one option holds a value that cannot be taken."""

    def __init__(self, field: str, what: str, *, do: str = "") -> None:
        super().__init__(f"{field.replace('_', ' ')}: {what}", do=do)
        self.field = field
        """The field's name as in the record that it belongs to."""


class FileRefused(AnnotatorError):
    """The database file cannot be used: not ours, newer, damaged, read-only, locked or on a network."""


class Damaged(FileRefused):
    """Something in the file is not what this program can have written."""

    def __init__(self, what: str, error: Exception | str) -> None:
        super().__init__(
            f"{what} is damaged: {error}.", do="Run annotator doctor, and go back to a backup or a pack."
        )


class NotFound(AnnotatorError):
    """A claim, article or citation that was named is not in the file, or is not the only match."""


class MergeRefused(AnnotatorError):
    """A pack or another file cannot be taken in; the file is as it was."""


class MissingExtra(AnnotatorError):
    """The work needs an optional package; the message says how to install it."""


def installing(extra: str) -> str:
    """The command that installs an extra for the Python that runs here, whichever pip the shell would find:
    another one would fetch another project of this name."""
    return f"{shlex.quote(sys.executable)} -m pip install 'annotator[{extra}]'"


class StaleClaim(InputError):
    """The claim that was to be changed is not what stands any more: somebody revised or dropped it."""

    def __init__(self, what: str, *, by: str, at: str, heads: tuple[str, ...], do: str) -> None:
        super().__init__(what, safe="Nothing was changed.", do=do)
        self.by = by
        """Who did it; "" when that is kept from the one who is told, with the time."""
        self.at = at
        """When, by their clock."""
        self.heads = heads
        """Ids of the claims that stand in its place now; none where it was dropped."""
