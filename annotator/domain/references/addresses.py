"""Web addresses, tidied; those of archives are taken apart into the copy, its time and the original."""

import re
from urllib.parse import urlsplit, urlunsplit

from annotator.domain.citation import site_of
from annotator.domain.references.reference import LONGEST_FIELD, Filling, Reference, iso_date

_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_TRACKING = re.compile(
    r"(?:utm_\w*|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|msclkid|yclid|twclid|ttclid|igshid|igsh|li_fat_id"
    r"|mc_[ce]id|mkt_tok|_hsenc|_hsmi|vero_id|oly_(?:anon|enc)_id|wt_mc|at_(?:medium|campaign|link\w*)"
    r"|ns_(?:source|campaign|mchannel)|cmpid|__twitter_impression)",
    re.IGNORECASE | re.ASCII,
)
"""Parameters that say where a reader came from, and never what the page is."""

_WAYBACK = ("web.archive.org", "archive.org", "www.archive.org", "wayback.archive.org")
_ARCHIVE_TODAY = tuple(f"archive.{end}" for end in ("today", "ph", "is", "md", "li", "vn", "fo"))
_SHORT_ONLY = ("perma.cc", "ghostarchive.org")
_WAYBACK_PATH = re.compile(r"(?:/web)?/(?P<stamp>\d{4,14}|\*)(?:[a-z]{2}_)?/(?P<original>.+)", re.ASCII)
_TODAY_PATH = re.compile(r"/(?P<stamp>[\d.-]{4,17})/(?P<original>.+)", re.ASCII)
_NOT_DIGIT = re.compile(r"\D", re.ASCII)


def read_address(text: str) -> Reference | None:
    """The reference of a web address and nothing else, or None."""
    address = text.removeprefix("<").removesuffix(">").strip()
    if address.lower().startswith("www."):
        address = f"https://{address}"
    if len(address) > LONGEST_FIELD or not _WEB.match(address) or len(address.split()) != 1:
        return None
    try:
        host = (urlsplit(address).hostname or "").lower()
        return _archived(address, host) or _page(address)
    except ValueError:  # brackets or a port that no address has
        return None


def tidy_address(address: str) -> tuple[str, list[str]]:
    """An address without what only tracks its readers, and the names of what was taken off.

    Raises ValueError for what is no address.
    """
    parts = urlsplit(address)
    query = parts.query.split("&") if parts.query else []
    kept = [pair for pair in query if not _TRACKING.fullmatch(pair.partition("=")[0])]
    taken = [pair.partition("=")[0] for pair in query if pair not in kept]
    if not taken:
        return address, []
    return urlunsplit(parts._replace(query="&".join(kept))), taken


def _page(address: str) -> Reference | None:
    filling = Filling("web address")
    _put_original(filling, address)
    return filling.done(_publisher(filling)) if filling.fields else None


def _archived(address: str, host: str) -> Reference | None:
    """The reference of an archived copy, None for the address of a living page."""
    parts = urlsplit(address)
    whole = address[len(parts.scheme) + 3 + len(parts.netloc) :]
    if host in _WAYBACK:
        found = _WAYBACK_PATH.fullmatch(whole)
    elif host in _ARCHIVE_TODAY or host in _SHORT_ONLY:
        found = _TODAY_PATH.fullmatch(whole)
    else:
        return None
    if found is None and host in _WAYBACK:
        return None  # a page of the archive about itself, or a scanned book
    filling = Filling("archived copy")
    if found is None:
        filling.address("archive_url", address)
        filling.note("The address of the original is not in it: fill it in.")
        return filling.done() if filling.fields else None
    original = found["original"]
    original = original if _WEB.match(original) else f"http://{original}"
    if found["stamp"] == "*":
        filling.note("It names no single copy, so only the address of the original was taken.")
    else:
        filling.address("archive_url", address)
        if stamp := _stamp(found["stamp"]):
            filling.text("archived_at", stamp)
    _put_original(filling, original)
    return filling.done(_publisher(filling)) if filling.fields else None


def _put_original(filling: Filling, address: str) -> None:
    tidy, taken = tidy_address(address)
    filling.address("url", tidy)
    if taken and "url" in filling.fields:
        filling.note(f"Taken off the address: {', '.join(dict.fromkeys(taken))}.")


def _publisher(filling: Filling) -> dict[str, str]:
    host = site_of(filling.fields.get("url", ""))
    return {"publisher": host} if host else {}


def _stamp(written: str) -> str:
    """The time in `20220321101112` or `2022.03.21-101112`, at the precision of a day or a second."""
    digits = _NOT_DIGIT.sub("", written)
    if len(digits) < 8:
        return ""
    day = iso_date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])) if int(digits[:4]) else ""
    hour, minute, second = digits[8:10], digits[10:12], digits[12:14]
    if day and len(digits) == 14 and int(hour) < 24 and int(minute) < 60 and int(second) < 60:
        return f"{day}T{hour}:{minute}:{second}"
    return day if len(day) == len("2026-02-20") else ""
