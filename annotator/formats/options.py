"""The options that formats are given as `--with NAME=VALUE`."""

from collections.abc import Mapping

from annotator.domain.errors import InputError

_YES, _NO = ("yes", "true", "on", "1"), ("no", "false", "off", "0", "")


def yes(options: Mapping[str, str], name: str) -> bool:
    """Whether an option is switched on. Raises InputError for a value that is neither yes nor no."""
    value = options.get(name, "").strip().lower()
    if value not in (*_YES, *_NO):
        raise InputError(f"--with {name}={options[name]} is neither yes nor no.", safe="Nothing was written.")
    return value in _YES


def chosen(options: Mapping[str, str], name: str, *choices: str) -> str:
    """One of the choices, the first unless another is given. Raises InputError."""
    value = options.get(name) or choices[0]
    if value not in choices:
        what = f"--with {name}={value}: there is no such choice."
        raise InputError(what, safe="Nothing was changed.", do=f"Use one of: {', '.join(choices)}.")
    return value
