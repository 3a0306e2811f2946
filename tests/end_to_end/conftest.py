"""What the tests of whole films share."""

import pytest

from pipeline.render.sources import RenderMedium
from tests.end_to_end.coded import found_media


@pytest.fixture(scope="session")
def coded_media() -> dict[str, RenderMedium]:
    """The coded media by name; made once for this machine."""
    return found_media()
