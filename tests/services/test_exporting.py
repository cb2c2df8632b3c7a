import gc
import io
import json
import os
import stat
import tracemalloc
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from annotator.domain.article import Metadatum, ReadArticle, Region
from annotator.domain.claim import Claim, ClaimSet
from annotator.domain.errors import InputError
from annotator.domain.round import RoundPlan
from annotator.formats import load_formats
from annotator.services.adjudicating import Adjudicating
from annotator.services.export_request import ExportRequest
from annotator.services.exporting import export, export_to
from annotator.services.ingesting import put
from annotator.services.leading import Leading
from annotator.services.merging import merge
from annotator.services.reviewing import Reviewing
from annotator.services.writing import write_file
from annotator.store import Store, content, projections
from annotator.store.dataset import ShownClaims
from annotator.store.dataset import records as records_of


def records(store: Store) -> list[Any]:
    return list(records_of(store.db, ShownClaims(store.db)))


ALL = ExportRequest(include_incomplete=True)


def exported(store: Store, format_id: str = "jsonl", request: ExportRequest = ALL) -> bytes:
    out = io.BytesIO()
    export(store, "anna", load_formats().get(format_id), out, request)
    return out.getvalue()


def lines(store: Store) -> list[dict[str, Any]]:
    return [json.loads(line) for line in exported(store).splitlines()]


def line_of(store: Store, claim: str) -> dict[str, Any]:
    return next(line for line in lines(store) if line["id"] == claim)


def take_in(store: Store, text: str, claims: list[Claim], **metadata: str) -> None:
    told = {name: Metadatum(value, "by hand") for name, value in metadata.items()}
    read = ReadArticle(text, text.encode(), "text", "1", told)
    made = ClaimSet.build(
        article=read.id, splitter="s", version="1", regions=[Region("body", 0, len(text))], claims=claims
    )
    with store.writing():
        put(store, read, made)


def whole(text: str) -> list[Claim]:
    return [Claim(((0, len(text)),), text)]


class TestRecords:
    def test_articles_come_by_date_title_and_id_and_claims_by_position(self, kit: Any) -> None:
        store = kit.open(kit.path(), create=True).store
        late = [Claim(((5, 9),), "second"), Claim(((0, 4),), "first")]
        take_in(store, "late late", late, published="2026-03", title="A")
        take_in(store, "early b", whole("early b"), published="2025", title="B")
        take_in(store, "early a", whole("early a"), published="2025", title="A")
        take_in(store, "undated", whole("undated"))
        texts = [record.claim.text for record in records(store)]
        assert texts == ["undated", "early a", "early b", "second", "first"]

    def test_every_range_gives_its_exact_words(self, kit: Any) -> None:
        store = kit.open(kit.path(), create=True).store
        text = 'Ж 👩🏽‍🚀 "left" — 漢字 and עברית.'
        take_in(store, text, [Claim(((0, 1), (2, 6), (7, 13)), "Ж left"), Claim(((16, 18),), "漢字")])
        assert [line["exact"] for line in lines(store)] == [["Ж", "👩🏽‍🚀", '"left"'], ["漢字"]]

    def test_the_article_is_told_by_the_first_capture_that_has_the_field(self, kit: Any) -> None:
        store = kit.open(kit.path(), create=True).store
        text = "One reading."
        take_in(store, text, whole(text), title="", publisher="Harbour Post")
        take_in(store, text, whole(text), title="A title")
        [record] = records(store)
        known = {name: item.value for name, item in record.article.metadata.items()}
        assert known == {"title": "A title", "publisher": "Harbour Post"}

    def test_linked_claims_name_each_other(self, kit: Any) -> None:
        store = kit.open(kit.path(), create=True).store
        text = "Vey said it rained."
        pair = [
            Claim(((9, 18),), "it rained", partner=1),
            Claim(((0, 18),), "Vey said it rained", mode="utterance", speaker="Vey", partner=0),
            Claim(((0, 3),), "Vey", partner=7),
        ]
        take_in(store, text, pair)
        content_claim, utterance, stray = records(store)
        assert (content_claim.partner, utterance.partner) == (utterance.claim.id, content_claim.claim.id)
        assert stray.partner == ""


