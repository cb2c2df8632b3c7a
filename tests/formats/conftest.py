from collections.abc import Callable

import pytest
from chromium import chromium
from dataset_records import RECORDS, make_citation, make_label, make_record
from hypothesis import strategies as st

from annotator.domain.dataset import ClaimRecord, LabelRecord

__all__ = ["chromium"]


@pytest.fixture(scope="session")
def any_records() -> st.SearchStrategy[list[ClaimRecord]]:
    return RECORDS


@pytest.fixture
def record() -> Callable[..., ClaimRecord]:
    """Makes a small record; keyword arguments replace its parts."""
    return make_record


@pytest.fixture
def labelled() -> LabelRecord:
    """A label of Anna's that rests on one citation."""
    return make_label(citations=[make_citation()])
