"""Bytes become the characters that their writer meant, or an error that says so."""

import pytest

from annotator.domain.errors import InputError
from annotator.readers.decoding import decode
from annotator.readers.wide import wide_encoding

ENGLISH = "The minister said the “talks” would go on – in Oslo. It’s the third meeting of the year.\n"
GERMAN = "Die Ministerin sagte, die Gespräche würden fortgesetzt. Über die Höhe sprach sie nicht.\n"
SPANISH = "El ministro dijo que las conversaciones del año continúan en España. «Sí», añadió.\n"
POLISH = "Minister powiedział w środę, że rozmowy będą kontynuowane, a strony są na to gotowe.\n"
RUSSIAN = "Министерство сообщило в среду, что переговоры продолжатся. Посол отметил готовность.\n"
JAPANESE = "外務大臣は水曜日、来月も協議を続けると述べた。両国は条件について話し合うという。\n"
CHINESE = "外交部长星期三表示，谈判将于下个月继续进行。双方都愿意讨论条约的条件。\n"
KOREAN = "외무장관은 수요일 회담이 다음 달에도 계속될 것이라고 말했다.\n"
ALL = {
    "english": ENGLISH,
    "german": GERMAN,
    "polish": POLISH,
    "russian": RUSSIAN,
    "japanese": JAPANESE,
    "chinese": CHINESE,
    "korean": KOREAN,
}


@pytest.mark.parametrize("text", ALL.values(), ids=ALL)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_a_mark_is_read_without_it(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "x") == text


@pytest.mark.parametrize("text", ALL.values(), ids=ALL)
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("times", [1, 20])
def test_utf_16_and_32_are_known_without_a_mark(text: str, encoding: str, times: int) -> None:
    assert decode((text * times).encode(encoding), "x") == text * times


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "cp1252"),
        (GERMAN, "cp1252"),
        (SPANISH, "cp1252"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc-jp"),
        (CHINESE, "gb18030"),
        (KOREAN, "cp949"),
    ],
)
@pytest.mark.parametrize("times", [2, 20])
def test_older_encodings_are_recognised(text: str, encoding: str, times: int) -> None:
    assert decode((text * times).encode(encoding), "x") == text * times


def test_a_declaration_is_believed() -> None:
    assert decode(b"caf\xe9", "x", declared="ISO-8859-1") == "café"
    assert decode(b"\x93quoted\x94", "x", declared="iso-8859-1") == "“quoted”"
    assert decode("日本".encode("iso2022_jp"), "x", declared="iso-2022-jp") == "日本"


@pytest.mark.parametrize("declared", ["ascii", "hex", "rot13", "utf-16", "no such", "\0", "", "idna"])
def test_a_wrong_declaration_does_no_harm(declared: str) -> None:
    assert decode("café – “quoted”".encode(), "x", declared=declared) == "café – “quoted”"


def test_surrogates_pass_and_pairs_are_joined() -> None:
    assert decode(b"lone \xed\xa0\x80 half", "x") == "lone \ud800 half"
    assert decode(b"pair \xed\xa0\xbd\xed\xb8\x80", "x") == "pair 😀"
    assert decode(b"\xff\xfel\0\x00\xd8", "x") == "l\ud800"


def test_rare_damage_in_utf_8_is_shown_in_its_place() -> None:
    raw = RUSSIAN.encode() + b"\xff" + RUSSIAN.encode()
    assert decode(raw, "x") == f"{RUSSIAN}\N{REPLACEMENT CHARACTER}{RUSSIAN}"


@pytest.mark.parametrize(
    "raw",
    [b"A claim.\0 Another.\n", b"\0" * 3 + b"text of words" * 9, b"lowercase words with one nul\0"],
)
def test_a_text_with_some_nuls_is_not_taken_for_utf_16(raw: bytes) -> None:
    assert wide_encoding(raw) is None


def test_bytes_of_no_encoding_are_refused_by_name() -> None:
    raw = bytes(range(128, 256)) * 5 + bytes(range(32)) * 40
    with pytest.raises(InputError, match=r"^page\.txt: its encoding cannot be told"):
        decode(raw, "page.txt")


def test_a_marked_text_that_breaks_off_is_refused() -> None:
    with pytest.raises(InputError, match="utf-16-le, but byte 4"):
        decode(b"\xff\xfea\0b\0c", "x")


@pytest.mark.parametrize("position", range(8))
@pytest.mark.parametrize("text", ALL.values(), ids=ALL)
def test_one_nul_anywhere_does_not_change_how_the_rest_is_read(text: str, position: int) -> None:
    raw = text.encode()
    boundary = len(text[:position].encode())
    assert decode(raw[:boundary] + b"\0" + raw[boundary:], "x") == f"{text[:position]}\0{text[position:]}"