class TestLabels:
    def test_each_reviewers_label_comes_with_time_completeness_and_verdict(self, desk: Any, kit: Any) -> None:
        claim = desk.claims[0]
        desk.me.label(claim, "sourced", confidence=4, rationale="One wire.")
        desk.me.cite(claim, kit.draft("supports"))
        desk.by("ben").label(claim, "verified")
        anna, ben = line_of(desk.store, claim)["labels"]
        told = [anna[name] for name in ("reviewer", "label", "complete", "verdict")]
        assert told == ["anna", "sourced", True, "supported"]
        assert (anna["confidence"], anna["rationale"], anna["missing"]) == (4, "One wire.", [])
        assert desk.sql("SELECT at FROM label WHERE id = ?", anna["id"]) == [(anna["at"],)]
        assert [citation["url"] for citation in anna["citations"]] == ["https://example.org/a"]
        assert (ben["reviewer"], ben["complete"], ben["verdict"], ben["citations"]) == ("ben", False, "", [])
        assert ben["missing"] != []

    def test_only_what_stands_is_exported(self, desk: Any, kit: Any) -> None:
        claim = desk.claims[0]
        desk.me.label(claim, "sourced")
        desk.me.label(claim, "contested")
        desk.me.comment(claim, "hm")
        desk.me.undo()
        desk.me.flag(claim)
        desk.me.flag(claim)
        desk.me.cite(claim, kit.draft("context"))
        desk.me.undo()
        line = line_of(desk.store, claim)
        assert [label["label"] for label in line["labels"]] == ["contested"]
        assert (line["comments"], line["flags"], line["other_citations"]) == ([], [], [])

    def test_citations_without_a_label_comments_and_flags_stand_beside(self, desk: Any, kit: Any) -> None:
        claim = desk.claims[0]
        desk.me.cite(claim, kit.draft("context", url="https://example.org/anna"))
        desk.by("ben").label(claim, "sourced")
        desk.by("ben").cite(claim, kit.draft("supports", url="https://example.org/ben"))
        desk.by("ben").comment(claim, "Who counted?")
        desk.by("ben").flag(claim)
        line = line_of(desk.store, claim)
        [annas] = line["other_citations"]
        assert (annas["reviewer"], annas["url"]) == ("anna", "https://example.org/anna")
        assert [c["url"] for c in line["labels"][0]["citations"]] == ["https://example.org/ben"]
        assert [(c["reviewer"], c["text"]) for c in line["comments"]] == [("ben", "Who counted?")]
        assert line["flags"] == ["ben"]

    def test_a_label_keeps_the_citation_it_names_though_a_newer_version_stands(
        self, desk: Any, kit: Any
    ) -> None:
        claim = desk.claims[0]
        desk.me.label(claim, "sourced")
        desk.me.cite(claim, kit.draft("supports"))
        [(old, source)] = desk.sql("SELECT id, source FROM citation")
        with desk.me.act() as act:
            fields = {"claim": claim, "source": source, "stance": "context", "kind": "primary"}
            act.append("citation", {**fields, "supersedes": [old]})
        line = line_of(desk.store, claim)
        assert [c["id"] for c in line["labels"][0]["citations"]] == [old]
        assert [c["stance"] for c in line["other_citations"]] == ["context"]

    def test_a_label_does_not_rest_on_what_another_reviewer_cited(self, desk: Any, kit: Any) -> None:
        claim = desk.claims[0]
        desk.by("ben").cite(claim, kit.draft("supports"))
        [(bens,)] = desk.sql("SELECT id FROM citation")
        with desk.me.act() as act:
            scheme = act.scheme().digest
            act.append("label", {"claim": claim, "label": "sourced", "scheme": scheme, "citations": [bens]})
        line = line_of(desk.store, claim)
        assert line["labels"][0]["citations"] == []
        assert [c["id"] for c in line["other_citations"]] == [bens]

    def test_labels_on_claims_of_a_set_that_is_not_shown_are_counted(self, desk: Any, kit: Any) -> None:
        read = kit.read_article(kit.articles[0])
        versions = (kit.split_lines(read, version=str(number)) for number in range(2, 99))
        first = next(made for made in versions if made.id < desk.sql("SELECT min(id) FROM claim_set")[0][0])
        lost = next(c.id for c in kit.split_lines(read).claims)
        desk.me.label(lost, "sourced")
        with desk.store.writing() as db:
            content.put_claim_set(db, first)
            projections.refresh(db, [read.id])
        done = export(desk.store, "anna", load_formats().get("jsonl"), io.BytesIO())
        assert (done.labels, list(done.left_out.values())) == (0, [1])
        assert "not shown" in next(iter(done.left_out))

    def test_votes_do_not_go_out_for_a_decision_that_is_left_out(self, desk: Any, kit: Any) -> None:
        """The lead settled what reviewers dispute; without that decision one vote stands, and is not gold."""
        claim = desk.claims[0]
        plan = RoundPlan(
            "pilot", "labelling", desk.claims, {"anna": [0], "ben": [0]}, 2, blind=False, seed="1"
        )
        found = Leading(desk.store, "anna", "device-anna").make(plan)
        ben = Reviewing(desk.store, "ben", "device-ben", round_id=found.id)
        ben.cite(claim, kit.draft("supports"))
        ben.label(claim, "sourced")
        anna = Reviewing(desk.store, "anna", "device-anna", round_id=found.id)
        anna.label(claim, "contested")
        lead = Adjudicating(desk.store, "anna", "device-anna", found.id)
        lead.settle(claim, "contested", "The log denies it.")
        labels = {
            which: [
                one["label"]
                for one in json.loads(exported(desk.store, "averitec", ExportRequest("pilot", which=which)))
            ]
            for which in ("both", "votes")
        }
        assert labels == {"both": [], "votes": ["Supported"]}


