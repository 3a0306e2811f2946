"""The desk: what the Blue group writes between two versions is never lost and never overwritten."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import desk, workflow
from pipeline.desk import Saving
from pipeline.errors import CannotRead, NotFound, Refused
from pipeline.files import LocalStore
from pipeline.records import Book, desks, revisions
from pipeline.records.desks import Place
from pipeline.records.values import FileOf, FileSide
from tests.cast import Cast
from tests.film_days import finish_all_runs, keep, send

START = "INT. KITCHEN - DAY\n\nLena waits.\n\nEXT. ROOF - DAY\n\nThe kite flies.\n"


def script_of(cast: Cast) -> Place:
    return Place(project_id=cast.blue_film, stage="script", name="script.fountain")


def test_what_is_saved_lies_there(book: Book, store: LocalStore, cast: Cast) -> None:
    place = script_of(cast)
    assert desk.lying(book, store, place) is None
    saved = desk.save(book, store, Saving(place=place, by=cast.aya, base=0, content=b"INT. A"))
    assert (saved.number, saved.clashes, saved.merged) == (1, (), False)
    found = desk.lying(book, store, place)
    assert found
    assert (found.content, found.version.by) == (b"INT. A", "Aya")


def test_the_same_text_twice_is_one_version(book: Book, store: LocalStore, cast: Cast) -> None:
    saving = Saving(place=script_of(cast), by=cast.aya, base=0, content=b"INT. A")
    assert desk.save(book, store, saving) == desk.save(book, store, saving)


def test_two_who_began_from_the_same_start_both_keep_their_scene(
    book: Book, store: LocalStore, cast: Cast
) -> None:
    place = script_of(cast)
    ayas = START.replace("Lena waits.", "Lena waits for the rain.").encode()
    bens = START.replace("The kite flies.", "The kite falls.").encode()
    for by, content in ((cast.aya, ayas), (cast.ben, bens)):
        saved = desk.save(
            book, store, Saving(place=place, by=by, base=0, content=content), start=START.encode()
        )
    assert saved.merged
    assert b"waits for the rain" in saved.content
    assert b"kite falls" in saved.content
    with book.reading() as session:
        numbers = [(one.number, one.aside) for one in desks.versions(session, place)]
    assert numbers == [(4, False), (3, True), (2, False), (1, False)]
    assert (saved.number, saved.aside) == (4, 3)


def test_who_types_on_while_a_merge_is_under_way_does_not_clash_with_themselves(
    book: Book, store: LocalStore, cast: Cast
) -> None:
    place, start = script_of(cast), START.encode()
    ayas = START.replace("The kite flies.", "The kite falls.").encode()
    desk.save(book, store, Saving(place=place, by=cast.aya, base=0, content=ayas), start=start)
    bens, more = (START.replace("Lena waits.", f"Lena {word}.") for word in ("wai", "waits long"))
    first = desk.save(book, store, Saving(place=place, by=cast.ben, base=1, content=bens.encode()))
    typed_on = Saving(place=place, by=cast.ben, base=first.aside, content=more.encode())
    saved = desk.save(book, store, typed_on)
    assert saved.clashes == ()
    assert b"waits long" in saved.content
    assert b"falls" in saved.content


def test_who_types_on_after_sending_what_others_had_too_takes_nothing_of_theirs_away(
    book: Book, store: LocalStore, cast: Cast
) -> None:
    place, start = script_of(cast), START.encode()
    hers = START.replace("Lena waits.", "Lena sings.").replace("The kite flies.", "Rain.")
    desk.save(
        book, store, Saving(place=place, by=cast.aya, base=0, content=hers.encode()), start=start
    )
    his = START.replace("Lena waits.", "Lena sings.")
    first = desk.save(book, store, Saving(place=place, by=cast.ben, base=1, content=his.encode()))
    assert first.content == hers.encode()
    on = his.replace("Lena sings.", "Lena sings.\n\nA door opens.").encode()
    saved = desk.save(book, store, Saving(place=place, by=cast.ben, base=first.aside, content=on))
    assert b"A door opens." in saved.content
    assert b"Rain." in saved.content


def test_two_who_began_with_an_empty_page_overwrite_nobody(
    book: Book, store: LocalStore, cast: Cast
) -> None:
    place = script_of(cast)
    for by, content in ((cast.aya, b"INT. A\n\nRain.\n"), (cast.ben, b"INT. B\n\nSun.\n")):
        saved = desk.save(book, store, Saving(place=place, by=by, base=0, content=content))
    assert b"INT. A" in saved.content
    assert b"INT. B" in saved.content


def test_a_clash_overwrites_nobody_and_loses_nothing(
    book: Book, store: LocalStore, cast: Cast
) -> None:
    place = script_of(cast)
    ayas = START.replace("Lena waits.", "Lena sings.").encode()
    bens = START.replace("Lena waits.", "Lena sleeps.").encode()
    start = START.encode()
    desk.save(book, store, Saving(place=place, by=cast.aya, base=0, content=ayas), start=start)
    saved = desk.save(book, store, Saving(place=place, by=cast.ben, base=1, content=bens))
    assert [one.place for one in saved.clashes] == ["scene 1"]
    assert "Lena sleeps." in saved.clashes[0].mine
    assert "Lena sings." in saved.clashes[0].theirs
    assert saved.content == ayas
    with book.reading() as session:
        kept = desks.versions(session, place)
    assert [(one.by, one.aside) for one in kept] == [("Ben", True), ("Aya", False), ("", False)]
    assert store.path(kept[0].digest).read_bytes() == bens
    assert saved.aside == kept[0].number
    decided = Saving(place=place, by=cast.ben, base=1, content=bens, choices={"scene 1": "mine"})
    theirs = desk.save(book, store, replace(decided, choices={"scene 1": "theirs"}))
    assert (theirs.clashes, theirs.content) == ((), ayas)
    chosen = desk.save(book, store, decided)
    assert (chosen.clashes, chosen.content) == ((), bens)


def test_an_earlier_version_can_be_taken_back(book: Book, store: LocalStore, cast: Cast) -> None:
    place = script_of(cast)
    for number, text in enumerate((b"INT. A", b"INT. B")):
        desk.save(book, store, Saving(place=place, by=cast.aya, base=number, content=text))
    back = desk.take_back(book, store, place, number=1, by=cast.ben)
    assert (back.number, back.content) == (3, b"INT. A")
    with pytest.raises(NotFound):
        desk.take_back(book, store, place, number=9, by=cast.ben)


def test_only_the_group_writes_on_its_desk(book: Book, store: LocalStore, cast: Cast) -> None:
    for stranger, fault in ((cast.rosa, NotFound), (cast.igor, NotFound), (cast.marc, Refused)):
        with pytest.raises(fault):
            desk.save(
                book,
                store,
                Saving(place=script_of(cast), by=stranger, base=0, content=b"INT. MINE"),
            )


@pytest.mark.parametrize("name", ["../script.fountain", "notes.txt", "boards/S01_P01.png"])
def test_only_what_belongs_there_lies_on_a_desk(
    book: Book, store: LocalStore, cast: Cast, name: str
) -> None:
    place = Place(project_id=cast.blue_film, stage="script", name=name)
    with pytest.raises(NotFound, match="no such file on the desk"):
        desk.save(book, store, Saving(place=place, by=cast.aya, base=0, content=b"x"))


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x" * (desk.LARGEST_TEXT_BYTES + 1)])
def test_what_is_no_text_or_too_long_is_refused(
    book: Book, store: LocalStore, cast: Cast, content: bytes
) -> None:
    saving = Saving(place=script_of(cast), by=cast.aya, base=0, content=content)
    with pytest.raises(CannotRead):
        desk.save(book, store, saving)


def test_a_later_drawing_lies_over_the_earlier_and_both_are_kept(
    book: Book, store: LocalStore, cast: Cast
) -> None:
    place = Place(project_id=cast.blue_film, stage="shot_list", name="boards/S01_P01.png")
    for by, drawing in ((cast.aya, b"a kite"), (cast.ben, b"a bird")):
        desk.save(book, store, Saving(place=place, by=by, base=0, content=drawing))
    with book.reading() as session:
        assert [one.by for one in desks.versions(session, place)] == ["Ben", "Aya"]
        assert [one.name for one in desks.lying(session, cast.blue_film, "shot_list")] == [
            "boards/S01_P01.png"
        ]


def test_a_version_is_made_of_what_lies_on_the_desk(
    book: Book, store: LocalStore, cast: Cast
) -> None:
    with pytest.raises(CannotRead, match="Nothing lies on your desk"):
        workflow.send_desk(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    place = script_of(cast)
    desk.save(book, store, Saving(place=place, by=cast.aya, base=0, content=START.encode()))
    sent = workflow.send_desk(book, project_id=cast.blue_film, stage="script", by=cast.ben)
    with book.reading() as session:
        files = revisions.files_of(session, sent.id, FileSide.SENT)
        on_desk = desks.versions(session, place)
    assert [one.name for one in files] == ["script.fountain"]
    assert [one.digest for one in files] == [one.digest for one in on_desk]


def test_our_text_of_a_file_that_was_sent_is_what_the_group_goes_on_writing(
    book: Book, store: LocalStore, cast: Cast, tmp_path: Path
) -> None:
    place = script_of(cast)
    send(book, cast, "script", keep(store, tmp_path, "an old alphabet"), "our film.fountain")
    assert desk.lying(book, store, place) is None
    ours = keep(store, tmp_path, START)
    made = FileOf(name="script.fountain", digest=ours.digest, bytes=ours.bytes)
    finish_all_runs(book, made=(made,))
    found = desk.lying(book, store, place)
    assert found
    assert found.content.decode() == START


def test_what_was_written_meanwhile_or_came_from_the_desk_stays_there(
    book: Book, store: LocalStore, cast: Cast, tmp_path: Path
) -> None:
    place = script_of(cast)
    ours = keep(store, tmp_path, START)
    made = FileOf(name="script.fountain", digest=ours.digest, bytes=ours.bytes)
    desk.save(book, store, Saving(place=place, by=cast.aya, base=0, content=b"INT. A"))
    workflow.send_desk(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    finish_all_runs(book, made=(made,))
    send(book, cast, "script", ours, "other.fountain")
    desk.save(book, store, Saving(place=place, by=cast.ben, base=1, content=b"INT. B"))
    finish_all_runs(book, made=(made,))
    found = desk.lying(book, store, place)
    assert found
    assert (found.content, found.version.number) == (b"INT. B", 2)


def test_what_is_on_the_desk_is_kept_by_a_backup(book: Book, store: LocalStore, cast: Cast) -> None:
    saving = Saving(place=script_of(cast), by=cast.aya, base=0, content=b"INT. A")
    desk.save(book, store, saving)
    with book.reading() as session:
        (digest,) = revisions.digests_in_use(session)
    assert store.has(digest)


def test_the_table_of_takes_and_the_log_of_the_slate_lie_on_the_desk_of_the_rushes() -> None:
    assert desk.is_text("rushes", "slate_log.csv")
    assert desk.is_text("rushes", "takes.csv")
    assert not desk.is_text("sound", "edit.otio")


def test_two_who_judge_takes_at_once_both_keep_their_word_and_the_same_cell_clashes(
    book: Book, store: LocalStore, cast: Cast
) -> None:
    place = Place(project_id=cast.blue_film, stage="rushes", name="takes.csv")
    start = b"file,scene,shot,take,rating\nA.MOV,1,1,1,\nB.MOV,1,1,2,\n"
    first, second = (
        Saving(place=place, by=by, base=0, content=start.replace(row, row + word))
        for by, row, word in ((cast.aya, b"1,1,1,", b"good"), (cast.ben, b"1,1,2,", b"no_good"))
    )
    desk.save(book, store, first, start=start)
    saved = desk.save(book, store, second, start=start)
    assert saved.clashes == ()
    assert (b"1,1,1,good" in saved.content, b"1,1,2,no_good" in saved.content) == (True, True)
    third = replace(second, content=start.replace(b"1,1,1,", b"1,1,1,hold"))
    (clash,) = desk.save(book, store, third, start=start).clashes
    assert (clash.mine, clash.theirs) == ("rating: hold", "rating: good")
