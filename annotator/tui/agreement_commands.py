"""The commands of the figures of a round's agreement."""

from annotator.tui.commands import ADJUDICATE, AGREEMENT, DASHBOARD, ROUND_LIST, Command, command

PAGES = ("figures", "labels", "reviewers", "evidence", "articles")

FIGURES = (
    command(
        f"{ADJUDICATE} {DASHBOARD} {ROUND_LIST}", "agreement.open", "%", "agreement",
        "Show how far the reviewers of the round agree, on labels and on evidence.", footer=True,
    ),
    command("agreement", "agreement.next", "tab l right", "next page", "Go to the next page.", footer=True),
    command(
        "agreement", "agreement.previous", "shift+tab h left", "page before", "Go to the page before.",
        footer=True,
    ),
    *(
        Command(
            f"agreement.page.{number}", (str(number),), name,
            "Go to a page: figures, labels, reviewers, evidence, articles.", frozenset((AGREEMENT,)),
            "agreement_page", number, row="agreement.page",
        )
        for number, name in enumerate(PAGES, 1)
    ),
    command("agreement", "agreement.down", "j down", "down", "Scroll down."),
    command("agreement", "agreement.up", "k up", "up", "Scroll up."),
    command("agreement", "agreement.page.down", "pagedown ctrl+f space", "page down", "Scroll a page down."),
    command("agreement", "agreement.page.up", "pageup ctrl+b", "page up", "Scroll a page up."),
    command("agreement", "agreement.first", "home", "top", "Go to the top of the page."),
    command("agreement", "agreement.last", "end", "end", "Go to the end of the page."),
    command("agreement", "agreement.again", "r", "count again", "Count the votes again.", footer=True),
    command("agreement", "agreement.leave", "q escape ctrl+g", "leave", "Leave the figures.", footer=True),
)  # fmt: skip