class TestSameOutput:
    @pytest.mark.parametrize("format_id", ["jsonl", "csv"])
    def test_files_merged_in_any_order_give_the_same_bytes(
        self, kit: Any, tmp_path: Path, format_id: str
    ) -> None:
        packs = []
        for member, stance in (("anna", "supports"), ("ben", "refutes")):
            desk = kit.desk(member)
            for claim in desk.claims[:3]:
                desk.me.label(claim, "contested", rationale="=1+1")
                desk.me.cite(claim, kit.draft(stance))
                desk.me.comment(claim, f"{member} was here")
            packs.append(tmp_path / f"{member}.pack")
            packs[-1].write_bytes(desk.pack())
        one, other = kit.open(kit.path(), create=True), kit.open(kit.path(), "ben", create=True)
        merge(one.store, packs)
        merge(other.store, packs[::-1])
        merge(other.store, packs)
        assert exported(one.store, format_id) == exported(other.store, format_id)
        assert b"ben was here" in exported(one.store, format_id)

    def test_a_rebuild_changes_nothing(self, desk: Any, kit: Any) -> None:
        for member in ("cara", "anna", "ben"):
            desk.by(member).label(desk.claims[1], "sourced")
            desk.by(member).cite(desk.claims[1], kit.draft("supports"))
        before = exported(desk.store)
        with desk.store.writing() as db:
            projections.rebuild(db)
        assert exported(desk.store) == before

    def test_the_work_for_an_article_does_not_grow_with_the_file(self, kit: Any) -> None:
        def steps(articles: int) -> int:
            store = kit.open(kit.path(), create=True).store
            kit.seed(store, tuple(f"Ship {number} sank.\nNobody drowned.\n" for number in range(articles)))
            _label_everything(store)
            ticks: list[int] = []
            store.db.set_progress_handler(lambda: ticks.append(1), 100)
            exported(store)
            store.db.set_progress_handler(None, 0)
            return len(ticks)

        assert steps(80) < 2.5 * steps(40)

    def test_memory_does_not_grow_with_the_file(self, kit: Any) -> None:
        def peak(articles: int) -> int:
            store = kit.open(kit.path(), create=True).store
            kit.seed(store, tuple(f"Ship {number} sank.\n" * 9 for number in range(articles)))
            _label_everything(store)
            thresholds = gc.get_threshold()
            gc.collect()
            gc.set_threshold(100, 2, 2)  # else how far rubbish has gathered is measured too
            tracemalloc.start()
            try:
                export(store, "anna", load_formats().get("jsonl"), _Nowhere(), ALL)
                return tracemalloc.get_traced_memory()[1]
            finally:
                tracemalloc.stop()
                gc.set_threshold(*thresholds)

        peak(1)  # what is loaded and kept once; then three batches and six
        assert peak(600) < 1.1 * peak(300)


