"""Whether a file that lies beside a film is called by somebody's name."""

import unicodedata

import pytest

from pipeline.render.personal import file_name_findings

NAMES = ("Aya", "Zoé Martin", "さくら", "Mo", "", "X", "- -")


@pytest.mark.parametrize(
    "file",
    [
        "poster_aya.png",
        "our/files/AYA2.srt",
        "PosterAya.png",
        unicodedata.normalize("NFD", "zoé-martin.jpg"),
        "ZoeMartin_final.png",
        "zoemartin.png",
        "さくらのポスター.png",
        "mo.vtt",
    ],
)
def test_a_file_that_is_called_by_somebodys_name_is_told(file: str) -> None:
    (one,) = file_name_findings(["poster.png", file], NAMES)
    assert one.code == "C57"
    assert one.place in file or one.place in unicodedata.normalize("NFC", file)
    assert "another name" in one.message


@pytest.mark.parametrize(
    "file",
    [
        "poster.png",
        "subtitles.fr.srt",
        "ayacucho.png",
        "martin.png",
        "zoe_and_martin.png",
        "moped.png",
        "x.png",
        "さく_ら見.png",
        "credits.csv",
    ],
)
def test_a_file_that_names_nobody_is_not_told(file: str) -> None:
    assert list(file_name_findings([file], NAMES)) == []
