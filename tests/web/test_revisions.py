"""What students and mentors do with a version, form by form."""

import io
from pathlib import Path

import pytest

from pipeline.documents.report import Report, blocker
from pipeline.files import LocalStore
from pipeline.records import Book, questions
from pipeline.records.values import RevisionView
from pipeline.records.views import StageView
from pipeline.settings import Settings
from pipeline.sign_off import ReviewState
from tests.cast import Cast
from tests.film_days import finish_all_runs, hand_in, keep, newest, send
from tests.web.conftest import Visitor

SCRIPT = b"INT. ROOM - DAY\n\nLENA\nHello.\n"


def view_of(book: Book, cast: Cast, stage: str = "script") -> StageView:
    """The page of a stage as the records see it."""
    with book.reading() as session:
        return questions.stage_view(session, cast.blue_film, stage)


@pytest.fixture
def handed_in(book: Book, store: LocalStore, cast: Cast, tmp_path: Path) -> RevisionView:
    """The Blue group's script, waiting for a mentor."""
    send(book, cast, "script", keep(store, tmp_path, SCRIPT.decode()), "script.fountain")
    return hand_in(book, cast, "script")


def upload(who: Visitor, path: str, name: str, data: bytes) -> tuple[int, str]:
    """Send a file by the form; return status and text."""
    got = who.post(path, files=(io.BytesIO(data), name), note="our first")
    return got.status_code, got.text


def test_a_file_is_safe_in_the_store_when_the_page_answers(
    book: Book, store: LocalStore, cast: Cast, aya: Visitor, told: list[str], settings: Settings
) -> None:
    status, _ = upload(aya, f"/projects/{cast.blue_film}/script/revisions", "Día.fountain", SCRIPT)
    sent = view_of(book, cast).shown
    assert status == 303
    assert sent is not None
    assert [one.name for one in sent.sent] == ["Día.fountain"]
    assert store.path(sent.sent[0].digest).read_bytes() == SCRIPT
    assert sent.revision.note == "our first"
    assert told == ["new work"]
    assert list((settings.home / "incoming").iterdir()) == []
    assert "Safe: version 1 is kept" in aya.get(f"/projects/{cast.blue_film}/script").text


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (("holiday.exe", b"MZ"), "does not belong here"),
        (("..\\..\\x.exe", b"MZ"), "does not belong here"),
        (("\x00\x01.fountain", SCRIPT), "does not belong here"),
        (("...", SCRIPT), "has no name"),
        (("script.fountain", b"x" * (100 << 10) + b"x"), "larger than this site takes"),
    ],
)
def test_a_wrong_file_gets_one_clear_sentence_and_keeps_nothing(
    book: Book, store: LocalStore, cast: Cast, aya: Visitor, wrong: tuple[str, bytes], says: str
) -> None:
    status, text = upload(aya, f"/projects/{cast.blue_film}/script/revisions", *wrong)
    assert status == 422
    assert says in text
    assert view_of(book, cast).shown is None
    assert store.digests() == frozenset()


def test_sending_no_file_says_so(cast: Cast, aya: Visitor) -> None:
    got = aya.post(f"/projects/{cast.blue_film}/script/revisions")
    assert got.status_code == 422
    assert "There was no file" in got.text


def test_two_files_of_one_name_are_refused(cast: Cast, aya: Visitor) -> None:
    files = [(io.BytesIO(b"a"), "A.wav"), (io.BytesIO(b"b"), "a.WAV")]
    got = aya.post(f"/projects/{cast.blue_film}/rushes/revisions", files=files)
    assert "same name" in got.text


def test_an_upload_without_its_token_is_refused_before_the_body_is_kept(
    book: Book, cast: Cast, aya: Visitor
) -> None:
    body = {"files": (io.BytesIO(SCRIPT), "script.fountain")}
    got = aya.client.post(f"/projects/{cast.blue_film}/script/revisions", data=body)
    assert got.status_code == 400
    assert view_of(book, cast).shown is None


