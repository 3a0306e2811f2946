"""A coordinator leaves stages out of a workshop, and takes them in, as long as no film is there."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline import help_calls, workflow, workshops
from pipeline.documents.workshop_plan import plan_of, usual_fields
from pipeline.errors import CannotRead, LeftOut, Refused
from pipeline.files import LocalStore
from pipeline.ledger import first_break
from pipeline.records import Book, decisions, gates, questions, revisions
from pipeline.stage_facts import STAGE_NAMES
from pipeline.standing import CellState
from pipeline.workshop_stages import choice_of, choose_stages, stages_of
from tests.cast import Cast
from tests.exercise_days import EXERCISE, NO_SHOT_LIST, leave_out
from tests.film_days import approve, finish_all_runs, keep, newest, send


def stages_on_board(book: Book, workshop: int) -> set[tuple[str, ...]]:
    """The stages of all films, as the board has them."""
    with book.reading() as session:
        rows = questions.board(session, workshop).rows
    return {tuple(cell.stage for cell in row.cells) for row in rows}


def gates_on_plan(book: Book, workshop: int) -> list[str]:
    """The stages of all gates, by name."""
    with book.reading() as session:
        return sorted(one.stage for one in gates.gates_of(session, workshop))


def test_all_films_of_the_workshop_have_the_stages_that_were_chosen(book: Book, cast: Cast) -> None:
    leave_out(book, cast)
    assert stages_on_board(book, cast.workshop) == {EXERCISE}
    with book.reading() as session:
        assert stages_of(session, cast.workshop) == EXERCISE
        row = questions.board_row(session, cast.blue_film)
    assert row.cells[0].state is CellState.OPEN
    assert row.cell_of("script") is None


def test_the_ledger_of_each_film_keeps_who_chose_and_what(book: Book, cast: Cast) -> None:
    leave_out(book, cast)
    leave_out(book, cast)
    with book.reading() as session:
        chain = decisions.chain(session, cast.red_film)
    assert first_break(chain) is None
    assert len(chain) == 1, "what is so already is not written again"
    assert '"stages":["rushes","edit","final_cut"]' in chain[0].body
    assert f'"who":{cast.salma}' in chain[0].body


def test_only_the_coordinator_chooses(book: Book, cast: Cast) -> None:
    for by in (cast.marc, cast.aya):
        with pytest.raises(Refused, match="not for your role"):
            choose_stages(book, EXERCISE, by=by)
    assert stages_on_board(book, cast.workshop) == {STAGE_NAMES}


def test_what_cannot_work_is_refused_and_nothing_changes(book: Book, cast: Cast) -> None:
    with pytest.raises(CannotRead, match="the edit is cut from them"):
        choose_stages(book, ("script", "edit", "final_cut"), by=cast.salma)
    assert stages_on_board(book, cast.workshop) == {STAGE_NAMES}


def test_what_a_film_has_begun_stays_and_what_lies_before_it_stays_out(
    book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    leave_out(book, cast, NO_SHOT_LIST)
    send(book, cast, "script", keep(store, tmp_path, "INT. ROOM - DAY\n"), "script.fountain")
    with pytest.raises(Refused, match="group “Blue” has begun there"):
        choose_stages(book, EXERCISE, by=cast.salma)
    leave_out(book, cast, STAGE_NAMES)
    leave_out(book, cast, NO_SHOT_LIST)
    approve(book, cast, "script")
    with pytest.raises(Refused, match="group “Blue” has begun there"):
        choose_stages(book, STAGE_NAMES, by=cast.salma)
    silent = ("script", "rushes", "edit", "final_cut")
    leave_out(book, cast, silent)
    with book.reading() as session:
        choice = choice_of(session, cast.workshop)
    assert choice.stages == silent
    assert choice.fixed == {"script", "shot_list", "rushes"}


def test_a_call_for_help_is_a_beginning_too(book: Book, cast: Cast) -> None:
    help_calls.call(book, project_id=cast.red_film, stage="script", by=cast.rosa)
    with pytest.raises(Refused, match="group “Red” has begun there"):
        choose_stages(book, EXERCISE, by=cast.salma)


def test_after_a_sign_off_the_next_stage_of_this_film_opens(
    book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    leave_out(book, cast, NO_SHOT_LIST)
    send(book, cast, "script", keep(store, tmp_path, "INT. ROOM - DAY\n"), "script.fountain")
    approve(book, cast, "script")
    rushes = newest(book, cast.blue_film, "rushes")
    assert (rushes.made_by_id, rushes.inputs) == (None, {})
    send(book, cast, "rushes", keep(store, tmp_path, "a take"), "S01_P01_T01.mov")
    approve(book, cast, "rushes")
    assert set(newest(book, cast.blue_film, "edit").inputs) == {"rushes"}
    approve(book, cast, "edit")
    approve(book, cast, "sound")
    finish_all_runs(book)
    last = newest(book, cast.blue_film, "final_cut")
    assert set(last.inputs) == {"script", "rushes", "edit", "sound"}
    with book.reading() as session:
        assert revisions.newest(session, cast.blue_film, "shot_list") is None


def test_nobody_can_begin_a_stage_that_was_left_out(
    book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    leave_out(book, cast)
    with pytest.raises(LeftOut):
        workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    with pytest.raises(LeftOut):
        send(book, cast, "sound", keep(store, tmp_path, "a song"), "song.wav")
    with pytest.raises(LeftOut):
        help_calls.call(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    with book.reading() as session, pytest.raises(LeftOut):
        questions.stage_view(session, cast.blue_film, "script")


def test_gates_of_stages_that_are_left_out_are_not_planned_and_come_back_with_them(
    book: Book,
) -> None:
    founder = workshops.Founder(name="Salma", password_hash="a hash", language="fr")
    salma = workshops.begin(book, founder, now=datetime(2026, 8, 1, 9, 0, tzinfo=UTC))
    given = {"name": "Summer", "place": "Paris", "rate": "25", "groups": "2"}
    fields = {**usual_fields(("en",), "2026-08-03"), **given}
    plan = plan_of(fields, ("en",), EXERCISE)
    salma = workshops.open_workshop(book, plan, by=salma.id, title="Our film")
    assert gates_on_plan(book, salma.workshop_id) == sorted([*EXERCISE, *EXERCISE])
    choose_stages(book, NO_SHOT_LIST, by=salma.id)
    assert gates_on_plan(book, salma.workshop_id) == sorted([*NO_SHOT_LIST, *NO_SHOT_LIST])
    with book.reading() as session:
        starts = [
            one.starts_at
            for one in gates.gates_of(session, salma.workshop_id)
            if one.stage == "script"
        ]
    assert (starts[1] - starts[0]).total_seconds() == 900, "one group after the other"
    choose_stages(book, EXERCISE, by=salma.id)
    assert gates_on_plan(book, salma.workshop_id) == sorted([*EXERCISE, *EXERCISE])


def test_one_more_group_has_the_stages_of_the_others(book: Book, cast: Cast) -> None:
    leave_out(book, cast)
    with book.writing() as session:
        workshops.add_group(session, cast.workshop, name="Green", title="Ours", by=cast.salma)
    assert stages_on_board(book, cast.workshop) == {EXERCISE}


def test_a_film_of_an_older_version_of_claquette_has_all_six(book: Book, cast: Cast) -> None:
    with book.writing() as session:
        project = revisions.project_settings(session, cast.blue_film)
        old = '{"format":"Project","version":1,"title":"Old","group":"Blue"}'
        revisions.set_project_settings(session, cast.blue_film, old)
    assert project.stages == STAGE_NAMES
    assert stages_on_board(book, cast.workshop) == {STAGE_NAMES}
