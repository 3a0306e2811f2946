"""How often one may knock: log-ins are limited by address and by what is tried.

A whole class shares one address behind the router of its school, so the address gets a generous
limit and the code, or the name, a narrow one. Wrong guesses count, right ones do not.
"""

from typing import Final

from flask import Flask, Response, request
from flask_limiter import Limiter

from pipeline.access import digest_of_code

PER_ADDRESS: Final = "60 per minute; 400 per hour"
PER_CODE: Final = "10 per minute; 60 per hour"


def _code_or_name() -> str:
    tried = request.form.get("code") or request.form.get("name") or ""
    return f"tried {digest_of_code(tried[:200])}"


def _was_wrong(response: Response) -> bool:
    return response.status_code >= 400


def guard(app: Flask, limiter: Limiter) -> None:
    """Hang the limits on the ways in."""
    for endpoint in ("begin.come_in", "people.card", "people.password"):
        by_code = limiter.limit(PER_CODE, key_func=_code_or_name, deduct_when=_was_wrong)
        by_address = limiter.limit(PER_ADDRESS, deduct_when=_was_wrong)
        app.view_functions[endpoint] = by_address(by_code(app.view_functions[endpoint]))  # type: ignore[assignment]
