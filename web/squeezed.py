"""Scripts and styles go over the network gzipped: a phone on a school's Wi-Fi waits for a third.

Only what is the same for everybody is squeezed, and the wall, which has no form. Other pages and
JSON are not: they carry a secret (the token of their forms) beside words that somebody else may
have written, and the length of a squeezed answer tells of both.
"""

import gzip
from functools import lru_cache
from typing import Final

from flask import Response, request

KINDS: Final = frozenset({"text/javascript", "application/javascript", "text/css", "image/svg+xml"})
WALL: Final = "wall.wall"
"""A page without a form and without a name of a person."""
WORTH_IT_BYTES: Final = 1000
MOST_KEPT: Final = 256


@lru_cache(maxsize=MOST_KEPT)
def squeezed(content: bytes) -> bytes:
    """Return these bytes gzipped; the same bytes every time."""
    return gzip.compress(content, compresslevel=9, mtime=0)


def squeeze(response: Response) -> Response:
    """Squeeze a script, a style, a drawing or the wall for a browser that can open it."""
    is_wall = request.endpoint == WALL
    is_file = request.endpoint == "static" and response.mimetype in KINDS
    if not is_wall and not is_file:
        return response
    response.vary.add("Accept-Encoding")
    can_open = request.accept_encodings.quality("gzip") > 0
    if response.status_code != 200 or not can_open or request.headers.get("Range"):
        return response
    response.direct_passthrough = False
    content = response.get_data()
    if len(content) < WORTH_IT_BYTES:
        return response
    # A file is kept squeezed; a page is another one each minute.
    response.set_data(squeezed(content) if is_file else gzip.compress(content, compresslevel=6))
    response.headers["Content-Encoding"] = "gzip"
    response.headers.pop("Accept-Ranges", None)
    etag, _weak = response.get_etag()
    if etag:
        response.set_etag(etag, weak=True)
    return response
