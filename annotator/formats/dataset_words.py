"""What a dataset says of itself, in plain sentences: how its labels were made, how far reviewers agree, its
limits. For the dataset card and the Croissant metadata; each escapes them as it must."""

from annotator.domain.agreement import Agreement
from annotator.domain.dataset import About
from annotator.domain.round import Round
from annotator.domain.text import clean


def summary(about: About) -> str:
    """One sentence."""
    languages = f" ({', '.join(about.languages)})" if about.languages else ""
    return (
        f"Claims from news articles{languages}, each with the labels that reviewers gave it, the verdict that"
        " follows, and the evidence that they cite."
    )


def collection() -> str:
    """Where the claims are from."""
    return (
        "Articles were taken in by the people who made the dataset, and cut into claims; the field url of an"
        " article says where it is from."
    )


def protocol(about: About) -> list[str]:
    """How the labels were made."""
    scheme = about.scheme
    told = [
        f"Labels of the scheme {scheme.name}, version {scheme.version} (SHA-256 {scheme.digest}): "
        + "; ".join(f"{rule.id}: {rule.help}" for rule in scheme.labels)
        + ".",
        "A label is complete when the scheme's evidence rule is met by the citations that it rests on. The"
        " verdict is derived from label and evidence; nobody types it.",
    ]
    if about.guideline:
        told.append(f"The guideline is {about.guideline_name}.")
    elif about.round:
        told.append("There was no guideline.")
    return [*told, *(_of_round(about, about.round) if about.round else _without_round())]


def _of_round(about: About, found: Round) -> list[str]:
    others = "without seeing each other's" if found.blind else "and could see each other's"
    return [
        f"The labels are those of the {found.kind} round {found.name}, which is {found.state}; its seed is"
        f" {found.seed}. {per_item(about)} Reviewers gave their labels {others}.",
        "Decisions are unanimous, by majority (more than half, of three or more), or a lead's with a reason"
        " (adjudicated).",
    ]


def _without_round() -> list[str]:
    return [
        "The labels are those that stand in the file, not of one round: how many reviewers looked at a claim,"
        " and whether they saw each other's labels, differs from claim to claim."
    ]


def per_item(about: About) -> str:
    """How many labels a claim has."""
    if about.round is None:
        return "As many as reviewers gave; none was asked for."
    return f"{about.round.overlap} asked for; a claim may have more or fewer."


def analysis(about: About) -> list[str]:
    """How far reviewers agree."""
    if about.agreement is None and about.round is None:
        return ["Agreement was not computed, since the labels are not those of one round."]
    if about.agreement is None:
        return [
            "Agreement is not told: nobody labels in a segmentation round, and while a round is blind its"
            " votes are kept from its reviewers."
        ]
    return [f"{name}: {value}." for name, value in figures(about.agreement)]


def figures(agreement: Agreement) -> list[tuple[str, str]]:
    """Names and values."""
    return [
        ("Claims with two votes or more", str(agreement.overlapping)),
        ("Pairs of votes", str(agreement.pairs)),
        ("Krippendorff's alpha, nominal", str(agreement.alpha)),
        ("Its 95 % bootstrap interval", str(agreement.alpha_interval)),
        ("Raw agreement of pairs", str(agreement.raw)),
        ("Randolph's kappa", str(agreement.randolph)),
        ("Fleiss' kappa", str(agreement.fleiss)),
    ]


def tools(about: About) -> list[str]:
    """What cut the articles into claims, each with how many it made."""
    return [f"{name}: {count} claims" for name, count in sorted(about.splitters.items())]


def limits(about: About) -> list[str]:
    """What a user should know before relying on it."""
    told = [
        "Verdicts are as of the dates of the citations; sources may have changed since.",
        "Claims were cut from the articles by a program and are as good as that; the column action says which"
        " a person changed.",
        "Who the reviewers are, and what they know, is not recorded.",
        "Times are by the clocks of those who acted.",
    ]
    if about.round is None:
        told.insert(0, "Claims without a label are here too; those were not judged, not found wanting.")
    return told


def personal() -> list[str]:
    """What there is of people in it."""
    return [
        "Names of reviewers, as they call themselves in the file.",
        "Names of people that the articles, the citations and free texts speak of.",
    ]


def guideline(about: About) -> str:
    """Its text, clean, for a file of its own; or empty."""
    return clean(about.guideline)
