"""What the gates share: one browser for all of them, and everything that was published, read once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.conftest import started
from tests.gates.whole import Whole, read_whole
from tests.published import Published


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A Chromium for all gates, or tests left out."""
    with started() as found:
        yield found


@pytest.fixture(scope="session")
def whole(directory: Published) -> Whole:
    """All pages of the real directory, read once."""
    return read_whole(directory.folder)
