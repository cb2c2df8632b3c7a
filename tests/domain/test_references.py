"""What is pasted to cite a source: read for what it says, refused in words, never a crash."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.citation import check_url
from annotator.domain.edtf import is_edtf
from annotator.domain.references import LONGEST, Reference, read_pasted
from annotator.domain.references.latex import plain
from annotator.domain.text import clean_line


def only(text: str) -> Reference:
    pasted = read_pasted(text)
    assert pasted.problem == ""
    (found,) = pasted.references
    return found


@pytest.mark.parametrize(
    ("pasted", "url"),
    [
        ("https://example.org/a?id=3&utm_source=x&fbclid=1#top", "https://example.org/a?id=3#top"),
        ("https://example.org/?utm_medium=mail", "https://example.org/"),
        (" <https://example.org/a>\n", "https://example.org/a"),
        ("www.example.org/a", "https://www.example.org/a"),
        ("https://example.org/a?b=1&&c", "https://example.org/a?b=1&&c"),
        (
            "https://example.org/?next=https://x.example/?utm_source=y",
            "https://example.org/?next=https://x.example/?utm_source=y",
        ),
    ],
)
def test_an_address_loses_only_what_tracks_its_readers(pasted: str, url: str) -> None:
    assert only(pasted).fields == {"url": url}


def test_what_was_taken_off_is_told_and_the_host_is_a_suggestion_only() -> None:
    found = only("https://www.example.org/a?utm_source=x&utm_source=y&gclid=1")
    assert found.notes == ("Taken off the address: utm_source, gclid.",)
    assert (dict(found.suggested), "publisher" in found.fields) == ({"publisher": "example.org"}, False)


@pytest.mark.parametrize(
    ("pasted", "url", "archived_at"),
    [
        (
            "https://web.archive.org/web/20220321101112/https://a.example/x?y=1",
            "https://a.example/x?y=1",
            "2022-03-21T10:11:12",
        ),
        (
            "http://archive.org/web/20220321101112id_/http://a.example/",
            "http://a.example/",
            "2022-03-21T10:11:12",
        ),
        ("https://web.archive.org/web/20220321/a.example/x", "http://a.example/x", "2022-03-21"),
        ("https://web.archive.org/web/2022/https://a.example/x", "https://a.example/x", ""),
        ("https://web.archive.org/web/20229921101112/https://a.example/x", "https://a.example/x", ""),
        (
            "https://archive.ph/2022.03.21-101112/https://a.example/x",
            "https://a.example/x",
            "2022-03-21T10:11:12",
        ),
        (
            "https://archive.today/20220321101112/https://a.example/x?utm_source=z",
            "https://a.example/x",
            "2022-03-21T10:11:12",
        ),
    ],
)
def test_an_archived_copy_gives_the_original_the_copy_and_its_time(pasted, url, archived_at) -> None:
    fields = only(pasted).fields
    assert (fields["url"], fields["archive_url"]) == (url, pasted)
    assert fields.get("archived_at", "") == archived_at


def test_a_short_archive_address_asks_for_the_original_and_a_calendar_is_no_copy() -> None:
    short = only("https://archive.is/AbC12")
    assert (dict(short.fields), len(short.notes)) == ({"archive_url": "https://archive.is/AbC12"}, 1)
    assert dict(only("https://web.archive.org/web/*/https://a.example/").fields) == {
        "url": "https://a.example/"
    }
    assert dict(only("https://archive.org/details/abook").fields) == {
        "url": "https://archive.org/details/abook"
    }


@pytest.mark.parametrize(
    "written",
    [
        "10.1000/ab.c",
        "doi:10.1000/ab.c",
        "DOI: 10.1000/ab.c.",
        "https://doi.org/10.1000/ab.c",
        "http://dx.doi.org/10.1000/ab.c",
        "https://doi.org/10.1000%2Fab.c?x=1",
    ],
)
def test_a_doi_in_any_spelling_is_its_address(written: str) -> None:
    found = only(written)
    assert (found.sort, dict(found.fields)) == ("DOI", {"url": "https://doi.org/10.1000/ab.c"})


def test_a_doi_with_odd_characters_is_an_address_that_can_be_opened() -> None:
    url = only("10.1002/(SICI)1096<1::AID-AJMG1>3.0.CO;2-#").fields["url"]
    assert url == "https://doi.org/10.1002/(SICI)1096%3C1::AID-AJMG1%3E3.0.CO;2-%23"


@pytest.mark.parametrize(
    "words",
    [
        "",
        "A title, Coast Wire, 2020",
        "coast",
        "ftp://example.org/",
        "https://",
        "https://a b.example/",
        "[sic]",
        "[No ferry since noon.]",
        "{",
        "mail@example.org",
        "@anna says so",
        "http://[",
        "x" * (LONGEST + 1),
    ],
)
def test_other_text_is_left_alone(words: str) -> None:
    pasted = read_pasted(words)
    assert pasted.references == ()
    assert pasted.problem == "" or words == "{"


ENTRY = r"""% saved
@Article{mueller2020,
  title     = {{\"U}ber Br{\"u}cken: {\v S}koda --- na\"{\i}ve {\ss}, \'e, \c{c}, \O re \& {\AA}s},
  subtitle  = "an {"}overview{"}",
  author    = {M{\"u}ller, Jan and {The City and Port, Ltd} and von Lee, Jr, Ann and Bo Ode and others},
  journal   = {Coast Wire},
  year      = 2020, month = mar # "~20",
  howpublished = {\url{https://example.org/a\_b}},
  urldate   = {2021-01-02},
  volume = 3,
}
"""


def test_a_bibtex_entry_fills_what_it_says() -> None:
    found = only(ENTRY)
    assert dict(found.fields) == {
        "title": 'Über Brücken: Škoda — naïve ß, é, ç, Øre & Ås: an "overview"',
        "author": "Jan Müller, The City and Port, Ltd, Ann von Lee, Jr, Bo Ode, et al.",
        "publisher": "Coast Wire",
        "published": "2020-03-20",
        "accessed": "2021-01-02",
        "url": "https://example.org/a_b",
    }
    assert found.notes == ("No place for: volume.",)


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ("year=2020", "2020"),
        ("year={2020}, month={3}", "2020-03"),
        ("year=2020, month=sep, day=5", "2020-09-05"),
        ('year="2020", month="March 7"', "2020-03-07"),
        ("year=2020, month={7~Mar.}", "2020-03-07"),
        ("date={2020-03/2020-05}", "2020-03/2020-05"),
        ("date={3 May 2020}", "2020-05-03"),
        ("year=2020, month=feb, day=30", "2020"),
        ("year=2020, month={sep²}", "2020"),
    ],
)
def test_the_date_of_an_entry(fields: str, published: str) -> None:
    assert only("@misc{a, title={x}, " + fields + "}").fields["published"] == published


def test_an_entry_without_an_address_is_told_in_words() -> None:
    found = only("@book{a, title={Ships}, author={Lee, Ann}, publisher={Pier}, year=1988, pages={3--5}}")
    assert found.fields["reference"] == "Ann Lee, Ships, Pier, pages 3–5, 1988"
    assert found.notes == ()


def test_the_doi_and_the_preprint_of_an_entry_are_addresses() -> None:
    assert only("@article{a, doi={10.1000/1}}").fields["url"] == "https://doi.org/10.1000/1"
    preprint = "@misc{a, eprint={2001.00001}, archivePrefix={arXiv}}"
    assert only(preprint).fields["url"] == "https://arxiv.org/abs/2001.00001"


@pytest.mark.parametrize(
    "entry",
    [
        "@article{{a, title={{T}}, url={{{url}}}, doi={{{doi}}}}}",
        '{{"title": "T", "URL": "{url}", "DOI": "{doi}"}}',
        "TY  - JOUR\nTI  - T\nUR  - {url}\nDO  - {doi}\nER  - ",
    ],
    ids=["bibtex", "csl", "ris"],
)
def test_a_doi_beside_another_address_is_said_to_be_left_out(entry: str) -> None:
    found = only(entry.format(url="https://example.org/paper", doi="10.1000/Ab.1"))
    assert found.fields["url"] == "https://example.org/paper"
    assert found.notes == ("No place for: DOI.",)
    for same in ("https://doi.org/10.1000/Ab.1", "http://dx.doi.org/10.1000/ab.1"):
        assert only(entry.format(url=same, doi="10.1000/Ab.1")).notes == ()
    assert only(entry.format(url="https://example.org/", doi="none")).notes == ("“none” is no DOI.",)


def test_several_entries_are_all_read_and_other_blocks_passed_over() -> None:
    text = "@comment{x} @string{a={b}}\n@misc(one, title={One})\n@misc{two, title={Two}}"
    assert [r.fields["title"] for r in read_pasted(text).references] == ["One", "Two"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("@misc{a,\n title={x}", "closing brace is missing in line 2"),
        ("@misc{a,\n title={x", "no closing brace for the one in line 2"),
        ('@misc{a,\n\n title="x', "no closing quotation mark for the one in line 3"),
        ("@misc{a,\n title = ,}", "“title” has no value in line 2"),
        ("@misc{title={x}}", "no key and comma"),
        ("@misc{a, title={x} year={y} ?}", "no “name = value”"),
        ("@comment{x}", "without an entry"),
        ('{"title": }', "JSON with a fault: Expecting value in line 1, column 11"),
        ('{"a": 1}', "no CSL item"),
        ('["a", 1]', "no CSL item"),
        ("TY  - NEWS\nER  - \nmore", "line 3 is behind the end"),
    ],
)
def test_what_is_broken_is_told_with_its_place(text: str, words: str) -> None:
    pasted = read_pasted(text)
    assert pasted.references == ()
    assert words in pasted.problem


def csl(**changes: object) -> str:
    return json.dumps({"type": "article-newspaper", "title": "A <i>fire</i>", **changes})


def test_a_csl_item_fills_what_it_says() -> None:
    people = [
        {"family": "Lee", "given": "Ann"},
        {"literal": "The City"},
        {"given": "Bo", "non-dropping-particle": "van", "family": "Ode", "suffix": "Jr"},
    ]
    found = only(
        csl(
            author=people,
            URL="https://example.org/a",
            accessed={"date-parts": [["2021", "1", 2]]},
            issued={"date-parts": [[2020, 3]]},
            publisher="Pier",
            volume="3",
            odd={},
        )
    )
    assert dict(found.fields) == {
        "title": "A fire",
        "author": "Ann Lee, The City, Bo van Ode Jr",
        "publisher": "Pier",
        "url": "https://example.org/a",
        "published": "2020-03",
        "accessed": "2021-01-02",
    }
    assert found.notes == ("No place for: volume, odd.",)


@pytest.mark.parametrize(
    ("issued", "published"),
    [
        ({"date-parts": [[2020, 3, 1]]}, "2020-03-01"),
        ({"date-parts": [[2020]]}, "2020"),
        ({"date-parts": [[2020, 3, 1], [2020, 3, 4]]}, "2020-03-01/2020-03-04"),
        ({"date-parts": [[2020]], "season": 2}, "2020-22"),
        ({"raw": "3 May 2020"}, "2020-05-03"),
        ({"literal": "2020-05"}, "2020-05"),
        ("2020-05-03", "2020-05-03"),
        ({"date-parts": [[2020, 13]]}, None),
        ({"date-parts": [["soon"]]}, None),
        ({"date-parts": []}, None),
    ],
)
def test_the_date_of_an_item(issued: object, published: str | None) -> None:
    assert only(csl(issued=issued)).fields.get("published") == published


def test_a_list_of_items_and_the_lists_of_crossref() -> None:
    text = f"[{csl()}, {csl(title=['Second'], DOI='10.1000/2')}, 3]"
    first, second = read_pasted(text).references
    assert (first.fields["title"], first.fields["reference"]) == ("A fire", "A fire")
    assert (second.fields["title"], second.fields["url"]) == ("Second", "https://doi.org/10.1000/2")


def test_json_that_is_too_deep_or_holds_a_huge_number_is_told() -> None:
    assert "no CSL item" in read_pasted("[" * 100_000).problem
    assert "no CSL item" in read_pasted('{"title": ' + "9" * 5000 + "}").problem


def test_a_ris_record_fills_what_it_says() -> None:
    found = only(
        "TY  - NEWS\r\nTI  - A fire\r\nAU  - Lee, Ann\r\nAU  - The City\r\nJO  - Coast Wire\r\n"
        "DA  - 2020/03/01/\r\nUR  - https://example.org/a\r\nVL  - 3\r\nC1  - x\r\nER  - \r\n"
    )
    assert dict(found.fields) == {
        "title": "A fire",
        "author": "Ann Lee, The City",
        "publisher": "Coast Wire",
        "url": "https://example.org/a",
        "published": "2020-03-01",
    }
    assert found.notes == ("No place for: VL, C1.",)


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\'{e}\'e{\'e}{\'{e}}", "éééé"),
        (r"\"{o}\"o", "öö"),
        (r"{\ss}\ss{}x", "ßßx"),
        (r"\v{s}\v s", "šš"),
        (r"\^{\i}", "î"),
        (r"a~b -- c --- d", "a b – c — d"),
        ("``x''", "“x”"),
        (r"\emph{so} \LaTeX", "so "),
        (r"50\% \& \$5 \_x", "50% & $5 _x"),
        ("it's a-b", "it's a-b"),
        (r"\'{\u a}", "ắ"),
        ("\\", ""),
        (r"\'", ""),
    ],
)
def test_latex_becomes_plain_text(latex: str, text: str) -> None:
    assert plain(latex).replace("\\", "") == text


PIECES = st.sampled_from(
    [
        "@",
        "@misc{",
        "a,",
        "title",
        "year",
        "month",
        "=",
        "{",
        "}",
        '"',
        "#",
        ",",
        "\n",
        "\\",
        "\\'",
        "\\url{",
        " and ",
        "TY  - ",
        "ER  - ",
        "AU  - ",
        "DA  - ",
        '{"title":',
        '"URL":',
        '"issued":',
        '{"date-parts":[[',
        "]]}",
        "[",
        "]",
        ":",
        "2020",
        "-",
        "/",
        "https://",
        "web.archive.org/web/",
        "20200101",
        "*",
        "doi:",
        "10.1000/",
        "\x1b[2J",
        "\u202e",
        "²",
        "é",
        "\ud800",
        "%",
        "mar",
        " ",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join)))
def test_any_text_gives_clean_references_that_a_citation_can_hold(text: str) -> None:
    pasted = read_pasted(text)
    assert pasted == read_pasted(text)
    assert not (pasted.problem and pasted.references)
    assert clean_line(pasted.problem) == pasted.problem
    for found in pasted.references:
        for value in (*found.fields.values(), *found.suggested.values(), *found.notes):
            assert value
            assert clean_line(value) == value
        for name in ("url", "archive_url"):
            assert check_url(found.fields.get(name, ""), name) == found.fields.get(name, "")
        assert is_edtf(found.fields.get("published", "2020"))


LINEAR = [
    "@misc{a,",
    "@misc{a, b={",
    "@misc{a, b={x} ",
    "@comment{",
    "%\n",
    "@a{a,b=c} ",
    "{",
    '["',
    "[",
    "TY  - x\n",
    "https://",
    "10.1000/",
    "\\url{",
    "@misc{a, author={" + "x and ",
    "<i ",
    "\\'",
    "@misc{a, b=c #",
    "utm_a=1&",
]


@pytest.mark.parametrize("piece", LINEAR)
def test_long_texts_take_time_in_proportion_to_their_length(piece: str) -> None:
    text = (piece * LONGEST)[:LONGEST]
    starts = ["", "@misc{a, title={", "https://example.org/?", '{"title":"', "@misc{a, author={"]
    began = time.process_time()
    for start in starts:
        read_pasted((start + text)[:LONGEST])
    assert time.process_time() - began < 5
