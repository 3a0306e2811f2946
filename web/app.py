"""The site, made from what it is given: nothing is global, nothing happens at import."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask, g
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from pipeline.files import Incoming, Store
from pipeline.records import Book
from pipeline.secret_key import secret_key_of
from pipeline.settings import Settings
from web import (
    auth,
    door_keeper,
    errors,
    gate,
    joined,
    language,
    left_out,
    office,
    security,
    squeezed,
    words,
)
from web.blueprints import (
    api,
    arrivals,
    begin,
    board,
    breakdown,
    cards,
    changes,
    checklists,
    credits,
    cut_forms,
    cutter,
    dailies,
    desk,
    edits,
    everybody,
    files,
    films,
    frames,
    gates,
    grade,
    groups,
    guests,
    helping,
    hooks,
    inbox,
    lanes,
    live,
    log_in_cards,
    me,
    next_step,
    notes,
    notes_out,
    passkeys,
    people,
    plans,
    programs,
    reading,
    record,
    recordings,
    relink,
    revisions,
    roster,
    send,
    shots,
    side_by_side,
    slate,
    sound_mix,
    spotting,
    stage,
    status,
    stuck,
    subtitles,
    switch,
    takes,
    turnover,
    tus,
    wall,
    watching,
    workers,
    workshops,
    writing,
)
from web.boards import Boards
from web.live import Live
from web.parts import KEY, Parts
from web.streams import Streams
from web.uploads import SMALL_FORM_BYTES, UploadRequest

BLUEPRINTS = (
    api,
    arrivals,
    begin,
    board,
    breakdown,
    cards,
    changes,
    checklists,
    credits,
    cut_forms,
    cutter,
    dailies,
    desk,
    edits,
    everybody,
    files,
    films,
    frames,
    gates,
    grade,
    groups,
    guests,
    helping,
    hooks,
    inbox,
    lanes,
    live,
    log_in_cards,
    me,
    next_step,
    notes,
    notes_out,
    passkeys,
    people,
    plans,
    programs,
    reading,
    record,
    recordings,
    relink,
    revisions,
    roster,
    send,
    shots,
    side_by_side,
    slate,
    sound_mix,
    spotting,
    stage,
    status,
    stuck,
    subtitles,
    switch,
    takes,
    turnover,
    tus,
    wall,
    watching,
    workers,
    workshops,
    writing,
)


def create_app(
    settings: Settings,
    book: Book,
    store: Store,
    incoming: Incoming,
    announce: Callable[[], object],
) -> Flask:
    """Return the site over these records and this store.

    announce is called after a commit that wants a run, so that the queue hears of it at once.
    """
    app = joined.Site(__name__)
    app.request_class = UploadRequest
    app.config.update(
        SECRET_KEY=secret_key_of(settings),
        MAX_CONTENT_LENGTH=SMALL_FORM_BYTES,
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(days=365),
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops)  # type: ignore[method-assign]
    news = Live(book)
    app.extensions[KEY] = Parts(
        settings=settings,
        book=book,
        store=store,
        incoming=incoming,
        announce=announce,
        boards=Boards(),
        live=news,
        streams=Streams(news, auth.still_open(book)),
    )
    _hang_up(app, settings)
    return app


def _hang_up(app: Flask, settings: Settings) -> None:
    """Put locks, languages, words, routes and error pages in their places, in this order."""
    errors.answer_errors(app)
    app.after_request(squeezed.squeeze)
    app.before_request(auth.find_person)
    language.speak(app, settings.languages)
    security.lock_up(app, https=settings.https)
    app.before_request(gate.ask_to_log_in)
    csrf = CSRFProtect(app)
    app.before_request(gate.ask)
    app.before_request(left_out.must_be_there)
    app.jinja_env.globals["may"] = gate.may
    for one in BLUEPRINTS:
        app.register_blueprint(one.blueprint)
    # These ask for the token themselves, after who it is.
    for asks_itself in (
        "arrivals.send",
        "revisions.send",
        "cutter.keep",
        "desk.save",
        "frames.keep",
        "notes.write",
        "record.keep",
        "shots.keep",
        "spotting.keep",
    ):
        csrf.exempt(f"web.blueprints.{asks_itself}")
    # No form of another site can send the header that the protocol asks for.
    csrf.exempt(tus.blueprint)
    csrf.exempt(api.blueprint)
    limiter = Limiter(
        get_remote_address,
        app=app,
        storage_uri=_counts_at(settings.redis_url),
        in_memory_fallback_enabled=bool(settings.redis_url),
    )
    door_keeper.guard(app, limiter)
    _give_words(app)


def _give_words(app: Flask) -> None:
    """Give the templates their words, filters and addresses."""
    app.jinja_env.globals.update(
        asset=joined.asset,
        sheets=joined.sheets,
        scripts=joined.scripts,
        stages=words.STAGES,
        states=words.STATES,
        decisions=words.DECISIONS,
        runs=words.RUNS,
        queues=words.QUEUES,
        how_to_send=words.HOW_TO_SEND,
        questions=words.QUESTIONS,
        page_colour=words.page_colour,
        facts=words.FACTS,
        fact_value=words.fact_value,
        role_word=lambda role: words.ROLES[role],
        sentence_of=errors.sentence_of,
        since=language.since,
        **{"waited": language.waited, "time_left": language.time_left, "when": language.when},
        **office.WORDS,
        day=language.day,
        at=language.at,
        days_between=language.days_between,
        **{"size": language.size, "percent": language.percent},
        number=language.number,
    )

    app.jinja_env.tests["has_folder"] = lambda name: "/" in name

    @app.context_processor
    def who() -> dict[str, object]:
        return {"person": g.get("person"), "here": ""}


def _counts_at(redis_url: str) -> str:
    """Return where the limiter counts; it calls a Redis behind a socket by another name."""
    return redis_url.replace("unix://", "redis+unix://", 1) if redis_url else "memory://"
