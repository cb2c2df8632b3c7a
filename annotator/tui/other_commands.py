"""The commands of the library, of forms, lists and pages, and those of several kinds of screens."""

from annotator.tui.commands import FORM, LIST, Command, command

LIBRARY = (
    command("library", "library.down", "j down", "down", "Go to the next article."),
    command("library", "library.up", "k up", "up", "Go to the article before."),
    command("library", "library.first", "home", "first", "Go to the first article."),
    command("library", "library.last", "end", "last", "Go to the last article."),
    command("library", "library.open", "enter o", "open", "Review the article.", footer=True),
)
FINDING = (
    command(
        "library review", "search", "/", "search",
        "Search articles, claims, citations, rationales and comments by their words.", footer=True,
    ),
    command(
        "library review", "goto", "g", "go to",
        "Go to a claim of this article by its number, or to a claim or an article by a few letters.",
    ),
)  # fmt: skip
GENERAL = (
    command(
        "library review caret history dashboard adjudicate agreement merge", "help", "?", "help",
        "Show all keys, labels and their rules.", footer=True,
    ),
    command(
        "library review caret history dashboard adjudicate agreement merge", "theme", "ctrl+t", "theme",
        "Show it in the next theme, until you leave; the configuration can keep one.",
    ),
    command(
        "library review caret history dashboard adjudicate agreement merge", "palette", "ctrl+p", "commands",
        "Find a command by its name; a click on the status line does it too.", footer=True,
    ),
    command("review", "back", "q", "library", "Go back to the list of articles.", footer=True),
    command("library", "quit", "q", "quit", "End the program; everything is saved.", footer=True),
)  # fmt: skip
FORMS = (
    command("form", "form.save", "ctrl+s", "save", "Save what the form says.", footer=True),
    command("form", "form.next", "tab", "next field", "Go to the next field.", footer=True),
    command("form", "form.previous", "shift+tab", "field before", "Go to the field before."),
    command(
        "form", "form.leave", "ctrl+g escape", "leave", "Leave the form; what you typed is kept.", footer=True
    ),
    command(
        "citation",
        "citation.unfill",
        "ctrl+z",
        "take back",
        "Take back what was filled in from a pasted text, from an earlier source or by completing.",
        footer=True,
    ),
    command(
        "citation",
        "citation.complete",
        "right end",
        "complete",
        "Complete the name by what is shown dim behind the cursor.",
    ),
    command("citation", "citation.offer.next", "down", "next offered", "Go down the sources on offer."),
    command("citation", "citation.offer.previous", "up", "offered before", "Go up the sources on offer."),
    command(
        "citation",
        "citation.offer.take",
        "enter",
        "take it",
        "Fill in the source that is marked; without one, go to the next field.",
    ),
    command("list", "list.down", "down", "down", "Go down the list."),
    command("list", "list.up", "up", "up", "Go up the list."),
    command("list", "list.page.down", "pagedown", "page down", "Go down a page of the list."),
    command("list", "list.page.up", "pageup", "page up", "Go up a page of the list."),
    command("list", "list.choose", "enter", "choose", "Take the one that is marked.", footer=True),
    command("list", "list.leave", "ctrl+g escape", "leave", "Leave the list.", footer=True),
    Command(
        "form.help", ("f1", "ctrl+o"), "help", "Show all keys, labels and their rules; what you typed stays.",
        frozenset((FORM, LIST)), "help", footer=True,
    ),
    command("help", "help.down", "j down", "down", "Scroll down."),
    command("help", "help.up", "k up", "up", "Scroll up."),
    command("help", "help.page.down", "pagedown ctrl+f space", "page down", "Scroll a page down."),
    command("help", "help.page.up", "pageup ctrl+b", "page up", "Scroll a page up."),
    command("help", "help.first", "home", "top", "Go to the top."),
    command("help", "help.last", "end", "end", "Go to the end."),
    command("help", "help.leave", "q ? f1 enter escape", "leave", "Leave this page.", footer=True),
)  # fmt: skip
