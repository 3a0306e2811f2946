"""Tells other programs what happens (pipeline/webhooks.py), as a thread of the housekeeper.

The host is looked up once and that very number is called, so that it cannot change between the
check and the call; no redirect is followed; what comes back is not read but for its status.
"""

import threading
import time
from typing import Final

import urllib3
from urllib3.exceptions import HTTPError
from urllib3.util import Timeout, Url, parse_url

from pipeline.errors import PipelineError, Refused
from pipeline.records import Book, hooks
from pipeline.records.values import Hook
from pipeline.webhooks import body_of, news_for, public_place, signature, wait_after

EVERY_S: Final = 1.0
PATIENCE: Final = Timeout(connect=5.0, read=10.0)
PORTS: Final = {"http": 80, "https": 443}


def keep_telling(book: Book, *, anywhere: bool, stop: threading.Event) -> None:
    """Tell everybody until told to stop; a busy database is tried again."""
    while not stop.wait(EVERY_S):
        try:
            tell_all(book, anywhere=anywhere)
        except PipelineError:
            continue


def tell_all(book: Book, *, anywhere: bool) -> int:
    """Tell every address what is new for it, once; return how many were told."""
    with book.reading() as session:
        waiting = hooks.due(session)
    return sum(_tell(book, hook, anywhere=anywhere) for hook in waiting)


def _tell(book: Book, hook: Hook, *, anywhere: bool) -> bool:
    news, last = news_for(book, hook)
    if last == hook.told_event:
        return False
    trouble = _send(hook, body_of(news), anywhere=anywhere) if news else ""
    with book.writing() as session:
        if trouble:
            wait = wait_after(hook.failures)
            hooks.failed(session, hook.id, trouble=trouble, wait=wait)
        else:
            hooks.told(session, hook.id, last)
    return bool(news) and not trouble


def _send(hook: Hook, body: bytes, *, anywhere: bool) -> str:
    """Send a message; return why it was not taken, or nothing."""
    url = parse_url(hook.address)
    headers = {
        "Host": url.netloc or "",
        "Content-Type": "application/json",
        "User-Agent": "Claquette",
        "X-Claquette-Signature": signature(hook.secret, int(time.time()), body),
    }
    try:
        with _pool(url, anywhere=anywhere) as pool:
            answer = pool.urlopen(
                "POST",
                url.request_uri,
                body=body,
                headers=headers,
                redirect=False,
                retries=False,
                preload_content=False,
            )
            answer.close()
    except Refused as fault:
        return str(fault)
    except (HTTPError, OSError) as fault:
        return type(fault).__name__
    return "" if 200 <= answer.status < 300 else f"HTTP {answer.status}"


def _pool(url: Url, *, anywhere: bool) -> urllib3.HTTPConnectionPool:
    """Return the way to one host: to its number, with its name in the certificate."""
    scheme, host = url.scheme or "https", (url.host or "").strip("[]")
    port = url.port or PORTS[scheme]
    number = public_place(host, port, anywhere=anywhere)
    if scheme == "http":
        return urllib3.HTTPConnectionPool(number, port, timeout=PATIENCE)
    return urllib3.HTTPSConnectionPool(
        number, port, timeout=PATIENCE, server_hostname=host, assert_hostname=host
    )
