"""What this user may do with a file, said before anything is opened, and what to do where it is not enough.

To write, all of these must be writable: the file, its `.lock`, its `-wal` and `-shm`, and, as long as one of
these has yet to be made, the folder.
"""

import os
import shlex
import stat
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from annotator.domain.errors import FileRefused

if sys.platform != "win32":
    import grp
    import pwd

_SAFE = "Nothing was changed."
_PATIENCE = 0.1
"""Seconds: SQLite makes a file by the umask first, and gives it the mode of the database right after."""


def beside(path: Path) -> tuple[Path, Path, Path]:
    """The lock, the write-ahead log and its index."""
    lock, log, index = (path.with_name(path.name + ending) for ending in (".lock", "-wal", "-shm"))
    return lock, log, index


def size_of(path: Path) -> int | None:
    """Bytes of a file, None when there is none. Raises FileRefused when that cannot be told."""
    try:
        return path.stat().st_size
    except (FileNotFoundError, NotADirectoryError):
        return None
    except PermissionError:
        closed = next((folder for folder in reversed(path.parents) if not os.access(folder, os.X_OK)), path)
        raise _refused(path, "enter", [closed], "x") from None
    except OSError as error:
        raise FileRefused(
            f"{path}: {error.strerror}.", do="Check its rights and those of its folder."
        ) from None


def check_writing(path: Path, *, locked: bool = True) -> None:
    """Raises FileRefused when this user cannot write to a file, or make it where there is none.

    Without the writer lock nothing is said of log and index: whoever has it may be making them.
    """
    refused = _patiently(_not_writable, path) if locked else _not_writable(path)
    if not locked and set(refused) <= set(beside(path)[1:]):
        return
    if refused and _is_read_only(path.parent):
        raise FileRefused(f"{path} lies on a file system that is read-only.", safe=_SAFE)
    if refused:
        raise _refused(path, "write to", refused, "rw")
    _check_sticky(path)


def check_reading(path: Path) -> None:
    """Raises FileRefused when this user may not read a file or what must be read with it."""
    refused = _patiently(_not_readable, path)
    if refused:
        raise _refused(path, "read", refused, "r")


def may_make_log(path: Path) -> bool:
    """Whether this user may make `-wal` and `-shm` for a file.

    One who may only read it must not: they would be theirs, and keep out those who may write.
    """
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)


def described(path: Path) -> str:
    """A file's name with its mode, owner and group."""
    if sys.platform == "win32":
        return path.name
    found = path.stat()
    mode = stat.filemode(found.st_mode)
    name = f"the folder {path}" if path.is_dir() else path.name
    return f"{name} ({mode}, owner {user_name(found.st_uid)}, group {group_name(found.st_gid)})"


def user_name(number: int) -> str:
    """A user's login, or the number of one that has none."""
    if sys.platform != "win32":
        with suppress(KeyError):
            return pwd.getpwuid(number).pw_name
    return str(number)


def group_name(number: int) -> str:
    """A group's name, or the number of one that has none."""
    if sys.platform != "win32":
        with suppress(KeyError):
            return grp.getgrgid(number).gr_name
    return str(number)


def _patiently(find: Callable[[Path], list[Path]], path: Path) -> list[Path]:
    """What is refused, for good where it lies beside the file: it may have been made just now."""
    refused = find(path)
    if refused and path not in refused and path.parent not in refused:
        time.sleep(_PATIENCE)
        refused = find(path)
    return refused


def _not_readable(path: Path) -> list[Path]:
    _, log, index = beside(path)
    files = [file for file in (path, log, index) if size_of(file) is not None]
    return [file for file in files if not os.access(file, os.R_OK) and size_of(file) is not None]


def _not_writable(path: Path) -> list[Path]:
    files = [file for file in (path, *beside(path)) if size_of(file) is not None]
    refused = [file for file in files if not os.access(file, os.R_OK | os.W_OK) and size_of(file) is not None]
    if len(files) < 4 and not os.access(path.parent, os.W_OK | os.X_OK):
        refused.append(path.parent)
    return refused


