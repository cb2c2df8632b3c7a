"""The driver of the screen in a browser: Textual's own, and what its server needs besides.

`annotator serve` names it in TEXTUAL_DRIVER. It talks in packets over standard input and output.
"""

from contextlib import suppress

from textual import messages
from textual.drivers.web_driver import WebDriver


class BrowserDriver(WebDriver):
    """Ends with its server, however that went, and can draw the screen for a page that came later."""

    def run_input_thread(self) -> None:
        """Read until the server closes the pipe or is gone; the app then saves and ends."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self.process_message(messages.ExitApp())

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Called in the input's thread; drawing is the app's."""
        if packet_type == "redraw":
            self._app.call_later(self._redraw)
        else:
            super().on_meta(packet_type, payload)

    def _redraw(self) -> None:
        """Bring a fresh terminal to where the one before it was."""
        self.write("\x1b[?1049h\x1b[?25l")
        self._enable_mouse_support()
        self._enable_bracketed_paste()
        self._app.refresh(layout=True)

    def write(self, data: str) -> None:
        with suppress(BrokenPipeError):  # nobody is there to see it; what was done is still to be saved
            super().write(data)

    def write_meta(self, data: dict[str, object]) -> None:
        with suppress(BrokenPipeError):
            super().write_meta(data)
