"""The round that `--round NAME` names; "" without it."""

from annotator.cli.setup import Setup


def round_to_review(setup: Setup, name: str | None) -> str:
    """The id of a round that I can label in. Raises AnnotatorError."""
    if name is None:
        return ""
    from annotator.services.my_round import round_to_review

    with setup.reader() as store:
        return round_to_review(store, setup.member(), name).id


def round_to_read(setup: Setup, name: str | None) -> str:
    """The id of a round, also of a closed one. Raises NotFound."""
    if name is None:
        return ""
    from annotator.services.leading import find_round

    with setup.reader() as store:
        return find_round(store, name).id
