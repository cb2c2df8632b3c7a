"""The smallest Textual app that changes one line at a key: what the screen is measured beside."""

import os

os.environ.setdefault("TEXTUAL_FPS", "240")

from textual.app import App, ComposeResult
from textual.widgets import Static


class Floor(App[None]):
    """One line, and three keys that count in it."""

    BINDINGS = [(key, "count", "") for key in "scv"]  # noqa: RUF012
    count = 0

    def compose(self) -> ComposeResult:
        yield Static("floor ready", id="line", markup=False)

    def action_count(self) -> None:
        self.count += 1
        self.query_one("#line", Static).update(f"got {self.count:05d}", layout=False)


if __name__ == "__main__":
    Floor().run()
