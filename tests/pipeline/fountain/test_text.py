import pytest

from pipeline.errors import CannotRead
from pipeline.fountain.text import LARGEST_BYTES, text_of


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_usual_encodings_give_the_same_text(encoding: str) -> None:
    assert text_of("ÉLODIE\r\nÇa va ?\r".encode(encoding), name="a") == "ÉLODIE\nÇa va ?\n"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("ÉLODIE".encode("cp1252"), "encoding UTF-8"),
        (b"MAY\0\nGo.", "not a text"),
        (b"a" * (LARGEST_BYTES + 1), "too large"),
        (b"\xff\xfea", "encoding UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_with_the_name_of_the_file(
    content: bytes, sentence: str
) -> None:
    with pytest.raises(CannotRead, match=sentence) as refused:
        text_of(content, name="storm.fountain")
    assert "storm.fountain" in str(refused.value)
