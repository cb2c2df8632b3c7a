"""Ids mean the same on every machine: golden vectors, computed once and frozen."""

import hashlib
import re
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.article import Metadatum, Region, article_id, capture_id
from annotator.domain.claim import Claim, ClaimSet, claim_id, claim_set_id
from annotator.domain.event import Feed, event_digest
from annotator.domain.ids import bytes_digest, canonical_json, digest, new_event_id, new_nonce
from annotator.domain.scheme import scheme_digest
from annotator.domain.scheme_reading import default_scheme


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (("tag",), "4caf297793301b8a7686822bc45193a4b16c4ea9a253a9b8ef3d44ed4aac37a0"),
        (("tag", "a", "bc"), "1e5993570465797bf864d110344898a0bc965e32aa9f85e704d55367f414591f"),
        (("tag", "ab", "c"), "39c86002b26ec34ec470b10841ddaba1512a74e86b0f892b2f41e8430451ff9e"),
        (("", b"\xff"), "4fc52022514a312a7c54c177264f5b2c2e04f056d1fbc78f7b1481c566fd98a1"),
    ],
)
def test_digest_is_what_it_always_was(fields: tuple[str, ...], expected: str) -> None:
    assert digest(*fields) == expected


def test_digest_is_sha256_over_length_prefixed_fields() -> None:
    raw = b"\0\0\0\0\0\0\0\x03tag" + b"\0\0\0\0\0\0\0\x02\xc3\xa9"
    assert digest("tag", "é") == hashlib.sha256(raw).hexdigest()


@given(st.lists(st.text(max_size=4), max_size=4), st.lists(st.text(max_size=4), max_size=4))
def test_no_two_lists_of_fields_share_a_digest(one: list[str], other: list[str]) -> None:
    assert (digest("t", *one) == digest("t", *other)) == (one == other)


ARTICLE = "a" * 64
CLAIM = Claim(((0, 6), (8, 12)), "Ž", "utterance", "X")


def test_content_ids_are_what_they_always_were() -> None:
    metadata = {
        "title": Metadatum("T", "first line"),
        "url": Metadatum("https://example.org/é", "og:url"),
    }
    assert (
        article_id("Žižkov said: 42 \U0001f600.\n")
        == "46b43949f03e25c4f01d1fce47a2e82bf489b6c491c81dfe8af733cf6782b5a8"
    )
    assert article_id("") == "2af8a81ffc05b6ab4b8d57d0446fec333a4f504dbcea1ce4ca5009a1309c23ba"
    assert (
        capture_id(ARTICLE, "b" * 64, "text", "1", metadata)
        == "2a955a6ffec1d78b5001475a138b606ff63527d1d487e479b05a5227ca4256de"
    )
    assert (
        claim_set_id(ARTICLE, "plain", "1", "", {"b": "2", "a": "1"}, "2026-02-20")
        == "4d8497af6a72ba24214851122b234c5e1118c048218884927b97e87d7d49c179"
    )
    assert claim_id("c" * 64, CLAIM) == "dbce132e88772e8985b92c2610174f11a14a76598081230d3d3661116c09b4d6"


def test_the_digest_of_a_claim_set_is_what_it_always_was() -> None:
    built = ClaimSet.build(
        article=ARTICLE,
        splitter="plain",
        version="1",
        regions=[Region("body", 0, 20), Region("duplicate", 20, 30, (0, 10))],
        claims=[CLAIM, Claim(((0, 6),), "Y", partner=0, occurrences=((7, 8),))],
    )
    assert built.id == "5e559ff314007f116e55e8ac6d321151aacbc2af3cc258a5c0d80f8d8d459974"
    assert built.content_digest == "41036b2a9dd76d123a115e7a47e967142bb73bf712fd11a32deed5f2e555179b"


def test_the_digests_of_the_log_are_what_they_always_were() -> None:
    feed = Feed("f" * 32, "anna", "d" * 32)
    assert feed.head == "847cf27216cfe9a3f055def3d06002a681a08590c9289f2d928aa31e11b170f5"
    assert (
        Feed("f" * 32, "anna", "d" * 32, "r", "lead").head
        == "a5824e81ac57ec1037056146dd5a19a957884a17d23fb542c6030c2394661cc0"
    )
    assert (
        event_digest("f" * 32, 1, "0190-id", feed.head, 1, "comment", '{"text":"é"}')
        == "cab9ef2abac0e739d994aaf85800c6b1c0b2c63fe3ed512c56082907df52275a"
    )


def test_the_digests_of_schemes_are_what_they_always_were() -> None:
    assert scheme_digest('name = "x"\n') == "c473a3469721626d4a4607fb59bb24da2d3f40d44a19050486fd5676647148a1"
    # Labels name the built-in scheme by this digest: with another rule it is another scheme.
    assert default_scheme().digest == "65d92137559458b9a412479371af84370e698ad5232e825ff0032c2f86571888"


def test_bytes_digest_prints_what_sha256sum_prints() -> None:
    assert bytes_digest(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_canonical_json_sorts_keys_and_keeps_letters() -> None:
    assert canonical_json({"b": [1, None, True], "a": "é\n"}) == '{"a":"é\\n","b":[1,null,true]}'


@pytest.mark.parametrize("value", [1.0, {"a": [0.5]}, [{"a": (float("nan"),)}]])
def test_a_float_cannot_enter_the_log(value: object) -> None:
    with pytest.raises(TypeError, match="float"):
        canonical_json(value)


def test_an_event_id_is_a_uuid7_of_its_moment() -> None:
    made = uuid.UUID(new_event_id(1_700_000_000_123_500))
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert made.int >> 80 == 1_700_000_000_123
    assert (made.int >> 64) & 0xFFF == 2048


@given(st.integers(0, 2**40), st.integers(1, 2**20))
def test_later_ids_sort_behind_earlier_ones(moment: int, later: int) -> None:
    assert new_event_id(moment) < new_event_id(moment + later)


def test_ids_look_like_uuids_and_nonces_differ() -> None:
    assert re.fullmatch(
        r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", new_event_id()
    )
    assert len(new_nonce()) == 32
    assert new_nonce() != new_nonce()
