"""The device id: what a copied file must not take along.

A feed has one writer. Two copies of a file that both wrote to one feed would fork it, so a feed
belongs to a device, and a device is this machine's secret together with the file's path and inode.
A copy has another inode, hence another device, hence it begins a new feed by itself.

A file put back from a backup keeps its inode but has lost its last events. What this machine last
saw of each feed is kept here too, so that this is found.
"""

import json
import os
import secrets
from pathlib import Path

from annotator.domain.ids import digest
from annotator.settings.folders import read_text, write_first, write_text


def device_of(database: Path, state: Path) -> str:
    """This machine's id for that file (32 hex digits). The file must exist."""
    real = database.resolve()
    return digest("annotator-device-1", _secret(state), os.fsencode(real), str(real.stat().st_ino))[:32]


def last_seen(state: Path, device: str) -> dict[str, int]:
    """The highest event number that this machine saw of each of the device's feeds.

    Nothing when that was never noted, or what was noted is damaged.
    """
    try:
        found = json.loads(read_text(_heads(state, device)) or "{}")
        return {str(feed): int(seq) for feed, seq in found.items()}
    except (AttributeError, TypeError, ValueError):
        return {}


def remember_seen(state: Path, device: str, heads: dict[str, int]) -> None:
    """Note how far the device's feeds have come."""
    write_text(_heads(state, device), json.dumps(heads, sort_keys=True))


def _heads(state: Path, device: str) -> Path:
    return state / "devices" / f"{device}.json"


def _secret(state: Path) -> str:
    path = state / "machine"
    if read_text(path) is None:
        write_first(path, secrets.token_hex(16) + "\n")
    return (read_text(path) or "").strip()
