"""What was signed once is there when a later version is made."""

from pathlib import Path

from pipeline import running, workflow
from pipeline.files import LocalStore
from pipeline.records import revisions
from pipeline.records.values import FileSide, RevisionView
from pipeline.sign_off import Action
from tests.cast import Cast
from tests.film_days import answer, keep, newest, send
from workers.jobs import perform_in
from workers.office import Office

SIGNED = "INT. A - DAY\n\nA door.\n\nINT. B - DAY\n\nA window.\n"


def worked(office: Office, cast: Cast) -> RevisionView:
    """Let the worker do what waits; return the newest script."""
    for run_id, _queue in running.waiting_to_be_announced(office.book, older_than_s=-1):
        running.announced(office.book, run_id)
        perform_in(office, run_id)
    return newest(office.book, cast.blue_film, "script")


def test_a_script_that_is_opened_again_keeps_the_numbers_of_its_scenes(
    office: Office, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    book = office.book
    send(book, cast, "script", keep(store, tmp_path, SIGNED), "script.fountain")
    seen = worked(office, cast)
    workflow.submit(book, revision_id=seen.id, digest=seen.digest, by=cast.aya)
    seen = newest(book, cast.blue_film, "script")
    workflow.decide(book, answer(seen, Action.APPROVE, cast.marc))
    reason = {"reason": "One more scene, please."}
    workflow.reopen(book, revision_id=seen.id, digest=seen.digest, by=cast.marc, **reason)
    more = SIGNED.replace("INT. B", "INT. NEW - DAY\n\nA cat.\n\nINT. B")
    send(book, cast, "script", keep(store, tmp_path, more), "script.fountain")
    later = worked(office, cast)
    with book.reading() as session:
        made = revisions.files_of(session, later.id, FileSide.MADE)
    ours = next(one for one in made if one.name == "script.fountain")
    text = store.path(ours.digest).read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("INT.")] == [
        "INT. A - DAY #1#",
        "INT. NEW - DAY #1A#",
        "INT. B - DAY #2#",
    ]
