"""Who is in a workshop: only its coordinator says so, and the films' ledgers keep it."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import groups, log_in_cards, members, workflow
from pipeline.access import digest_of_code
from pipeline.documents.roster import RosterTable, read_roster
from pipeline.errors import CannotRead, NotFound, Refused
from pipeline.ledger import first_break
from pipeline.members import NewMember
from pipeline.records import Book, decisions, people, roster
from pipeline.records.values import Person
from pipeline.shots.spreadsheet import lines_of_text
from pipeline.sign_off import Role
from tests.cast import Cast


def person(book: Book, person_id: int) -> Person:
    with book.reading() as session:
        return people.person_with_id(session, person_id)


def told(book: Book, film: int) -> list[tuple[str, object]]:
    """What the ledger of a film tells of its people."""
    with book.reading() as session:
        chain = decisions.chain(session, film)
    assert first_break(chain) is None
    bodies = [json.loads(one.body) for one in chain]
    return [(one["what"], one.get("person")) for one in bodies]


def table(book: Book, cast: Cast, text: str) -> RosterTable:
    with book.reading() as session:
        known = members.known_of(roster.roster(session, cast.workshop), ("en", "fr"))
    return read_roster(lines_of_text(text, name="roster.csv"), known)


def add(book: Book, cast: Cast, name: str, role: Role = Role.STUDENT) -> int:
    group = cast.blue if role is Role.STUDENT else None
    member = NewMember(name=name, role=role, group_id=group, language="fr")
    return members.add(book, member, by=cast.salma)


def test_somebody_new_gets_an_animal_that_the_group_has_not(book: Book, cast: Cast) -> None:
    tao, zoe = person(book, add(book, cast, " Tao ")), person(book, add(book, cast, "Zoé"))
    assert (tao.name, tao.group_id, tao.language) == ("Tao", cast.blue, "fr")
    assert len({"fox", tao.avatar, zoe.avatar}) == 3
    assert told(book, cast.blue_film) == [("join", tao.id), ("join", zoe.id)]


def test_a_name_is_there_once_in_a_group(book: Book, cast: Cast) -> None:
    with pytest.raises(Refused, match="is there already"):
        add(book, cast, "aya")
    members.add(
        book,
        NewMember(name="Aya", role=Role.STUDENT, group_id=cast.red, language="en"),
        by=cast.salma,
    )


@pytest.mark.parametrize("name", ["", " \n", "x" * 41])
def test_a_name_is_a_name(book: Book, cast: Cast, name: str) -> None:
    with pytest.raises(CannotRead):
        add(book, cast, name)


def test_a_student_without_a_group_is_refused_and_an_adult_has_none(book: Book, cast: Cast) -> None:
    alone = NewMember(name="Tao", role=Role.STUDENT, group_id=None, language="en")
    with pytest.raises(CannotRead, match="belongs to a group"):
        members.add(book, alone, by=cast.salma)
    ken = NewMember(name="Ken", role=Role.TECHNICIAN, group_id=cast.blue, language="en")
    assert person(book, members.add(book, ken, by=cast.salma)).group_id is None


def test_moving_closes_one_film_and_opens_the_other(book: Book, cast: Cast) -> None:
    with book.writing() as session:
        people.open_session(
            session, person_id=cast.ben, token_digest="shared", card_group_id=cast.blue
        )
        people.open_session(session, person_id=cast.ben, token_digest="own")
    assert members.move(book, [cast.ben], cast.red, by=cast.salma) == 1
    assert members.move(book, [cast.ben], cast.red, by=cast.salma) == 0
    assert person(book, cast.ben).group_id == cast.red
    assert told(book, cast.blue_film) == [("leave", cast.ben)]
    assert told(book, cast.red_film) == [("join", cast.ben)]
    with book.reading() as session:
        assert people.person_of_session(session, "shared") is None
        assert people.person_of_session(session, "own") is not None


def test_who_cannot_move_stays_with_all_others(book: Book, cast: Cast) -> None:
    with pytest.raises(Refused, match="Only students"):
        members.move(book, [cast.ben, cast.marc], cast.red, by=cast.salma)
    assert person(book, cast.ben).group_id == cast.blue
    assert told(book, cast.blue_film) == []


def test_another_name_is_kept_and_the_ledger_holds_no_name(book: Book, cast: Cast) -> None:
    members.change(book, cast.aya, name="Ayo", avatar="owl", language="ar", by=cast.salma)
    aya = person(book, cast.aya)
    assert (aya.name, aya.avatar, aya.language) == ("Ayo", "owl", "ar")
    members.change(book, cast.aya, name="Ayo", avatar="unicorn", language="ar", by=cast.salma)
    assert person(book, cast.aya).avatar == "owl"
    with book.reading() as session:
        assert all("Ayo" not in one.body for one in decisions.chain(session, cast.blue_film))
    with pytest.raises(Refused, match="is there already"):
        members.change(book, cast.aya, name="Ben", avatar="", language="ar", by=cast.salma)


def test_an_adult_gets_another_role_and_a_mentor_who_is_none_leaves_the_groups(
    book: Book, cast: Cast
) -> None:
    groups.change_group(
        book, cast.blue, name="Blue", colour="blue", mentors=[cast.marc], by=cast.salma
    )
    members.give_role(book, cast.marc, Role.LEAD_MENTOR, by=cast.salma)
    with book.reading() as session:
        (marc,) = roster.roster(session, cast.workshop).groups[0].mentors
    assert marc.person.role is Role.LEAD_MENTOR
    members.give_role(book, cast.marc, Role.TECHNICIAN, by=cast.salma)
    with book.reading() as session:
        assert roster.roster(session, cast.workshop).groups[0].mentors == ()


@pytest.mark.parametrize("role", [Role.STUDENT, Role.GUEST])
def test_nobody_becomes_a_student_or_a_guest(book: Book, cast: Cast, role: Role) -> None:
    with pytest.raises(Refused):
        members.give_role(book, cast.marc, role, by=cast.salma)


def test_a_coordinator_stays_one_and_stays(book: Book, cast: Cast) -> None:
    with pytest.raises(Refused, match="your own role"):
        members.give_role(book, cast.salma, Role.MENTOR, by=cast.salma)
    with pytest.raises(Refused, match="cannot remove yourself"):
        members.leave(book, cast.salma, by=cast.salma)


def test_a_password_replaces_the_old_one_and_ends_what_it_opened(book: Book, cast: Cast) -> None:
    with book.writing() as session:
        people.open_session(session, person_id=cast.marc, token_digest="marc")
    members.give_password(book, cast.marc, "a hash", by=cast.salma)
    assert person(book, cast.marc).password_hash == "a hash"
    with book.reading() as session:
        assert people.person_of_session(session, "marc") is None
    with pytest.raises(Refused, match="Students come in with a card"):
        members.give_password(book, cast.aya, "a hash", by=cast.salma)


def test_somebody_can_be_logged_out_everywhere(book: Book, cast: Cast) -> None:
    with book.writing() as session:
        for token in ("phone", "tablet"):
            people.open_session(session, person_id=cast.aya, token_digest=token)
    members.log_out_everywhere(book, cast.aya, by=cast.salma)
    with book.reading() as session:
        assert people.person_of_session(session, "phone") is None


def test_who_has_made_nothing_is_removed_without_a_trace(book: Book, cast: Cast) -> None:
    tao = add(book, cast, "Tao")
    log_in_cards.new_cards(book, person_ids=[tao], group_ids=[], by=cast.salma)
    assert members.leave(book, tao, by=cast.salma)
    with pytest.raises(NotFound):
        person(book, tao)
    assert told(book, cast.blue_film) == [("join", tao), ("leave", tao)]


def test_the_name_of_who_has_made_something_stays_and_the_door_is_closed(
    book: Book, cast: Cast
) -> None:
    workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    with book.writing() as session:
        decisions.add_waiver(
            session, revision_id=1, code="C1", place="", reason="It may pass.", by=cast.marc
        )
        people.open_session(session, person_id=cast.marc, token_digest="marc")
    members.give_password(book, cast.marc, "a hash", by=cast.salma)
    assert not members.leave(book, cast.marc, by=cast.salma)
    marc = person(book, cast.marc)
    assert (marc.name, marc.password_hash) == ("Marc", None)
    with book.reading() as session:
        found = roster.roster(session, cast.workshop)
        assert people.person_of_session(session, "marc") is None
    assert [one.is_closed for one in found.others if one.person.id == cast.marc] == [True]
    assert cast.marc not in {one.person.id for one in found.mentors}
    with pytest.raises(Refused, match="door is closed"):
        members.give_password(book, cast.marc, "a hash", by=cast.salma)


def test_a_table_is_written_whole_with_its_groups_and_mentors(book: Book, cast: Cast) -> None:
    text = "name,group,role,language\nTao,Blue,,fr\nZoé,Green,,\nNour,Green,mentor,\n"
    came = members.keep_roster(book, table(book, cast, text), by=cast.salma, title="Our film")
    assert came == 3
    with book.reading() as session:
        found = roster.roster(session, cast.workshop).groups
    green = found[-1]
    assert green.group.name == "Green"
    assert [one.person.name for one in green.students] == ["Zoé"]
    assert [one.person.name for one in green.mentors] == ["Nour"]
    assert green.group.colour not in {"blue", "red"}
    assert [what for what, _who in told(book, green.project_id)] == ["begin", "join"]


def test_a_table_with_a_blocker_writes_nobody(book: Book, cast: Cast) -> None:
    wrong = table(book, cast, "name,group\nTao,Blue\nAya,Blue\n")
    with pytest.raises(Refused, match="cannot be used yet"):
        members.keep_roster(book, wrong, by=cast.salma, title="Our film")


def test_a_table_that_somebody_was_faster_with_writes_nobody(book: Book, cast: Cast) -> None:
    fine = table(book, cast, "name,group\nTao,Green\nZoé,Blue\n")
    add(book, cast, "Zoé")
    with pytest.raises(Refused, match="is there already"):
        members.keep_roster(book, fine, by=cast.salma, title="Our film")
    with book.reading() as session:
        found = roster.roster(session, cast.workshop)
    assert [row.group.name for row in found.groups] == ["Blue", "Red"]


VERBS: dict[str, Callable[[Book, Cast, int], object]] = {
    "add": lambda book, cast, by: members.add(
        book, NewMember(name="X", role=Role.MENTOR, group_id=None, language="en"), by=by
    ),
    "change": lambda book, cast, by: members.change(
        book, cast.ben, name="X", avatar="", language="en", by=by
    ),
    "move": lambda book, cast, by: members.move(book, [cast.ben], cast.red, by=by),
    "role": lambda book, cast, by: members.give_role(book, cast.nadia, Role.MENTOR, by=by),
    "password": lambda book, cast, by: members.give_password(book, cast.nadia, "x", by=by),
    "log out": lambda book, cast, by: members.log_out_everywhere(book, cast.ben, by=by),
    "leave": lambda book, cast, by: members.leave(book, cast.ben, by=by),
    "make a group": lambda book, cast, by: groups.make_group(book, "X", by=by, title="Our film"),
    "change a group": lambda book, cast, by: groups.change_group(
        book, cast.blue, name="X", colour="red", mentors=[], by=by
    ),
    "cards": lambda book, cast, by: log_in_cards.new_cards(
        book, person_ids=[cast.ben], group_ids=[cast.blue], by=by
    ),
}


@pytest.mark.parametrize("verb", VERBS)
def test_only_the_coordinator_of_this_workshop_may(book: Book, cast: Cast, verb: str) -> None:
    with book.writing() as session:
        igor = people.person_with_id(session, cast.igor)
        roster.put_person(session, replace(igor, role=Role.COORDINATOR))
    for by in (cast.aya, cast.marc):
        with pytest.raises(Refused, match="not for your role"):
            VERBS[verb](book, cast, by)
    if verb not in ("add", "make a group"):
        with pytest.raises((NotFound, CannotRead)):
            VERBS[verb](book, cast, cast.igor)


def test_a_new_card_replaces_the_old_one_and_logs_out(book: Book, cast: Cast) -> None:
    with book.writing() as session:
        people.open_session(session, person_id=cast.ben, token_digest="ben")
        people.open_session(session, person_id=cast.aya, token_digest="aya")
    (first,) = log_in_cards.new_cards(book, person_ids=[cast.ben], group_ids=[], by=cast.salma)
    (second,) = log_in_cards.new_cards(book, person_ids=[cast.ben], group_ids=[], by=cast.salma)
    assert first.person is not None
    assert first.person.id == cast.ben
    with book.reading() as session:
        assert people.person_of_session(session, "ben") is None
        assert people.person_of_session(session, "aya") is not None
        assert people.people_with_code(session, digest_of_code(first.code)) == ()
        (ben,) = people.people_with_code(session, digest_of_code(second.code))
    assert ben.id == cast.ben


def test_the_card_of_a_group_opens_for_all_its_students_and_for_no_mentor(
    book: Book, cast: Cast
) -> None:
    (old,) = log_in_cards.new_cards(book, person_ids=[], group_ids=[cast.blue], by=cast.salma)
    assert old.person is None
    with book.writing() as session:
        people.open_session(
            session, person_id=cast.aya, token_digest="tablet", card_group_id=cast.blue
        )
        found = people.people_with_code(session, digest_of_code(old.code))
    assert [one.name for one in found] == ["Aya", "Ben"]
    log_in_cards.new_cards(book, person_ids=[], group_ids=[cast.blue], by=cast.salma)
    with book.reading() as session:
        assert people.people_with_code(session, digest_of_code(old.code)) == ()
        assert people.person_of_session(session, "tablet") is None


def test_only_a_digest_of_a_code_is_kept(book: Book, cast: Cast, tmp_path: Path) -> None:
    cards = log_in_cards.new_cards(
        book, person_ids=[cast.aya], group_ids=[cast.blue], by=cast.salma
    )
    kept = b"".join(path.read_bytes() for path in sorted(tmp_path.glob("book.sqlite3*")))
    assert len(cards) == 2
    assert all(one.code.encode() not in kept for one in cards)
    assert all(digest_of_code(one.code).encode() in kept for one in cards)


def test_no_card_is_made_of_nobody(book: Book, cast: Cast) -> None:
    with pytest.raises(CannotRead, match="at least one card"):
        log_in_cards.new_cards(book, person_ids=[cast.marc], group_ids=[], by=cast.salma)
