"""Which addresses are links to the web, for formats in which an address is more than text."""

import re

from annotator.domain.citation import site_of

_UNFIT = re.compile(r"""[^!-~\u00a0-\U0010ffff]|[<>"{}|\\^`]""")


def is_web(address: str) -> bool:
    """Whether it is http or https with a host, and nothing in it could end a link (RFC 3987, section 2.2)."""
    begins = address.startswith(("http://", "https://"))
    return begins and bool(site_of(address)) and _UNFIT.search(address) is None
