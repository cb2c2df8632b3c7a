"""Sharing a file with a group of this machine: modes and groups of the file and of what lies beside it."""

import os
import shlex
import stat
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from annotator.domain.errors import InputError
from annotator.store.rights import beside, described, group_name, is_sticky, size_of, user_name

if sys.platform != "win32":
    import grp


_UMASK = threading.RLock()
"""There is one umask a process: whoever changes it puts it back before the next one does."""


@contextmanager
def rights_of(path: Path) -> Iterator[None]:
    """What is made beside a file meanwhile has no right less than the file, from its first moment.

    SQLite makes log and index by the umask and gives them the mode of the file right after: one who is
    killed between the two would keep the group out.
    """
    if sys.platform == "win32":
        yield
        return
    with _UMASK:
        rights, before = 0, os.umask(0o077)
        try:
            with suppress(OSError):  # there is none yet: then as the umask says
                rights = stat.S_IMODE(path.stat().st_mode)
            os.umask(before & ~rights)
            yield
        finally:
            os.umask(before)


def make_file(path: Path, mode: int) -> None:
    """An empty file for SQLite, of that mode less the umask: by itself it never lets a group write.

    Raises OSError, FileExistsError where there is one.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode))


def make_alike(descriptor: int, like: os.stat_result) -> None:
    """Give an open file the mode and group of another one, as root its owner too; others' files stay.

    Where the group cannot be given, whatever group it has gets no more rights than everybody.
    """
    if sys.platform == "win32":
        return
    made = os.fstat(descriptor)
    root = os.geteuid() == 0
    if made.st_uid != os.geteuid() and not root:
        return
    mode = stat.S_IMODE(like.st_mode)
    if made.st_gid != like.st_gid or (root and made.st_uid != like.st_uid):
        try:
            os.fchown(descriptor, like.st_uid if root else -1, like.st_gid)
        except PermissionError:
            mode = mode & ~0o070 | (mode & 0o007) << 3
    if stat.S_IMODE(made.st_mode) != mode:
        os.fchmod(descriptor, mode)


def give_log_to_group(path: Path) -> None:
    """The log and its index, when this user made them, get the group of the file: SQLite gives them its
    mode only, so that elsewhere than in a setgid folder they would lock the group out.

    By name, since closing a descriptor of the index would drop SQLite's locks on it.
    """
    if sys.platform == "win32" or os.geteuid() == 0:  # for root SQLite does it
        return
    group = path.stat().st_gid
    for file in beside(path)[1:]:
        with suppress(OSError):  # gone again, or a group that this user is not in: then it stays theirs
            made = file.lstat()
            if made.st_uid == os.geteuid() and made.st_gid != group:
                os.chown(file, -1, group, follow_symlinks=False)


def check_group(path: Path, name: str) -> int:
    """The number of a group that a file can be shared with. Raises InputError; nothing is changed."""
    if sys.platform == "win32":
        raise InputError("Files are shared with a group on Unix only.")
    try:
        group = grp.getgrnam(name).gr_gid
    except (KeyError, ValueError):
        do = "An administrator makes one with groupadd, and takes people in with usermod -aG."
        raise InputError(
            f"There is no group {name} on this machine.", safe="Nothing was changed.", do=do
        ) from None
    if os.geteuid() != 0 and group not in (os.getegid(), *os.getgroups()):
        me = user_name(os.geteuid())
        do = f"Have an administrator run usermod -aG {shlex.quote(name)} {shlex.quote(me)}, and log in anew."
        raise InputError(f"You ({me}) are not in the group {name}.", safe="Nothing was changed.", do=do)
    folder = Path(os.path.realpath(path)).parent
    if size_of(folder) is None:
        raise InputError(f"{folder} is not a folder.", safe="Nothing was changed.", do="Make it first.")
    for closed in _closed_folders(folder, group):
        where = shlex.quote(str(closed))
        rights = "g+rwxs" if closed == folder else "g+x"
        raise InputError(
            f"The group {name} may not {'write to' if closed == folder else 'enter'} {described(closed)}.",
            safe="Nothing was changed.",
            do=f"Run chgrp {shlex.quote(name)} {where} && chmod {rights} {where}, or keep the file in a "
            "folder of the group's.",
        )
    return group


def share(path: Path, group: int) -> None:
    """Let a group write to a file and what lies beside it. This process must not have it open.

    Raises InputError when one of them is another user's; nothing is changed then.
    """
    if sys.platform == "win32":
        raise InputError("Files are shared with a group on Unix only.")
    path = Path(os.path.realpath(path))
    todo = [file for file in _files(path) if not _may(file.stat(), group, 0o6)]
    strange = [file for file in todo if os.geteuid() not in (0, file.stat().st_uid)]
    if strange:
        names = " and ".join(map(described, strange))
        do = f"Let the owner run annotator init --group {shlex.quote(group_name(group))}."
        raise InputError(f"Only its owner can share {names}.", safe="Nothing was changed.", do=do)
    for file in todo:
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW)
        try:
            os.fchown(descriptor, -1, group)
            os.fchmod(descriptor, stat.S_IMODE(os.fstat(descriptor).st_mode) | 0o060)
        finally:
            os.close(descriptor)


def who_may(path: Path) -> tuple[str, list[str]]:
    """In words who may write and read a file, and what keeps out a group that may write to it."""
    if sys.platform == "win32":
        return "", []
    path = Path(os.path.realpath(path))
    found = path.stat()
    group = f"group {group_name(found.st_gid)}"
    holders = ((user_name(found.st_uid), 6), (group, 3), ("all others", 0))
    writers = [name for name, shift in holders if found.st_mode >> shift & 0o2]
    readers = [name for name, shift in holders if found.st_mode >> shift & 0o6 == 0o4]
    words = f"{' and '.join(writers) or 'nobody'} may write to {path.name}"
    if readers:
        words += f", {' and '.join(readers)} may only read it"
    if not found.st_mode & stat.S_IWGRP:
        return words, []
    closed = [file for file in _files(path)[1:] if not _may(file.stat(), found.st_gid, 0o6)]
    closed += _closed_folders(path.parent, found.st_gid)
    kept_out = [f"{group} may write to {path.name}, but not {_how(file)}" for file in closed]
    if is_sticky(path.parent):
        kept_out.append(f"{path.parent} is sticky: two users cannot have {path.name} open there at once")
    return words, kept_out


def _how(closed: Path) -> str:
    return f"{'work in' if closed.is_dir() else 'write to'} {described(closed)}, which that needs"


def hint(path: Path) -> str:
    """What to say of a new file that lies in a folder of a group which may not write to it, or ""."""
    folder, made = path.parent.stat(), path.stat()
    meant = folder.st_mode & stat.S_ISGID and folder.st_mode & stat.S_IWGRP
    if not meant or made.st_mode & stat.S_IWGRP:
        return ""
    group = group_name(folder.st_gid)
    command = f"annotator --db {shlex.quote(str(path))} init --group {shlex.quote(group)}"
    return (
        f"Its folder is one of the group {group}, but only you may write to the file. To share it: {command}"
    )


def _files(path: Path) -> list[Path]:
    return [file for file in (path, *beside(path)) if size_of(file) is not None]


def _may(found: os.stat_result, group: int, rights: int) -> bool:
    """Whether a group has all these rights (4 read, 2 write, 1 execute)."""
    shift = 3 if found.st_gid == group else 0
    return found.st_mode >> shift & rights == rights


def _closed_folders(folder: Path, group: int) -> Iterator[Path]:
    """The folder if the group cannot write there, and those above that it cannot pass."""
    for above in reversed(folder.parents):
        if not _may(above.stat(), group, 0o1):
            yield above
    if not _may(folder.stat(), group, 0o3):
        yield folder
