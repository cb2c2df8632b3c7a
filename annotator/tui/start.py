"""Starting the screen; what Textual reads from the environment is set before it is imported."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.services.opening import Workplace
from annotator.settings.config import Config
from annotator.tui import skeleton

if TYPE_CHECKING:
    from textual.screen import Screen

    from annotator.tui.app import AnnotatorApp


def run(
    place: Workplace,
    *,
    article: str | None = None,
    round_id: str = "",
    config: Config | None = None,
    opens: "Callable[[AnnotatorApp], Screen[None]] | None" = None,
) -> None:
    """Review a file until the reviewer leaves; the place stays open. `opens` makes another first screen.

    `article` is the id of the one to open; without it the screen opens where the reviewer left
    off. `round_id` is that of the round to work in. Raises AnnotatorError when the file cannot be read,
    or something could not be saved.
    """
    # A terminal without colours is still told what is bold, underlined and reversed.
    os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", "auto" if os.environ.get("TERM") != "dumb" else "standard")
    os.environ.setdefault("TEXTUAL_FPS", "240")
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    from annotator.tui.app import AnnotatorApp
    from annotator.tui.collecting import IdleCollector
    from annotator.tui.hang_up import forgiving_terminal, signals_taken_by

    with forgiving_terminal():
        app = AnnotatorApp(
            place,
            article=article,
            round_id=round_id,
            config=config,
            collector=IdleCollector(),
            opens=opens,
        )
        with signals_taken_by(app.take_signal):
            app.run()
    skeleton.drawn_over()
    failure = app.finish()
    if failure is not None:
        raise failure


def run_round(place: Workplace, round_id: str, *, config: Config | None = None) -> None:
    """Settle the claims of a round until the lead leaves. Raises AnnotatorError as `run` does."""

    def opens(app: "AnnotatorApp") -> "Screen[None]":
        from annotator.tui.screens.adjudicate import adjudicate_screen

        return adjudicate_screen(place, app.desk, round_id)

    run(place, config=config, opens=opens)


def watch_round(place: Workplace, round_id: str, *, config: Config | None = None) -> None:
    """Show how far a round is until one leaves. Raises AnnotatorError as `run` does."""

    def opens(app: "AnnotatorApp") -> "Screen[None]":
        from annotator.tui.screens.round_status import RoundStatusScreen

        return RoundStatusScreen(app.desk, round_id)

    run(place, config=config, opens=opens)


def run_merge(
    place: Workplace, round_id: str, *, unfinished: bool = False, config: Config | None = None
) -> None:
    """Merge the claims of a segmentation round until the lead leaves. Raises AnnotatorError as `run` does."""

    def opens(app: "AnnotatorApp") -> "Screen[None]":
        from annotator.tui.screens.merge import merge_screen

        return merge_screen(place, app.desk, round_id, unfinished=unfinished)

    run(place, config=config, opens=opens)
