"""What a lead does with rounds: making, revealing, closing. Each method is one committed act."""

from collections.abc import Mapping, Sequence

from annotator.domain.errors import InputError, NotFound
from annotator.domain.ids import canonical_json, short_id
from annotator.domain.round import CLAIMS_AN_EVENT, Round, RoundPlan
from annotator.services.acting import Acting, Appender, becomes_lead, one_of, words_of
from annotator.store import Store, choosing, reading, rounds
from annotator.store.connection import Database


def find_round(store: Store, name: str) -> Round:
    """The round of that name, or whose id begins so. Raises NotFound."""
    found = rounds.rounds_named(store.db, name)
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(one.id for one in found)
        raise NotFound(f"There is more than one round {name!r}.", do=f"Name one by its id: {ids}.")
    try:
        return _there(rounds.round_by_id(store.db, one_of(store, "round", name, "round")))
    except NotFound:
        known = ", ".join(one.name for one in rounds.rounds(store.db)) or "none so far"
        raise NotFound(f"There is no round {name!r}.", do=f"The rounds of this file: {known}.") from None


def _there(found: Round | None) -> Round:
    if found is None:
        raise NotFound("There is no such round.")
    return found


class Leading(Acting):
    """Raises InputError for one who is no lead of the file."""

    def make(self, plan: RoundPlan) -> Round:
        """Freeze claims, scheme and guideline into a new round, and hand its claims out."""
        with self.act() as act:
            self.need_lead("make rounds")
            if rounds.rounds_named(self.db, plan.name):
                raise InputError(f"There is a round {plan.name!r} already.", do="Give this one another name.")
            self._check_claims(plan.claims)
            round_id = self._freeze(act, plan)
            for reviewer in sorted(plan.hands):
                numbers = list(plan.hands[reviewer])
                fields = {"round": round_id, "reviewer": reviewer, "numbers": numbers, "why": ""}
                act.append("round.assign", fields)
            if plan.controls:
                self._mix_in(round_id, plan.controls)
        return _there(rounds.round_by_id(self.db, round_id))

    def _check_claims(self, claims: Sequence[str]) -> None:
        """Between planning and making, somebody may have changed them."""
        gone = choosing.not_to_be_had(self.db, claims)
        if gone:
            raise InputError(
                f"What was to be frozen has changed meanwhile: {words_of(len(gone), 'claim')} of it, "
                f"{short_id(gone[0])} for one, revised or dropped by somebody.",
                safe="Nothing was changed.",
                do="Make the round again.",
            )

    def _mix_in(self, round_id: str, controls: Mapping[str, str]) -> None:
        """Known answers go to a feed for leads, in the same transaction."""
        of_lead = Acting(
            self.store, self.member, self.device, round_id=round_id, audience="lead", now=self.now
        )
        act = Appender(of_lead, None)
        answers = [list(pair) for pair in sorted(controls.items())]
        act.append("round.control", {"round": round_id, "answers": answers})
        act.settle()

    def _freeze(self, act: Appender, plan: RoundPlan) -> str:
        scheme = act.scheme().digest
        known = reading.members(self.db)
        guideline = ""
        for name in sorted(set(plan.hands) - set(known)):
            act.append("member", {"name": name, "role": "reviewer"})
        if plan.scheme:
            scheme = self._scheme(act, plan.scheme)
        if plan.guideline is not None:
            name, text = plan.guideline
            guideline = rounds.guideline_id(self.db, name, text)
            guideline = guideline or act.append("guideline", {"name": name, "text": text})
        asked = {
            "name": plan.name,
            "kind": plan.kind,
            "overlap": plan.overlap,
            "blind": plan.blind,
            "seed": plan.seed,
            "scheme": scheme,
            "guideline": guideline,
            "reviewers": sorted(plan.hands),
            "settings": canonical_json(dict(plan.settings)),
        }
        round_id = act.append("round", asked)
        for start in range(0, len(plan.claims), CLAIMS_AN_EVENT):
            part = list(plan.claims[start : start + CLAIMS_AN_EVENT])
            act.append("round.claims", {"round": round_id, "first": start, "claims": part})
        return round_id

    def _scheme(self, act: Appender, text: str) -> str:
        from annotator.domain.scheme_reading import parse_scheme

        scheme = parse_scheme(text, name="scheme")
        if not reading.has_scheme(self.db, scheme.digest):
            act.append("scheme", {"name": scheme.name, "text": scheme.text})
        return scheme.digest

    def reveal(self, found: Round) -> None:
        """Let the reviewers of a blind round see each other's acts from now on; not to be taken back."""
        with self.act() as act:
            self.need_lead("reveal a round")
            if not found.blind or found.revealed:
                raise InputError(f"Nothing is hidden in the round {found.name!r}.")
            act.append("round.reveal", {"round": found.id})

    def promote(self, name: str) -> None:
        """Make a member, or somebody new, a lead; nobody ceases to be one. Raises InputError."""
        with self.act() as act:
            self.need_lead("make somebody a lead")
            if reading.members(self.db).get(name) == "lead":
                raise InputError(f"{name} is a lead already.", safe="Nothing was changed.")
            act.append("member", {"name": name, "role": "lead"})

    def need_lead(self, what: str) -> None:
        """Raise InputError, inside an act, unless I am a lead."""
        check_lead(self.db, self.member, what)


def check_lead(db: Database, member: str, what: str) -> None:
    """Raise InputError unless a member is a lead, or would be with their first act."""
    known = reading.members(db)
    if member not in known and becomes_lead(db, member):
        return
    if known.get(member) != "lead":
        leads = ", ".join(sorted(name for name, role in known.items() if role == "lead"))
        leads = leads or reading.fact(db, "made_by") or "nobody"
        raise InputError(f"Only a lead can {what}; leads of this file: {leads}.", safe="Nothing was changed.")
