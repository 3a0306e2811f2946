"""How the tests bring a film to where their story begins, through the same verbs as the pages."""

from pathlib import Path

from pipeline import running, workflow
from pipeline.documents.report import Report
from pipeline.files import LocalStore, StoredFile
from pipeline.records import Book, revisions
from pipeline.records.values import FileOf, RevisionView
from pipeline.sign_off import Action
from pipeline.stage_facts import facts_of
from pipeline.watching import Where, say_watched
from tests.cast import Cast

LEASE_S = 60


def keep(store: LocalStore, folder: Path, text: str) -> StoredFile:
    """Put a text into the store."""
    path = folder / "sent.txt"
    path.write_text(text, encoding="utf-8")
    return store.put(path)


def finish_all_runs(
    book: Book, report: Report | None = None, made: tuple[FileOf, ...] = ()
) -> None:
    """Do what workers do, without the work: every waiting run ends with this report."""
    for run_id, _queue in running.waiting_to_be_announced(book, older_than_s=-1):
        started = running.start_run(book, run_id=run_id, lease_s=LEASE_S)
        if isinstance(started, running.StartedRun):
            drafted = (FileOf(name=f"{started.stage}.txt", digest="d" * 64, bytes=1),)
            outcome = running.Outcome(report=report or Report(), made=made, drafted=drafted)
            running.finish_run(book, started, outcome)


def newest(book: Book, project_id: int, stage: str) -> RevisionView:
    """The newest revision of a stage."""
    with book.reading() as session:
        found = revisions.newest(session, project_id, stage)
    assert found is not None
    return found


def send(book: Book, cast: Cast, stage: str, kept: StoredFile, name: str) -> RevisionView:
    """Aya sends a file."""
    sending = workflow.Sending(
        project_id=cast.blue_film, stage=stage, by=cast.aya, files={name: kept}
    )
    return workflow.add_revision(book, sending)


def hand_in(book: Book, cast: Cast, stage: str) -> RevisionView:
    """The machines finish, and Aya says that the group is ready."""
    finish_all_runs(book)
    seen = newest(book, cast.blue_film, stage)
    workflow.submit(book, revision_id=seen.id, digest=seen.digest, by=cast.aya)
    return newest(book, cast.blue_film, stage)


def answer(seen: RevisionView, action: Action, by: int, **more: str) -> workflow.Verdict:
    """A mentor's answer to what was seen."""
    todos = ("Say the name once.",) if action is Action.APPROVE_WITH_TODOS else ()
    return workflow.Verdict(
        revision_id=seen.id,
        digest=seen.digest,
        action=action,
        by=by,
        note=more.get("note", ""),
        todos=todos,
    )


def approve(book: Book, cast: Cast, stage: str) -> RevisionView:
    """The group hands in and Marc approves."""
    seen = hand_in(book, cast, stage)
    watch(book, cast, seen)
    workflow.decide(book, answer(seen, Action.APPROVE, cast.marc))
    return newest(book, cast.blue_film, stage)


def watch(book: Book, cast: Cast, seen: RevisionView) -> None:
    """All who have to watch a film whole sit in the hall together, and say so."""
    for by in (cast.aya, cast.marc, cast.salma) if facts_of(seen.stage).watched_by else ():
        say_watched(book, revision_id=seen.id, digest=seen.digest, by=by, where=Where.HALL)


def open_rushes(book: Book, cast: Cast, store: LocalStore, folder: Path) -> None:
    """Script and shot list are approved, so that recordings may come."""
    send(book, cast, "script", keep(store, folder, "INT. ROOM - DAY\n"), "script.fountain")
    for stage in ("script", "shot_list"):
        approve(book, cast, stage)
    finish_all_runs(book)
