"""From an error to a page: what happened, what is safe, what to do."""

import logging
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Response, render_template, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from pipeline.errors import (
    Cancelled,
    CannotRead,
    LeftOut,
    MissingProgram,
    MovedOn,
    NoRoom,
    NotFound,
    PipelineError,
    Refused,
    TooLarge,
    TooMany,
    WorkFailed,
)
from web import gate, problems
from web.security import SAFE_METHODS

Answer = Response | tuple[str, int]
LOG: Final = logging.getLogger("claquette.web")

STATUS: Final[dict[type[PipelineError], int]] = {
    TooLarge: 413,
    NoRoom: 507,
    CannotRead: 422,
    TooMany: 429,
    Refused: 403,
    MovedOn: 409,
    NotFound: 404,
    MissingProgram: 503,
    WorkFailed: 500,
    Cancelled: 409,
}

SAFE: Final = {
    400: _("Nothing was changed. Go back, load the page again, and try once more."),
    403: _("Nothing was changed."),
    404: _("Perhaps the address is mistyped, or it belongs to another group."),
    409: _("Nothing of yours is lost. Load the page again to see what is new."),
    413: _("Nothing was kept of it. Everything you sent before is safe."),
    422: _("Nothing was kept of it. Everything you sent before is safe."),
    429: _("Nothing is lost. Wait a minute, then try again."),
    500: _("Everything you sent before is safe. Try again; if it happens twice, tell your mentor."),
    503: _("Everything you sent before is safe. Tell the coordinator."),
    507: _("Everything you sent before is safe. It can go on when there is room again."),
}

GOES_ON: Final = _("Nothing is missing. On the board you see which stages your film has.")
"""What to do where a stage was left out: nobody has mistyped anything."""

SENTENCES: Final = {
    400: _("This form could not be read."),
    401: _("This needs a token: send it as “Authorization: Bearer …”. A mentor makes one."),
    404: _("There is no page here."),
    405: _("This address does not take that."),
    413: _("This is too large."),
    429: _("That was too often in a short time."),
    500: _("Claquette has made a mistake, and has written it down."),
}

TOLD_PROGRAMS: Final = frozenset({"Allow", "Retry-After", "WWW-Authenticate"})
"""Headers of a refusal that a program goes by."""
TYPED: Final = ("note", "text", "content", "reason", "todos")
"""What somebody wrote is shown on the error page, so that it is not lost with it."""


def sentence(error: PipelineError) -> str:
    """Return the sentence of an error in the language of the request."""
    return str(gettext(error.template, **error.values))


def sentence_of(template: str, values: Mapping[str, object]) -> str:
    """Return a sentence that the pipeline has written, in the language of the request."""
    return str(gettext(template, **values))


def _page_before() -> str:
    """Return the path of the page whose form was sent, if it is one of ours."""
    before = urlsplit(request.referrer or "")
    if request.method in SAFE_METHODS or before.netloc != request.host:
        return ""
    return f"{before.path}?{before.query}" if before.query else before.path


def page(status: int, words: str, detail: str = "", *, safe: object = None) -> Answer:
    """Return an error page, or a problem in JSON for a program.

    `safe` says what to do next; None: what is usual at this status.
    """
    if problems.is_for_a_program():
        return problems.problem(status, words)
    form = request.form if status != 413 and request.mimetype != "multipart/form-data" else {}
    return render_template(
        "faults/fault.html",
        status=status,
        words=words,
        safe=SAFE.get(status, "") if safe is None else safe,
        detail=detail if gate.may("page.details") else "",
        typed=[form[name] for name in TYPED if form.get(name)],
        back_to=_page_before(),
    ), status


def status_of(error: PipelineError) -> int:
    """Return the status of an answer; in the table, a special kind stands before a general."""
    return next(code for kind, code in STATUS.items() if isinstance(error, kind))


def _of_pipeline(error: PipelineError) -> Answer:
    status = status_of(error)
    LOG.info("%s %s: %s %r", request.method, request.path, status, str(error))
    safe = GOES_ON if isinstance(error, LeftOut) else None
    return page(status, sentence(error), error.detail, safe=safe)


def _of_forgery(_error: CSRFError) -> Answer:
    return page(400, gettext("This page was open for too long, or comes from elsewhere."))


def _of_http(error: HTTPException) -> Answer:
    status = error.code or 500
    words = str(SENTENCES.get(status, error.name))
    if not problems.is_for_a_program():
        return page(status, words)
    told = [(name, value) for name, value in error.get_headers() if name in TOLD_PROGRAMS]
    return problems.problem(status, words, dict(told))


def _of_anything(error: Exception) -> Answer:
    LOG.exception("%s %s", request.method, request.path, exc_info=error)
    return page(500, str(SENTENCES[500]))


def answer_errors(app: Flask) -> None:
    """Give every error its page."""
    app.register_error_handler(PipelineError, _of_pipeline)
    app.register_error_handler(CSRFError, _of_forgery)
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(Exception, _of_anything)
