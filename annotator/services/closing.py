"""Closing a round and opening it again. Each method is one committed act, and a row: nothing is erased."""

from collections.abc import Mapping
from dataclasses import replace

from annotator.domain.closing import NotSettled, Unsettled
from annotator.domain.errors import InputError, NotFound
from annotator.domain.round import Round
from annotator.domain.text import clean
from annotator.services.acting import Appender, Done, one_of, words_of
from annotator.services.leading import Leading
from annotator.store import rounds, settling, sight
from annotator.store.projections.rounds import state_heads

_SAFE = "Nothing was changed."


class Closing(Leading):
    """Raises InputError for one who is no lead of the file."""

    def close(
        self, found: Round, left_open: Mapping[str, str] | None = None, others: str | None = None
    ) -> Done:
        """Close a round whose claims are settled, but for those that are left open.

        `left_open` has claims (ids or how they begin) with the reason of each, `others` the reason for all
        others that are not settled. A blind round is revealed by it. Raises NotSettled; InputError when a
        reason is missing, when a claim that is left open is settled, or when another lead was quicker;
        NotFound for a claim that is not in the round.
        """
        with self.act() as act:
            self.need_lead("close a round")
            self._expect(found, "open")
            left = {one.claim: one for one in settling.unsettled(self.db, found)}
            named = {self._claim(found, claim): why for claim, why in (left_open or {}).items()}
            settled = [claim for claim in named if claim not in left]
            if settled:
                raise InputError(
                    f"Claim {settled[0][:12]} is settled, so it does not stay open.",
                    safe=_SAFE,
                    do="Leave out its --leave-open.",
                )
            unnamed = self._as_seen([one for claim, one in left.items() if claim not in named])
            if unnamed and others is None:
                raise NotSettled(found.name, unnamed, found.claims, found.kind)
            reasons = {claim: named.get(claim, others or "") for claim in left}
            pairs = [[claim, _reason(why)] for claim, why in reasons.items()]
            self._append(act, found, "closed", "", pairs)
        but = f"; {words_of(len(pairs), 'claim')} left open" if pairs else ""
        return Done(f"The round {found.name} is closed: {found.claims - len(pairs)} settled{but}.")

    def reopen(self, found: Round, reason: str) -> Done:
        """Open a closed round again; that it was closed stays in its history.

        Raises InputError without a reason, or when it is open.
        """
        with self.act() as act:
            self.need_lead("open a round again")
            self._expect(found, "closed")
            self._append(act, found, "open", _reason(reason), [])
        seen = " Its reviewers could see each other's votes meanwhile." if found.blind else ""
        return Done(f"The round {found.name} is open again.{seen}")

    def _expect(self, found: Round, state: str) -> None:
        """Raise InputError unless the round is in that state now, and say who brought it into the other."""
        now = rounds.round_by_id(self.db, found.id)
        if now is not None and now.state == state:
            return
        steps = [one for one in settling.life(self.db, found.id) if one.what in ("closed", "reopened")]
        if steps:
            last = steps[-1]
            because = f", because: {last.reason}" if last.reason else ""
            when = last.at[:16].replace("T", " ")
            who = f"{last.by} {last.what} the round {found.name!r} at {when} UTC{because}."
        else:
            who = f"The round {found.name!r} is open."
        raise InputError(who, safe=_SAFE, do="See annotator round log.")

    def _as_seen(self, left: list[Unsettled]) -> list[Unsettled]:
        """Without what others said of claims that are veiled for me."""
        veiled = sight.veiled_claims(self.db, sight.hiding_rounds(self.db, self.member))
        kept = "not settled; what others said of it is kept from you"
        return [replace(one, why=kept) if one.claim in veiled else one for one in left]

    def _claim(self, found: Round, claim: str) -> str:
        whole = one_of(self.store, "claim", claim, "claim")
        if not rounds.has_claim(self.db, found.id, whole):
            raise NotFound(f"Claim {whole[:12]} is not in the round {found.name!r}.")
        return whole

    def _append(
        self, act: Appender, found: Round, state: str, reason: str, left_open: list[list[str]]
    ) -> None:
        heads = state_heads(self.db, found.id)
        fields = {"round": found.id, "state": state, "reason": reason, "left_open": left_open}
        act.append("round.state", {**fields, "supersedes": heads}, after=[found.id, *heads])


def _reason(words: str) -> str:
    said = clean(words.strip())
    if not said:
        raise InputError("A reason is needed.", safe=_SAFE, do="Say why with --reason WORDS.")
    return said
