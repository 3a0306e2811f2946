"""Outgoing webhooks: another program is told what happens, in order, each message signed.

A message says what a page hears, never who: the kind, the film, the stage, the moment. It is told
until it is taken (any 2xx), so the other side may hear one twice and knows it by its id. The
signature is that of Stripe's and others' webhooks: HMAC-SHA256 over the moment and the body, so
that an old message cannot be played again.
"""

import hashlib
import hmac
import ipaddress
import json
import secrets
import socket
from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from pipeline.errors import CannotRead, Refused
from pipeline.records import Book, decisions, hooks, people
from pipeline.records.values import Event, Hook
from pipeline.sign_off import Role

MOST_HOOKS: Final = 10
MOST_EVENTS: Final = 50
"""In one message."""
QUIET: Final = frozenset({"progress", "desk"})
"""Kinds that come many times a second and mean nothing to another program."""
LONGEST_WAIT: Final = timedelta(hours=1)


def add_hook(book: Book, *, by: int, address: str) -> Hook:
    """Add an address. Raise Refused for anybody but the coordinator, CannotRead for no address."""
    checked = checked_address(address)
    with book.writing() as session:
        person = people.person_with_id(session, by)
        if person.role is not Role.COORDINATOR:
            raise Refused("This is not for your role. Ask your mentor or the coordinator.")
        known = hooks.of_workshop(session, person.workshop_id)
        if len(known) >= MOST_HOOKS:
            raise Refused("There are %(count)s addresses already. Remove one.", count=len(known))
        hook_id = hooks.add(
            session,
            workshop_id=person.workshop_id,
            address=checked,
            secret=secrets.token_urlsafe(32),
            told_event=decisions.last_event_id(session),
            by=by,
        )
        return next(
            one for one in hooks.of_workshop(session, person.workshop_id) if one.id == hook_id
        )


def remove_hook(book: Book, *, by: int, hook_id: int) -> None:
    """Tell an address nothing more. Raise Refused, NotFound."""
    with book.writing() as session:
        person = people.person_with_id(session, by)
        if person.role is not Role.COORDINATOR:
            raise Refused("This is not for your role. Ask your mentor or the coordinator.")
        hooks.remove(session, person.workshop_id, hook_id)


def checked_address(address: str) -> str:
    """Return an address of http or https without a name or password in it. Raise CannotRead."""
    try:
        parts = urlsplit(address.strip())
        fits = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        fits = False
    if not fits or "@" in parts.netloc or len(address) > 500 or not address.isprintable():
        raise CannotRead("Write an address that begins with https:// and has no password in it.")
    return parts.geturl()


def public_place(host: str, port: int, *, anywhere: bool) -> str:
    """Return the number of a host to connect to.

    Raise Refused if the host has no number, or has one inside a private network, unless anywhere:
    a message must not be a way to reach what only this machine can reach.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as fault:
        raise Refused("The host of this address is not found.", detail=str(fault)) from fault
    numbers = [str(one[4][0]) for one in found]
    fitting = [one for one in numbers if anywhere or ipaddress.ip_address(one).is_global]
    if not fitting:
        raise Refused("This address lies in a private network. CLAQUETTE_HOOKS_INSIDE allows it.")
    return fitting[0]


def news_for(book: Book, hook: Hook) -> tuple[Sequence[Event], int]:
    """Return what an address has not been told, and the number it has heard everything up to."""
    with book.reading() as session:
        found = decisions.events_after(session, hook.workshop_id, hook.told_event, most=MOST_EVENTS)
    last = found[-1].id if found else hook.told_event
    return [one for one in found if one.kind not in QUIET], last


def body_of(events: Sequence[Event]) -> bytes:
    """Return a message: one JSON document with the events, the oldest first."""
    told = [
        {
            "id": one.id,
            "kind": one.kind,
            "film": one.project_id,
            "stage": one.stage,
            "at": one.at.isoformat(),
        }
        for one in events
    ]
    return json.dumps({"schema": "claquette.events.1", "events": told}).encode()


def signature(secret: str, moment: int, body: bytes) -> str:
    """Return the header of a message sent at a moment (seconds since 1970)."""
    signed = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256)
    return f"t={moment},v1={signed.hexdigest()}"


def wait_after(failures: int) -> timedelta:
    """Return how long to wait after so many failures in a row: twice as long each time."""
    return min(LONGEST_WAIT, timedelta(seconds=5 * 2 ** min(failures, 12)))
