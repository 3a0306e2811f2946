"""The picture of an edit, with the real ffmpeg: every frame is the one that must be seen."""

from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image

from pipeline.documents.edit import Dissolve, Images, PictureClip
from pipeline.errors import Cancelled, WorkFailed
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.render.assemble import RenderJob, render_picture
from pipeline.render.encoding import PictureSettings
from pipeline.render.joining import mux
from pipeline.render.sources import RenderMedium, read_packets, source_of
from tests.pipeline.render.grey_films import (
    BLUE,
    SIZE,
    Bench,
    edit_of,
    frames_of,
    grey_film,
    numbers_of,
    shot,
)
from tests.pipeline.render.sounds import save, tone

pytestmark = pytest.mark.ffmpeg
NTSC = Fraction(30000, 1001)


@pytest.fixture(scope="session")
def media(tmp_path_factory: pytest.TempPathFactory) -> dict[str, RenderMedium]:
    folder = tmp_path_factory.mktemp("media")
    return {
        "red": grey_film(folder / "red.mp4"),
        "blue": grey_film(folder / "blue.mp4", colour=BLUE),
        "fast": grey_film(folder / "fast.mkv", rate="50"),
        "ntsc": grey_film(folder / "ntsc.mp4", rate="30000/1001"),
        "air": grey_film(folder / "air.ts"),
    }


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(folder=tmp_path)


def test_cuts_fall_on_their_frames(bench: Bench, media: dict[str, RenderMedium]) -> None:
    edit = edit_of(
        shot("red", 0, 7, Fraction(10, 25)), shot("blue", 7, 5, 1), shot("red", 12, 3, 0)
    )
    film, report = bench.render(edit, media)
    assert numbers_of(film) == [*range(10, 17), *range(25, 30), 0, 1, 2]
    assert [frame.blue > frame.red for frame in frames_of(film)] == [
        *[False] * 7,
        *[True] * 5,
        *[False] * 3,
    ]
    assert (report.segments, report.encoded, report.missing) == (1, 1, ())


@pytest.mark.parametrize("name", ["ntsc", "air", "fast"])
def test_every_kind_of_file_is_read_to_the_frame(
    bench: Bench, media: dict[str, RenderMedium], name: str
) -> None:
    rate = {"ntsc": NTSC, "air": Fraction(25), "fast": Fraction(50)}[name]
    edit = edit_of(shot(name, 0, 4, 37 / rate), shot(name, 4, 3, 3 / rate), frame_rate=rate)
    film, _ = bench.render(edit, media)
    assert numbers_of(film) == [37, 38, 39, 40, 3, 4, 5]


def test_a_film_of_another_rate_shows_what_is_on_screen_at_that_time(
    bench: Bench, media: dict[str, RenderMedium]
) -> None:
    film, _ = bench.render(edit_of(shot("ntsc", 0, 10, 0), frame_rate=Fraction(24)), media)
    assert numbers_of(film) == [int(frame * NTSC / 24) for frame in range(10)]


@pytest.mark.parametrize(
    ("speed", "numbers"),
    [
        (Fraction(2), [20, 22, 24, 26]),
        (Fraction(1, 2), [20, 20, 21, 21]),
        (Fraction(0), [20, 20, 20, 20]),
        (Fraction(-1), [20, 19, 18, 17]),
        (Fraction(-3, 2), [20, 18, 17, 15]),
    ],
)
def test_a_clip_runs_at_its_speed(
    bench: Bench, media: dict[str, RenderMedium], speed: Fraction, numbers: list[int]
) -> None:
    film, _ = bench.render(edit_of(shot("red", 0, 4, Fraction(20, 25), speed=speed)), media)
    assert numbers_of(film) == numbers


def test_a_long_shot_backwards_is_turned_round_piece_by_piece(
    bench: Bench, media: dict[str, RenderMedium]
) -> None:
    film, _ = bench.render(edit_of(shot("red", 0, 50, Fraction(55, 25), speed=Fraction(-1))), media)
    assert numbers_of(film) == list(range(55, 5, -1))


def test_before_its_beginning_and_after_its_end_a_film_stands_still(
    bench: Bench, media: dict[str, RenderMedium]
) -> None:
    edit = edit_of(
        shot("red", 0, 4, Fraction(-2, 25)),
        shot("red", 4, 4, Fraction(58, 25)),
        shot("blue", 8, 2, 100),
    )
    film, _ = bench.render(edit, media)
    assert numbers_of(film) == [0, 0, 0, 1, 58, 59, 59, 59, 59, 59]


def test_a_hole_is_black_and_a_higher_layer_covers(
    bench: Bench, media: dict[str, RenderMedium]
) -> None:
    edit = edit_of(shot("red", 0, 6, 1), shot("blue", 2, 2, 2, layer=1), frames=8)
    film, _ = bench.render(edit, media)
    frames = frames_of(film)
    assert [frame.is_black for frame in frames] == [False] * 6 + [True] * 2
    assert [round(frame.number) for frame in frames[:6]] == [25, 26, 50, 51, 29, 30]


def still(start: int, frames: int, source_in: int, layer: int) -> PictureClip:
    return shot("red", start, frames, source_in, layer=layer, speed=Fraction(0))


def test_a_dissolve_takes_equal_steps(bench: Bench, media: dict[str, RenderMedium]) -> None:
    dark, light = (
        shot("red", 0, 10, 0, speed=Fraction(0)),
        shot("red", 5, 10, 2, layer=1, speed=Fraction(0)),
    )
    mixed = Dissolve(
        start_frame=5,
        frames=5,
        ramp_start=Fraction(5),
        ramp_frames=Fraction(5),
        outgoing=(0, 1),
        incoming=(1, 2),
    )
    film, _ = bench.render(edit_of(dark, light, dissolves=(mixed,)), media)
    greys = [frame.grey for frame in frames_of(film)]
    expected = [20.0] * 5 + [20 + 150 * (step + 0.5) / 5 for step in range(5)] + [170.0] * 5
    assert greys == pytest.approx(expected, abs=3)


def test_a_dissolve_that_runs_backwards_begins_with_what_comes_in(
    bench: Bench, media: dict[str, RenderMedium]
) -> None:
    dark, light = (
        shot("red", 0, 4, 0, speed=Fraction(0)),
        shot("red", 0, 4, 2, layer=1, speed=Fraction(0)),
    )
    mixed = Dissolve(
        start_frame=0,
        frames=4,
        ramp_start=Fraction(4),
        ramp_frames=Fraction(-4),
        outgoing=(0, 1),
        incoming=(1, 2),
    )
    film, _ = bench.render(edit_of(dark, light, dissolves=(mixed,)), media)
    expected = [20 + 150 * (3.5 - step) / 4 for step in range(4)]
    assert [frame.grey for frame in frames_of(film)] == pytest.approx(expected, abs=3)


def test_what_is_missing_or_broken_keeps_its_place_as_a_slate(
    bench: Bench, media: dict[str, RenderMedium], tmp_path: Path
) -> None:
    torn = tmp_path / "torn"
    torn.write_bytes(b"this is not a film" * 100)
    all_media = {**media, "torn": RenderMedium(path=torn, digest="1" * 64, kind="mov")}
    edit = edit_of(shot("red", 0, 3, 0), shot("torn", 3, 3, 0), shot("lost", 6, 3, 0))
    film, report = bench.render(edit, all_media)
    assert report.missing == ("lost", "torn")
    assert len(frames_of(film)) == 9


def test_a_title_with_a_clear_ground_lets_the_film_through(
    bench: Bench, media: dict[str, RenderMedium], tmp_path: Path
) -> None:
    title = Image.new("RGBA", SIZE, (0, 0, 0, 0))
    title.paste((255, 255, 255, 255), (0, 0, SIZE[0], 8))
    path = tmp_path / "title"
    title.save(path, format="PNG")
    all_media = {**media, "title": RenderMedium(path=path, digest="2" * 64, kind="png")}
    edit = edit_of(shot("red", 0, 4, 1), shot("title", 1, 2, 0, layer=1))
    film, _ = bench.render(edit, all_media)
    assert numbers_of(film) == [25, 26, 27, 28]


def test_a_row_of_pictures_is_a_film(bench: Bench, tmp_path: Path) -> None:
    pictures = {}
    for number in (1001, 1002, 1004):
        path = tmp_path / f"picture_{number}"
        Image.new("L", SIZE, (number - 1000) * 50).convert("RGB").save(path, format="PNG")
        pictures[f"shot.{number}.png"] = RenderMedium(path=path, digest=f"{number}", kind="png")
    row = Images(prefix="shot.", suffix=".png", digits=4, first=1001, count=4, rate=Fraction(25))
    film, report = bench.render(edit_of(shot("shot.####.png", 0, 5, 0, images=row)), pictures)
    greys = [frame.grey for frame in frames_of(film)]
    assert greys == pytest.approx(
        [16 + 219 / 255 * grey for grey in (50, 100, 100, 200, 200)], abs=3
    )
    assert report.missing == ()


def test_a_row_without_its_first_picture_is_missing(bench: Bench) -> None:
    row = Images(prefix="s", suffix=".png", digits=1, first=1, count=2, rate=Fraction(25))
    _, report = bench.render(edit_of(shot("s#.png", 0, 2, 0, images=row)), {})
    assert report.missing == ("s#.png (1)",)


def test_a_picture_of_another_shape_is_shown_whole(
    bench: Bench, media: dict[str, RenderMedium]
) -> None:
    tall = edit_of(shot("red", 0, 2, 1), width=54, height=96)
    film, _ = bench.render(tall, media)
    assert numbers_of(film) == [25, 26]


def test_an_empty_edit_is_no_film(bench: Bench) -> None:
    with pytest.raises(WorkFailed, match="nothing in this edit"):
        bench.render(edit_of(frames=0), {})


