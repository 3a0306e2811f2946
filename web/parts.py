"""What the site is given when it is made, and where a route finds it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, cast

from flask import current_app

from pipeline.files import Incoming, Store
from pipeline.records import Book
from pipeline.settings import Settings
from web.boards import Boards
from web.live import Live
from web.streams import Streams

KEY: Final = "claquette"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Everything outside of Flask that the routes use."""

    settings: Settings
    book: Book
    store: Store
    incoming: Incoming
    """Recordings on their way into the store."""
    announce: Callable[[], object]
    """Tells the queue, after a commit, that there is new work. Losing it costs only delay."""
    boards: Boards
    live: Live
    streams: Streams


def parts() -> Parts:
    """Return the parts of the running site."""
    return cast(Parts, current_app.extensions[KEY])
