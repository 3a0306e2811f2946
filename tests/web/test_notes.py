"""The notes on the page of a stage: written, answered, ticked, drawn, spoken, carried over."""

import io
import json
import wave
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline import review
from pipeline.documents.edit import Edit, PictureClip
from pipeline.documents.json import to_json
from pipeline.documents.report import Report
from pipeline.files import LocalStore
from pipeline.records import Book, notes
from pipeline.records.notes import Note
from pipeline.records.values import FileOf, NoteView, RevisionView
from pipeline.timeline.interchange.edl_read import read_edl
from tests.cast import Cast
from tests.film_days import approve, finish_all_runs, keep, newest, open_rushes, send
from tests.web.conftest import Visitor

DRAWING = json.dumps([{"colour": 1, "width": 0.006, "points": [[0.1, 0.2], [0.5, 0.75]]}])
TIMELINE = (
    '{"OTIO_SCHEMA":"Timeline.1","name":"Kite","tracks":{"OTIO_SCHEMA":"Stack.1","children":[]}}'
)


def cut(*order: str) -> Edit:
    """A cut of takes of fifty frames each."""
    clips = tuple(
        PictureClip(media=name, source_in=Fraction(0), start_frame=50 * place, frames=50)
        for place, name in enumerate(order)
    )
    return Edit(
        name="Kite",
        frame_rate=Fraction(25),
        width=320,
        height=180,
        frames=50 * len(order),
        picture=clips,
    )


