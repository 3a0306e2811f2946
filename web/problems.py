"""What a program reads when something is refused: problem details (RFC 9457), in sentences."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from flask import Response, request

MIME: Final = "application/problem+json"
PREFIX: Final = "/api/"
"""How the addresses of programs begin."""


def is_for_a_program() -> bool:
    """Return whether the answer goes to a program, whatever went wrong and however early."""
    return request.path.startswith(PREFIX)


def problem(status: int, words: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return an answer that says what happened; the title is the status in the words of HTTP."""
    plain = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": words,
    }
    answer = Response(json.dumps(plain, ensure_ascii=False), status=status, mimetype=MIME)
    answer.headers.extend(headers or {})
    answer.headers["Cache-Control"] = "no-store"
    return answer