def _is_read_only(folder: Path) -> bool:
    return sys.platform != "win32" and bool(os.statvfs(folder).f_flag & os.ST_RDONLY)


def _refused(path: Path, what: str, refused: list[Path], rights: str) -> FileRefused:
    if sys.platform == "win32":
        names = " and ".join(map(str, refused))
        return FileRefused(f"{path}: you may not {what} {names}.", safe=_SAFE, do="Ask for the right to.")
    names = " and ".join(map(described, [path] if path in refused else refused))
    needed = "" if path in refused else f", which is needed for {path.name}"
    words = f"You ({user_name(os.geteuid())}) may not {what} {names}{needed}."
    return FileRefused(words, safe=_SAFE, do=_remedy(path, refused, rights))


def _remedy(path: Path, refused: list[Path], rights: str) -> str:
    """Who has to run which command."""
    if sys.platform == "win32":
        return ""
    owners = sorted({user_name(file.stat().st_uid) for file in refused})
    if all(file.stat().st_uid == os.geteuid() for file in refused):
        return f"Run {_chmod('u', rights, refused)}."
    mine = {os.getegid(), *os.getgroups()}
    file = path if rights != "x" and size_of(path) is not None else refused[0]
    groups = [found.st_gid for found in (file.stat(), file.parent.stat())]
    group = next((number for number in groups if number in mine), None)
    if group is None and file.stat().st_mode & stat.S_IWGRP:
        name = shlex.quote(group_name(groups[0]))
        join = f"usermod -aG {name} {shlex.quote(user_name(os.geteuid()))}"
        return f"Its group may: have an administrator run {join}, and log in anew."
    if group is None:
        share = "share it with a group that you are in: annotator init --group GROUP"
        return f"Ask {' and '.join(owners)} to {share}."
    strange = [one for one in refused if one.stat().st_gid != group]
    commands = [f"chgrp {shlex.quote(group_name(group))} {_quoted(strange)}"] if strange else []
    commands.append(_chmod("g", rights, refused))
    return f"Let {' and '.join(owners)} run {' && '.join(commands)}."


def _chmod(whom: str, rights: str, paths: list[Path]) -> str:
    """The command that gives rights; a folder hands its group on (s), and is no use without x."""
    files = [path for path in paths if not path.is_dir()]
    folders = [path for path in paths if path.is_dir()]
    commands = [f"chmod {whom}+{rights} {_quoted(files)}"] if files else []
    if folders:
        more = "rwx" if "w" in rights else "x"
        commands.append(
            f"chmod {whom}+{more}{'s' if whom == 'g' and 'w' in rights else ''} {_quoted(folders)}"
        )
    return " && ".join(commands)


def _quoted(paths: Iterable[Path]) -> str:
    return " ".join(shlex.quote(str(path)) for path in paths)


def is_sticky(folder: Path) -> bool:
    """Whether it is one like /tmp, where Linux opens another user's file for nobody who would make it if
    need be, whatever its mode (fs.protected_regular): so does SQLite open log and index."""
    mode = folder.stat().st_mode
    if not mode & stat.S_ISVTX:
        return False
    return protection() >= (1 if mode & stat.S_IWOTH else 2 if mode & stat.S_IWGRP else 3)


def _check_sticky(path: Path) -> None:
    if not is_sticky(path.parent):
        return
    folder = path.parent.stat()
    _, log, index = beside(path)
    for file in (log, index):
        if size_of(file) is not None and file.stat().st_uid not in (os.geteuid(), folder.st_uid):
            raise FileRefused(
                f"{described(file)} lies in a sticky folder, where Linux lets no other user write to it.",
                safe=_SAFE,
                do=f"Let {user_name(file.stat().st_uid)} end the program, or open the file once more if it "
                "crashed; better, keep the file in a folder of your group's.",
            )


def protection(setting: Path = Path("/proc/sys/fs/protected_regular")) -> int:
    """How far Linux protects files in sticky folders: 0 not, 1 where all may write, 2 where a group may."""
    try:
        return int(setting.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0