def test_a_stage_with_a_room_of_its_own_is_worked_on_there(cast: Cast, aya: Visitor) -> None:
    page = aya.get(f"/projects/{cast.blue_film}/script").text
    assert f'href="/projects/{cast.blue_film}/script/write"' in page


def test_the_group_says_ready_and_takes_it_back(
    book: Book, store: LocalStore, cast: Cast, tmp_path: Path, aya: Visitor
) -> None:
    send(book, cast, "script", keep(store, tmp_path, "INT. A - DAY\n"), "script.fountain")
    finish_all_runs(book)
    seen = newest(book, cast.blue_film, "script")
    assert aya.post(f"/revisions/{seen.id}/submit", digest=seen.digest).status_code == 303
    assert newest(book, cast.blue_film, "script").state is ReviewState.IN_REVIEW
    assert aya.post(f"/revisions/{seen.id}/withdraw", digest=seen.digest).status_code == 303
    assert newest(book, cast.blue_film, "script").state is ReviewState.DRAFT


def test_a_mentor_approves_with_the_checklist_and_the_next_stage_begins(
    book: Book, cast: Cast, marc: Visitor, told: list[str], handed_in: RevisionView
) -> None:
    got = marc.post(
        f"/revisions/{handed_in.id}/decide",
        digest=handed_in.digest,
        answer="approve",
        checklist=["0", "2"],
    )
    sign_off = view_of(book, cast).sign_offs[-1]
    assert got.status_code == 303
    assert [ticked for ticked in sign_off.checklist.values()].count(True) == 2
    assert view_of(book, cast, "shot_list").shown is not None
    assert told == ["new work"]


def test_to_dos_are_kept_and_more_than_five_are_too_many(
    book: Book, cast: Cast, marc: Visitor, handed_in: RevisionView
) -> None:
    path, answer = f"/revisions/{handed_in.id}/decide", "approve_with_todos"
    many = "\n".join("abcdef")
    got = marc.post(path, digest=handed_in.digest, answer=answer, todos=many)
    assert got.status_code == 403
    assert many in got.text
    got = marc.post(path, digest=handed_in.digest, answer=answer, todos="Name Otto\n\n Cut page 3 ")
    assert got.status_code == 303
    assert view_of(book, cast).sign_offs[-1].todos == ("Name Otto", "Cut page 3")


def test_not_yet_needs_a_reason_and_what_was_typed_is_not_lost(
    book: Book, cast: Cast, marc: Visitor, handed_in: RevisionView
) -> None:
    path = f"/revisions/{handed_in.id}/decide"
    got = marc.post(path, digest=handed_in.digest, answer="not_yet", todos="See scene 2")
    assert got.status_code == 403
    assert "Say why" in got.text
    assert "See scene 2" in got.text
    got = marc.post(path, digest=handed_in.digest, answer="not_yet", note="Who is Otto?")
    assert got.status_code == 303
    assert newest(book, cast.blue_film, "script").state is ReviewState.NOT_YET


def test_the_slower_of_two_mentors_is_told_and_changes_nothing(
    book: Book, cast: Cast, marc: Visitor, handed_in: RevisionView
) -> None:
    path = f"/revisions/{handed_in.id}/decide"
    assert marc.post(path, digest=handed_in.digest, answer="approve").status_code == 303
    late = marc.post(path, digest=handed_in.digest, answer="not_yet", note="Too late")
    assert late.status_code in {403, 409}
    assert "Too late" in late.text
    assert newest(book, cast.blue_film, "script").state is ReviewState.APPROVED


def test_a_stale_page_is_told_that_the_work_has_changed(
    book: Book, cast: Cast, marc: Visitor, handed_in: RevisionView
) -> None:
    got = marc.post(f"/revisions/{handed_in.id}/decide", digest="0" * 64, answer="approve")
    assert got.status_code == 409
    assert "has changed since you opened the page" in got.text


