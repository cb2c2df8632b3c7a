"""Every rule that cuts is explained in words."""

from pathlib import Path

import pytest

from annotator.domain.claim import GRANULARITIES, Granularity
from annotator.splitting import claims
from annotator.splitting.rules import explained

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.mark.parametrize("granularity", GRANULARITIES)
def test_each_rule_that_is_met_in_the_corpus_has_words(granularity: Granularity) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("0[1-7]*.[tm]*"))]
    rules = {claim.rule for text in texts for claim in claims(text, granularity=granularity)}
    assert rules
    assert [name for rule in rules for name, words in explained(rule) if not words] == []


def test_a_rule_of_several_is_explained_one_by_one() -> None:
    assert [name for name, _ in explained("said-behind+verb-and")] == ["said-behind", "verb-and"]
    assert explained("verb-and")[0][1] == "a further verb joined by “and”; the subject is copied to it"
    assert explained("llm:a+b")[0] == ("llm:a+b", "by the model a+b; its words were found in the article")
    assert explained("strange") == [("strange", "")]
