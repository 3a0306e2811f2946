import pytest

from pipeline.documents.subtitle_bytes import text_of_bytes
from pipeline.errors import CannotRead

TEXT = "1\r\n00:00:01,000 --> 00:00:02,000\r\n"


@pytest.mark.parametrize(
    ("words", "language", "code", "mark"),
    [
        ("Où est-elle ?", "fr", "utf-8", b""),
        ("Où est-elle ?", "fr", "utf-8", b"\xef\xbb\xbf"),
        ("Où est-elle ?", "fr", "cp1252", b""),
        ("تعال هنا", "ar", "cp1256", b""),
        ("駅で待ってる。", "ja", "cp932", b""),
        ("駅で待ってる。", "ja", "utf-16-le", b"\xff\xfe"),
        ("Where is she?", "en", "utf-16-be", b""),
    ],
)
def test_a_text_is_read_in_the_code_in_which_it_was_saved(
    words: str, language: str, code: str, mark: bytes
) -> None:
    saved = mark + (TEXT + words).encode(code)
    if code == "utf-16-be":
        assert saved.decode("utf-8")  # it would go through as UTF-8, with empty signs in it
    assert text_of_bytes(saved, language=language, name="x") == (TEXT + words, code)


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(CannotRead, match="cannot be read"):
        text_of_bytes(b"\x81\x8d\xff\xfe\x81", language="en", name="x.srt")