class _Nowhere(io.BytesIO):
    """Keeps nothing."""

    def write(self, raw: Any) -> int:
        return len(raw)


def _label_everything(store: Store) -> None:
    """As many reviewers would; written straight into the projections, for speed."""
    with store.writing() as db:
        db.execute(
            "INSERT INTO citation SELECT 'c' || id, id, 'anna', 's', 'supports', 'primary',"
            " '', '', '', '', '', '', '', '', 'superseded', '' FROM claim"
        )
        db.execute(
            "INSERT INTO label SELECT 'l' || id, id, 'anna', 'sourced', 'd', 3, '', '', '',"
            " 'current', 1, '[]', NULL, '', 0, NULL FROM claim"
        )
        db.execute("INSERT INTO label_citation SELECT 'l' || id, 'c' || id FROM claim")


class TestFiles:
    def test_a_file_holds_what_standard_output_would(
        self, desk: Any, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        target = tmp_path / "out.jsonl"
        assert export_to(desk.store, "anna", "jsonl", target).words == "Wrote 5 claims with 0 labels"
        for nowhere in (None, Path("-")):
            export_to(desk.store, "anna", "jsonl", nowhere)
            assert capfdbinary.readouterr().out == target.read_bytes()
        assert not Path("-").exists()

    def test_a_file_without_claims_exports_to_nothing_but_a_header(self, kit: Any) -> None:
        store = kit.open(kit.path(), create=True).store
        take_in(store, "Nothing to check.", [])
        assert exported(store) == b""
        assert exported(store, "csv").count(b"\r\n") == 1

    @pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
    def test_what_goes_wrong_leaves_the_old_file_and_no_other(
        self, tmp_path: Path, failure: BaseException
    ) -> None:
        target = tmp_path / "out.csv"
        target.write_bytes(b"old")

        def write(out: BinaryIO) -> None:
            out.write(b"new")
            raise failure

        expected = InputError if isinstance(failure, OSError) else KeyboardInterrupt
        with pytest.raises(expected):
            write_file(target, write)
        assert target.read_bytes() == b"old"
        assert list(tmp_path.iterdir()) == [target]

    def test_the_error_names_the_file_and_what_is_safe(self, tmp_path: Path) -> None:
        with pytest.raises(InputError) as refused:
            write_file(tmp_path / "nowhere" / "out.csv", lambda out: out.write(b"x"))
        assert str(refused.value).startswith(
            f"{tmp_path / 'nowhere' / 'out.csv'} cannot be written: No such file"
        )
        assert refused.value.safe == "Nothing there was changed."

    def test_a_folder_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="cannot be written"):
            write_file(tmp_path, lambda out: out.write(b"x"))
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.skipif(os.name != "posix", reason="rights and links are POSIX here")
    def test_rights_and_links_of_the_old_file_stay(self, tmp_path: Path) -> None:
        target, link = tmp_path / "out.csv", tmp_path / "link.csv"
        target.write_bytes(b"old")
        target.chmod(0o600)
        link.symlink_to(target)
        write_file(link, lambda out: out.write(b"new"))
        assert (link.is_symlink(), target.read_bytes()) == (True, b"new")
        assert stat.S_IMODE(target.stat().st_mode) == 0o600

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
    def test_a_device_is_written_to_and_not_replaced(self) -> None:
        assert write_file(Path("/dev/null"), lambda out: out.write(b"x")) == 1
        with pytest.raises(InputError, match="No space left"):
            write_file(Path("/dev/full"), lambda out: out.write(b"x"))
        assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)

    @pytest.mark.parametrize("ending", ["", "-wal", ".lock"])
    def test_the_annotator_file_itself_is_not_written_over(self, desk: Any, ending: str) -> None:
        target = desk.store.path.with_name(desk.store.path.name + ending)
        before = target.read_bytes()
        with pytest.raises(InputError, match="is the annotator file that is to be exported"):
            export_to(desk.store, "anna", "csv", target)
        assert target.read_bytes() == before
