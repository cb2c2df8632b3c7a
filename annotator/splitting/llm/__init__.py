"""The splitter `llm`: any model that the package `llm` knows proposes claims, our rules check them.

`prompt` makes the questions, `asking` puts them, `answer` reads what comes back, `anchoring` finds
the quoted words in the article, `checking` refuses wordings that add to it, `splitter` joins them.
"""
