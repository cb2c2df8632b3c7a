"""Which texts of an article say the same, in three tiers.

1. The same words, numbers and signs in the same order, whatever their typography, case and dateline
   (`domain.fold_key`): sentences are folded by it before anything is cut from them, so that a body that
   was scraped twice is cut once (`units`).
2. The same but for function words (`function_words`), and 3. much the same words (`likeness`): this is
   found out between claims, since it is a claim that a reviewer labels, takes out of a fold or folds.

`judge` and `group` say the same of any texts, for scripts and for scoring.
"""

from annotator.domain.differing import differing
from annotator.domain.fold_key import fold_key
from annotator.splitting.folding.judging import group, judge
from annotator.splitting.folding.units import Unit, UnitKind, fold

__all__ = ["Unit", "UnitKind", "differing", "fold", "fold_key", "group", "judge"]
