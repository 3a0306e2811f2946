"""Live pages: one watcher a process reads the events, streams wait for it, pages fetch the rest.

A stream of this module holds a thread; where the server gives its socket away, streams.py holds
all of them in one.

An event says only what has changed (kind, film, stage); the page then fetches that piece as
anybody would, so that rendering and permissions stay in one place. The stream numbers its events
with the ids of the database: `Last-Event-ID` replays what was missed, on any process.
"""

import json
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Final

from pipeline.errors import PipelineError, Refused
from pipeline.records import Book, decisions
from pipeline.records.values import Event

WATCH_S: Final = 0.25
HEARTBEAT_S: Final = 10.0
"""A sign of life for proxies; at each one it is asked again whether the person is still in."""
STREAM_S: Final = 600.0
"""After so long a stream ends and the browser opens a new one."""
MOST_STREAMS: Final = 48
"""A process serves so many with a thread each; the others poll, which costs them two seconds."""

Told = Callable[[int, tuple[Event, ...]], None]
"""Hears of a workshop's news, in the thread of the watcher."""


@dataclass(slots=True)
class _Channel:
    """The newest events of one workshop and how many streams wait for them."""

    last: int
    streams: int = 0
    newest: deque[Event] = field(default_factory=lambda: deque(maxlen=500))


class Live:
    """The events of a process; the thread lives as long as somebody listens."""

    def __init__(self, book: Book) -> None:
        """Keep the records; nothing runs yet."""
        self._book = book
        self._news = threading.Condition()
        self._channels: dict[int, _Channel] = {}
        self._watching = False
        self._threads = 0
        self._told: list[Told] = []

    def tell_also(self, told: Told) -> None:
        """Tell somebody else of all news, too."""
        self._told.append(told)

    def join(self, workshop_id: int) -> int:
        """Begin to watch a workshop for one more; return the newest event until now."""
        with self._news:
            known = self.last_id()
            self._channels.setdefault(workshop_id, _Channel(last=known)).streams += 1
            if not self._watching:
                self._watching = True
                threading.Thread(target=self._watch, name="live events", daemon=True).start()
        return known

    def leave(self, workshop_id: int) -> None:
        """End what join has begun."""
        with self._news:
            channel = self._channels[workshop_id]
            channel.streams -= 1
            if not channel.streams:
                del self._channels[workshop_id]

    def newest(self, workshop_id: int, seen: int) -> tuple[Event, ...]:
        """Return the news that the watcher has of a workshop after an event, without a question."""
        with self._news:
            channel = self._channels.get(workshop_id)
            return tuple(one for one in channel.newest if one.id > seen) if channel else ()

    def after(self, workshop_id: int, event_id: int) -> tuple[Event, ...]:
        """Return what has changed since an event, from the database."""
        with self._book.reading() as session:
            return decisions.events_after(session, workshop_id, event_id)

    def last_id(self) -> int:
        """Return the number of the newest event."""
        with self._book.reading() as session:
            return decisions.last_event_id(session)

    def stream(
        self, workshop_id: int, last_id: int | None, still_in: Callable[[], bool]
    ) -> Iterator[str]:
        """Return the lines of an event stream. Raise Refused when too many listen already."""
        with self._news:
            if self._threads >= MOST_STREAMS:
                raise Refused("Too many pages are listening; this one asks again by itself.")
            self._threads += 1
        known = self.join(workshop_id)
        return self._lines(workshop_id, known if last_id is None else last_id, still_in)

    def _lines(self, workshop_id: int, seen: int, still_in: Callable[[], bool]) -> Iterator[str]:
        started = time.monotonic()
        try:
            yield BEGINNING
            for event in self.after(workshop_id, seen):
                seen = event.id
                yield as_message(event)
            while time.monotonic() - started < STREAM_S and still_in():
                news = self._wait(workshop_id, seen)
                for event in news:
                    seen = event.id
                    yield as_message(event)
                if not news:
                    yield STILL_HERE
        finally:
            self.leave(workshop_id)
            with self._news:
                self._threads -= 1

    def _wait(self, workshop_id: int, seen: int) -> tuple[Event, ...]:
        channel = self._channels[workshop_id]
        with self._news:
            self._news.wait_for(lambda: channel.last > seen, timeout=HEARTBEAT_S)
            return tuple(event for event in channel.newest if event.id > seen)

    def _watch(self) -> None:
        while True:
            with self._news:
                if not self._channels:
                    self._watching = False
                    return
                wanted = {key: channel.last for key, channel in self._channels.items()}
            for workshop_id, last in wanted.items():
                self._take_news(workshop_id, last)
            time.sleep(WATCH_S)

    def _take_news(self, workshop_id: int, last: int) -> None:
        try:
            events = self.after(workshop_id, last)
        except PipelineError:
            return  # the database is busy: the next look is a quarter of a second away
        with self._news:
            channel = self._channels.get(workshop_id)
            if events and channel:
                channel.newest.extend(events)
                channel.last = events[-1].id
                self._news.notify_all()
        for told in self._told if events else ():
            told(workshop_id, events)


def as_plain(event: Event) -> dict[str, object]:
    """Return what the page is told: never more than what to fetch again."""
    told = asdict(event)
    return {name: told[name] for name in ("id", "kind", "project_id", "stage")}


BEGINNING: Final = "retry: 2000\n\n"
"""What a stream begins with: a browser that has lost it comes back after two seconds."""
STILL_HERE: Final = ": still here\n\n"


def as_message(event: Event) -> str:
    """Return an event as a server-sent message of one data line."""
    return f"id: {event.id}\nevent: changed\ndata: {json.dumps(as_plain(event))}\n\n"
