"""Words that matter at a sentence boundary, in many languages: abbreviations and first words.

One table serves every language: an abbreviation is hardly ever an ordinary word of another one at
the end of a sentence, and where it is ("art", Spanish "para", French "vie"), `CAPITALISED` tells.
"""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_KINDS = {
    # Stands before a name.
    "title": """
        mr mrs ms mx dr drs prof profs gov sen rep reps gen lt col maj capt cpl sgt adm cmdr rev revd
        hon messrs pres supt det insp mt ft st sts ste mme mmes mlle mm mgr me hr frl fam dipl ing
        dir doz cra sr sra srta sres srs dra lic arq gral cnel tte cmte mons dn d.ª dña fco sto sta sig
        sig.ra sig.na dott dott.ssa avv on geom rag dhr mw mevr ir им ул пгт пр просп пер пл наб бул
        проф акад доц ген полк пос дер обл р-н г-н г-жа д-р тов гр о
        """,
    # Stands before a number.
    "number": """
        no nos nr nrn num núm n.º n° n°s fig figs eq eqs pp vol vols ch chap chaps sec sect art arts
        para paras par ed approx ca circa vv ver bd abb tab kap abs aufl hrsg ss ff az anm
        pág págs pag cap tel tél fax ext apdo éd fasc bl blz
        стр рис табл гл разд ст п пп т тт кн вып ок тел кв корп ч с №
        """,
    # The sentence goes on behind it.
    "within": """
        e.g eg i.e vs viz cf esp incl excl resp a.k.a aka o/b/o f/k/a n.b
        dr.med dr.jur dr.rer z.b d.h u.a u.u s.o s.u i.d.r o.ä o.g z.t z.z z.zt m.e v.a bzw vgl ggf evtl
        inkl exkl zzgl abzgl bspw sog gem ehem geb gest verh röm kath evang dt engl franz lat griech
        österr schweiz urspr bes allg med phil jur rer nat habil
        p.ex par.ex c.-à-d c-à-d env av apr fr né angl p.ej p.e ej aprox esq cit ob trad comp
        т.е т.к т.н т.ч т.о см ср напр род ум урожд сокр букв реж соч изд ред перев англ нем фр лат
        греч исп ит ad.es p.es cfr d.w.z bijv m.n o.a i.v.m
        """,
    # May end a sentence as well.
    "either": """
        inc ltd corp co bros llc plc pvt pty jr sr esq phd ph.d m.d b.a m.a m.s b.s d.d.s
        et.al al ibid id a.m p.m a.d b.c b.c.e c.e est ave blvd rd hwy bldg dept univ assn
        ala ariz ark calif colo conn fla ill ind kan mass mich minn miss neb nev okla ore penn tenn tex
        wash wis wyo
        u.s u.s.a u.k u.n e.u d.c u.s.s.r l.a n.y n.j
        str gmbh kg ag e.v v.chr n.chr chr jh jhd jhs j.-c n.è cie sté
        ee.uu ee uu s.a s.l a.c d.f ud uds vd vds avda av pza dpto s.p.a s.r.l г в вв н.э
        """,
    # Ends a list, and with it mostly a sentence where a capital follows.
    "final": "etc usw u.s.w u.ä u.v.m ets т.д т.п др гг ecc enz",
    # Stands behind a number, and may end a sentence.
    "unit": """
        sec secs min mins hr hrs yr yrs wk wks mo mos in ft yd yds mi mph lb lbs oz kg km cm mm sq cu gal
        qt pt std sek stk hab hs seg
        руб коп куб чел га мин сек см мм кг км м экз долл дол л
        """,
    # Stands between a number and what is counted.
    "scale": "mio mrd tsd тыс млн млрд трлн",
    "month": """
        jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
        jän mär okt dez janv févr avr juil déc ene abr ago dic lun mié jue vie sáb dom
        янв фев февр апр авг сент окт нояб дек
        """,
}

ABBREVIATIONS = {word: kind for kind, listed in reversed(_KINDS.items()) for word in listed.split()}
"""Abbreviation in lower case, without its last stop -> kind."""

CAPITALISED = _words(
    "ago ag al ala am ark art arts as ave cap ch col dec det dir dom ed en es est fam fig fr fri gal gem gen "
    "gov hon id ill in ind ing ir kan lun mar mass me med mi miss mm mo mon nat neb nev no nos ob on ore par "
    "para penn pres rag rep rev sat sect sen sept ste sun tab tex tue ver vie vol wash wed"
)
"""Of these, only the capitalised form is an abbreviation: the other is a word, or too rare."""

