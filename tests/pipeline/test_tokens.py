import threading
from pathlib import Path

import pytest

from pipeline import tokens, workflow
from pipeline.access import digest_of_token
from pipeline.errors import CannotRead, MovedOn, NotFound, Refused
from pipeline.files import LocalStore
from pipeline.records import Book, credit_names, people
from pipeline.records import tokens as records
from pipeline.records.door_tables import GroupMentorRow
from pipeline.sign_off import Role
from tests.cast import Cast
from tests.everyone import add_person
from tests.film_days import keep, newest


def make(book: Book, cast: Cast, by: int) -> tuple[int, str]:
    """The id and the words of a new token for the Blue film."""
    made, words = tokens.make(book, project_id=cast.blue_film, by=by, name="Cutting room 2")
    return made.id, words


def test_a_program_sends_a_version_for_its_group_and_bears_its_name(
    book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    _id, words = make(book, cast, cast.marc)
    with book.reading() as session:
        speaker = records.person_of(session, digest_of_token(words))
    assert speaker is not None
    kept = keep(store, tmp_path, "INT. ROOM - DAY\n")
    for film, name in ((cast.blue_film, ""), (cast.red_film, "There is no such film")):
        sending = workflow.Sending(
            project_id=film, stage="script", by=speaker.id, files={"script.fountain": kept}
        )
        if name:
            with pytest.raises(NotFound, match=name):
                workflow.add_revision(book, sending)
        else:
            workflow.add_revision(book, sending)
    assert newest(book, cast.blue_film, "script").made_by_id == speaker.id


def test_a_program_is_nobody_of_the_company(book: Book, cast: Cast) -> None:
    make(book, cast, cast.marc)
    with book.reading() as session:
        company = credit_names.company_of(session, cast.blue_film)
    assert [one.name for one in company.students] == ["Aya", "Ben"]


def test_a_token_that_was_taken_back_opens_nothing(book: Book, cast: Cast) -> None:
    token_id, words = make(book, cast, cast.marc)
    with book.reading() as session:
        speaker = records.person_of(session, digest_of_token(words))
    assert speaker is not None
    tokens.revoke(book, project_id=cast.blue_film, token_id=token_id, by=cast.salma)
    with book.reading() as session:
        assert records.person_of(session, digest_of_token(words)) is None
        assert not records.speaks_for(session, speaker.id, cast.blue)
    with pytest.raises(Refused, match="Only the group itself"):
        workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=speaker.id)
    with pytest.raises(MovedOn):
        tokens.revoke(book, project_id=cast.blue_film, token_id=token_id, by=cast.salma)


def test_a_token_is_of_one_film(book: Book, cast: Cast) -> None:
    token_id, _words = make(book, cast, cast.marc)
    with pytest.raises(NotFound):
        tokens.revoke(book, project_id=cast.red_film, token_id=token_id, by=cast.marc)


def test_the_groups_own_mentors_let_programs_in_and_no_others(book: Book, cast: Cast) -> None:
    lead = add_person(book, cast, Role.LEAD_MENTOR, "Lea")
    with book.writing() as session:
        session.add(GroupMentorRow(group_id=cast.blue, person_id=cast.nadia))
    for by in (cast.nadia, cast.salma, lead):
        make(book, cast, by)
    for by in (cast.aya, cast.marc, cast.igor):
        with pytest.raises(Refused, match="A mentor of the group"):
            make(book, cast, by)


def test_a_program_has_a_name(book: Book, cast: Cast) -> None:
    with pytest.raises(CannotRead, match="which program"):
        tokens.make(book, project_id=cast.blue_film, by=cast.marc, name=" \n ")


def test_a_group_has_no_more_than_twenty_tokens(book: Book, cast: Cast) -> None:
    for _number in range(tokens.MOST_TOKENS):
        make(book, cast, cast.marc)
    with pytest.raises(Refused, match="many tokens"):
        make(book, cast, cast.marc)


def test_a_program_does_not_take_the_name_of_somebody(book: Book, cast: Cast) -> None:
    with pytest.raises(Refused, match="called that already"):
        tokens.make(book, project_id=cast.blue_film, by=cast.marc, name="Aya")


def test_a_program_with_a_new_token_is_the_one_it_was(book: Book, cast: Cast) -> None:
    (_first, old), (_second, new) = make(book, cast, cast.marc), make(book, cast, cast.salma)
    with book.reading() as session:
        speakers = {records.person_of(session, digest_of_token(one)) for one in (old, new)}
    assert len(speakers) == 1


def test_somebody_of_no_group_is_no_program(book: Book, cast: Cast) -> None:
    with book.reading() as session:
        assert not records.speaks_for(session, cast.marc, cast.blue)
        assert people.person_with_id(session, cast.marc).role is Role.MENTOR


def test_where_many_save_a_program_is_let_in_without_a_mark(
    book: Book, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.records.book._WAIT_MS", 100)
    token_id, words = make(book, cast, cast.marc)
    heard: list[str] = []

    def ask() -> None:
        found = tokens.speaker(book, words)
        heard.append(found.name if found else "")

    with book.writing():
        program = threading.Thread(target=ask)
        program.start()
        program.join()
    with book.reading() as session:
        assert records.with_id(session, token_id).used_at is None
    ask()
    with book.reading() as session:
        assert records.with_id(session, token_id).used_at is not None
    assert heard == ["Cutting room 2"] * 2
