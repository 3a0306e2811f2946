"""Two cuts that were made at once: nothing is merged, nothing is lost."""

from pipeline import desk
from pipeline.desk import Saving
from pipeline.editing.cut_merge import PLACE, merge_cuts
from pipeline.files import LocalStore
from pipeline.records import Book, desks
from pipeline.records.desks import Place
from tests.cast import Cast


def test_two_different_cuts_clash_as_a_whole_and_theirs_stays() -> None:
    merge = merge_cuts("base", "mine", "theirs")
    assert merge.text == "theirs"
    assert [(one.place, one.mine, one.theirs) for one in merge.clashes] == [
        (PLACE, "mine", "theirs")
    ]
    assert merge_cuts("base", "mine", "theirs", frozenset({PLACE})).text == "mine"


def test_where_only_one_has_changed_anything_there_is_nothing_to_choose() -> None:
    for base, mine, theirs, text in (
        ("a", "b", "b", "b"),
        ("a", "a", "b", "b"),
        ("a", "b", "a", "b"),
    ):
        merge = merge_cuts(base, mine, theirs)
        assert (merge.text, merge.clashes) == (text, ())


def test_changes_at_different_places_of_the_film_are_not_merged_either(
    book: Book, store: LocalStore, cast: Cast
) -> None:
    place = Place(project_id=cast.blue_film, stage="edit", name="edit.otio")
    start, hers, his = b'{"a": 1, "b": 1}', b'{"a": 2, "b": 1}', b'{"a": 1, "b": 2}'
    first = Saving(place=place, by=cast.aya, base=0, content=hers)
    second = Saving(place=place, by=cast.ben, base=0, content=his)
    assert desk.save(book, store, first, start=start).number == 2
    saved = desk.save(book, store, second, start=start)
    assert (saved.number, saved.aside, saved.merged, saved.content) == (2, 3, False, hers)
    lying = desk.lying(book, store, place)
    assert lying
    assert lying.content == hers
    aside = desk.lying(book, store, place, number=3)
    assert aside
    assert (aside.content, aside.version.aside) == (his, True)
    with book.reading() as session:
        assert len(desks.versions(session, place)) == 3


def test_a_long_cut_lies_on_the_desk(book: Book, store: LocalStore, cast: Cast) -> None:
    place = Place(project_id=cast.blue_film, stage="edit", name="edit.otio")
    long = Saving(place=place, by=cast.aya, base=0, content=b" " * 2_000_000)
    assert desk.save(book, store, long).number == 1
