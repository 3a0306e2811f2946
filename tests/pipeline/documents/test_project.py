from fractions import Fraction

import pytest

from pipeline.documents.project import AiPolicy, Music, SlateSystem, read_project_toml
from pipeline.errors import CannotRead

WHOLE = """
title = "The Kite"
group = "Blue"
frame_rate = "24000/1001"
size = "1920x1080"
language = "fr"
target_seconds = 90
loudness_lufs = -16
ai_policy = "disclosed"
slates = "american"
[music]
file = "sound/song.wav"
title = "Song"
[cast]
LENA = "Aya"
[crew]
director = ["Aya", "Ben"]
editor = "Ben"
[credits]
notice = "Thanks"
event = "Tokyo"
"""


def test_everything_that_was_agreed_is_read() -> None:
    project = read_project_toml(WHOLE)
    assert (project.title, project.group, project.language) == ("The Kite", "Blue", "fr")
    assert project.frame_rate == Fraction(24000, 1001)
    assert (project.width, project.height) == (1920, 1080)
    assert (project.target_seconds, project.loudness_lufs) == (90, -16.0)
    assert project.ai_policy is AiPolicy.DISCLOSED
    assert project.slates is SlateSystem.AMERICAN
    assert project.music == Music(file="sound/song.wav", title="Song")
    assert project.crew == {"director": ("Aya", "Ben"), "editor": ("Ben",)}
    assert (project.notice, project.event) == ("Thanks", "Tokyo")


def test_an_empty_file_gives_the_usual_film() -> None:
    project = read_project_toml("")
    assert (project.frame_rate, project.width, project.music) == (Fraction(25), 1280, None)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("title = ", "cannot be read"),
        ('frame_rate = "fast"', "not a frame rate"),
        ('size = "big"', "not a picture size"),
        ('size = "1281x720"', "even numbers"),
        ('target_seconds = "long"', "target_seconds"),
        ("target_seconds = 0", "between 1 and"),
        ("loudness_lufs = 3", "loudness_lufs"),
        ('ai_policy = "some"', "ai_policy"),
        ('slates = "any"', "consecutive"),
    ],
)
def test_a_wrong_line_is_named(line: str, sentence: str) -> None:
    with pytest.raises(CannotRead, match=sentence):
        read_project_toml(line)
