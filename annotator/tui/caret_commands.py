"""The commands of caret mode, and the one that begins it."""

from dataclasses import replace

from annotator.tui.commands import command

CARET = (
    command(
        "review", "caret", "V", "caret mode",
        "Put a caret in the article, to select words and search there.",
    ),
    *(
        replace(
            command("caret", f"caret.{motion}", keys, name, words), action="caret_move", argument=motion
        )
        for motion, keys, name, words in (
            ("left", "h left", "left", "Go to the character before."),
            ("right", "l right", "right", "Go to the next character."),
            ("down", "j down", "down", "Go a line down."),
            ("up", "k up", "up", "Go a line up."),
            ("word.next", "w", "next word", "Go to where the next word begins."),
            ("word.previous", "b", "word before", "Go back to where a word begins."),
            ("word.end", "e", "end of word", "Go to where a word ends."),
            ("sentence.next", ")", "next sentence", "Go to where the next sentence begins."),
            ("sentence.previous", "(", "sentence before", "Go back to where a sentence begins."),
            ("paragraph.next", "}", "next paragraph", "Go to where the next paragraph begins."),
            ("paragraph.previous", "{", "paragraph before", "Go back to where a paragraph begins."),
            ("line.start", "0 home", "start of line", "Go to where the line begins."),
            ("line.end", "$ end", "end of line", "Go to where the line ends."),
            ("line.first", "g", "first line", "Go to the first line, or with a number to that line."),
            ("line.last", "G", "last line", "Go to the last line, or with a number to that line."),
        )
    ),
    command("caret", "caret.select", "v", "select", "Begin a selection here, or drop it.", footer=True),
    command("caret", "caret.swap", "o", "other end", "Go to the other end of the selection."),
    command(
        "caret", "caret.keep", "+", "one more piece", "Put the selection aside, to select another piece."
    ),
    command("caret", "caret.begin", "[", "begin here", "Have the claim begin at the caret."),
    command("caret", "caret.end", "]", "end here", "Have the claim end with the character under the caret."),
    replace(
        command("caret", "caret.split", "S", "split here", "Split the claim: the second part begins here."),
        action="claim_split",
    ),
    replace(
        command("caret", "caret.merge", "M", "merge", "Make one claim of this and the one under the caret."),
        action="claim_merge",
    ),
    replace(
        command("caret", "caret.add", "A", "add", "Make a claim of what is selected.", footer=True),
        action="claim_add",
    ),
    command("caret", "caret.copy", "y", "copy", "Copy what is selected.", footer=True),
    command(
        "caret", "caret.search", "/", "search", "Search for words in the article.", footer=True
    ),
    command("caret", "caret.search.next", "n", "next found", "Go to the next place that was found."),
    command("caret", "caret.search.previous", "N", "found before", "Go to the place found before."),
    command(
        "caret", "caret.leave", "q V ctrl+g escape", "leave",
        "Drop the selection, or leave caret mode.", footer=True,
    ),
)  # fmt: skip
