"""Word lists of English for the splitting rules: closed classes, and the verbs that attribute."""


def words(listed: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(listed.split())


HAVE = words("has have had hasn't haven't hadn't")
DO = words("does do did doesn't don't didn't")
MODALS = words(
    "will would can could may might must shall should won't wouldn't can't cannot couldn't "
    "mustn't shouldn't needn't"
)

NOMINATIVES = words("he she it they we i you who there this that these those")
DETERMINERS = words(
    "the a an this that these those his her its their our my your some any no every each all both "
    "another such what which whose many several few more most"
)
PREPOSITIONS = words(
    "of in on at to for by with from into over under about against between among through during "
    "without within toward towards upon across behind beyond near since until before after as "
    "than like despite amid per via off onto"
)
SUBORDINATORS = words(
    "who whom whose which what that when where why how if whether because although though while "
    "whereas unless until before after since as than"
)

CUES = words(
    "said says told tells added adds announced announces stated states wrote writes claimed "
    "claims argued argues warned warns noted notes explained explains insisted insists confirmed "
    "confirms reported reports acknowledged acknowledges admitted admits alleged alleges asserted "
    "asserts declared declares emphasised emphasized stressed stresses recalled replied answered "
    "conceded predicted predicts estimated estimates testified tweeted concluded concludes "
    "commented remarked asked continued reiterated say claim argue insist warn estimate believe"
)
"""Verbs that attribute a statement; "denied" and "doubted" do not."""
NAMING = words(
    "called calls call described describes describe dubbed dubs labelled labeled labels termed terms "
    "branded brands denounced denounces hailed hails dismissed dismisses praised praises condemned "
    "condemns accused accuses characterised characterized referred refers"
)
"""Verbs that say how somebody calls a thing, often in quotation marks."""
LOADED = words(
    "regime regimes terrorist terrorists so-called militant militants extremist extremists thug thugs "
    "puppet puppets junta cronies henchmen slammed blasted disgraced notorious infamous shameful "
    "heroic brutal barbaric savage bloodthirsty evil draconian bombshell shocking outrageous scandalous "
    "hysterical radical fanatical sinister unprovoked illegitimate propaganda brainwashed conspiracy "
    "cover-up crackdown meddling aggression liberators freedom-fighters invaders occupiers bogus sham "
    "botched disastrous humiliating"
)
"""Words that judge what they name: a reader should see whose judgement it is."""
OPENINGS = frozenset(
    tuple(phrase.split())
    for phrase in (
        "however",
        "moreover",
        "furthermore",
        "additionally",
        "meanwhile",
        "nevertheless",
        "nonetheless",
        "instead",
        "besides",
        "indeed",
        "likewise",
        "similarly",
        "conversely",
        "for example",
        "for instance",
        "in addition",
        "in fact",
        "in contrast",
        "by contrast",
        "in particular",
        "of course",
        "in other words",
        "on the other hand",
        "on the contrary",
        "at the same time",
    )
)
"""What ties a sentence to the one before and says nothing of its own, set off by a comma."""
LONGEST_OPENING = max(map(len, OPENINGS))
SPANS = words("day days week weeks month months year years hour hours minutes decade decades")
"""What says how long after or before."""
