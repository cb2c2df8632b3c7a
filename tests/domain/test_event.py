"""Events: sealed so that a change anywhere in the envelope is found."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.event import ENVELOPE, Event, Feed, event_digest, read_body, seal

EVENT = seal("feed", 3, "id", "prev", "label", '{"a":1}', {"a": 1})


def again(event: Event) -> str:
    return event_digest(event.feed, event.seq, event.id, event.prev, event.v, event.kind, event.body)


def test_a_sealed_event_fits_its_digest() -> None:
    assert EVENT.digest == again(EVENT)
    assert EVENT.v == ENVELOPE == 1


@pytest.mark.parametrize(
    "change",
    [
        {"feed": "feed2"},
        {"seq": 4},
        {"id": "id2"},
        {"prev": "prev2"},
        {"v": 2},
        {"kind": "comment"},
        {"body": '{"a": 1}'},
    ],
)
def test_every_field_of_the_envelope_is_in_the_digest(change: dict[str, object]) -> None:
    assert again(replace(EVENT, **change)) != EVENT.digest


def test_a_feeds_header_decides_where_its_chain_begins() -> None:
    feeds = [
        Feed("a", "b", "c"),
        Feed("ab", "", "c"),
        Feed("a", "b", "d"),
        Feed("a", "b", "c", "r"),
        Feed("a", "b", "c", "", "lead"),
    ]
    assert len({feed.head for feed in feeds}) == len(feeds)


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.integers())))
def test_a_body_that_is_no_object_is_refused(value: object) -> None:
    import json

    with pytest.raises(ValueError, match="JSON object"):
        read_body(json.dumps(value))


@pytest.mark.parametrize("body", ["", "{", "{'a': 1}", "[" * 100_000, '{"a":' * 100_000])
def test_a_body_that_is_not_json_is_refused(body: str) -> None:
    with pytest.raises(ValueError, match=r"Expecting|nested"):
        read_body(body)
