"""Fixtures that every test may use."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "fixtures"


@pytest.fixture(scope="session")
def shared_fixtures() -> Path:
    """The shared conformance cases and media, which stand beside a checkout and not in it."""
    if not SHARED.is_dir():
        pytest.skip("the shared fixtures do not stand beside this checkout")
    return SHARED
