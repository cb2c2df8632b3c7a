"""XMI is read by the parser of the standard library, and by dkpro-cassis as its users do."""

from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import pytest
from dataset_records import MemoryFolder, Records, make_citation, make_gold, make_label, make_record
from hypothesis import given, settings
from hypothesis import strategies as st
from reader_modules import reader

from annotator.domain.claim import Claim
from annotator.domain.dataset import ClaimRecord, DatasetArticle
from annotator.domain.text import clean
from annotator.formats.format import Written
from annotator.formats.xmi import FORMAT

ID = "{http://www.omg.org/XMI}id"
OURS = "{http:///annotator.ecore}"
HOSTILE = "A👩🏽‍🚀 <b a=\"1\" c='2'>&amp;\u0001\tCR\r\nעברית\ufffe\ud800]]>\n漢字 é tail"


def written(*records: ClaimRecord) -> tuple[dict[str, bytes], Written]:
    folder = MemoryFolder()
    done = FORMAT.write_folder(Records(records), folder)  # type: ignore[misc]
    return folder.files, done


def document(files: dict[str, bytes]) -> bytes:
    [raw] = [raw for name, raw in files.items() if name.endswith(".xmi")]
    return raw


def hostile() -> ClaimRecord:
    claim = Claim(((0, 1), (1, 5), (6, 40)), HOSTILE, speaker=HOSTILE, id="c" * 64)
    citation = make_citation(quote=HOSTILE, locator=HOSTILE)
    return make_record(
        article=DatasetArticle("a" * 64, {}, HOSTILE),
        claim=claim,
        labels=(make_label(citations=[citation], by=HOSTILE, missing=(HOSTILE,)),),
        gold=make_gold(rationale=HOSTILE, citations=(citation,)),
    )


def units(text: str, begin: str, end: str) -> str:
    return text.encode("utf-16-le")[2 * int(begin) : 2 * int(end)].decode("utf-16-le")


def test_each_article_is_a_file_and_the_types_are_another() -> None:
    files, done = written(make_record(), make_record(article=DatasetArticle("b" * 64, {}, "Lorna Vey. " * 9)))
    assert list(files) == ["TypeSystem.xml", "talks-aaaaaaaaaaaaaaaa.xmi", "article-bbbbbbbbbbbbbbbb.xmi"]
    assert done == Written(2, 0)


def test_equal_records_give_equal_bytes_and_what_has_no_place_is_counted() -> None:
    record = make_record(other_citations=(make_citation(),), gold=make_gold())
    assert written(record) == written(record)
    assert written(record)[1].left_out == {"citations on which no label rests": 1}


def test_every_feature_that_is_written_is_in_the_type_system() -> None:
    files, _ = written(hostile())
    name = "{http://uima.apache.org/resourceSpecifier}name"
    root = ElementTree.fromstring(files["TypeSystem.xml"])
    types = {
        one.findtext(name): {
            feature.findtext(name) for feature in one.iter() if feature.tag.endswith("}featureDescription")
        }
        for one in root.iter()
        if one.tag.endswith("}typeDescription")
    }
    for one in ElementTree.fromstring(document(files)):
        if one.tag.startswith(OURS):
            features = types["annotator." + one.tag.removeprefix(OURS)]
            assert set(one.attrib) - {ID, "sofa", "begin", "end"} <= features


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_whatever_the_texts_hold_offsets_count_utf_16_and_values_come_back(
    data: st.DataObject, any_records: st.SearchStrategy[list[ClaimRecord]]
) -> None:
    for record in data.draw(any_records):
        files, done = written(record)
        root = ElementTree.parse(BytesIO(document(files))).getroot()
        by_id = {one.get(ID): one for one in root}
        [sofa] = [one for one in root if one.tag.endswith("}Sofa")]
        text = sofa.attrib["sofaString"]
        assert text == clean(record.article.text)
        [claim] = [one for one in root if one.tag == OURS + "Claim"]
        assert claim.get("text", "") == clean(record.claim.text)
        assert claim.get("speaker", "") == clean(record.claim.speaker or "")
        linked = [by_id[by_id[link].get("target")] for link in claim.get("parts", "").split()]
        covered = [units(text, one.attrib["begin"], one.attrib["end"]) for one in (claim, *linked)]
        assert covered == [clean(exact) for exact in record.exact]
        labels = [by_id[by_id[link].get("target")] for link in claim.get("judgements", "").split()]
        assert [one.get("rationale", "") for one in labels] == [
            clean(one.rationale) for one in record.judgements
        ]
        assert done.labels == len(labels)


@pytest.mark.reader
def test_cassis_covers_the_same_words_and_follows_the_links() -> None:
    cassis = reader("cassis")
    record = hostile()
    files, _ = written(record)
    types = cassis.load_typesystem(BytesIO(files["TypeSystem.xml"]))
    cas = cassis.load_cas_from_xmi(BytesIO(document(files)), typesystem=types)

    assert cas.sofa_string == clean(HOSTILE)
    [claim] = cas.select("annotator.Claim")
    parts = [(link.role, link.target.get_covered_text()) for link in claim.parts.elements]
    exact = [clean(words) for words in record.exact]
    assert (claim.get_covered_text(), parts) == (exact[0], [("2", exact[1]), ("3", exact[2])])
    assert claim.text == clean(HOSTILE)
    gold, vote = (link.target for link in claim.judgements.elements)
    assert (gold.label, gold.method, vote.label, vote.reviewer) == (
        "verified",
        "adjudicated",
        "sourced",
        clean(HOSTILE),
    )
    [evidence] = vote.citations.elements
    assert (evidence.role, evidence.target.quote) == ("supports", clean(HOSTILE))
    assert [one.claimId for one in cas.select("annotator.ClaimPart")] == ["c" * 64] * 2
    again = cassis.load_cas_from_xmi(cas.to_xmi(), typesystem=types)
    assert [one.get_covered_text() for one in again.select("annotator.Claim")] == [exact[0]]


@pytest.mark.reader
def test_cassis_reads_an_article_without_any_label() -> None:
    cassis = reader("cassis")
    plain = replace(make_record(), claim=Claim(((0, 9),), "x", id="c" * 64))
    files, _ = written(plain)
    types = cassis.load_typesystem(BytesIO(files["TypeSystem.xml"]))
    [claim] = cassis.load_cas_from_xmi(BytesIO(document(files)), typesystem=types).select("annotator.Claim")
    assert claim.get_covered_text() == "Lorna Vey"
