"""Each test begins like a test cell: with no call under way."""

import pytest

from course.exam import calls


@pytest.fixture(autouse=True)
def no_call_under_way():
    """Forget what an earlier test has left."""
    calls.begin()
