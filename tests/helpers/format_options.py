"""The formats that can be written here, and the options without which some of them cannot be."""

from annotator.formats import load_formats
from annotator.services.export_request import missing_modules

WRITTEN = [
    form for form in load_formats().formats if (form.write or form.write_folder) and not missing_modules(form)
]
NEEDED = {
    "claimreview": ("page=https://example.org/checks/{claim}", "publisher=The Checkers"),
    "croissant": ("license=CC0-1.0", "url=https://example.org/data", "published=2026-03-31", "creator=Us"),
}


def with_options(form_id: str) -> list[str]:
    """For the command line."""
    return [word for option in NEEDED.get(form_id, ()) for word in ("--with", option)]