def test_a_render_that_was_stopped_says_so(
    bench: Bench, media: dict[str, RenderMedium], tmp_path: Path
) -> None:
    class Stopped:
        def progress(self, fraction: float, doing: str) -> None:
            pass

        def cancelled(self) -> bool:
            return True

    into = tmp_path / "job"
    into.mkdir()
    settings = PictureSettings(width=SIZE[0], height=SIZE[1], rate=Fraction(25))
    job = RenderJob(into=into, cache=bench.cache, watch=Stopped())
    with pytest.raises(Cancelled):
        render_picture(edit_of(shot("red", 0, 9, 0)), media, settings=settings, job=job)


@pytest.mark.parametrize("rate", [Fraction(25), NTSC, Fraction(24000, 1001), Fraction(60)])
def test_segments_join_without_a_gap_at_any_rate(
    tmp_path: Path, media: dict[str, RenderMedium], rate: Fraction
) -> None:
    shots = [shot("red", start, 7, Fraction(start % 40, 25)) for start in range(0, 28 * 7, 7)]
    film, report = Bench(folder=tmp_path, workers=2).render(edit_of(*shots, frame_rate=rate), media)
    assert report.segments > 1
    with (film.parent / "picture.frames").open() as lines:
        times = sorted(read_packets(lines)[0])
    assert times == [frame / rate for frame in range(28 * 7)]


@pytest.mark.parametrize("kind", [("mp4", "mov"), ("mkv", "matroska")])
@pytest.mark.parametrize("groups", ["open-gop=1", "open-gop=0", "bframes=0"])
def test_whatever_frame_a_shot_begins_with_is_shown(
    bench: Bench, tmp_path: Path, kind: tuple[str, str], groups: str
) -> None:
    path = tmp_path / f"keys.{kind[0]}"
    drawn = "nullsrc=s=96x54:r=25,format=yuv420p,geq=lum='20+3*N':cb=110:cr=180"
    coded = f"keyint=7:min-keyint=7:bframes=3:b-pyramid=2:b-adapt=0:{groups}"
    run_ffmpeg(
        (
            *("-y", "-f", "lavfi", "-i", drawn, "-frames:v", "60", "-qp", "4"),
            *("-x264-params", coded, "-pix_fmt", "yuv420p", f"file:{path}"),
        )
    )
    medium = RenderMedium(path=path, digest=f"{kind} {groups}", kind=kind[1])
    order = [7 * number % 60 for number in range(60)]
    shots = [shot("keys", at, 1, Fraction(frame, 25)) for at, frame in enumerate(order)]
    film, _ = bench.render(edit_of(*shots), {"keys": medium})
    assert numbers_of(film) == order


def test_prores_is_written_too(bench: Bench, media: dict[str, RenderMedium]) -> None:
    film, _ = bench.render(edit_of(shot("red", 0, 5, 1)), media, encoder="prores")
    assert film.suffix == ".mov"
    assert numbers_of(film) == [25, 26, 27, 28, 29]


def test_picture_and_sound_become_one_film(
    bench: Bench, media: dict[str, RenderMedium], tmp_path: Path
) -> None:
    film, _ = bench.render(edit_of(shot("red", 0, 25, 0)), media)
    whole = mux(film, save(tmp_path / "tone.wav", tone(1.0)), tmp_path / "film.mp4")
    silent = mux(film, None, tmp_path / "silent.mp4")
    assert numbers_of(whole) == numbers_of(silent) == list(range(25))
    head = whole.read_bytes()
    assert head.index(b"moov") < head.index(b"mdat")
    assert b"mp4a" in head
    assert b"mp4a" not in silent.read_bytes()


def test_a_film_that_says_nothing_of_its_colours_keeps_them(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "plain.mp4"
    drawn = "nullsrc=s=96x54:r=25,format=yuv420p,geq=lum=88:cb=118:cr=196"
    run_ffmpeg(("-y", "-f", "lavfi", "-i", drawn, "-frames:v", "3", "-qp", "2", f"file:{path}"))
    plain = RenderMedium(path=path, digest="3", kind="mov")
    source = source_of(plain, cache=tmp_path)
    assert source is not None
    assert not source.names_matrix
    film, _ = bench.render(edit_of(shot("plain", 0, 3, 0)), {"plain": plain})
    first = frames_of(film)[0]
    assert (first.grey, first.blue, first.red) == pytest.approx((88, 118, 196), abs=2)


def test_a_dissolve_that_takes_longer_than_a_minute_is_mixed_all_the_same(
    bench: Bench, media: dict[str, RenderMedium]
) -> None:
    """As inside a sequence that stands still, where a dissolve never ends."""
    still = Dissolve(
        start_frame=0,
        frames=6,
        ramp_start=Fraction(-50_000),
        ramp_frames=Fraction(200_000),
        outgoing=(0, 1),
        incoming=(1, 2),
    )
    clips = shot("red", 0, 6, 0, speed=Fraction(0)), shot("blue", 0, 6, Fraction(40, 25), layer=1)
    film, _ = bench.render(edit_of(*clips, dissolves=(still,)), media)
    for number, frame in enumerate(frames_of(film)):
        wanted = 0.75 * 20 + 0.25 * (20 + 3 * (40 + number))
        assert frame.grey == pytest.approx(wanted, abs=3)
