"""The words that schemes, citations and labels share; apart, since a scheme's reader needs no more."""

from typing import Literal

Kind = Literal["primary", "secondary", "fact_check", "self"]
KINDS: tuple[Kind, ...] = ("primary", "secondary", "fact_check", "self")
Stance = Literal["supports", "partly_supports", "refutes", "context", "attributes"]
STANCES: tuple[Stance, ...] = ("supports", "partly_supports", "refutes", "context", "attributes")
SUPPORTING: tuple[Stance, ...] = ("supports", "partly_supports")
Verdict = Literal["supported", "refuted", "conflicting", "insufficient"]
