import pytest

from pipeline.documents.screenplay import ElementKind
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.headings import light_of
from pipeline.fountain.parse import parse
from pipeline.fountain.text import text_of
from pipeline.fountain.write import write


@pytest.mark.parametrize(
    ("line", "setting", "place", "time", "light"),
    [
        ("INT. KITCHEN - DAY", "INT", "KITCHEN", "DAY", "day"),
        ("int. kitchen - night", "INT", "kitchen", "night", "night"),
        ("INTÉRIEUR. CUISINE - NUIT", "INT", "CUISINE", "NUIT", "night"),
        ("Extérieur jardin – soir", "EXT", "jardin", "soir", "dusk"),
        ("INTÉRIEUR/EXTÉRIEUR VOITURE - AUBE", "INT/EXT", "VOITURE", "AUBE", "dawn"),
        ("INTERIOR COCINA - NOCHE", "INT", "COCINA", "NOCHE", "night"),
        ("Exterior. Playa - Amanecer", "EXT", "Playa", "Amanecer", "dawn"),
        ("屋内 教室 - 昼", "INT", "教室", "昼", "day"),
        ("屋外　校庭　夕", "EXT", "校庭", "夕", "dusk"),
        ("室内・台所・夜", "INT", "台所", "夜", "night"),
        ("○教室・朝", "", "教室", "朝", "dawn"),
        ("○　屋外 川原 - 夜明け", "EXT", "川原", "夜明け", "dawn"),
        ("داخلي. غرفة الصف - نهار", "INT", "غرفة الصف", "نهار", "day"),
        ("خارجي البحر - ليل", "EXT", "البحر", "ليل", "night"),
        ("داخلي/خارجي السيارة - غروب", "INT/EXT", "السيارة", "غروب", "dusk"),
    ],
)
def test_headings_are_known_in_every_language(
    line: str, setting: str, place: str, time: str, light: str
) -> None:
    for written in (line, f"{line} #3A#"):
        elements = parse(f"{written}\n\nRain.\n")
        assert [one.kind for one in elements] == [ElementKind.SCENE_HEADING, ElementKind.ACTION]
        assert parse(write(elements))[0].text == elements[0].text == line
        (scene,) = screenplay_of(elements).scenes
        assert (scene.setting, scene.place, scene.time_of_day) == (setting, place, time)
        assert light_of(scene.time_of_day) == light


def test_a_japanese_heading_needs_no_empty_line_below_its_ring() -> None:
    elements = parse("○教室・昼\nハナが窓を見る。\n\n@ハナ\nいない！\n")
    assert [str(one.kind) for one in elements] == [
        *("scene_heading", "action", "character", "dialogue")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Interior design is her life.",
        "INTERIOR MONOLOGUE",
        "Internal affairs - night shift",
        "Extérieurement calme - jour",
        "Exterior",
        "屋内",
        "屋内プールで泳ぐ。",
        "○",
        "○ ",
        "خارجي",
        "داخليا كان هادئا - نهار",
    ],
)
def test_sentences_that_begin_alike_are_no_headings(line: str) -> None:
    assert parse(f"{line}\n\nRain.\n")[0].kind is ElementKind.ACTION


@pytest.mark.parametrize(
    ("cue", "name"),
    [
        ("@ハナ", "ハナ"),
        ("@سلمى", "سلمى"),
        ("@\u200fסבתא", "\u200fסבתא"),
        ("ÉLODIE (voix off)", "ÉLODIE (voix off)"),
        ("@mia", "mia"),
        ("ИРА", "ИРА"),
    ],
)
def test_everybody_can_speak(cue: str, name: str) -> None:
    character, dialogue = parse(f"{cue}\nそう。\n")
    assert (character.kind, character.text) == (ElementKind.CHARACTER, name)
    assert dialogue.kind is ElementKind.DIALOGUE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_alphabets_and_line_ends_make_no_difference(encoding: str, end: str) -> None:
    text = "Title: 消えた猫\n\n.屋内 教室 - 昼 #1#\n\n@سلمى\nÇa va ?\n  \nOui.\n\n\tTab.\n"
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    content = mark + text.replace("\n", end).encode(encoding)
    assert parse(text_of(content, name="a")) == parse(text)
