"""A segment as a document: another machine makes the very same bytes of it."""

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.documents.edit import Dissolve, Edit, Images, Look, OpacityKey
from pipeline.documents.json import from_json, to_json
from pipeline.errors import CannotRead, NotFound
from pipeline.files import LocalStore, digest_of_file
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.render import assemble
from pipeline.render.encoding import PictureSettings
from pipeline.render.hands import LocalHands, Work
from pipeline.render.keys import ffmpeg_name
from pipeline.render.pieces import Piece, encode_piece
from pipeline.render.sources import RenderMedium, Source
from pipeline.render.task import SegmentTask, must_be_alike, studio_at, task_of
from tests.pipeline.render.grey_films import BLUE, SIZE, Bench, edit_of, grey_film, shot

pytestmark = pytest.mark.ffmpeg


class Overheard:
    """Hands that remember what they were given."""

    def __init__(self) -> None:
        self.work: Work | None = None

    def encode(self, work: Work) -> None:
        self.work = work
        LocalHands().encode(work)


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> dict[str, RenderMedium]:
    """Two films, and four pictures that are partly seen through."""
    folder = tmp_path_factory.mktemp("media")
    found = {
        "red": grey_film(folder / "red.mp4"),
        "blue": grey_film(folder / "blue.mp4", colour=BLUE),
    }
    for number in range(4):
        path = folder / f"row.{number:04d}.png"
        drawn = f"color=c=0x{60 * number:02x}8040@0.5:s={SIZE[0]}x{SIZE[1]},format=rgba"
        run_ffmpeg(("-y", "-f", "lavfi", "-i", drawn, "-frames:v", "1", f"file:{path}"))
        digest = digest_of_file(path).digest
        found[path.name] = RenderMedium(path=path, digest=digest, kind="png")
    return found


def everything() -> Edit:
    """A dissolve, a picture row above a film, something missing, a generator, a reverse,
    a title over a small picture.
    """
    row = Images(prefix="row.", suffix=".png", digits=4, first=0, count=4, rate=Fraction(5))
    fade = Dissolve(
        start_frame=40,
        frames=10,
        ramp_start=Fraction(40),
        ramp_frames=Fraction(10),
        outgoing=(0, 1),
        incoming=(1, 2),
    )
    half = (OpacityKey(frame=Fraction(0), opacity=0.5), OpacityKey(frame=Fraction(9), opacity=1))
    return edit_of(
        shot("red", 0, 50, 0),
        shot("blue", 40, 60, Fraction(1, 2), layer=1),
        shot("", 60, 20, 0, layer=2, images=row),
        shot("lost <b>; movie=/etc/passwd", 100, 20, 0),
        shot("", 120, 20, 0, generator="bars"),
        shot("red", 140, 20, Fraction(2), speed=Fraction(-1, 2)),
        shot("blue", 160, 20, 0, look=Look(wide=0.5, high=0.5, turned=20), opacity=half),
        shot("", 160, 20, 0, layer=1, generator="title_over", text="Nora و凧"),
        dissolves=(fade,),
    )


def overheard(tmp_path: Path, media: dict[str, RenderMedium]) -> Work:
    """Render everything, and return what had to be encoded."""
    hands = Overheard()
    into = tmp_path / "here"
    into.mkdir()
    edit = everything()
    settings = PictureSettings(
        width=edit.width, height=edit.height, rate=edit.frame_rate, preset="ultrafast"
    )
    cache = Bench(folder=tmp_path).cache
    job = assemble.RenderJob(into=into, cache=cache, hands=hands)
    assemble.render_picture(edit, media, settings=settings, job=job)
    assert hands.work is not None
    return hands.work


def content_of(source: Source) -> tuple[str, ...]:
    return source.pictures or (digest_of_file(source.path).digest,)


def stored(work: Work, media: dict[str, RenderMedium], folder: Path) -> LocalStore:
    """A store with all that the work shows, slates included."""
    store = LocalStore(folder)
    studio = work.studio
    for source in (*studio.sources.values(), *studio.slates.values(), *studio.titles.values()):
        if not source.pictures:
            store.put(source.path)
    for medium in media.values():
        store.put(medium.path)
    return store


def test_another_machine_makes_the_same_bytes_from_the_document_alone(
    tmp_path: Path, media: dict[str, RenderMedium]
) -> None:
    work = overheard(tmp_path, media)
    store = stored(work, media, tmp_path / "store")
    there = tmp_path / "there"
    for number, piece in enumerate(work.pieces):
        text = to_json(task_of(piece, work.studio, content_of))
        assert str(tmp_path) not in text
        task = from_json(text, SegmentTask)
        folder = there / str(number)
        folder.mkdir(parents=True)
        studio = studio_at(task, store.path, folder)
        must_be_alike(task, studio, ffmpeg_name())
        made = Piece(segment=task.segment, key=task.key, path=folder / piece.path.name)
        encode_piece(made, studio, None)
        assert made.path.read_bytes() == piece.path.read_bytes()


def test_a_document_that_was_written_twice_is_the_same(
    tmp_path: Path, media: dict[str, RenderMedium]
) -> None:
    work = overheard(tmp_path, media)
    for piece in work.pieces:
        task = task_of(piece, work.studio, content_of)
        assert from_json(to_json(task), SegmentTask) == task


def test_a_task_names_only_what_its_segment_shows(
    tmp_path: Path, media: dict[str, RenderMedium]
) -> None:
    work = overheard(tmp_path, media)
    extra = replace(next(iter(work.studio.sources.values())), digest="f" * 64)
    studio = replace(work.studio, sources={**work.studio.sources, "unused": extra})
    for piece in work.pieces:
        task = task_of(piece, studio, content_of)
        assert "unused" not in task.studio.sources
        assert "f" * 64 not in task.files


def test_a_machine_that_would_make_other_pixels_says_no(
    tmp_path: Path, media: dict[str, RenderMedium]
) -> None:
    work = overheard(tmp_path, media)
    task = task_of(work.pieces[0], work.studio, content_of)
    must_be_alike(task, work.studio, ffmpeg_name())
    with pytest.raises(CannotRead, match="same version"):
        must_be_alike(task, work.studio, "another ffmpeg")
    other = replace(work.studio, settings=replace(work.studio.settings, crf=30))
    with pytest.raises(CannotRead, match="same version"):
        must_be_alike(task, other, ffmpeg_name())


def test_a_document_cannot_lead_to_a_path(tmp_path: Path, media: dict[str, RenderMedium]) -> None:
    work = overheard(tmp_path, media)
    store = stored(work, media, tmp_path / "store")
    for piece in work.pieces:
        plain = json.loads(to_json(task_of(piece, work.studio, content_of)))
        for side in ("sources", "slates"):
            for source in plain["studio"][side].values():
                source["path"] = "/etc/passwd"
        plain["files"] = {key: ["../../etc/passwd"] for key in plain["files"]}
        task = from_json(json.dumps(plain), SegmentTask)
        folder = tmp_path / piece.key
        folder.mkdir()
        if task.files:
            with pytest.raises((NotFound, CannotRead)):
                studio_at(task, store.path, folder)
