"""Still pictures are painted anew, or refused."""

from pathlib import Path

import pytest
from PIL import Image

from pipeline.media.pictures import take_picture
from pipeline.media.safety import Trouble, UnfitMedia

pytestmark = pytest.mark.ffmpeg
ORIENTATION = 0x0112
DESCRIPTION = 0x010E


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp"])
def test_a_picture_is_painted_anew_inside_the_box(tmp_path: Path, suffix: str) -> None:
    Image.new("RGB", (400, 300), "red").save(tmp_path / f"a.{suffix}")
    clean = tmp_path / "clean.png"
    take_picture(tmp_path / f"a.{suffix}", name="a", into=clean, box=(200, 200))
    with Image.open(clean) as picture:
        assert (picture.format, picture.size) == ("PNG", (200, 150))


def test_a_picture_is_upright_and_tells_nothing_about_anybody(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[DESCRIPTION] = "Mia Muster"
    Image.new("RGB", (400, 300), "red").save(tmp_path / "a.jpg", exif=exif)
    clean = tmp_path / "clean.jpg"
    take_picture(tmp_path / "a.jpg", name="a.jpg", into=clean)
    assert b"Muster" not in clean.read_bytes()
    with Image.open(clean) as picture:
        assert picture.size == (300, 400)


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"%!PS-Adobe-3.0 EPSF-3.0", Trouble.TYPE),
        (b"RIFF\x00\x00\x00\x00WAVEdata", Trouble.TYPE),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), Trouble.TRUNCATED),
        (b"", Trouble.EMPTY),
    ],
)
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes, trouble: Trouble) -> None:
    (tmp_path / "a.png").write_bytes(content)
    with pytest.raises(UnfitMedia) as refused:
        take_picture(tmp_path / "a.png", name="a.png", into=tmp_path / "clean.png")
    assert refused.value.code is trouble