def test_an_answer_that_is_none_of_the_three_is_refused(
    marc: Visitor, handed_in: RevisionView
) -> None:
    got = marc.post(f"/revisions/{handed_in.id}/decide", digest=handed_in.digest, answer="reopen")
    assert got.status_code == 422


def test_students_do_not_decide(aya: Visitor, salma: Visitor, handed_in: RevisionView) -> None:
    for who in (aya, salma):
        path = f"/revisions/{handed_in.id}/decide"
        got = who.post(path, digest=handed_in.digest, answer="approve")
        assert got.status_code == 403


def test_an_approval_is_opened_again_with_a_reason(
    book: Book, cast: Cast, marc: Visitor, handed_in: RevisionView
) -> None:
    digest = handed_in.digest
    marc.post(f"/revisions/{handed_in.id}/decide", digest=digest, answer="approve")
    path = f"/revisions/{handed_in.id}/reopen"
    assert marc.post(path, digest=digest, reason=" ").status_code == 403
    assert marc.post(path, digest=digest, reason="Otto left the group").status_code == 303
    assert newest(book, cast.blue_film, "script").state is ReviewState.NOT_YET


def test_a_blocker_is_let_pass_with_a_reason(
    book: Book, store: LocalStore, cast: Cast, tmp_path: Path, marc: Visitor, aya: Visitor
) -> None:
    send(book, cast, "script", keep(store, tmp_path, "x"), "script.fountain")
    finish_all_runs(
        book, Report(blockers=(blocker("C4", "scene 2", "It is %(much)s long.", much=9),))
    )
    seen = newest(book, cast.blue_film, "script")
    aya.post(f"/revisions/{seen.id}/submit", digest=seen.digest)
    page = f"/projects/{cast.blue_film}/script"
    assert "It is 9 long." in marc.get(page).text
    got = marc.post(f"/revisions/{seen.id}/decide", digest=seen.digest, answer="approve")
    assert got.status_code == 403
    waived = marc.post(f"/revisions/{seen.id}/waive", code="C4", place="scene 2", reason="A song")
    assert waived.status_code == 303
    assert "Marc let it pass: A song" in marc.get(page).text
    got = marc.post(f"/revisions/{seen.id}/decide", digest=seen.digest, answer="approve")
    assert got.status_code == 303


def test_a_note_stands_on_its_picture(
    book: Book, cast: Cast, marc: Visitor, aya: Visitor, handed_in: RevisionView
) -> None:
    got = marc.post(f"/revisions/{handed_in.id}/notes", text="Here!", at="00:00:02:03")
    shown = view_of(book, cast).shown
    assert got.status_code == 303
    assert shown is not None
    assert [(one.text, one.at_frame) for one in shown.notes] == [("Here!", 53)]
    assert "00:00:02:03" in aya.get(f"/projects/{cast.blue_film}/script").text


def test_a_note_with_a_wrong_timecode_is_given_back(marc: Visitor, handed_in: RevisionView) -> None:
    got = marc.post(f"/revisions/{handed_in.id}/notes", text="Keep me", at="soon")
    assert got.status_code == 422
    assert "Keep me" in got.text


def test_text_of_people_is_never_markup(cast: Cast, marc: Visitor, handed_in: RevisionView) -> None:
    attack = """<script>alert(1)</script>"><img src=x onerror=alert(1)>{{ 7*7 }}"""
    marc.post(f"/revisions/{handed_in.id}/notes", text=attack)
    page = marc.get(f"/projects/{cast.blue_film}/script").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "{{ 7*7 }}" in page


def test_a_draft_can_be_asked_for_again(
    book: Book, cast: Cast, aya: Visitor, told: list[str]
) -> None:
    got = aya.post(f"/projects/{cast.blue_film}/script/draft")
    assert got.status_code == 303
    assert told == ["new work"]
    assert aya.post(f"/projects/{cast.blue_film}/edit/draft").status_code == 403
    assert aya.post(f"/projects/{cast.blue_film}/dreams/draft").status_code == 404
