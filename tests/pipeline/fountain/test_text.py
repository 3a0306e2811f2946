import pytest

from pipeline.errors import CannotRead
from pipeline.fountain.layout import A4
from pipeline.fountain.paginate import pages_of
from pipeline.fountain.parse import parse
from pipeline.fountain.text import LARGEST_BYTES, is_encoding_sure, text_of


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_usual_encodings_give_the_same_text(encoding: str) -> None:
    assert text_of("ÉLODIE\r\nÇa va ?\r".encode(encoding), name="a") == "ÉLODIE\nÇa va ?\n"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Hans gr\xfc\xdf\x8e", "encoding UTF-8"),
        (b"\xed\xa0\xbd\xed\xb8\x80", "encoding UTF-8"),
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


def test_letters_of_an_old_windows_program_are_taken_and_known_as_guessed() -> None:
    content = "ÉLODIE\n« Ça va… où ? »".encode("cp1252")
    assert text_of(content, name="a") == "ÉLODIE\n« Ça va… où ? »"
    assert not is_encoding_sure(content)
    assert is_encoding_sure("ÉLODIE".encode())
    assert is_encoding_sure("ÉLODIE".encode("utf-16"))
    assert is_encoding_sure(b"ELODIE")
    assert is_encoding_sure("«".encode() + "»".encode())


def test_line_ends_of_other_programs_end_a_line_and_control_characters_go() -> None:
    content = "a\x0bb\x0cc\x85d\r\ng\th\x07\x1b".encode()
    assert text_of(content, name="a") == "a\nb\nc\nd\ng\th"


def test_the_separators_of_unicode_stay_and_print_as_a_space() -> None:
    text = text_of("One.\u2028Two.\u2029\n".encode(), name="a")
    (action,) = parse(text)
    assert action.text == "One.\u2028Two."
    ((row,),) = pages_of((action,), A4)
    assert [cell.text for cell in row.cells] == ["One. Two."]
