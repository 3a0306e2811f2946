"""What a grade does to pictures, measured in light and colour on real films."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.documents.cube import read_cube
from pipeline.documents.edit import Edit, Look, PictureClip
from pipeline.documents.grade import UNGRADED, Grade
from pipeline.documents.json import from_json, to_json
from pipeline.files import LocalStore, digest_of_file
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.render import assemble
from pipeline.render.encoding import PictureSettings
from pipeline.render.grading import LUMA, graded, lay_beside
from pipeline.render.hands import LocalHands, Work
from pipeline.render.keys import ffmpeg_name
from pipeline.render.pieces import Piece, encode_piece
from pipeline.render.sources import RenderMedium, Source
from pipeline.render.task import SegmentTask, must_be_alike, studio_at, task_of
from tests.cubes import cube, identity, inverting
from tests.pipeline.render.grey_films import Bench, edit_of, shot

pytestmark = pytest.mark.ffmpeg

SIZE = (192, 108)
WAVES = "r='120+60*sin((X+N)/23)':g='110+60*sin(Y/17)':b='115+60*cos((X+Y)/29)'"
MEANT = "setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709"
Planes = NDArray[np.float64]


def waves(path: Path, size: tuple[int, int] = SIZE, *, shade: str = "null") -> RenderMedium:
    """Write a film of two seconds in which all colours flow into each other."""
    drawn = f"nullsrc=s={size[0]}x{size[1]}:r=25,format=gbrp,geq={WAVES},{shade}"
    said = f"scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,{MEANT}"
    written = ("-c:v", "libx264", "-preset", "ultrafast", "-qp", "2", "-frames:v", "50")
    run_ffmpeg(("-y", "-f", "lavfi", "-i", f"{drawn},{said}", *written, f"file:{path}"))
    return RenderMedium(path=path, digest=digest_of_file(path).digest, kind="mov")


def table(text: str, folder: Path) -> RenderMedium:
    """Keep a look-up table as the edit stage does, and return it as a medium."""
    clean = read_cube(text.encode(), "test.cube")
    path = folder / f"{clean.digest}.cube"
    path.write_text(clean.text, encoding="utf-8")
    return RenderMedium(path=path, digest=clean.digest, kind=f"cube{clean.dimensions}")


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> dict[str, RenderMedium]:
    folder = tmp_path_factory.mktemp("media")
    films = {"waves": waves(folder / "waves.mp4"), "large": waves(folder / "large.mp4", (384, 216))}
    gamma = cube(2, lambda red, green, blue: (red, green, blue)).replace("3D", "1D").split("\n")
    row = "\n".join((gamma[0].replace("2", "3"), "0 0 0", ".2 .2 .2", "1 1 1"))
    tables = (table(text, folder) for text in (identity(), inverting(), row))
    return films | {one.digest: one for one in tables}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    (tmp_path / "bench").mkdir()
    return Bench(folder=tmp_path / "bench")


def lut_of(media: dict[str, RenderMedium], text: str) -> str:
    return read_cube(text.encode(), "test.cube").digest


def planes(film: Path, how: str = "format=pix_fmts=yuv444p") -> Planes:
    """Return all frames of a film: frame, plane, row, column."""
    raw = film.with_suffix(".raw")
    shown = ("-vf", f"scale=in_color_matrix=bt709:in_range=tv,{how}", "-f", "rawvideo")
    opened = ("-y", "-f", "mov", "-i", f"file:{film}", "-fps_mode", "passthrough")
    run_ffmpeg((*opened, *shown, f"file:{raw}"))
    return np.fromfile(raw, np.uint8).reshape(-1, 3, SIZE[1], SIZE[0]).astype(float)


def rgb(film: Path) -> Planes:
    """Return the frames as red, green and blue."""
    return planes(film, "format=pix_fmts=gbrp")[:, [2, 0, 1]]


def light(film: Path) -> Planes:
    """Return how much light a camera saw, per channel, of frames as red, green and blue."""
    coded = rgb(film) / 255
    return np.where(coded < 0.081, coded / 4.5, ((coded + 0.099) / 1.099) ** (1 / 0.45))


def luma_of(light_: Planes) -> float:
    """Return the mean lightness of frames in light."""
    return float(np.tensordot(light_.mean(axis=(0, 2, 3)), np.array(LUMA), axes=1))


def film(bench: Bench, media: dict[str, RenderMedium], grade: Grade, **more: object) -> Path:
    clip = shot("waves", 0, 4, 0, grade=grade, **more)
    edit = edit_of(clip, width=SIZE[0], height=SIZE[1])
    return bench.render(edit, media, crf=1)[0]


def test_one_stop_more_is_twice_the_light(bench: Bench, media: dict[str, RenderMedium]) -> None:
    before = luma_of(light(film(bench, media, UNGRADED)))
    less = luma_of(light(film(bench, media, Grade(exposure=-1))))
    assert less / before == pytest.approx(0.5, rel=0.03)
    darker = Grade(exposure=-2)
    assert luma_of(light(film(bench, media, darker))) / less == pytest.approx(0.5, rel=0.03)
    # Nothing of a picture this dark is at the end of the scale when it is doubled.
    dim = {
        **media,
        "waves": waves(bench.folder / "dim.mp4", shade="lutrgb=r=val/2:g=val/2:b=val/2"),
    }
    before = luma_of(light(film(bench, dim, UNGRADED)))
    more = luma_of(light(film(bench, dim, Grade(exposure=1))))
    assert more / before == pytest.approx(2, rel=0.03)


def test_a_warm_grade_raises_red_against_blue_and_keeps_the_lightness(
    bench: Bench, media: dict[str, RenderMedium]
) -> None:
    plain = light(film(bench, media, UNGRADED)).mean(axis=(0, 2, 3))
    warm = light(film(bench, media, Grade(warmth=60))).mean(axis=(0, 2, 3))
    cold = light(film(bench, media, Grade(warmth=-60))).mean(axis=(0, 2, 3))
    assert warm[0] / warm[2] > 1.3 * plain[0] / plain[2]
    assert cold[0] / cold[2] < plain[0] / plain[2] / 1.3
    assert warm @ np.array(LUMA) == pytest.approx(plain @ np.array(LUMA), rel=0.1)


def test_a_tint_goes_from_green_to_magenta(bench: Bench, media: dict[str, RenderMedium]) -> None:
    plain = light(film(bench, media, UNGRADED)).mean(axis=(0, 2, 3))
    pink = light(film(bench, media, Grade(tint=100))).mean(axis=(0, 2, 3))
    assert pink[1] / pink[0] < 0.85 * plain[1] / plain[0]


def test_without_saturation_everything_is_grey(
    bench: Bench, media: dict[str, RenderMedium]
) -> None:
    grey = planes(film(bench, media, Grade(saturation=0)))
    assert np.abs(grey[:, 1:] - 128).max() <= 1
    plain = planes(film(bench, media, UNGRADED))
    assert np.abs(plain[:, 1:] - 128).max() > 20
    assert np.abs(grey[:, 0] - plain[:, 0]).mean() < 1
    vivid = planes(film(bench, media, Grade(saturation=1.5)))
    assert np.abs(vivid[:, 1:] - 128).mean() > 1.3 * np.abs(plain[:, 1:] - 128).mean()


def test_a_table_that_changes_nothing_changes_nothing(
    bench: Bench, media: dict[str, RenderMedium]
) -> None:
    """Measured before it is encoded: that changes pixels of its own."""
    medium = media[lut_of(media, identity())]
    lut = Source(path=medium.path, digest=medium.digest, kind=medium.kind)
    lay_beside((lut,), bench.folder)
    chain = graded(Grade(lut=medium.digest), lut, "yuv420p")
    raw = [bench.folder / name for name in ("plain", "same")]
    for path, filters in zip(raw, ("null", ",".join(chain)), strict=True):
        opened = ("-y", "-f", "mov", "-i", f"file:{media['waves'].path}")
        written = ("-vf", filters, "-pix_fmt", "yuv420p", "-f", "rawvideo", f"file:{path}")
        run_ffmpeg((*opened, *written), cwd=bench.folder)
    plain, same = (np.fromfile(path, np.uint8).astype(int) for path in raw)
    assert len(chain) == 5
    assert np.abs(same - plain).max() <= 1


def test_a_table_that_inverts_makes_a_negative(
    bench: Bench, media: dict[str, RenderMedium]
) -> None:
    plain = rgb(film(bench, media, UNGRADED))
    negative = rgb(film(bench, media, Grade(lut=lut_of(media, inverting()))))
    assert np.abs(negative + plain - 255).mean() < 2


def test_a_row_of_steps_is_looked_up_in_each_channel(
    bench: Bench, media: dict[str, RenderMedium]
) -> None:
    [row] = [name for name, one in media.items() if one.kind == "cube1"]
    plain = rgb(film(bench, media, UNGRADED)) / 255
    wanted = np.interp(plain, [0, 0.5, 1], [0, 0.2, 1]) * 255
    assert np.abs(rgb(film(bench, media, Grade(lut=row))) - wanted).mean() < 2


def test_a_picture_that_is_laid_smaller_is_graded_and_its_frame_is_not(
    bench: Bench, media: dict[str, RenderMedium]
) -> None:
    negative = Grade(lut=lut_of(media, inverting()))
    seen = rgb(film(bench, media, negative, look=Look(wide=0.5, high=0.5)))
    assert seen[0, :, 5, 5].max() < 6
    plain = rgb(film(bench, media, UNGRADED, look=Look(wide=0.5, high=0.5)))
    middle = (slice(None), slice(None), slice(40, 70), slice(70, 120))
    assert np.abs(seen[middle] + plain[middle] - 255).mean() < 3


def test_the_black_beside_a_picture_stays_black(
    bench: Bench, media: dict[str, RenderMedium]
) -> None:
    square = {**media, "waves": waves(bench.folder / "square.mp4", (108, 108))}
    seen = rgb(film(bench, square, Grade(lut=lut_of(media, inverting()))))
    assert seen[0, :, 50, 10].max() < 6


def test_preview_and_master_look_the_same(bench: Bench, media: dict[str, RenderMedium]) -> None:
    """The preview is made small, from a proxy; the master large, from the original."""
    proxy = bench.folder / "proxy.mp4"
    smaller = ("-vf", f"scale={SIZE[0]}:{SIZE[1]},{MEANT}", "-c:v", "libx264", "-crf", "23")
    run_ffmpeg(("-y", "-f", "mov", "-i", f"file:{media['large'].path}", *smaller, f"file:{proxy}"))
    medium = RenderMedium(path=proxy, digest=digest_of_file(proxy).digest, kind="mov")
    grade = Grade(exposure=0.5, warmth=30, saturation=1.3, lut=lut_of(media, inverting()))
    films = {}
    for name, size, crf in (("proxy", SIZE, 26), ("large", (384, 216), 17)):
        edit = edit_of(shot(name, 0, 4, 0, grade=grade), width=size[0], height=size[1])
        films[name] = bench.render(edit, {**media, "proxy": medium}, crf=crf)[0]
    shrunk = f"scale={SIZE[0]}:{SIZE[1]}:flags=area,format=pix_fmts=yuv444p"
    small, large = planes(films["proxy"]), planes(films["large"], shrunk)
    assert np.abs(small - large).mean(axis=(0, 2, 3)).max() < 2


def plan_of(*clips: PictureClip) -> Edit:
    return edit_of(*clips, width=SIZE[0], height=SIZE[1])


def test_another_grade_of_one_shot_encodes_only_its_segments(
    bench: Bench, media: dict[str, RenderMedium]
) -> None:
    first, second = shot("waves", 0, 75, 0), shot("large", 75, 75, 0)
    _, before = bench.render(plan_of(first, second), media)
    assert before.encoded == before.segments == 2
    warmer = replace(second, grade=Grade(warmth=10))
    _, after = bench.render(plan_of(first, warmer), media)
    assert (after.encoded, after.reused) == (1, 1)
    looked = replace(second, grade=Grade(warmth=10, lut=lut_of(media, identity())))
    _, last = bench.render(plan_of(first, looked), media)
    assert (last.encoded, last.reused) == (1, 1)
    _, again = bench.render(plan_of(first, second), media)
    assert again.encoded == 0


def test_a_shot_without_a_grade_has_no_filter_more() -> None:
    assert graded(UNGRADED, None, "yuv420p") == ()
    assert graded(Grade(lut="0" * 64), None, "yuv420p") == ()


class Overheard:
    """Hands that remember what they were given."""

    def __init__(self) -> None:
        self.work: Work | None = None

    def encode(self, work: Work) -> None:
        self.work = work
        LocalHands().encode(work)


def test_another_machine_gets_the_table_by_its_digest_and_makes_the_same_bytes(
    tmp_path: Path, media: dict[str, RenderMedium]
) -> None:
    hands = Overheard()
    (tmp_path / "here").mkdir()
    grade = Grade(exposure=-0.5, lut=lut_of(media, inverting()))
    edit = edit_of(shot("waves", 0, 10, 0, grade=grade), width=SIZE[0], height=SIZE[1])
    settings = PictureSettings(width=SIZE[0], height=SIZE[1], rate=Fraction(25))
    cache = Bench(folder=tmp_path).cache
    job = assemble.RenderJob(into=tmp_path / "here", cache=cache, hands=hands)
    assemble.render_picture(edit, media, settings=settings, job=job)
    assert hands.work is not None
    store = LocalStore(tmp_path / "store")
    for one in media.values():
        store.put(one.path)
    [piece] = hands.work.pieces
    text = to_json(task_of(piece, hands.work.studio, lambda source: (source.digest,)))
    assert str(tmp_path) not in text
    task = from_json(text, SegmentTask)
    (tmp_path / "there").mkdir()
    studio = studio_at(task, store.path, tmp_path / "there")
    must_be_alike(task, studio, ffmpeg_name())
    made = Piece(segment=task.segment, key=task.key, path=tmp_path / "there" / piece.path.name)
    encode_piece(made, studio, None)
    assert made.path.read_bytes() == piece.path.read_bytes()


def test_a_still_that_is_seen_through_is_graded_and_stays_so(
    bench: Bench, media: dict[str, RenderMedium]
) -> None:
    path = bench.folder / "glass.png"
    drawn = f"color=c=0x204060@0.5:s={SIZE[0]}x{SIZE[1]},format=rgba"
    run_ffmpeg(("-y", "-f", "lavfi", "-i", drawn, "-frames:v", "1", f"file:{path}"))
    glass = RenderMedium(path=path, digest=digest_of_file(path).digest, kind="png")
    negative = Grade(lut=lut_of(media, inverting()))
    below = shot("", 0, 4, 0, generator="#ffffff")
    seen = []
    for grade in (UNGRADED, negative):
        edit = plan_of(below, shot("glass", 0, 4, 0, layer=1, grade=grade))
        film_, _ = bench.render(edit, {**media, "glass": glass}, crf=1)
        seen.append(rgb(film_)[0].mean(axis=(1, 2)))
    assert np.allclose(seen[0], (143, 159, 175), atol=5)
    assert np.allclose(seen[1], (239, 223, 207), atol=5)


def test_what_was_shot_in_hdr_is_graded_in_the_light_of_the_film(
    bench: Bench, media: dict[str, RenderMedium]
) -> None:
    path = bench.folder / "hdr.mp4"
    tags = ("-color_primaries", "bt2020", "-color_trc", "smpte2084", "-colorspace", "bt2020nc")
    drawn = f"color=c=0x707050:s={SIZE[0]}x{SIZE[1]}:r=25,format=yuv420p10le"
    written = ("-frames:v", "25", "-c:v", "libx264", "-pix_fmt", "yuv420p10le", *tags)
    said = "setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc:range=tv"
    run_ffmpeg(("-y", "-f", "lavfi", "-i", f"{drawn},{said}", *written, f"file:{path}"))
    hdr = {
        **media,
        "waves": RenderMedium(path=path, digest=digest_of_file(path).digest, kind="mov"),
    }
    plain = light(film(bench, hdr, UNGRADED))
    less = light(film(bench, hdr, Grade(exposure=-1)))
    assert luma_of(less) / luma_of(plain) == pytest.approx(0.5, rel=0.05)
    grey = planes(film(bench, hdr, Grade(saturation=0)))
    assert np.abs(grey[:, 1:] - 128).max() <= 1
