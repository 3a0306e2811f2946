from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.html import html_of
from pipeline.fountain.parse import parse


def page(script: str, language: str = "en") -> str:
    return html_of(screenplay_of(parse(script)), language=language)


def test_every_word_of_the_script_is_escaped() -> None:
    bad = "<script>alert(1)</script>"
    html = page(
        f"Title: {bad}\nAuthor: {bad}\n\n.A{bad}\n\n{bad} **{bad}**\n\n@{bad}\n({bad})\n{bad}\n"
    )
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 9


def test_scenes_have_numbers_and_places_to_link_to() -> None:
    assert '<h2 id="scene-1" dir="auto"><b>1</b>INT. QUAY - DAY</h2>' in page(
        "INT. QUAY - DAY\n\nMud."
    )


def test_emphasis_is_marked_and_notes_are_not_shown() -> None:
    html = page("INT. A - DAY\n\nHe is *very* ***late***. [[why?]]\n\n===\n")
    assert "<em>very</em>" in html
    assert "<em><strong>late</strong></em>" in html
    assert "why?" not in html


def test_a_song_in_a_speech_stands_with_the_speech() -> None:
    html = page("MAY\n~La la\n\nRain.\n\n~Lo\n")
    assert 'class="lyrics spoken"' in html
    assert 'class="lyrics"' in html


def test_the_page_names_its_language_and_needs_nothing_from_elsewhere() -> None:
    html = page("Mud.", "ar")
    assert '<html lang="ar">' in html
    assert "http" not in html
