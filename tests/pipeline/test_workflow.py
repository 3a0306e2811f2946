import threading
from pathlib import Path

import pytest

from pipeline import ledger, review, workflow
from pipeline.documents.report import Report, blocker, report_from
from pipeline.errors import CannotRead, MovedOn, NotFound, Refused
from pipeline.files import LocalStore
from pipeline.records import Book, decisions, questions
from pipeline.records.notes import Note
from pipeline.sign_off import Action, ReviewState
from pipeline.stage_facts import STAGE_NAMES
from pipeline.standing import CellState
from tests.cast import Cast
from tests.film_days import answer, approve, finish_all_runs, hand_in, keep, newest, send


@pytest.fixture
def script(book: Book, cast: Cast) -> None:
    workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    finish_all_runs(book)


def cell(book: Book, cast: Cast, stage: str) -> CellState:
    with book.reading() as session:
        row = questions.board_row(session, cast.blue_film)
    return next(one.state for one in row.cells if one.stage == stage)


@pytest.mark.usefixtures("script")
def test_a_film_goes_through_six_sign_offs(book: Book, cast: Cast) -> None:
    for stage in STAGE_NAMES:
        approve(book, cast, stage)
    with book.reading() as session:
        row = questions.board_row(session, cast.blue_film)
    assert {one.state for one in row.cells} == {CellState.APPROVED}


@pytest.mark.usefixtures("script")
def test_approving_opens_the_next_stage_with_a_draft(book: Book, cast: Cast) -> None:
    assert cell(book, cast, "shot_list") is CellState.CLOSED
    approve(book, cast, "script")
    assert cell(book, cast, "shot_list") is CellState.WORKING
    assert newest(book, cast.blue_film, "shot_list").made_by_id is None


