"""Scripts and styles go over the network gzipped: a phone on a school's Wi-Fi waits for a third.

Only what is the same for everybody is squeezed. Pages and JSON are not: they carry a secret (the
token of their forms) beside words that somebody else may have written, and the length of a squeezed
answer tells of both.
"""

import gzip
from functools import lru_cache
from typing import Final

from flask import Response, request

KINDS: Final = frozenset({"text/javascript", "application/javascript", "text/css", "image/svg+xml"})
WORTH_IT_BYTES: Final = 1000
MOST_KEPT: Final = 256


@lru_cache(maxsize=MOST_KEPT)
def squeezed(content: bytes) -> bytes:
    """Return these bytes gzipped; the same bytes every time."""
    return gzip.compress(content, compresslevel=9, mtime=0)


def squeeze(response: Response) -> Response:
    """Squeeze a script, a style or a drawing for a browser that can open it."""
    if request.endpoint != "static" or response.mimetype not in KINDS:
        return response
    response.vary.add("Accept-Encoding")
    can_open = request.accept_encodings.quality("gzip") > 0
    if response.status_code != 200 or not can_open or request.headers.get("Range"):
        return response
    response.direct_passthrough = False
    content = response.get_data()
    if len(content) < WORTH_IT_BYTES:
        return response
    response.set_data(squeezed(content))
    response.headers["Content-Encoding"] = "gzip"
    response.headers.pop("Accept-Ranges", None)
    etag, _weak = response.get_etag()
    if etag:
        response.set_etag(etag, weak=True)
    return response