_ENGLISH_FIRST_WORDS = """
    the a an this that these those it its he she they we i you his her their our my your there here
    in on at as for from with by to of after before since during over under between among until without
    despite through throughout because if when while although though whether unless once so then thus
    therefore hence but and or nor yet however moreover furthermore meanwhile nevertheless nonetheless
    otherwise instead besides additionally likewise similarly consequently accordingly finally lastly
    firstly secondly also not no none what who whose which how why where all some many most much several
    few other others another every each both either neither any anyone everyone someone nobody everybody
    unlike like according again almost although already always even ever perhaps maybe please thanks
    thank sorry one two three four five six seven eight nine ten first second third
    today yesterday tomorrow now later soon recently currently originally initially eventually
    is are was were do does did has have had can could will would should may might must let let's don't
    it's that's there's he's she's they're we're you're i'm i've i'd i'll what's
    unfortunately overall apparently actually basically generally just only very such
    hi hello hey yes ok okay oh well see mr mrs ms dr
"""
_OTHER_FIRST_WORDS = {
    "the": "der die das den dem le la les el los las lo gli i de het o os",
    "a": "ein eine einer eines einem einen un une des uno una unos unas een um uma",
    "this": "dies diese dieser dieses diesem diesen ce cet cette ces este esta esto estos estas ese esa "
    "eso esos esas aquel aquella questo questa queste questi quest dit deze это этот эта эти того тот та те",
    "he": "er il él ello egli hij он ele",
    "she": "elle ella lei zij она ela",
    "it": "es cela ceci c'est ça оно",
    "they": "ils elles ellos ellas они",
    "we": "wir nous nosotros noi wij мы",
    "i": "ich je yo io ik я",
    "you": "vous tu usted ustedes вы ты",
    "one": "man on se",
    "his": "sein seine seiner seinem seinen son sa ses su sus suo sua suoi его",
    "her": "ihre ihrer ihrem ihren её ее",
    "their": "leur leurs их",
    "my": "mein meine meiner meinem meinen mon mes mi mis мой моя мои",
    "our": "unser unsere unserer unserem unseren notre nos nuestro nuestra наш наша наши",
    "in": "im ins dans en nel nella nello в во no na em",
    "at": "bei beim au aux chez al all на у",
    "was": "è é era fue fueron está están son estaba ist sind était был была было были",
    "on": "auf sur sobre sul sulla",
    "as": "als comme como come как",
    "for": "für pour para per voor для за",
    "from": "aus von vom depuis desde da dal из от с со",
    "with": "mit avec con met",
    "by": "durch par por door",
    "to": "zu zum zur à nach к ко",
    "of": "du di del della",
    "after": "nachdem danach après después tras dopo после",
    "before": "vor bevor avant antes prima до перед",
    "since": "seit puisque",
    "during": "während pendant durant durante lors tijdens",
    "over": "über",
    "under": "unter sous bajo sotto под",
    "between": "zwischen entre tra fra между",
    "until": "bis jusqu hasta fino",
    "without": "ohne sans sin senza без",
    "despite": "trotz malgré nonostante несмотря",
    "because": "weil denn parce porque perché потому поскольку",
    "if": "wenn si если",
    "when": "wann quand lorsque cuando quando когда",
    "while": "mientras mentre пока",
    "although": "obwohl bien aunque benché хотя",
    "that": "dass daß que che что",
    "so": "ainsi así così так итак",
    "then": "dann puis alors entonces luego poi затем потом тогда",
    "there": "dort hay там",
    "here": "hier ici aquí qui здесь",
    "now": "nun jetzt maintenant ahora ora теперь сейчас",
    "also": "auch außerdem zudem aussi également también además anche inoltre также тоже кроме",
    "but": "aber doch jedoch mais pero sino ma maar но однако",
    "and": "und et y e и а",
    "or": "oder ou или",
    "however": "allerdings cependant toutefois tuttavia",
    "not": "nicht non niet не ни",
    "no": "kein keine keinen aucun aucune ningún ninguna нет никто",
    "what": "was qu'est quoi qué cosa wat",
    "who": "wer quién chi кто",
    "how": "wie comment cómo",
    "why": "warum pourquoi почему зачем",
    "where": "wo où dónde dove где",
    "all": "alle alles tout tous toute toutes todo todos toda todas tutti все всё весь вся",
    "some": "einige manche quelques certains certaines algunos algunas alcuni некоторые",
    "many": "viele beaucoup muchos muchas molti многие",
    "other": "andere d'autres autres otros otras altri другие",
    "every": "jede jeder jedes chaque cada ogni каждый каждая",
    "both": "beide ambos ambas entrambi оба",
    "unfortunately": "leider malheureusement desgraciadamente purtroppo",
    "very": "sehr très muy molto очень",
    "thanks": "danke vielen merci gracias grazie спасибо",
    "even": "sogar selbst même incluso даже",
    "only": "nur seulement sólo solo только лишь",
    "yet": "noch encore todavía ancora ещё еще",
    "already": "schon déjà ya già уже",
    "today": "heute aujourd'hui hoy oggi сегодня",
    "according": "laut selon según secondo согласно",
    "perhaps": "vielleicht peut quizás forse может возможно",
}

FIRST_WORDS = {word: word for word in _ENGLISH_FIRST_WORDS.split()}
"""Word that often opens a sentence, in lower case -> its English equivalent, so that what was learned
of English sentences holds for others. A word of several languages counts as English first."""
for _english, _listed in _OTHER_FIRST_WORDS.items():
    for _word in _listed.split():
        FIRST_WORDS.setdefault(_word, _english)

ELISIONS = {
    "l": "the",
    "d": "of",
    "j": "i",
    "c": "it",
    "qu": "that",
    "s": "if",
    "n": "not",
    "un": "a",
    "dell": "of",
    "all": "at",
    "nell": "in",
    "dall": "from",
    "sull": "on",
}
"""French and Italian words that lose their vowel before the apostrophe -> their English equivalent."""

BEFORE_ORDINALS = _words(
    "am im vom zum zur der die das den dem des ins als bis beim seit ab ein eine einem einen einer "
    "seine seinem seinen ihre ihrem ihren"
)
"""German words before "3." as in "am 3. Mai"."""
MONTHS = _words(
    "januar jänner februar märz april mai juni juli august september oktober november dezember jahrhundert"
)
"""What stands behind such a number without one of these: "3. Mai"."""
WEEKDAYS = _words("monday tuesday wednesday thursday friday saturday sunday")
PARTINGS = _words("thanks regards sincerely cheers wishes yours truly best love hi hello")
"""What stands before a comma and the name of who wrote or who reads."""