def test_a_stage_is_closed_until_the_one_before_is_approved(
    book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    kept = keep(store, tmp_path, "scene,shot")
    with pytest.raises(Refused, match="opens when the stage before it is approved"):
        send(book, cast, "shot_list", kept, "shot_list.csv")


@pytest.mark.usefixtures("script")
def test_the_group_cannot_approve_its_own_work(book: Book, cast: Cast) -> None:
    seen = hand_in(book, cast, "script")
    with pytest.raises(Refused, match="Only a mentor"):
        workflow.decide(book, answer(seen, Action.APPROVE, cast.aya))


@pytest.mark.usefixtures("script")
def test_the_coordinator_decides_nothing(book: Book, cast: Cast) -> None:
    seen = hand_in(book, cast, "script")
    with pytest.raises(Refused, match="here as coordinator"):
        workflow.decide(book, answer(seen, Action.APPROVE, cast.salma))


def test_a_mentor_cannot_change_the_work(
    book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    sending = workflow.Sending(
        project_id=cast.blue_film,
        stage="script",
        by=cast.marc,
        files={"a.fountain": keep(store, tmp_path, "INT. A\n")},
    )
    with pytest.raises(Refused, match="Only the group itself changes its film"):
        workflow.add_revision(book, sending)


@pytest.mark.usefixtures("script")
def test_another_group_and_another_workshop_see_nothing(book: Book, cast: Cast) -> None:
    seen = hand_in(book, cast, "script")
    for stranger in (cast.rosa, cast.igor):
        with pytest.raises(NotFound):
            review.write(book, Note(revision_id=seen.id, by=stranger, text="Hello"))
        with pytest.raises(NotFound):
            workflow.withdraw(book, revision_id=seen.id, digest=seen.digest, by=stranger)


@pytest.mark.usefixtures("script")
def test_not_yet_needs_a_reason(book: Book, cast: Cast) -> None:
    seen = hand_in(book, cast, "script")
    with pytest.raises(Refused, match="Say why"):
        workflow.decide(book, answer(seen, Action.NOT_YET, cast.marc))
    workflow.decide(book, answer(seen, Action.NOT_YET, cast.marc, note="Who wants what?"))
    assert cell(book, cast, "script") is CellState.NOT_YET


@pytest.mark.usefixtures("script")
def test_to_dos_are_written_down_or_it_is_a_plain_approval(book: Book, cast: Cast) -> None:
    seen = hand_in(book, cast, "script")
    without = workflow.Verdict(
        revision_id=seen.id,
        digest=seen.digest,
        action=Action.APPROVE_WITH_TODOS,
        by=cast.marc,
    )
    with pytest.raises(Refused, match="at least one to-do"):
        workflow.decide(book, without)
    workflow.decide(book, answer(seen, Action.APPROVE_WITH_TODOS, cast.marc))
    assert cell(book, cast, "script") is CellState.APPROVED_WITH_TODOS


@pytest.mark.usefixtures("script")
def test_a_stale_page_decides_nothing(book: Book, cast: Cast) -> None:
    seen = hand_in(book, cast, "script")
    stale = workflow.Verdict(
        revision_id=seen.id, digest="0" * 64, action=Action.APPROVE, by=cast.marc
    )
    with pytest.raises(MovedOn, match="Look at it again"):
        workflow.decide(book, stale)
    assert newest(book, cast.blue_film, "script").state is ReviewState.IN_REVIEW


@pytest.mark.usefixtures("script")
def test_an_older_version_cannot_be_handed_in(
    book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    old = newest(book, cast.blue_film, "script")
    send(book, cast, "script", keep(store, tmp_path, "INT. B - DAY\n"), "b.fountain")
    with pytest.raises(MovedOn, match="newer version"):
        workflow.submit(book, revision_id=old.id, digest=old.digest, by=cast.aya)


@pytest.mark.usefixtures("script")
def test_of_two_mentors_who_decide_at_once_one_is_told_that_the_other_was_faster(
    book: Book, cast: Cast
) -> None:
    seen = hand_in(book, cast, "script")
    together = threading.Barrier(2)
    outcomes: list[str] = []

    def decide(by: int, action: Action) -> None:
        together.wait()
        try:
            workflow.decide(book, answer(seen, action, by, note="Again, please."))
            outcomes.append("done")
        except (MovedOn, Refused):
            outcomes.append("late")

    threads = [
        threading.Thread(target=decide, args=(cast.marc, Action.APPROVE)),
        threading.Thread(target=decide, args=(cast.nadia, Action.NOT_YET)),
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(outcomes) == ["done", "late"]
    with book.reading() as session:
        assert ledger.first_break(decisions.chain(session, cast.blue_film)) is None


@pytest.mark.usefixtures("script")
def test_a_blocker_holds_up_until_a_mentor_lets_it_pass(
    book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    send(book, cast, "script", keep(store, tmp_path, "INT. C - DAY\n"), "c.fountain")
    finish_all_runs(book, report_from([blocker("C1", "scene 1", "Too long by a minute.")]))
    seen = hand_in(book, cast, "script")
    with pytest.raises(Refused, match=r"1 blocker\(s\) are left"):
        workflow.decide(book, answer(seen, Action.APPROVE, cast.marc))
    with pytest.raises(Refused, match="why this may pass"):
        workflow.waive(
            book, revision_id=seen.id, code="C1", place="scene 1", reason=" ", by=cast.marc
        )
    workflow.waive(
        book, revision_id=seen.id, code="C1", place="scene 1", reason="On purpose.", by=cast.marc
    )
    workflow.decide(book, answer(seen, Action.APPROVE, cast.marc))
    assert cell(book, cast, "script") is CellState.APPROVED


@pytest.mark.usefixtures("script")
def test_what_cannot_be_read_cannot_be_let_pass(
    book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    send(book, cast, "script", keep(store, tmp_path, "?"), "c.fountain")
    finish_all_runs(book, report_from([blocker(workflow.UNREADABLE, "", "Not a script.")]))
    seen = hand_in(book, cast, "script")
    with pytest.raises(Refused, match="cannot be let pass"):
        workflow.waive(
            book,
            revision_id=seen.id,
            code=workflow.UNREADABLE,
            place="",
            reason="Please",
            by=cast.marc,
        )


@pytest.mark.usefixtures("script")
def test_reopening_the_script_makes_all_below_out_of_date(book: Book, cast: Cast) -> None:
    script_seen = approve(book, cast, "script")
    approve(book, cast, "shot_list")
    workflow.reopen(
        book,
        revision_id=script_seen.id,
        digest=script_seen.digest,
        by=cast.marc,
        reason="The ending is missing.",
    )
    assert cell(book, cast, "script") is CellState.NOT_YET
    assert cell(book, cast, "shot_list") is CellState.OUT_OF_DATE


@pytest.mark.usefixtures("script")
def test_nothing_is_approved_that_rests_on_changed_work(book: Book, cast: Cast) -> None:
    script_seen = approve(book, cast, "script")
    seen = hand_in(book, cast, "shot_list")
    workflow.reopen(
        book, revision_id=script_seen.id, digest=script_seen.digest, by=cast.marc, reason="No end."
    )
    with pytest.raises(MovedOn, match="has changed since: script"):
        workflow.decide(book, answer(seen, Action.APPROVE, cast.marc))


@pytest.mark.usefixtures("script")
def test_approved_work_changes_only_after_it_was_opened_again(
    book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    approve(book, cast, "script")
    kept = keep(store, tmp_path, "INT. D - DAY\n")
    with pytest.raises(Refused, match="Ask your mentor to open it again"):
        send(book, cast, "script", kept, "d.fountain")


@pytest.mark.usefixtures("script")
def test_work_in_review_is_taken_back_before_it_changes(
    book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    seen = hand_in(book, cast, "script")
    kept = keep(store, tmp_path, "INT. D - DAY\n")
    with pytest.raises(Refused, match="Take it back first"):
        send(book, cast, "script", kept, "d.fountain")
    workflow.withdraw(book, revision_id=seen.id, digest=seen.digest, by=cast.aya)
    assert send(book, cast, "script", kept, "d.fountain").number == 2


@pytest.mark.usefixtures("script")
def test_rushes_gather_and_scripts_replace(
    book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    approve(book, cast, "script")
    approve(book, cast, "shot_list")
    finish_all_runs(book)
    send(book, cast, "rushes", keep(store, tmp_path, "one"), "one.mp4")
    finish_all_runs(book)
    send(book, cast, "rushes", keep(store, tmp_path, "two"), "two.mp4")
    with book.reading() as session:
        shown = questions.stage_view(session, cast.blue_film, "rushes").shown
    assert shown
    assert [one.name for one in shown.sent] == ["one.mp4", "rushes.txt", "two.mp4"]


def test_sending_nothing_is_refused(book: Book, cast: Cast) -> None:
    nothing = workflow.Sending(project_id=cast.blue_film, stage="script", by=cast.aya)
    with pytest.raises(CannotRead, match="no file"):
        workflow.add_revision(book, nothing)


@pytest.mark.usefixtures("script")
def test_the_ledger_holds_no_name_and_no_note(book: Book, cast: Cast) -> None:
    seen = hand_in(book, cast, "script")
    workflow.decide(book, answer(seen, Action.NOT_YET, cast.marc, note="Ask Lena's mother."))
    with book.reading() as session:
        text = "".join(one.body for one in decisions.chain(session, cast.blue_film))
    assert "Marc" not in text
    assert "mother" not in text


@pytest.mark.usefixtures("script")
def test_work_whose_checks_are_not_finished_is_not_handed_in(
    book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    sent = send(book, cast, "script", keep(store, tmp_path, "INT. E - DAY\n"), "e.fountain")
    with pytest.raises(Refused, match="checks of this version are not finished"):
        workflow.submit(book, revision_id=sent.id, digest=sent.digest, by=cast.aya)


def test_an_unknown_stage_does_not_exist(book: Book, cast: Cast) -> None:
    with pytest.raises(NotFound, match="no stage called"):
        workflow.open_stage(book, project_id=cast.blue_film, stage="catering", by=cast.aya)


@pytest.mark.usefixtures("script")
def test_an_empty_report_has_no_blockers(book: Book, cast: Cast) -> None:
    finish_all_runs(book, Report())
    assert approve(book, cast, "script").state is ReviewState.APPROVED
