"""Where a live file may lie: write-ahead logging shares memory, which no network file system does."""

import os
import sys
from pathlib import Path

from annotator.domain.errors import FileRefused

NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "sshfs", "fuse.sshfs", "afs", "9p"}
)
LOCAL = frozenset(
    {
        "apfs", "bcachefs", "btrfs", "exfat", "ext2", "ext3", "ext4", "f2fs", "fuseblk", "hfs", "jfs",
        "msdos", "ntfs", "ntfs3", "overlay", "ramfs", "reiserfs", "tmpfs", "ufs", "vfat", "xfs", "zfs",
    }
)  # fmt: skip


def check_filesystem(path: Path, *, allow_unsafe: bool = False) -> str:
    """Refuse a network file system, unless allowed; returns a warning about an unknown one, or "".

    Raises FileRefused.
    """
    kind = filesystem_of(path)
    if kind in NETWORK and not allow_unsafe:
        raise FileRefused(
            f"{path} lies on a network file system ({kind}), where two writers can destroy it.",
            safe="Nothing was opened.",
            do="Keep the file on a local disk and exchange packs (annotator pack, annotator merge); "
            "--unsafe-filesystem overrides this.",
        )
    if kind and kind not in LOCAL and kind not in NETWORK:
        return f"{path} lies on a file system this program does not know ({kind}); use a local disk."
    return ""


def filesystem_of(path: Path, mounts: Path = Path("/proc/self/mounts")) -> str:
    """The type of the file system that the path is on, or "" where the system does not tell."""
    if not sys.platform.startswith("linux"):
        return ""
    target = os.path.realpath(path)
    best, kind = "", ""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    for line in lines:
        fields = line.split()
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        inside = target == point or target.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind
