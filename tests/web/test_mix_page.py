"""The page of the mix without a script: what is heard, drawn and said, and who may see it."""

import io
import re
import wave
from collections.abc import Callable

import numpy as np
import pytest

from pipeline import desk
from pipeline.documents.buses import CueRole, Ducking, Strip
from pipeline.documents.json import to_json
from pipeline.documents.mix_meters import MixMeters
from pipeline.editing.mix_table import loudness_in, strips_in
from pipeline.files import LocalStore
from pipeline.records import Book, revisions
from pipeline.records.desks import Place
from pipeline.records.values import FileSide
from tests.cast import Cast
from tests.film_days import newest
from tests.mixed_film import lay_locked_film, lay_mix, products
from tests.web.conftest import Visitor
from web.line_up import line_up_tone

PAGE = "/projects/{}/sound/mix"


@pytest.fixture
def page(cast: Cast) -> str:
    """The page of the Blue group."""
    return PAGE.format(cast.blue_film)


@pytest.fixture
def mixed(book: Book, store: LocalStore, cast: Cast) -> None:
    """A film with a mix."""
    lay_locked_film(book, store, cast)
    lay_mix(book, store, cast)


@pytest.mark.usefixtures("mixed")
def test_the_mix_its_picture_and_its_stems_play_without_a_script(aya: Visitor, page: str) -> None:
    text = aya.get(page).text
    assert re.search(r'<video controls[^>]* src="/revisions/\d+/made/preview.mp4"', text)
    for name in ("mix.wav", "stem_dialogue.wav", "stem_effects.wav", "stem_music.wav"):
        heard = re.search(rf'<audio [^>]*controls[^>]* src="(/revisions/\d+/made/{name})"', text)
        assert heard, name
        assert aya.get(heard[1]).headers["Content-Type"] == "audio/wav"


@pytest.mark.usefixtures("mixed")
def test_the_meters_speak_in_words_with_their_times(aya: Visitor, page: str) -> None:
    said = aya.get(page).text.split('class="mix-said"')[1].split("</ul>")[0]
    assert "The whole film is 4 dB too quiet." in said
    assert "The voices are loud enough." in said
    assert "From 0:04 to 0:09 the music is as loud as the voices." in said
    assert 'data-seek-frame="100"' in said


@pytest.mark.usefixtures("mixed")
def test_the_words_are_those_of_a_mix_that_is_well(
    aya: Visitor, page: str, book: Book, store: LocalStore, cast: Cast
) -> None:
    well = products()
    well["loudness.json"] = well["loudness.json"].replace(
        b'"integrated_lufs": -27.0', b'"integrated_lufs": -23.1'
    )
    well["meters.json"] = (
        well["meters.json"].replace(b"-26.0", b"-25.0", 120).replace(b"-26.0", b"-40.0")
    )
    lay_mix(book, store, cast, well)
    said = aya.get(page).text.split('class="mix-said"')[1].split("</ul>")[0]
    assert "The whole film is as loud as it should be." in said
    assert "From " not in said


@pytest.mark.usefixtures("mixed")
def test_loudness_and_stems_are_drawn_on_the_server(aya: Visitor, page: str) -> None:
    text = aya.get(page).text
    curve, over = re.findall(r'<path class="mix-curve[^"]*" d="([^"]*)"/>', text)
    assert curve.startswith("M")
    assert 0 < len(over) < len(curve)
    assert re.search(r'<rect class="mix-band" x="0" width="1000" y="37.8" height="4.4"/>', text)
    waves = re.findall(r'<path d="(M[^"]*Z)"/>', text)
    assert len(waves) == 2  # the effects are empty, and their page says so
    assert "nothing on it" in text
    assert ">0:10</text>" in text
    assert " style=" not in text


@pytest.mark.usefixtures("mixed")
def test_an_ambience_with_a_stem_of_its_own_is_not_drawn_with_the_effects(
    aya: Visitor, page: str, book: Book, store: LocalStore, cast: Cast
) -> None:
    wind = (-30.0,) * 120
    levels = MixMeters(total=wind, buses={"ambience": wind, "dialogue": (-96.0,) * 120})
    for apart, empty in ((False, 2), (True, 3)):
        made = products(**{"meters.json": to_json(levels).encode()})
        if apart:
            made["stem_ambience.wav"] = made["stem_effects.wav"]
        lay_mix(book, store, cast, made)
        assert aya.get(page).text.count("nothing on it") == empty


@pytest.mark.usefixtures("mixed")
def test_a_note_at_a_time_is_kept_and_one_is_back_on_the_page(
    marc: Visitor, page: str, book: Book
) -> None:
    action = re.search(r'action="(/revisions/\d+/notes)"', marc.get(page).text)
    assert action
    kept = marc.post(action[1], text="The door is early.", at="00:00:05:10", back="mix")
    assert (kept.status_code, kept.location) == (303, f"{page}#notes")
    text = marc.get(page).text
    assert "The door is early." in text
    assert 'data-seek-frame="135">0:05</a>' in text


def test_before_the_first_mix_the_page_says_what_brings_it(
    aya: Visitor, page: str, book: Book, store: LocalStore, cast: Cast
) -> None:
    assert "approved the edit" in aya.get(page).text
    lay_locked_film(book, store, cast)
    assert "Send your sounds" in aya.get(page).text


@pytest.mark.usefixtures("mixed")
def test_a_newer_version_that_is_not_mixed_leaves_the_mix_before_it(
    aya: Visitor, page: str, book: Book, store: LocalStore, cast: Cast
) -> None:
    number = lay_mix(book, store, cast, {}).number
    text = aya.get(page).text
    assert f"Version {number} is newer, and not mixed yet." in text
    assert "mix.wav" in text
    assert "mix.wav" not in aya.get(f"{page}?version={number}").text
    assert aya.get(f"{page}?version=99").status_code == 404


@pytest.mark.parametrize("name", ["meters.json", "loudness.json", "stem_music.wav"])
def test_what_is_missing_or_damaged_leaves_the_rest(
    aya: Visitor, page: str, book: Book, store: LocalStore, cast: Cast, name: str
) -> None:
    lay_locked_film(book, store, cast)
    for broken in (b"{", b"[1]"):
        lay_mix(book, store, cast, products(**{name: broken}))
        assert aya.get(page).status_code == 200
    made = products()
    del made[name]
    lay_mix(book, store, cast, made)
    text = aya.get(page).text
    assert "mix.wav" in text
    assert ("stem_music.wav" in text) == (name != "stem_music.wav")


@pytest.mark.usefixtures("mixed")
def test_only_the_group_and_its_adults_hear_it(
    page: str, rosa: Visitor, marc: Visitor, at: Callable[[int], Visitor], cast: Cast
) -> None:
    assert marc.get(page).status_code == 200
    for who in (rosa, at(cast.igor)):
        assert who.get(page).status_code == 404
        assert who.get(f"{page}/line-up-both.wav").status_code == 404


@pytest.mark.usefixtures("mixed")
def test_the_page_of_the_stage_has_its_door(aya: Visitor, page: str, cast: Cast) -> None:
    assert f'href="{page}"' in aya.get(f"/projects/{cast.blue_film}/sound").text


@pytest.mark.parametrize(
    ("side", "left", "right"), [("both", 1, 1), ("left", 1, 0), ("right", 0, 1)]
)
def test_the_line_up_tone_is_one_kilohertz_at_minus_twenty(
    aya: Visitor, page: str, side: str, left: int, right: int
) -> None:
    given = aya.get(f"{page}/line-up-{side}.wav")
    assert given.headers["Content-Type"] == "audio/wav"
    assert given.data == line_up_tone(side)
    with wave.open(io.BytesIO(given.data)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (48_000, 2, 3)
        raw = np.frombuffer(file.readframes(48_000), np.uint8).reshape(-1, 2, 3).astype(np.int32)
    heard = ((raw[..., 0] << 8 | raw[..., 1] << 16 | raw[..., 2] << 24) >> 8) / 2**23
    for channel, on in enumerate((left, right)):
        assert np.abs(heard[:, channel]).max() == pytest.approx(0.1 * on, abs=1e-6)
        pitch = int(np.argmax(np.abs(np.fft.rfft(heard[:, channel]))))
        assert pitch == 1000 * on


def test_a_side_that_there_is_not_is_not_there(aya: Visitor, page: str) -> None:
    assert aya.get(f"{page}/line-up-above.wav").status_code == 404


def setting(shown: str, **changes: str) -> dict[str, str]:
    """What the form of the desk sends when nothing but these is touched."""
    base = re.search(r'name="base" value="(\d+)"', shown.split('id="desk-form"')[1])
    assert base
    gains = {f"{bus}-gain": "0" for bus in ("dialogue", "effects", "ambience", "music")}
    ducks = {"ambience-ducking": "off", "music-ducking": "medium"}
    return {"base": base[1], "loudness": "", **gains, **ducks, **changes}


@pytest.fixture
def on_desk(book: Book, store: LocalStore, cast: Cast) -> Callable[[], str]:
    """The mixing desk of the Blue group as text."""

    def do() -> str:
        place = Place(project_id=cast.blue_film, stage="sound", name="mix.csv")
        found = desk.lying(book, store, place)
        return found.content.decode() if found else ""

    return do


@pytest.mark.usefixtures("mixed")
def test_the_desk_is_set_by_a_form_and_goes_with_the_next_version(
    aya: Visitor, page: str, book: Book, cast: Cast, on_desk: Callable[[], str]
) -> None:
    shown = aya.get(page).text
    for said in ("Take out rumble", "all under 80 Hz", "13 dB", "-14 LUFS"):
        assert said in shown, said
    voices = {"dialogue-gain": "2.5", "dialogue-high_pass": "yes"}
    sent = setting(shown, **voices, loudness="web", **{"music-ducking": "strong"})
    assert aya.post(f"{page}/desk", **sent).location == f"{page}#desk"
    text = on_desk()
    assert strips_in(text) == (
        Strip(bus=CueRole.DIALOGUE, gain_db=2.5, high_pass=True),
        Strip(bus=CueRole.MUSIC, ducking=Ducking.STRONG),
    )
    assert loudness_in(text) == "web"
    shown = aya.get(page).text
    assert 'name="dialogue-high_pass" value="yes" checked' in shown
    assert 'name="loudness" value="web" checked' in shown
    assert "The newest version is not mixed like this yet." in shown
    aya.post(f"/projects/{cast.blue_film}/sound/spotting/send")
    version = newest(book, cast.blue_film, "sound")
    with book.reading() as session:
        files = revisions.files_of(session, version.id, FileSide.SENT)
    assert [one.name for one in files] == ["cues.csv", "mix.csv", "song.wav"]
    assert "is not mixed like this yet" not in aya.get(page).text


@pytest.mark.usefixtures("mixed")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"music-gain": "loud"}, "is not a gain"),
        ({"music-gain": "25"}, "is not a gain"),
        ({"loudness": "radio"}, "There is no such loudness"),
        ({"music-ducking": "sometimes"}, "how far it steps back"),
    ],
)
def test_a_setting_that_cannot_be_is_a_sentence_and_nothing_is_kept(
    aya: Visitor, page: str, on_desk: Callable[[], str], changes: dict[str, str], said: str
) -> None:
    aya.post(f"{page}/desk", **setting(aya.get(page).text, **changes))
    assert said in aya.get(page).text
    assert on_desk() == ""


