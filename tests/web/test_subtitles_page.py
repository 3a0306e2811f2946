"""The subtitles: Aya and Ben write them in the browser, Marc reads, Rosa does not find them."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from pipeline import desk
from pipeline.documents.subtitles import Subtitle, read_subtitles
from pipeline.files import LocalStore
from pipeline.records import Book
from pipeline.records.desks import Place
from tests.cast import Cast
from tests.film_days import finish_all_runs, keep, send
from tests.final_cut_days import CUT, SAID, open_final_cut
from tests.web.conftest import Visitor


@pytest.fixture
def film(book: Book, store: LocalStore, cast: Cast, tmp_path: Path) -> str:
    """The address of the subtitles of a film whose mix is approved."""
    open_final_cut(book, store, cast, tmp_path)
    return f"/projects/{cast.blue_film}/final_cut/subtitles"


@pytest.fixture
def lying(book: Book, store: LocalStore, cast: Cast) -> Callable[..., tuple[Subtitle, ...]]:
    """What lies on the desk."""

    def do(name: str = "subtitles.srt") -> tuple[Subtitle, ...]:
        place = Place(project_id=cast.blue_film, stage="final_cut", name=name)
        found = desk.lying(book, store, place)
        return read_subtitles(found.content.decode()) if found else ()

    return do


@pytest.fixture
def ben(at: Callable[[int], Visitor], cast: Cast) -> Visitor:
    return at(cast.ben)


def do(who: Visitor, film: str, what: str, base: int = 1, **fields: object) -> TestResponse:
    return who.post(f"{film}/do", what=what, base=str(base), track="en", **fields)


def texts(found: tuple[Subtitle, ...]) -> list[str]:
    return [one.text for one in found]


def test_the_draft_lies_on_the_desk_as_it_is_timed_to_the_edit(
    aya: Visitor, film: str, lying: Callable[..., tuple[Subtitle, ...]]
) -> None:
    assert lying() == SAID
    page = aya.get(film).text
    assert page.count('class="cue"') == 4  # with the pattern of a new one
    assert "00:00:01:00" in page
    assert "Easy to read" in page
    assert "Too fast to read" in page
    assert "words too many: 6" in page


def test_a_form_moves_and_writes_one_subtitle(
    aya: Visitor, film: str, lying: Callable[..., tuple[Subtitle, ...]]
) -> None:
    fields = {"in": "00:00:01:05", "out": "3.5", "text": "It wants\r\nto <b>fly</b>!", "at": "0"}
    answer = do(aya, film, "keep", 1, **fields)
    assert answer.location.endswith("?language=en#s0")
    assert lying()[0] == Subtitle(start_ms=1200, end_ms=3520, lines=("It wants", "to fly!"))
    assert lying()[1:] == SAID[1:]


def test_subtitles_are_added_split_joined_taken_out_and_shifted(
    aya: Visitor, film: str, lying: Callable[..., tuple[Subtitle, ...]]
) -> None:
    do(aya, film, "add", 1, **{"in": "7", "out": "8.4", "text": "Now!"})
    assert texts(lying())[2] == "Now!"
    do(aya, film, "split", 2, at="1")
    assert texts(lying())[1:3] == ["Then open the window,", "and let it go."]
    assert lying()[1].end_ms == lying()[2].start_ms
    do(aya, film, "join", 3, at="1")
    assert lying()[1] == SAID[1]
    do(aya, film, "delete", 4, at="3")
    assert texts(lying())[-1] == "Now!"
    do(aya, film, "shift", 5, frames="10", way="earlier")
    assert lying()[0].start_ms == 600
    do(aya, film, "shift", 6, frames="99", way="earlier")
    assert lying()[0].start_ms == 600
    assert "would begin before the film" in aya.get(film).text


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"in": "soon", "out": "3", "at": "0"}, "is not a time"),
        ({"in": "3", "out": "2", "at": "0"}, "must end after it begins"),
        ({"in": "1", "out": "2", "at": "17"}, "not there any more"),
        ({"in": "1", "out": "2", "at": "0", "text": "x" * 401}, "too long"),
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(
    aya: Visitor,
    film: str,
    lying: Callable[..., tuple[Subtitle, ...]],
    fields: dict[str, str],
    reason: str,
) -> None:
    assert do(aya, film, "keep", 1, **fields).status_code == 303
    assert reason in aya.get(film).text
    assert lying() == SAID


def test_two_at_once_keep_both_their_work(
    aya: Visitor, ben: Visitor, film: str, lying: Callable[..., tuple[Subtitle, ...]]
) -> None:
    do(aya, film, "keep", 1, **{"in": "1.2", "out": "3", "text": "It wants to fly!", "at": "0"})
    do(ben, film, "delete", 1, at="2")
    assert texts(lying()) == ["It wants to fly!", SAID[1].text]
    clash = do(ben, film, "keep", 1, **{"in": "1", "out": "3", "text": "It can fly.", "at": "0"})
    assert clash.status_code == 409
    assert "It can fly." in clash.text
    assert "It wants to fly!" in clash.text
    assert texts(lying())[0] == "It wants to fly!"


def test_a_mentor_reads_and_notes_and_changes_nothing(
    marc: Visitor, rosa: Visitor, film: str, lying: Callable[..., tuple[Subtitle, ...]]
) -> None:
    page = marc.get(film).text
    assert "It wants to fly." in page
    assert "textarea name=" not in page
    assert "Write the note" in page
    assert "data-address" not in page
    assert do(marc, film, "delete", 1, at="0").status_code == 403
    assert marc.post(f"{film}/burn", language="en").status_code == 403
    assert marc.post(f"{film}/bring").status_code == 403
    for path in ("", "/wave", "/files/subtitles.srt"):
        assert rosa.get(film + path).status_code == 404
    assert lying() == SAID


def test_subtitles_go_out_as_srt_and_vtt(marc: Visitor, film: str) -> None:
    srt = marc.get(f"{film}/files/subtitles.srt")
    assert read_subtitles(srt.text) == SAID
    assert 'filename="subtitles.srt"' in srt.headers["Content-Disposition"]
    vtt = marc.get(f"{film}/files/subtitles.vtt?shown=1")
    assert vtt.text.startswith("WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n")
    assert vtt.mimetype == "text/vtt"
    assert marc.get(f"{film}/files/secret.srt").status_code == 404


def bring(who: Visitor, film: str, content: bytes, name: str) -> TestResponse:
    return who.post(f"{film}/bring", track="fr", file=(io.BytesIO(content), name))


def test_a_file_is_brought_into_a_language_of_its_own(
    aya: Visitor, film: str, lying: Callable[..., tuple[Subtitle, ...]]
) -> None:
    old = "1\r\n00:00:01,000 --> 00:00:02,500\r\nOù ça ?\r\n".encode("cp1252")
    assert bring(aya, film, old, "x.srt").location.endswith("?language=fr")
    assert texts(lying("subtitles.fr.srt")) == ["Où ça ?"]
    bring(aya, film, b"WEBVTT\n\n00:01.000 --> 00:02.500\n<i>Ici</i>.\n", "x.vtt")
    assert texts(lying("subtitles.fr.srt")) == ["Ici."]
    bring(aya, film, b"nothing of the kind", "x.srt")
    assert "is not understood" in aya.get(f"{film}?language=fr").text
    assert texts(lying("subtitles.fr.srt")) == ["Ici."]
    assert lying() == SAID


def test_a_translation_begins_with_the_times_of_the_film(
    aya: Visitor, film: str, lying: Callable[..., tuple[Subtitle, ...]]
) -> None:
    assert "Begin with those of the film" in aya.get(f"{film}?language=ar").text
    aya.post(f"{film}/do", what="translate", base="0", track="ar")
    assert lying("subtitles.ar.srt") == SAID
    page = aya.get(f"{film}?language=ar").text
    assert 'lang="ar"' in page
    assert "data-rtl" in page


def test_films_with_words_in_their_picture_are_asked_for_and_go_along(
    aya: Visitor, film: str, book: Book, store: LocalStore, cast: Cast
) -> None:
    aya.post(f"{film}/burn", track="en", language=["fr", "en", "tlh"])
    place = Place(project_id=cast.blue_film, stage="final_cut", name="burn_in.csv")
    found = desk.lying(book, store, place)
    assert found
    assert found.content.decode().split() == ["language", "fr", "en"]
    page = aya.get(film).text
    assert page.count("checked") - page.count('value="theirs" checked') == 2
    sent = aya.post(f"/projects/{cast.blue_film}/desk/final_cut/send")
    assert sent.location.endswith("/final_cut")
    aya.post(f"{film}/burn", track="en")
    assert desk.lying(book, store, place).content == b"language\n"  # type: ignore[union-attr]


def test_the_sound_is_drawn_from_the_mix(aya: Visitor, film: str) -> None:
    answer = aya.get(f"{film}/wave")
    assert len(answer.data) == CUT.frames * 2
    loud, quiet = answer.data[100], answer.data[10]
    assert loud > 3 * quiet
    again = aya.client.get(f"{film}/wave", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_the_player_has_the_mix_beside_the_film_of_the_edit(
    book: Book, store: LocalStore, cast: Cast, aya: Visitor, tmp_path: Path
) -> None:
    (tmp_path / "preview.mp4").write_bytes(b"a film")
    address = f"/projects/{cast.blue_film}/final_cut/subtitles"
    assert 'id="mix"' not in aya.get(address).text
    open_final_cut(book, store, cast, tmp_path, preview=tmp_path / "preview.mp4")
    page = aya.get(address).text
    found = re.search(r'<audio id="mix" src="([^"]+)"', page)
    assert found
    assert aya.get(found[1]).data == (tmp_path / "mix.wav").read_bytes()
    assert "preview.mp4" in page


def test_the_script_of_the_page_has_the_rules_and_the_words(aya: Visitor, film: str) -> None:
    page = aya.get(film).text
    assert 'data-rate="25" data-frames="500"' in page
    assert 'data-characters="42" data-speed="17"' in page
    start = page.index('id="subs-words">') + len('id="subs-words">')
    given = json.loads(page[start : page.index("</script>", start)])
    assert read_subtitles(given["content"]) == SAID
    assert given["words"]["fast"][0] == "Too fast to read"


def test_before_the_sound_is_approved_the_page_stands_empty(aya: Visitor, cast: Cast) -> None:
    page = aya.get(f"/projects/{cast.blue_film}/final_cut/subtitles")
    assert page.status_code == 200
    assert "No subtitle yet" in page.text
    assert aya.get(f"/projects/{cast.blue_film}/final_cut/subtitles/wave").data == b""


@pytest.fixture
def send_file(book: Book, store: LocalStore, cast: Cast, tmp_path: Path) -> Callable[..., None]:
    """Aya sends a file by the form of the stage, and the machines finish with it."""

    def do(name: str, text: str) -> None:
        send(book, cast, "final_cut", keep(store, tmp_path, text), name)
        finish_all_runs(book)

    return do


def test_a_file_that_is_sent_lies_on_the_desk_and_older_writing_does_not_come_back(
    aya: Visitor,
    film: str,
    lying: Callable[..., tuple[Subtitle, ...]],
    send_file: Callable[..., None],
) -> None:
    send_file("subtitles.srt", "1\n00:00:01,000 --> 00:00:02,000\nSent.\n")
    assert texts(lying()) == ["Sent."]
    do(aya, film, "delete", 2, at="0")
    do(aya, film, "add", 3, **{"in": "1", "out": "2", "text": "Written."})
    send_file("credits.csv", "kind,role,name\n")
    assert texts(lying()) == ["Written."]
