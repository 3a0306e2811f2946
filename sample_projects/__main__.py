"""Open the sample workshop beside a running site, and carry one film to its final cut."""

import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.files import Store, open_store
from pipeline.records import Book, open_book, revisions
from pipeline.records.values import FileSide, RevisionView
from pipeline.settings import Settings, settings_from
from sample_projects import workshop
from sample_projects.carry import Carrier, carry
from sample_projects.opening import OpenWorkshop, bring_to_its_place, open_workshop
from sample_projects.same_time_tomorrow.film import draw_film
from workers.queue import announce, connect


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _speaking_for(group: str) -> Callable[[str], None]:
    return lambda line: say(f"{group:<9} {line}")


def show_log_ins() -> None:
    """Print who may come in, and with what."""
    say("\nThe sample workshop. Students log in with the code of their group:")
    for group in workshop.GROUPS:
        names = ", ".join(student.name for student in group.students)
        say(f"  {group.name:<9} {group.code:<15} {group.title} ({names})")
    say("Mentors and the coordinator log in with a name and a password:")
    for adult in workshop.ADULTS:
        say(f"  {adult.name:<9} {adult.word:<22} {adult.role.value}, {adult.craft}")
    say("")


def _carrier(book: Book, store: Store, settings: Settings, opened: OpenWorkshop) -> Carrier:
    connection = connect(settings.redis_url)
    return Carrier(
        book=book,
        store=store,
        hands=opened.hands(workshop.RED.name, workshop.RED.mentors[0]),
        wake=lambda: announce(book, connection),
        say=say,
    )


def _bring_others(carrier: Carrier, opened: OpenWorkshop, home: Path) -> None:
    for group in workshop.GROUPS:
        if group is not workshop.RED:
            mentor = group.steps[0].mentor
            own = replace(
                carrier,
                hands=opened.hands(group.name, mentor),
                say=_speaking_for(group.name),
            )
            bring_to_its_place(own, group, home / group.colour)


def _draw_once(folder: Path) -> None:
    """Draw the takes, unless an earlier opening did; half a drawing is begun again."""
    if folder.is_dir():
        return
    say("Red       drawing the takes (a minute or two)")
    fresh = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    draw_film(fresh)
    fresh.rename(folder)


def _take_out(carrier: Carrier, cut: RevisionView, home: Path) -> None:
    """Copy the finished film to where people find it, and say how it measures."""
    with carrier.book.reading() as session:
        made = {one.name: one for one in revisions.files_of(session, cut.id, FileSide.MADE)}
        report = json.loads(revisions.report_of(session, cut.id))
    film = home / f"{workshop.RED.title}.mp4"
    shutil.copyfile(carrier.store.path(made["film.mp4"].digest), film)
    facts = report["facts"]
    say("\nfilm finished")
    say(f"  file      {film}")
    say(f"  length    {facts['seconds']} seconds")
    say(f"  loudness  {facts['integrated_lufs']} LUFS, peak {facts['true_peak_dbtp']} dBTP")


def run() -> None:
    """Do all of it. Raise PipelineError."""
    settings = settings_from(os.environ)
    book = open_book(settings.database)
    store = open_store(settings.store, local_copies=settings.home / "copies")
    home = settings.home / "sample"
    show_log_ins()
    began = time.monotonic()
    opened = open_workshop(book)
    carrier = _carrier(book, store, settings, opened)
    _bring_others(carrier, opened, home)
    _draw_once(home / workshop.RED.colour)
    own = replace(carrier, say=_speaking_for(workshop.RED.name))
    _take_out(carrier, carry(own, home / workshop.RED.colour), home)
    say(f"  after     {time.monotonic() - began:.0f} seconds\n")
    say(f"The board stays open at http://{settings.host}:{settings.port}  (Ctrl-C closes it)")


def main() -> int:
    """Run, and say in one sentence what went wrong if something did."""
    try:
        run()
    except PipelineError as fault:
        say(f"The sample stopped: {fault}")
        say(fault.detail)
        return fault.exit_status
    return 0


if __name__ == "__main__":
    sys.exit(main())