@pytest.mark.usefixtures("mixed")
def test_two_who_set_the_desk_at_once_are_brought_together_or_asked(
    aya: Visitor, at: Callable[[int], Visitor], page: str, cast: Cast, on_desk: Callable[[], str]
) -> None:
    ben, shown = at(cast.ben), aya.get(page).text
    aya.post(f"{page}/desk", **setting(shown, **{"music-gain": "-6"}))
    shown = aya.get(page).text
    aya.post(f"{page}/desk", **setting(shown, **{"music-gain": "-6", "effects-gain": "3"}))
    sent = setting(shown, **{"music-gain": "-6", "dialogue-gain": "2"})
    assert ben.post(f"{page}/desk", **sent).status_code == 303
    both = {strip.bus.value: strip.gain_db for strip in strips_in(on_desk())}
    assert both == {"music": -6, "effects": 3, "dialogue": 2}
    clash = ben.post(f"{page}/desk", **setting(shown, **{"music-gain": "-6", "effects-gain": "9"}))
    assert clash.status_code == 409
    for said in ("Two of you wrote here at the same time", "gain_db: 3", "gain_db: 9"):
        assert said in clash.text
    for whose, gain in (("theirs", 3), ("mine", 9)):
        form = dict(re.findall(r'name="(aside|base|back)" value="([^"]*)"', clash.text))
        settled = ben.post(
            f"/projects/{cast.blue_film}/desk/sound/settle/mix.csv", **form, **{"at effects": whose}
        )
        assert settled.status_code == 303
        now = {strip.bus.value: strip.gain_db for strip in strips_in(on_desk())}
        assert now == both | {"effects": gain}, whose


@pytest.mark.usefixtures("mixed")
def test_a_desk_that_cannot_be_read_is_told_and_stays(
    aya: Visitor, page: str, cast: Cast, on_desk: Callable[[], str]
) -> None:
    aya.post(f"/projects/{cast.blue_film}/desk/sound/mix.csv", content="bus\nguitar\n")
    shown = aya.get(page).text
    assert "“guitar” is not a bus" in shown
    assert "Keep it so" not in shown.split('id="desk"')[1]
    aya.post(f"{page}/desk", base="1", **{"dialogue-gain": "1"})
    assert on_desk() == "bus\nguitar\n"


@pytest.mark.usefixtures("mixed")
def test_adults_see_the_desk_and_cannot_touch_it(
    page: str, marc: Visitor, rosa: Visitor, on_desk: Callable[[], str]
) -> None:
    part = marc.get(page).text.split('id="desk"')[1]
    assert "Keep it so" not in part
    fields = re.findall(r"<(?:input|select)\b[^>]*>", part.split("</form>")[0])
    assert len(fields) > 15
    assert all(" disabled" in one for one in fields)
    assert marc.post(f"{page}/desk", **{"dialogue-gain": "1"}).status_code == 403
    assert rosa.post(f"{page}/desk", **{"dialogue-gain": "1"}).status_code == 404
    assert on_desk() == ""
