"""One recording taken in: slates, pictures, sound, progress, stop, damage, nothing personal."""

import hashlib
import io
import threading
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import segno
from PIL import Image

from pipeline.bench import NoWatch
from pipeline.documents.json import from_json
from pipeline.errors import Cancelled, WorkFailed
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.media.graphs import Look
from pipeline.media.safety import Trouble, UnfitMedia
from pipeline.rushes import looking
from pipeline.rushes.clip import DOCUMENT, SHEET, THUMBNAIL, WAVEFORM, Clip, SlateMark, Span
from pipeline.rushes.ingest import RECIPE, clip_of, limits_for
from tests.pipeline.media.making import Pictures, as_picture, drawn, film, room, sound
from tests.pipeline.rushes.taking_in import RATE, products_of, seen_in, taken_in

pytestmark = pytest.mark.ffmpeg


class Watching:
    """Keeps what it is told; asks for a stop from some progress on."""

    def __init__(self, *, stop_at: float = 2.0) -> None:
        self.told: list[float] = []
        self.stop_at = stop_at

    def progress(self, fraction: float, doing: str) -> None:
        self.told.append(fraction)

    def cancelled(self) -> bool:
        return bool(self.told) and self.told[-1] >= self.stop_at


def code(text: str, *, pixels: int) -> Pictures:
    """A QR code as grey, with its quiet white border."""
    held = io.BytesIO()
    segno.make(text, micro=False).save(held, kind="png", scale=4, border=4)
    with Image.open(held) as drawn_code:
        grey = drawn_code.convert("L").resize((pixels, pixels), Image.Resampling.BILINEAR)
        return np.asarray(grey)


def slated(slates: dict[tuple[int, int], str], *, frames: int) -> Iterator[Pictures]:
    """A room into which slates are held from one frame to another."""
    for number in range(frames):
        picture = as_picture(room(number, size=(270, 480)))
        for (first, end), text in slates.items():
            if first <= number < end:
                picture[70:190, 150:270] = code(text, pixels=120)
        yield picture


def test_slates_at_the_beginning_and_the_end_are_read_with_their_frames(tmp_path: Path) -> None:
    slates = {(20, 60): "CLQ1 S03 P02 T04", (80, 120): "CLQ1 S03A P12"}
    clip = taken_in(drawn(tmp_path / "slate.mp4", slated(slates, frames=125)))
    assert clip.slates == (
        SlateMark(text="CLQ1 S03 P02 T04", frame=24),
        SlateMark(text="CLQ1 S03A P12", frame=84),
    )


def test_a_slate_is_looked_for_at_both_ends_and_not_in_the_middle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "HEAD_S", 1)
    monkeypatch.setattr(looking, "TAIL_S", 1)
    slates = {(40, 60): "CLQ1 S01 P01 T01", (110, 125): "CLQ1 S01 P02 T02"}
    clip = taken_in(drawn(tmp_path / "slate.mp4", slated(slates, frames=125)))
    assert clip.slates == (SlateMark(text="CLQ1 S01 P02 T02", frame=114),)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/CLQ1 S03 P02",
        "CLQ1 S03 P02 T04\n",
        "CLQ1 S03 P02 <script>",
        "CLQ2 S03 P02 T04",
        "CLQ1 S٣٣ P02 T04",
        "WIFI:S:school;P:secret;;",
    ],
)
def test_other_codes_say_nothing(text: str) -> None:
    picture = np.full((300, 300), 128, np.uint8)
    picture[20:260, 20:260] = code(text, pixels=240)
    assert looking.codes_in(picture) == []


def test_many_codes_in_a_recording_are_bounded() -> None:
    look = Look(into=Path("/pipes/codes"), width=120, height=120)
    count = looking.MOST_SLATES + 3
    shown = [code(f"CLQ1 S01 P{number:02d}", pixels=120) for number in range(1, count)]
    pipe = io.BytesIO(b"".join(picture.tobytes() for picture in shown))
    reader = looking.CodeReader(look=look, frames=tuple(range(count)))
    assert len(reader(pipe)) == looking.MOST_SLATES


def test_the_sheet_shows_the_recording_from_its_first_to_its_last_second(tmp_path: Path) -> None:
    def growing() -> Iterator[Pictures]:
        for number in range(150):
            yield np.full((180, 320), 20 + number, np.uint8)

    source = drawn(tmp_path / "clip.mp4", growing())
    sheet = taken_in(source).sheet
    assert sheet is not None
    assert (sheet.columns, sheet.rows, sheet.pictures, sheet.step_frames) == (10, 2, 13, 12)
    with Image.open(products_of(source) / SHEET, formats=("JPEG",)) as opened:
        assert opened.size == (sheet.columns * sheet.width, sheet.rows * sheet.height)
        grey = np.asarray(opened.convert("L"), np.float64)
    for number in range(sheet.pictures):
        top, left = number // 10 * sheet.height, number % 10 * sheet.width
        seen = grey[top : top + sheet.height, left : left + sheet.width].mean()
        assert abs(seen - (20 + number * sheet.step_frames)) < 5


def test_a_long_recording_has_at_most_a_hundred_pictures_on_its_sheet(tmp_path: Path) -> None:
    grey = (np.full((18, 32), 60 + number % 90, np.uint8) for number in range(2000))
    sheet = taken_in(drawn(tmp_path / "long.mp4", grey)).sheet
    assert sheet is not None
    assert (sheet.pictures, sheet.step_frames) == (100, 20)


def test_the_thumbnail_is_a_picture_with_something_to_see(tmp_path: Path) -> None:
    def opening() -> Iterator[Pictures]:
        for number in range(60):
            yield as_picture(room(number)) if number >= 28 else np.full((90, 160), 3, np.uint8)

    source = drawn(tmp_path / "clip.mp4", opening())
    taken_in(source)
    with Image.open(products_of(source) / THUMBNAIL, formats=("JPEG",)) as opened:
        assert opened.size == (160, 90)
        assert np.asarray(opened.convert("L")).mean() > 60


def test_the_waveform_is_as_long_as_the_picture_and_as_loud_as_the_sound(tmp_path: Path) -> None:
    heard = "aevalsrc=if(lt(t\\,1.2)\\,0\\,0.9*sin(2*PI*440*t)):s=48000"
    source = film(tmp_path / "clip.mp4", sound=heard, seconds=2)
    clip = taken_in(source)
    with Image.open(products_of(source) / WAVEFORM, formats=("PNG",)) as opened:
        assert opened.size == (960, 120)
        shown = np.asarray(opened.convert("RGBA"))[:, :, 3] > 0
    assert shown[:, :560].sum() == 0
    assert shown[:, 600:940].mean() > 0.85
    assert len(clip.silent) == 1
    assert clip.silent[0].start == 0
    assert abs(clip.silent[0].end - 1.2 * 48_000) < 2000


def test_the_document_is_the_clip_and_names_what_it_is_of(tmp_path: Path) -> None:
    source = film(tmp_path / "clip.mp4")
    clip = taken_in(source)
    kept = from_json((products_of(source) / DOCUMENT).read_bytes(), Clip)
    assert kept == clip
    assert (kept.recipe, kept.digest, kept.rate) == (RECIPE, "d" * 64, RATE)


def test_silence_and_a_dead_channel_can_be_kept_as_a_document(tmp_path: Path) -> None:
    source = sound(tmp_path / "dead.wav", source="aevalsrc=0.1*sin(440*2*PI*t)|0:s=48000")
    clip = taken_in(source)
    assert clip.sound is not None
    assert clip.sound.dead_channels == (2,)
    assert from_json((products_of(source) / DOCUMENT).read_bytes(), Clip) == clip


def test_progress_is_told_while_it_works(tmp_path: Path) -> None:
    watch = Watching()
    taken_in(film(tmp_path / "clip.mp4", seconds=12, size="1280x720"), watch=watch)
    assert watch.told == sorted(watch.told)
    assert len([fraction for fraction in watch.told if 0.05 < fraction < 0.95]) >= 2
    assert watch.told[-1] > 0.95


def test_a_stopped_run_leaves_neither_products_nor_threads(tmp_path: Path) -> None:
    source = film(tmp_path / "clip.mp4", seconds=12, size="1280x720")
    before = threading.active_count()
    with pytest.raises(Cancelled):
        taken_in(source, watch=Watching(stop_at=0.01))
    assert list(products_of(source).iterdir()) == []
    assert threading.active_count() == before


def test_a_file_that_does_not_pass_the_gate_is_refused_before_anything_is_made(
    tmp_path: Path,
) -> None:
    source = tmp_path / "letter.mp4"
    source.write_text("Dear mentor, this is our film.")
    with pytest.raises(UnfitMedia, match="letter") as refused:
        taken_in(source)
    assert refused.value.code is Trouble.TYPE
    assert list(products_of(source).iterdir()) == []


def test_a_recording_whose_pictures_cannot_be_decoded_fails_with_a_sentence(
    tmp_path: Path,
) -> None:
    source = film(tmp_path / "clip.mp4")
    facts = taken_in(source).facts
    gone = tmp_path / "gone.mp4"
    content = source.read_bytes()
    start = content.index(b"mdat") + 4
    gone.write_bytes(content[:start] + bytes(len(content) - start))
    into = tmp_path / "into"
    into.mkdir()
    with pytest.raises(WorkFailed):
        clip_of(gone, facts, digest="0", rate=RATE, into=into, watch=NoWatch())
    assert list(into.iterdir()) == []


def test_damage_in_the_middle_is_noted_and_the_rest_is_kept(tmp_path: Path) -> None:
    whole = film(tmp_path / "whole.mp4", seconds=2, size="640x360").read_bytes()
    middle = len(whole) // 2
    source = tmp_path / "clip.mp4"
    source.write_bytes(whole[:middle] + bytes(3000) + whole[middle + 3000 :])
    clip = taken_in(source)
    assert clip.damaged
    assert clip.frames == 50
    assert not taken_in(tmp_path / "whole.mp4").damaged


def test_a_copy_that_was_cut_off_is_damaged_and_as_long_as_what_is_there(tmp_path: Path) -> None:
    fast = film(tmp_path / "whole.mp4", "-movflags", "+faststart", seconds=4, size="640x360")
    source = tmp_path / "clip.mp4"
    source.write_bytes(fast.read_bytes()[: fast.stat().st_size // 2])
    clip = taken_in(source)
    assert clip.damaged
    assert 30 < clip.frames < 70


def test_the_same_recording_gives_the_same_files(tmp_path: Path) -> None:
    first, second = film(tmp_path / "a.mp4", seconds=0.4), tmp_path / "b.mp4"
    second.write_bytes(first.read_bytes())

    def digests(source: Path) -> dict[str, str]:
        taken_in(source)
        made = products_of(source).iterdir()
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in made}

    assert digests(first) == digests(second)


def test_place_and_names_inside_a_film_are_in_nothing_that_is_made_of_it(tmp_path: Path) -> None:
    tags = ["-metadata", "location=+52.52+013.40/", "-metadata", "artist=Mia Muster"]
    source = film(tmp_path / "gps.mov", *tags, "-movflags", "use_metadata_tags")
    assert b"Mia Muster" in source.read_bytes()
    taken_in(source)
    for made in products_of(source).iterdir():
        assert b"52.52" not in made.read_bytes()
        assert b"Muster" not in made.read_bytes()


def test_black_and_frozen_stretches_are_found_to_the_frame(tmp_path: Path) -> None:
    def told() -> Iterator[Pictures]:
        for number in range(200):
            is_black, is_frozen = 40 <= number < 90, 120 <= number < 170
            seen = as_picture(room(120 if is_frozen else number))
            yield np.full((90, 160), 16, np.uint8) if is_black else seen

    lossless = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "8")
    picture = seen_in(taken_in(drawn(tmp_path / "clip.mp4", told(), *lossless)))
    assert picture.black == (Span(start=40, end=90),)
    (frozen,) = picture.frozen
    assert abs(frozen.start - 120) <= 3  # until the encoder has refined what stands still
    assert frozen.end == 170


