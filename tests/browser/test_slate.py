"""The slate in a real browser: its code, its clap, and a set without a network."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from pipeline import desk
from pipeline.files import LocalStore
from pipeline.records.desks import Place
from pipeline.shots.slate_log import LoggedTake, log_of
from tests.browser.conftest import Site
from tests.cast import BLUE_CODE
from tests.laid_papers import lay_shots

OPENS = "This page opens without a network, too."
TOGETHER_MS = 40
"""One frame of a film: what flash and beep may lie apart."""
MOST_CLAPS = 6
