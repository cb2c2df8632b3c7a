"""Furniture: what a page has around an article, in lines and sentences that would read like its text.

Navigation, sharing, further reading, advertisements, newsletters, cookies, rights, credits. Each rule
is about a whole line, or a whole sentence, so that an article on cookies keeps what it says of them.
"""

import re

from annotator.domain.dateline import UPPER

LONGEST = 300
"""In code points: a longer line was written by somebody."""


def _any(*alternatives: str) -> str:
    return "(?:" + "|".join(alternatives) + ")"


_NETWORKS = (
    "facebook|twitter|x|whatsapp|telegram|linkedin|reddit|pinterest|instagram|youtube|messenger|flipboard"
    "|bluesky|threads|vk|xing"
)
_NAVIGATION = _any(
    "(?:skip|jump) to (?:main |the )?(?:content|navigation|article)",
    "menu|search|home|home ?page|back to top|top stories|news",
    "zum inhalt(?: springen)?|startseite",
    "aller au contenu|accueil",
    "saltar al contenido|inicio",
    "перейти к (?:основному )?содержани[юя]|главная",
)
_SHARE = (
    f"(?:share(?: (?:this|on|via|to|with) [\\w-]+)?|tweet|send|e-?mail|print|save|like|copy link|{_NETWORKS})"
)
_SHARING = _any(
    rf"{_SHARE}(?:[\s,|·•/]+{_SHARE})*",
    r"share (?:this|the) [\w-]+(?: (?:on|via|with) [\w-]+)?",
    "teilen|drucken|merken|partager|imprimer|envoyer|compartir|imprimir|поделиться|печать|シェア|ツイート",
    f"(?:teilen auf|partager sur|compartir en|поделиться в) (?:{_NETWORKS})",
)
_READING = _any(
    "read (?:more|also|next|the full (?:story|article))|(?:also|see) (?:read|also|more)",
    "more on this(?: story)?|(?:further|recommended) reading|in this (?:article|story)|explore more",
    "related(?: articles?| topics?| stories| content| coverage| news| links)?",
    "you (?:may|might) also (?:like|be interested in)|recommended(?: for you)?|most (?:read|popular|viewed)",
    "more for you|trending(?: now)?|editor['’]?s['’]? picks?|up next|don['’]t miss",
    "lesen sie (?:auch|mehr|hier)|mehr zum thema|mehr dazu|auch interessant|siehe auch",
    "das könnte sie (?:auch )?interessieren",
    "(?:à )?lire aussi|à lire|voir aussi|sur le même (?:sujet|thème)|en savoir plus",
    "le[ae] también|lee más|leer más|ver también|te puede interesar|noticias relacionadas",
    "читайте также|читать (?:также|далее|дальше)|смотрите также|см\\. также|(?:материалы )?по теме",
    "関連記事|関連(?:ニュース|リンク)|あわせて読みたい|続きを読む",
)
_BEHIND = r"\s*[:：|–—-].*"
_ADVERTISING = _any(
    "advertisement|advertising|advertorial|sponsored(?: content)?(?: by .*)?|promoted(?: content)?",
    "(?:story|article) continues (?:below|after).*|continue reading(?: below| the main story)?",
    "anzeige|werbung|publicité|publicidad|anuncio|реклама|広告",
)
_SUBSCRIBING = _any(
    "(?:sign up|register) (?:for|to) .*(?:newsletter|alerts?|updates|briefing|emails?).*",
    r"subscribe(?: (?:now|today|here|to|for)\b.*)?|click here.*",
    r"get (?:the )?(?:latest|our|more) .*(?:inbox|newsletter|app\b).*|download (?:the|our) .*\bapp\b.*",
    rf"follow (?:us|@\w+|.{{1,60}} (?:on (?:{_NETWORKS})|at https?://\S+)).*",
    "join (?:us|our) .*(?:channel|newsletter|group|community).*",
    "(?:our |daily |weekly |free )?newsletters?|(?:your )?e-?mail address|create (?:an? )?(?:free )?account",
    "(?:newsletter|jetzt|hier) abonnieren.*|folgen sie uns.*",
    "abonnez-vous.*|inscrivez-vous .*newsletter.*|suivez-nous.*",
    "suscr[ií]bete.*|síguenos.*",
    "(?:подписывайтесь|подпишитесь|следите за) .*(?:telegram|телеграм|канал|новост|рассылк|соцсет).*",
)
_COOKIES = _any(
    r"(?:we|(?:this|our) (?:web)?site|this page) uses? (?:\w+ ){0,3}cookies.*",
    "by (?:clicking|continuing|using) .*you (?:agree|accept|consent).*",
    "(?:accept|reject|decline|allow)(?: all)?(?: cookies)?|manage (?:preferences|cookies|settings)",
    "(?:cookie|privacy) (?:policy|notice|settings|choices|preferences)",
    "terms (?:of (?:service|use)|(?:and|&) conditions)",
    "(?:diese (?:website|webseite|seite)|wir) (?:verwende[nt]|nutz(?:t|en)) cookies.*|alles? akzeptieren",
    "datenschutz(?:erklärung)?|impressum",
    "(?:ce site|nous) utilis(?:e|ons) des cookies.*|tout accepter",
    "(?:este sitio(?: web)? utiliza|utilizamos|usamos) cookies.*|aceptar(?: todo| todas)?",
    "(?:мы используем|(?:этот |наш )?сайт использует) .*(?:cookies?|куки).*",
)
_RIGHTS = _any(
    r"(?:©|c\) ?\d{4}|copyright (?:©|\d{4}|by)).*",
    "this (?:material|content|article) (?:may not be|is protected).*|無断転載.*",
)
_ENDINGS = (
    *("all rights reserved", "alle rechte vorbehalten", "tous droits réservés"),
    *("todos los derechos reservados", "все права защищены"),
)
_PICTURE = (
    "(?:(?:cover |file )?photo(?:s|graphs?)?|images?|pictures?|credits?|illustration|fotos?|bild(?:er)?"
    "|crédits?(?: photo)?|fotografía|imagen|фото|иллюстрация|写真|画像)"
)
_NAMES = rf"(?-i:{UPPER}[\w.'’-]*(?:[ ,/&]+(?:and )?{UPPER}[\w.'’-]*){{0,6}})"
_CREDITS = _any(
    rf"{_PICTURE}(?: (?:credits?|source|caption))?\s*[:：＝=/|].*|image (?:source|credit|caption),.*",
    rf"(?:{_PICTURE}|compiled|edited|written|translated|produced) (?:by|von) {_NAMES}",
    "(?:additional |with )?(?:reporting|writing|editing|editorial assistance) by .*",
    "this (?:article|story|post) (?:was|has been) (?:originally |first |last )?"
    "(?:published|updated|corrected|amended|edited|produced|translated).*",
    "our standards:.*|to (?:reach|contact) the (?:authors?|reporters?|editors?|writers?).*",
    r"(?:sources?|quellen?|fuentes?|источники?)\s*[:：].{1,80}",
    "(?:tags?|topics?|keywords|filed under|categories|themen|schlagw(?:o|ö)rter|теги|etiquetas)\\s*[:：].*",
)
_COUNTING = _any(
    r"(?:\d+ )?(?:comments?|kommentare?|commentaires?|comentarios?|комментари[ий])(?: ?\(\d+)?",
    r"(?:leave|post|add|write|view|show) (?:an? |all )?(?:\d+ )?comments?|log in to comment",
    "(?:log|sign) (?:in|out|up)",
    "for immediate release|(?:press|news|media) release|(?:media|press) contacts?:?",
    r"(?:(?:last )?(?:updated|published|posted) )?(?:\d+|an?|one) "
    r"(?:min(?:ute)?s?|h(?:ou)?rs?|days?|weeks?)\.? (?:ago|read)",
    r"(?:image |photo |slide )?\d+ (?:of|/) \d+(?: ?\|)?",
    r"https?://\S+|www\.\S+|\S+@\S+\.\w+|@\w{2,30}|#\w+(?: #\w+)*",
)
_NOTES = re.compile(
    "(?:references|footnotes|endnotes|bibliography|works cited|external links|einzelnachweise|weblinks"
    "|références|notes et références|referencias|примечания|脚注|参考文献|出典)"
    r"(?:\[edit\])?:?",
    re.IGNORECASE,
)
_MARKED_NOTES = re.compile(
    r"(?:notes|sources|quellen|anmerkungen|notas|fuentes)(?:\[edit\])?:?", re.IGNORECASE
)
_POINTER = re.compile(f"{_READING}[:：]?", re.IGNORECASE)
_FURNITURE = re.compile(
    _any(
        *(_NAVIGATION, _SHARING, f"{_READING}(?:{_BEHIND})?", "read more (?:about|on|here).*[^.]"),
        *(r"(?:watch|listen|gallery|in pictures|podcast)(?: now| here)?\s*[:|].*", _ADVERTISING),
        *(_SUBSCRIBING, _COOKIES, _RIGHTS, _CREDITS, _COUNTING),
    ),
    re.IGNORECASE,
)
_CONTRIBUTION = re.compile(r".+ contributed (?:reporting )?(?:to|from|for) this (?:report|story|article)\b.*")
_PATH = re.compile("[^›]{1,30}(?: › ?[^›]{1,30})+")
""" "Home › World › Europe"."""
_ADVISORY = re.compile(
    rf"{_FURNITURE.pattern}|(?:adds|updates|corrects|recasts|refiles|repeats|writes|rewrites) [^()]*",
    re.IGNORECASE,
)
""" "(Adds quote)", above the article."""
_STOP = re.compile(r"[.!?…。！？][\"'”’»)\]]*(?:\s?\[\^?\w{1,12}\])*$")
_CAPTION = re.compile(
    r"FILE(?: PHOTO)? ?[-–—:].*"
    rf"|.*[.!?»”\"] ?{_PICTURE}s?: [^.!?]{{2,60}}"
    r"|.*[(\[](?:[^()\[\]]{1,40} )?(?:photo|image|picture|foto|фото|credit)s?(?: ?[:/]| by | courtesy |[)\]])"
    r"[^()\[\]]{0,60}[)\]]?\.?"
    r"|.*[/|] ?(?:getty images|reuters|afp|ap|epa|shutterstock|dpa|тасс)\)?",
    re.IGNORECASE,
)