def test_a_still_room_with_grain_is_not_frozen_and_not_black(tmp_path: Path) -> None:
    first = room(0)
    chance = np.random.default_rng(3)
    grainy = (as_picture(first + chance.normal(0, 2, first.shape)) for _ in range(100))
    picture = seen_in(taken_in(drawn(tmp_path / "clip.mp4", grainy)))
    assert (picture.black, picture.frozen) == ((), ())


def test_light_is_told_between_black_and_white(tmp_path: Path) -> None:
    def lit(level: int, share: float) -> Iterator[Pictures]:
        for number in range(30):
            picture = as_picture(room(number) * 0 + level)
            picture[:, : int(160 * share)] = 255
            yield picture

    tags = ("-color_range", "tv")
    dark = seen_in(taken_in(drawn(tmp_path / "dark.mp4", lit(10, 0.0), *tags)))
    burnt = seen_in(taken_in(drawn(tmp_path / "burnt.mp4", lit(120, 0.4), *tags)))
    assert abs(dark.luma_mean - 10) < 3
    assert dark.bright_share == 0
    assert abs(burnt.bright_share - 0.4) < 0.03


def test_soft_pictures_have_less_sharpness_and_shaken_ones_more_shake(tmp_path: Path) -> None:
    def filmed(blur: int, shake: float, pan: float = 0.0) -> Iterator[Pictures]:
        chance = np.random.default_rng(7)
        wide = chance.normal(120, 40, (300, 900))
        for size in range(1, blur + 1):
            wide = (np.roll(wide, size, 0) + np.roll(wide, size, 1) + wide) / 3
        for number in range(50):
            top, left = (100 + chance.normal(0, shake, 2)).astype(int)
            left += int(pan * number)
            yield as_picture(wide[top : top + 180, left : left + 320])

    def figures(name: str, **how: float) -> tuple[float, float]:
        pictures = filmed(int(how.pop("blur", 6)), how.pop("shake", 0.0), **how)
        seen = seen_in(taken_in(drawn(tmp_path / name, pictures)))
        return seen.sharpness, seen.shake

    still, soft = figures("still.mp4", blur=2), figures("soft.mp4", blur=9)
    assert soft[0] < 0.4 * still[0]
    tripod, held, pan = (
        figures("tripod.mp4"),
        figures("held.mp4", shake=3.0),
        figures("pan.mp4", pan=4.0),
    )
    assert held[1] > 0.004 > 0.002 > max(tripod[1], pan[1])


def test_what_a_recording_may_use_grows_with_its_length_and_has_an_end() -> None:
    short, long = limits_for(Fraction(1)), limits_for(Fraction(100_000))
    assert short.wall_s < 100
    assert long.wall_s == 4 * 3600
    assert short.file_bytes < 100_000_000
    run_ffmpeg(["-version"], limits=short)


def test_beep_and_clap_of_a_slate_are_where_they_were_made(tmp_path: Path) -> None:
    beep = "if(between(t\\,1\\,1.08)\\,0.5*sin(2*PI*1000*t)\\,0)"
    clap = "if(gte(t\\,2)\\,0.8*(random(0)*2-1)*exp(-150*(t-2))\\,0)"
    hum = "0.001*sin(2*PI*100*t)"
    source = sound(
        tmp_path / "slate.wav", source=f"aevalsrc={beep}+{clap}+{hum}:s=48000", seconds=4
    )
    clip = taken_in(source)
    assert clip.beep is not None
    assert clip.clap is not None
    assert abs(clip.beep - 48_000) < 48
    assert abs(clip.clap - 96_000) < 48
    quiet = taken_in(sound(tmp_path / "hum.wav", source=f"aevalsrc={hum}:s=48000", seconds=4))
    assert (quiet.beep, quiet.clap) == (None, None)