@pytest.fixture
def make_cut(
    book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> Callable[..., RevisionView]:
    """Send a version of the cut in which these takes stand in this order."""
    open_rushes(book, cast, store, tmp_path)
    approve(book, cast, "rushes")

    def do(*order: str) -> RevisionView:
        finish_all_runs(book)
        send(book, cast, "edit", keep(store, tmp_path, repr(order)), "edit.otio")
        made = [
            (name, keep(store, tmp_path, text))
            for name, text in (
                ("edit.json", to_json(cut(*order))),
                ("edit.otio", TIMELINE),
                ("preview.mp4", "no film"),
            )
        ]
        files = tuple(FileOf(name=name, digest=one.digest, bytes=one.bytes) for name, one in made)
        finish_all_runs(book, Report(facts={"frames": 50 * len(order)}), files)
        return newest(book, cast.blue_film, "edit")

    return do


@pytest.fixture
def seen(make_cut: Callable[..., RevisionView]) -> RevisionView:
    """A cut of three takes."""
    return make_cut("S01_P01_T01", "S01_P02_T01", "S02_P01_T01")


def kept(book: Book, seen: RevisionView) -> list[NoteView]:
    """The notes on a version."""
    with book.reading() as session:
        return list(notes.notes_of(session, seen.id))


def page(who: Visitor, seen: RevisionView, **more: int) -> str:
    """The page of its stage."""
    query = "&".join(f"{name}={value}" for name, value in more.items())
    return who.get(f"/projects/{seen.project_id}/{seen.stage}?{query}").text


def speech(seconds: float = 1) -> bytes:
    """A spoken note as the page records it."""
    content = io.BytesIO()
    with wave.open(content, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(3)
        sound.setframerate(16_000)
        sound.writeframes(b"\1\2\3" * int(16_000 * seconds))
    return content.getvalue()


def test_a_note_has_a_range_a_kind_and_a_drawing(
    book: Book, seen: RevisionView, marc: Visitor, aya: Visitor
) -> None:
    got = marc.post(
        f"/revisions/{seen.id}/notes",
        **{"text": "Here", "at": "00:00:01:00", "to": "00:00:01:10", "kind": "picture"},
        drawing=DRAWING,
    )
    assert got.status_code == 303
    (only,) = kept(book, seen)
    assert (only.at_frame, only.to_frame, only.kind) == (25, 35, "picture")
    text = page(aya, seen)
    assert 'data-note-frame="25"' in text
    assert 'data-note-to="35"' in text
    # Also without a script the drawing lies over its picture.
    assert f'href="/notes/{only.id}/still"' in text
    assert 'd="M32.0 36.0L160.0 135.0"' in text


def test_a_note_without_a_film_of_its_own_has_no_still(
    seen: RevisionView, marc: Visitor, book: Book
) -> None:
    marc.post(f"/revisions/{seen.id}/notes", text="All of it")
    (only,) = kept(book, seen)
    assert marc.get(f"/notes/{only.id}/still").status_code == 404
    assert marc.get(f"/notes/{only.id}/voice").status_code == 404


def test_an_answer_stands_below_what_it_answers(
    book: Book, seen: RevisionView, marc: Visitor, aya: Visitor
) -> None:
    marc.post(f"/revisions/{seen.id}/notes", text="Why the rain?")
    (first,) = kept(book, seen)
    got = aya.post(f"/notes/{first.id}/answers", text="<b>He is sad</b>")
    assert got.status_code == 303
    text = page(marc, seen)
    assert text.index("Why the rain?") < text.index("&lt;b&gt;He is sad&lt;/b&gt;")
    assert text.count('class="answers"') == 1


def test_the_group_ticks_a_to_do_and_the_mentor_sees_who_did(
    book: Book, seen: RevisionView, marc: Visitor, aya: Visitor
) -> None:
    marc.post(f"/revisions/{seen.id}/notes", text="Shorter", is_todo="yes")
    (todo,) = kept(book, seen)
    assert "We have done it" in page(aya, seen)
    assert "We have done it" not in page(marc, seen)
    assert marc.post(f"/notes/{todo.id}/tick", done="yes").status_code == 403
    assert aya.post(f"/notes/{todo.id}/tick", done="yes").status_code == 303
    text = page(marc, seen)
    assert "Done, says Aya" in text
    assert marc.post(f"/notes/{todo.id}/tick").status_code == 303
    assert kept(book, seen)[0].done_by == ""


def test_a_sixth_to_do_asks_for_a_reason(book: Book, seen: RevisionView, marc: Visitor) -> None:
    address = f"/revisions/{seen.id}/notes"
    for number in range(5):
        assert "More than five to-dos" not in page(marc, seen)
        marc.post(address, text=f"{number}", is_todo="yes")
    assert "More than five to-dos" in page(marc, seen)
    refused = marc.post(address, text="Keep me", is_todo="yes")
    assert refused.status_code == 403
    assert "Keep me" in refused.text
    assert marc.post(address, text="6", is_todo="yes", more_because="x").status_code == 303
    assert len(kept(book, seen)) == 7


def test_a_spoken_note_is_kept_clean_and_can_be_heard(
    book: Book, seen: RevisionView, marc: Visitor, aya: Visitor, rosa: Visitor
) -> None:
    sent = (io.BytesIO(speech() + b"LIST\4\0\0\0evil"), "../../voice.wav")
    got = marc.post(f"/revisions/{seen.id}/notes", text="", voice=sent)
    assert got.status_code == 303
    (only,) = kept(book, seen)
    heard = aya.get(f"/notes/{only.id}/voice")
    assert (heard.status_code, heard.mimetype) == (200, "audio/wav")
    assert heard.data[44:] == speech()[44:]
    assert rosa.get(f"/notes/{only.id}/voice").status_code == 404
    assert f"/notes/{only.id}/voice" in page(aya, seen)


@pytest.mark.parametrize("wrong", [b"", b"MZ\0\0", b"<svg onload=alert(1)>"])
def test_what_is_no_speech_is_not_kept(
    book: Book, store: LocalStore, seen: RevisionView, marc: Visitor, wrong: bytes
) -> None:
    before = store.digests()
    sent = (io.BytesIO(wrong), "voice.wav")
    assert marc.post(f"/revisions/{seen.id}/notes", text="x", voice=sent).status_code == 422
    assert kept(book, seen) == []
    assert store.digests() == before


def test_a_note_that_is_larger_than_a_minute_of_speech_is_not_taken(
    book: Book, seen: RevisionView, marc: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.blueprints.notes.MOST_BYTES", 1000)
    sent = (io.BytesIO(speech()), "voice.wav")
    assert marc.post(f"/revisions/{seen.id}/notes", text="x", voice=sent).status_code == 413
    assert kept(book, seen) == []


def test_the_page_may_hear_the_microphone(seen: RevisionView, aya: Visitor) -> None:
    headers = aya.get(f"/projects/{seen.project_id}/edit").headers
    assert "microphone=(self)" in headers["Permissions-Policy"]


def test_notes_follow_their_material_into_the_next_version(
    book: Book,
    cast: Cast,
    seen: RevisionView,
    make_cut: Callable[..., RevisionView],
    marc: Visitor,
) -> None:
    for frame, text in ((60, "Otto waits"), (110, "The door"), (None, "All of it")):
        review.write(book, Note(revision_id=seen.id, by=cast.marc, text=text, at_frame=frame))
    make_cut("S01_P02_T01", "S01_P01_T01")
    text = page(marc, seen)
    assert 'data-note-frame="10"' in text
    assert "The same picture, at its new place" in text
    assert "This picture is not in the film any more" in text
    assert "From version" in text
    old = page(marc, seen, version=seen.number)
    assert 'data-note-frame="60"' in old
    assert "not in the film any more" not in old


def test_without_a_script_all_but_drawing_and_speaking_is_a_form(
    seen: RevisionView, aya: Visitor
) -> None:
    text = page(aya, seen)
    assert f'action="/revisions/{seen.id}/notes"' in text
    for name in ("text", "at", "to", "kind", "is_todo"):
        assert f'name="{name}"' in text
    assert "data-voice data-worklet" in text
    assert text.count('name="drawing" value=""') == 1


def test_the_script_and_the_cut_stand_beside_the_picture(seen: RevisionView, aya: Visitor) -> None:
    text = page(aya, seen)
    assert 'data-from="50" data-to="99"' in text
    assert 'data-seek-frame="100"' in text


def test_notes_are_taken_out_as_marks(
    book: Book, cast: Cast, seen: RevisionView, marc: Visitor
) -> None:
    review.write(
        book,
        Note(
            revision_id=seen.id,
            by=cast.marc,
            text="=Otto waits",
            at_frame=60,
            to_frame=69,
            kind="story",
        ),
    )
    address = f"/revisions/{seen.id}/notes"
    timeline = json.loads(marc.get(f"{address}.otio").text)
    (marker,) = timeline["tracks"]["markers"]
    assert marker["marked_range"]["start_time"]["value"] == 60
    sheet = read_edl(marc.get(f"{address}.edl").data, Fraction(25))
    (piece,) = sheet.lanes[0].pieces
    assert piece.at * 25 == 60
    table = marc.get(f"{address}.csv")
    assert "'=Otto waits" in table.data.decode("utf-8-sig")
    assert "attachment" in table.headers["Content-Disposition"]
    paper = marc.get(f"{address}.pdf")
    assert (paper.mimetype, paper.data[:5]) == ("application/pdf", b"%PDF-")
    assert marc.get(f"{address}.exe").status_code == 404


def test_a_stage_without_a_timeline_has_no_marks_on_one(
    book: Book, cast: Cast, seen: RevisionView, marc: Visitor
) -> None:
    script = newest(book, cast.blue_film, "script")
    assert marc.get(f"/revisions/{script.id}/notes.otio").status_code == 404
    assert marc.get(f"/revisions/{script.id}/notes.edl").status_code == 200


def test_two_versions_run_side_by_side(
    seen: RevisionView, make_cut: Callable[..., RevisionView], marc: Visitor, rosa: Visitor
) -> None:
    address = f"/projects/{seen.project_id}/edit/side-by-side"
    assert "There are not two films yet" in marc.get(address).text
    now = make_cut("S01_P02_T01")
    text = marc.get(address).text
    places = [text.index(f"/revisions/{one.id}/made/preview.mp4") for one in (seen, now)]
    assert places == sorted(places)
    assert marc.get(f"{address}?one={now.number}&other={seen.number}").status_code == 200
    assert marc.get(f"{address}?one=77").status_code == 404
    assert rosa.get(address).status_code == 404


def test_two_scripts_stand_side_by_side_where_their_changes_do(
    seen: RevisionView, marc: Visitor, rosa: Visitor
) -> None:
    address = f"/projects/{seen.project_id}/script/side-by-side?one=1&other=2"
    assert marc.get(address).location.endswith("/script/changes?from=1&to=2")
    assert rosa.get(address).status_code == 404


def test_a_damaged_drawing_in_the_records_hurts_no_page(
    book: Book, cast: Cast, seen: RevisionView, aya: Visitor
) -> None:
    with book.writing() as session:
        note = Note(revision_id=seen.id, by=cast.marc, text="Old", at_frame=1, drawing="{")
        notes.add_note(session, note)
        notes.add_note(session, replace(note, text="New", drawing=""))
    assert "Old" in page(aya, seen)