def is_furniture(line: str) -> bool:
    """Whether a line, or a sentence, without outer white space belongs to the page."""
    if len(line) > LONGEST:
        return False
    if line.count("|") > 1 and not ends_like_a_sentence(line):
        return True
    words = line.strip("().…")
    return (
        (_ADVISORY if line.startswith("(") else _FURNITURE).fullmatch(words) is not None
        or words.lower().endswith(_ENDINGS)
        or (" contributed " in words and _CONTRIBUTION.fullmatch(words) is not None)
        or ("›" in words and _PATH.fullmatch(words) is not None)
    )


def is_caption(line: str) -> bool:
    """Whether a line describes a picture: it names who took it."""
    return len(line) <= LONGEST and _CAPTION.fullmatch(line) is not None


def points_elsewhere(line: str) -> bool:
    """Whether a line stands above links to other pages: "Read more:"."""
    return len(line) <= LONGEST and _POINTER.fullmatch(line) is not None


def heads_the_notes(line: str, *, marked: bool) -> bool:
    """Whether a line stands above a list of sources, behind which the article does not go on.

    `marked`: the text has reference marks, so that "Notes" is such a line too.
    """
    return _NOTES.fullmatch(line) is not None or (marked and _MARKED_NOTES.fullmatch(line) is not None)


def ends_like_a_sentence(line: str) -> bool:
    """Whether a stop ends it, with closing marks and reference marks behind."""
    return _STOP.search(line[-40:]) is not None
