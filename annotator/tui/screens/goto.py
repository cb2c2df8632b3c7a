"""Going somewhere: a claim of this article or another article, by its number or a few letters."""

from collections.abc import Callable, Sequence

from textual.app import ComposeResult

from annotator.domain.date_format import ISO, DateFormat
from annotator.services.going import LIMIT, Going, Target
from annotator.store import Store
from annotator.tui.drawing import Line, cells
from annotator.tui.screens.finding import Finding
from annotator.tui.screens.search import pieces_around
from annotator.tui.widgets.row_list import RowList

HINT = "a claim's number, or letters of a claim or of an article's title"


class Targets(RowList):
    """One line each."""

    def __init__(self) -> None:
        super().__init__(widget_id="targets")
        self.targets: Sequence[Target] = ()
        self.dates: DateFormat = ISO

    def show(self, targets: Sequence[Target], empty: str) -> None:
        self.targets = targets
        self.show_rows(len(targets), empty)

    def row_line(self, number: int, part: int, width: int) -> Line:
        target = self.targets[number]
        where = f" claim {target.number:<5}" if target.number else " article    "
        text = target.text if target.number else target.text or "Untitled article"
        about = f"  {self.dates.show(target.published)}" if target.published else ""
        room = width - cells([(where, ""), (about, "")])
        role = "text" if target.number else "strong"
        return [(where, "muted"), *pieces_around(text, target.marks, room, role), (about, "muted")]


class GotoScreen(Finding[list[Target], Target | None]):
    """`claims` are ids and wordings of the claims of the article at hand, none in the library."""

    def __init__(self, store: Store, claims: Sequence[tuple[str, str]]) -> None:
        self.targets = Targets()
        super().__init__("Go to", HINT, store, self.targets)
        self._claims = claims

    def compose(self) -> ComposeResult:
        self.targets.dates = self.host.config.date_format
        yield from super().compose()

    def answerer(self, store: Store) -> Callable[[str], list[Target]]:
        return Going(store, self._claims).find

    def show_answer(self, given: list[Target]) -> tuple[str, str]:
        self.targets.show(
            given, f"No claim here and no article fits: {self.field.value}" if not given else ""
        )
        if len(given) == LIMIT and self.field.value:
            return f"The best {LIMIT}; another letter narrows it down.", "muted"
        return "", "muted"

    def choose(self) -> None:
        if self.targets.targets:
            self.dismiss(self.targets.targets[self.targets.position])
