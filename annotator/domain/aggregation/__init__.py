"""What a model of the reviewers makes of their votes: a second opinion beside them, never a decision.

`second_opinion.py` is the way in; `dawid_skene.py` and `mace.py` are the models.
"""
