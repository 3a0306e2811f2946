"""What every answer carries and every request that changes something must show.

Three locks against forged requests, since one is easily lost in a refactoring: the session cookie
is SameSite=Lax, every form carries a token (Flask-WTF), and a request that says it comes from
elsewhere is refused (Sec-Fetch-Site, else Origin; see OWASP's cheat sheet on CSRF).
"""

from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Response, request

from pipeline.errors import Refused

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})

POLICY: Final = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
}


def with_microphone(response: Response) -> Response:
    """Let a page hear the microphone and play what it has recorded; no other page may."""
    response.headers["Permissions-Policy"] = HEADERS["Permissions-Policy"].replace(
        "microphone=()", "microphone=(self)"
    )
    return with_fetched_media(response)


def with_fetched_media(response: Response) -> Response:
    """Let a page play what its script has recorded, or fetched from this site."""
    response.headers["Content-Security-Policy"] = POLICY.replace(
        "media-src 'self'", "media-src 'self' blob:"
    )
    return response


def refuse_other_sites() -> None:
    """Raise Refused if a changing request was made by another site's page."""
    if request.method in SAFE_METHODS:
        return
    origin = request.headers.get("Origin")
    said = request.headers.get("Sec-Fetch-Site")
    foreign = said not in (None, "same-origin", "none")
    if origin is not None and urlsplit(origin).netloc != request.host:
        foreign = True
    if foreign:
        raise Refused("This came from another web site, so nothing was changed.")


def add_headers(response: Response) -> Response:
    """Add the headers that an answer does not set itself."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-cache, private")
    return response


def lock_up(app: Flask, *, https: bool) -> None:
    """Set the cookies and hang the locks on the site."""
    app.config.update(
        SESSION_COOKIE_NAME="claquette",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        # A page fetched in the background must not write back an older cookie.
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=14 * 24 * 3600,
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.before_request(refuse_other_sites)
    app.after_request(add_headers)
