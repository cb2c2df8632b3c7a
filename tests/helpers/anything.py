"""JSON values with any of their parts replaced by anything, for readers that must never crash."""

import json
from typing import Any

from hypothesis import strategies as st

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 99)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["", "verified", "part_of", "utterance", "c" * 64, "reject", "labels"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "text", "x"]), inner),
    max_leaves=5,
)


def changed(data: st.DataObject, value: Any) -> Any:
    """The value with one or two of its parts taken out or replaced."""
    for _ in range(data.draw(st.integers(1, 2))):
        if not (found := places(value)):
            break
        value = replaced(value, data.draw(st.sampled_from(found)), data.draw(ANYTHING | st.just(...)))
    return value


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of everything in a value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path for name, one in inner for path in ((*at, name), *places(one, (*at, name)))]


def replaced(value: Any, path: tuple[Any, ...], by: Any) -> Any:
    changed = json.loads(json.dumps(value))
    holder = changed
    for name in path[:-1]:
        holder = holder[name]
    if by is ...:
        del holder[path[-1]]
    else:
        holder[path[-1]] = by
    return changed
