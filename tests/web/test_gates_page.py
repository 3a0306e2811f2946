"""The page of the gates: lanes, clashes, moves by a form, and who may press what."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from pipeline.records import Book
from pipeline.records.gates import Gate
from tests.cast import Cast
from tests.gate_days import days_are_now, gate_as_it_is, give_gate
from tests.web.conftest import Visitor

LATER = timedelta(minutes=15)


@pytest.fixture
def moment(book: Book, cast: Cast) -> datetime:
    """Now, in the middle of the workshop."""
    return days_are_now(book, cast)


@pytest.fixture
def gate(book: Book, cast: Cast, moment: datetime) -> Gate:
    """Marc's gate for the Blue script."""
    return give_gate(book, cast.blue_film, "script", moment, cast.marc)


def fields(gate: Gate, **more: object) -> dict[str, object]:
    """What the form of a slip sends."""
    seen = {"seen_at": gate.starts_at.isoformat(), "seen_signer": str(gate.signer_id or "")}
    return {**seen, "signer": seen["seen_signer"], "step": "0", "at": "", **more}


def test_before_there_is_a_gate_the_page_says_where_they_come_from(marc: Visitor) -> None:
    assert "No gates yet" in marc.get("/gates").text


def test_the_page_shows_a_lane_for_each_mentor_and_two_at_once(
    book: Book, cast: Cast, moment: datetime, gate: Gate, salma: Visitor
) -> None:
    page = salma.get("/gates").text
    assert "Two at once" not in page
    assert page.count('scope="col"') == 2
    give_gate(book, cast.red_film, "script", moment, cast.marc)
    page = salma.get("/gates").text
    assert page.count("Two at once") == 2
    give_gate(book, cast.red_film, "edit", moment, None)
    assert salma.get("/gates").text.count('scope="col"') == 3


def test_a_gate_is_moved_by_a_quarter_of_an_hour_or_handed_over(
    book: Book, cast: Cast, gate: Gate, salma: Visitor
) -> None:
    path = f"/gates/{gate.id}/move"
    assert salma.post(path, **fields(gate, step="15")).status_code == 303
    moved = gate_as_it_is(book, gate.id)
    assert moved.starts_at == gate.starts_at + LATER
    assert salma.post(path, **fields(moved, signer=str(cast.nadia))).status_code == 303
    handed = gate_as_it_is(book, gate.id)
    assert (handed.signer, handed.starts_at) == ("Nadia", moved.starts_at)
    wanted = (gate.starts_at + 4 * LATER).isoformat()
    assert salma.post(path, **fields(handed, at=wanted, signer="")).status_code == 303
    last = gate_as_it_is(book, gate.id)
    assert (last.signer, last.starts_at) == ("", gate.starts_at + 4 * LATER)


def test_a_form_that_is_older_than_the_gate_changes_nothing(
    book: Book, gate: Gate, salma: Visitor
) -> None:
    path = f"/gates/{gate.id}/move"
    salma.post(path, **fields(gate, step="15"))
    assert salma.post(path, **fields(gate, step="15")).status_code == 409
    assert gate_as_it_is(book, gate.id).starts_at == gate.starts_at + LATER


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"step": "7"}, 422),
        ({"at": "soon"}, 422),
        ({"at": "0001-01-01T00:00:00"}, 403),
        ({"at": "9999-12-31T23:59:59+00:00"}, 403),
        ({"at": "0001-01-01T00:00:00+23:00"}, 422),
        ({"seen_at": ""}, 422),
        ({"signer": "x"}, 404),
        ({"signer": "9" * 11}, 404),
        ({"signer": "²"}, 404),
    ],
)
def test_nonsense_moves_nothing(
    book: Book, gate: Gate, salma: Visitor, more: dict[str, str], status: int
) -> None:
    assert salma.post(f"/gates/{gate.id}/move", **fields(gate, **more)).status_code == status
    assert gate_as_it_is(book, gate.id) == gate


def test_who_may_not_move_a_gate_has_no_form_and_is_refused(
    book: Book, cast: Cast, gate: Gate, aya: Visitor, at: Callable[[int], Visitor]
) -> None:
    nadia, igor = at(cast.nadia), at(cast.igor)
    assert "data-move" in at(cast.marc).get("/gates").text
    assert "data-move" not in nadia.get("/gates").text
    assert aya.get("/gates").status_code == 403
    path = f"/gates/{gate.id}/move"
    assert nadia.post(path, **fields(gate, step="15")).status_code == 403
    assert aya.post(path, **fields(gate, step="15")).status_code == 403
    assert igor.post(path, **fields(gate, step="15")).status_code == 404
    assert igor.post("/gates/4711/move", **fields(gate, step="15")).status_code == 404
    assert gate_as_it_is(book, gate.id) == gate


def test_the_board_shows_who_signs_next_and_the_wall_only_when(
    book: Book, cast: Cast, gate: Gate, aya: Visitor, stranger: Visitor
) -> None:
    row = f"/board/rows/{cast.blue_film}"
    assert "Marc" in aya.get(row).text
    assert "On time" in aya.get(row).text
    wall = stranger.get(f"/wall/rows/{cast.blue_film}").text
    assert "gate-line" in wall
    assert "Marc" not in wall


def test_a_missed_gate_is_said_in_words_without_a_percentage(
    book: Book, cast: Cast, moment: datetime, aya: Visitor
) -> None:
    give_gate(book, cast.blue_film, "script", moment - timedelta(hours=2), cast.marc)
    page = aya.get("/board").text
    assert "Behind the plan" in page
    assert "%" not in page.split("<tbody")[1].split("</tbody>")[0]
