"""The site, and beside it the plainest upload there is: one PUT, streamed to a file, synced."""

import os
from collections.abc import Iterable
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.middleware.dispatcher import DispatcherMiddleware

from web.site import site

BLOCK = 1 << 20


def put(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Keep the body of one request."""
    folder = Path(os.environ["CLAQUETTE_HOME"]) / "plain"
    folder.mkdir(exist_ok=True)
    with (folder / Path(environ["PATH_INFO"]).name).open("wb") as target:
        while block := environ["wsgi.input"].read(BLOCK):
            target.write(block)
        target.flush()
        os.fsync(target.fileno())
    start_response("201 Created", [("Content-Length", "0")])
    return []


def both() -> WSGIApplication:
    """Return the site with /plain/ beside it."""
    return DispatcherMiddleware(site(), {"/plain": put})
