"""The site as a server starts it, with the settings of the environment (see web/serve.py)."""

import os

from flask import Flask

from pipeline.files import open_incoming, open_store
from pipeline.records import open_book
from pipeline.settings import settings_from
from web.app import create_app
from workers.queue import announce, connect


def site() -> Flask:
    """Return the site with the settings of the environment. Raise PipelineError."""
    settings = settings_from(os.environ)
    book = open_book(settings.database)
    store = open_store(
        settings.store, local_copies=settings.home / "copies", copies_bytes=settings.cache_bytes
    )
    connection = connect(settings.redis_url)
    incoming = open_incoming(store)
    return create_app(settings, book, store, incoming, lambda: announce(book, connection))
