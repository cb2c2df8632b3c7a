"""Word lists of English for the splitting rules: closed classes whole, verbs as news use them."""


def words(listed: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(listed.split())


BE = words("is are was were am isn't aren't wasn't weren't")
HAVE = words("has have had hasn't haven't hadn't")
DO = words("does do did doesn't don't didn't")
MODALS = words(
    "will would can could may might must shall should won't wouldn't can't cannot couldn't "
    "mustn't shouldn't needn't"
)
AUXILIARIES = BE | HAVE | DO | MODALS
CONTRACTED = ("'s", "'re", "'ve", "'ll", "'d", "'m")

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
ADVERBS = words(
    "also now then still never always often already again not soon later once thus even just ever "
    "only yet therefore instead meanwhile almost nearly largely both either longer"
)
SUBORDINATORS = words(
    "who whom whose which what that when where why how if whether because although though while "
    "whereas unless until before after since as than"
)

PAST = words(  # never a participle
    "went took gave knew grew withdrew began broke chose drove fell flew forgot rose spoke wrote "
    "tore wore threw drew swore sang swam saw showed ate rang sank hid beat became came ran did "
    "was were overcame arose woke froze stole swore shook undertook mistook"
)
PAST_OR_PARTICIPLE = words(
    "said told held made led sent left lost won met paid built found brought bought thought kept "
    "felt put set cut hit shut cost spent stood understood heard read sold taught caught fought "
    "sought meant struck swept laid shot bound dealt slept bent lent burnt learnt spread sat dug "
    "hung fed fled bled quit split withheld upheld forbade cast broadcast foresaw got stuck spun "
    "clung"
)
INTRANSITIVE = words(
    "increased decreased dropped climbed jumped rose fell grew shrank declined rallied advanced "
    "retreated slipped surged plunged widened narrowed soared followed"
)
NOT_VERBS = words(
    "need speed indeed hundred united red bed feed exceed proceed succeed seed weed breed greed "
    "creed sacred hatred kindred shed sled reed deed steed heed bleed supposed so-called alleged"
)
BASES = words(
    "abandon abolish absorb abstain accelerate accept accompany account accumulate accuse achieve "
    "acknowledge acquire act adapt add address adhere adjust administer admire admit adopt "
    "advance advise advocate affect agree aim allege allow amount analyse announce answer "
    "anticipate apologise appeal appear apply approve argue arrange arrest arrive ask assert "
    "assess assign assist associate assume attach attack attempt attend attract auction authorise "
    "avoid award back ban bear beat become begin believe belong benefit bet blame block boast "
    "book boost border borrow break bring broadcast build buy calculate call cancel capture carry "
    "catch cause celebrate chair challenge change charge chase choose circulate cite claim clash "
    "climb close coincide collapse combine come command comment commit compare compete complain "
    "complete comply compose comprise concede concern conclude condemn conduct confirm confront "
    "connect copy conserve consider consist constitute construct consume contact contain continue "
    "contribute control convert convince cook cope cost count cover crash create criticise "
    "criticize cross cut damage dampen date deal decide declare decline decrease deem defeat "
    "defend define delay deliver demand denounce deny depend deploy deport derive describe "
    "deserve design destroy detain deter determine develop devote dictate die differ direct "
    "disagree disappear discover discuss dismiss dispute distribute divide dominate donate doubt "
    "draft drag draw drink drive drop earn ease eat echo edit educate elect emerge emphasise "
    "employ enable encompass encounter encourage end endorse enforce engage enhance enjoy ensue "
    "ensure entail enter escape establish estimate evacuate evaluate evolve exceed exclude "
    "exercise exhibit exist expand expect experience expire explain export expose express extend "
    "face fail fall favor favour fear feature feel fight file fill finance find finish fire fit "
    "fix flow fly focus follow forbid force forecast form free freeze fuel fund gain gather "
    "generate get give go govern grant grow guarantee guard guide halt hand hang happen harm hate "
    "haul head heal hear help highlight hinder hire hit hold hope host house hurt identify ignore "
    "illustrate imagine impact implement imply import impose improve include incorporate increase "
    "incur indicate influence inform inherit initiate injure insist inspect inspire install "
    "instruct integrate intend interpret interview introduce invade invest investigate invite "
    "involve issue join judge jump justify keep kick kill knock know lack land last launch lay "
    "lead learn leave lend license lie lift like limit link list live load loan locate look lose "
    "lower maintain make manage march mark matter mean measure meet melt mention merge mine miss "
    "monitor mount move name need negotiate note obey object oblige observe obtain occupy occur "
    "offer omit open operate oppose order outline overcome oversee own participate pass pause pay "
    "penalise perceive perform permit persuade phase pick place plan play pledge point pose "
    "possess postpone praise pray precede predict prefer prepare press prevail prevent print "
    "prioritise proceed proclaim procure produce profit prohibit promise prompt propose prosecute "
    "prosper protect prove provide provoke publish purchase pursue push put qualify question quit "
    "quote race raise rank rate reach react read rebuild recall receive reckon recognise "
    "recognize recommend record recover recruit reduce refer reflect refrain refuse regain regard "
    "register regret regulate reinforce reject relate release relieve relocate rely remain "
    "remember remove rent repair repay repeat repel replace reply report represent request "
    "require rescue resemble reside resign resist resolve resort respect respond rest restore "
    "restrict result resume retain retire retreat return reunite reveal review revise revive "
    "reward ride rise risk rival rule run rush satisfy save say schedule score secure see seek "
    "seem seize select sell send separate serve set settle shape share shift ship shoot show "
    "shrink shut sign signal simplify sing sink sit slow smuggle solve source spark speak "
    "specialise specify spend split sponsor spread stage stand start state stay stem step stick "
    "stop store stress stretch strike struggle study submit succeed sue suffer suggest summarise "
    "supply support surge surpass surround survive suspect suspend sustain swallow swear switch "
    "symbolise tackle take talk target tax teach tear tell tend test testify thank think threaten "
    "tolerate top total touch track trade train transfer transform translate transport travel "
    "treat trigger trust try turn undergo undermine understand unite unveil update uphold upset "
    "urge use value vary view violate visit vote vow wait walk want warm warn wash waste watch "
    "weaken wear weigh welcome widen wield win wish withdraw witness work worry write yield"
)
NOUNS_TOO = words(
    "account act address advance affect aim amount answer appeal arrest attack attempt auction "
    "award back ban bear benefit bet blame block boast book boost border break broadcast call "
    "catch cause chair challenge change charge chase claim clash climb close command comment "
    "commit concern contact control cook copy cost count cover crash cut damage date deal decline "
    "decrease defeat delay demand design dispute divide doubt draft drag drink drive drop echo "
    "end estimate exercise experience export face fall favor favour fear feature fight file find "
    "fire fit fix flow focus force forecast form free fuel fund gain grant guarantee guard guide "
    "halt hand harm hate haul head help highlight hire hit hold hope host house hurt impact "
    "import increase influence interview issue judge jump kick knock lack land last launch lay "
    "lead license lie lift like limit link list load loan look march mark matter mean measure "
    "mine miss monitor mount move name need note object offer open order pass pause phase pick "
    "place plan play pledge point pose praise press print profit promise prompt purchase push "
    "question quit quote race raise rank rate reach react read recall record regard register "
    "regret release rent repair repeat reply report request rescue resort rest result retreat "
    "return review reward ride rise risk rival rule run rush save say schedule score set shape "
    "share shift ship shoot show shrink shut sign signal sing sink slow source spark split "
    "sponsor spread stage stand start state stay stem step stick stop store stress stretch strike "
    "study sue supply support surge survive suspect swear switch talk target tax tear test top "
    "total touch track trade train transfer transport travel treat trigger trust try turn update "
    "upset use value view visit vote vow wait walk want warm wash waste watch wear welcome win "
    "wish witness work worry write yield"
)
CUES = words(
    "said says told tells added adds announced announces stated states wrote writes claimed "
    "claims argued argues warned warns noted notes explained explains insisted insists confirmed "
    "confirms reported reports acknowledged acknowledges admitted admits alleged alleges asserted "
    "asserts declared declares emphasised emphasized stressed stresses recalled replied answered "
    "conceded predicted predicts estimated estimates testified tweeted concluded concludes "
    "commented remarked asked continued reiterated"
)
"""Verbs that attribute a statement; "denied" and "doubted" do not."""


def third_person(base: str) -> str:
    """ "carry" -> "carries"."""
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "sh", "ch", "x", "o")) else "s")


THIRD_PERSONS = {third_person(base): base for base in sorted(BASES)}
OPENS_OBJECT = DETERMINERS | words("him her it them us me itself himself that to about")
