"""How often one may knock: log-ins and links are limited by address and by what is tried.

A whole class shares one address behind the router of its school, so the address gets a generous
limit and the code, or the name, a narrow one. Wrong guesses count, right ones do not.
"""

from typing import Final

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from pipeline.access import digest_of_code, digest_of_token
from web.permissions import is_for_programs

PER_ADDRESS: Final = "60 per minute; 400 per hour"
PER_CODE: Final = "10 per minute; 60 per hour"
PER_PROGRAM: Final = "120 per minute"


def _code_or_name() -> str:
    tried = request.form.get("code") or request.form.get("name") or ""
    return f"tried {digest_of_code(tried[:200])}"


def _link() -> str:
    tried = (request.view_args or {}).get("token", "")
    return f"tried {digest_of_token(str(tried)[:200])}"


def _device() -> str:
    return f"a device at {get_remote_address()}"


def _program() -> str:
    said = request.headers.get("Authorization", "")
    return f"asked {digest_of_token(said[:200])}" if said else get_remote_address()


def _was_wrong(response: Response) -> bool:
    return response.status_code >= 400


WAYS_IN: Final = {
    "begin.come_in": _code_or_name,
    "people.card": _code_or_name,
    "people.password": _code_or_name,
    "guests.door": _link,
    "guests.come_in": _link,
    "passkeys.come_in": _device,
}
"""By endpoint: what is tried there."""


def guard(app: Flask, limiter: Limiter) -> None:
    """Hang the limits on the ways in, and on what programs ask."""
    for endpoint, what_is_tried in WAYS_IN.items():
        by_code = limiter.limit(PER_CODE, key_func=what_is_tried, deduct_when=_was_wrong)
        by_address = limiter.limit(PER_ADDRESS, deduct_when=_was_wrong)
        app.view_functions[endpoint] = by_address(by_code(app.view_functions[endpoint]))  # type: ignore[assignment]
    for endpoint in [one for one in app.view_functions if is_for_programs(one)]:
        by_program = limiter.limit(PER_PROGRAM, key_func=_program)
        app.view_functions[endpoint] = by_program(app.view_functions[endpoint])  # type: ignore[assignment]
