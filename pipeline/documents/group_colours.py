"""The colours of camera tape that groups get, with their names. Pure."""

from typing import Final

COLOURS: Final = {
    "red": ("Red", "Rouge", "あか", "الأحمر"),
    "blue": ("Blue", "Bleu", "あお", "الأزرق"),
    "yellow": ("Yellow", "Jaune", "きいろ", "الأصفر"),
    "green": ("Green", "Vert", "みどり", "الأخضر"),
    "white": ("White", "Blanc", "しろ", "الأبيض"),
    "orange": ("Orange", "Orange", "オレンジ", "البرتقالي"),
    "violet": ("Violet", "Violet", "むらさき", "البنفسجي"),
    "pink": ("Pink", "Rose", "ピンク", "الوردي"),
    "teal": ("Teal", "Turquoise", "あおみどり", "الفيروزي"),
    "brown": ("Brown", "Marron", "ちゃいろ", "البني"),
    "graphite": ("Graphite", "Graphite", "くろ", "الرمادي"),
}
"""Key to the words in English, French, Japanese and Arabic."""
LANGUAGES: Final = ("en", "fr", "ja", "ar")


def colour_word(key: str, language: str) -> str:
    """Return the name of a colour in a language, in English where there is none."""
    code = language[:2]
    return COLOURS[key][LANGUAGES.index(code) if code in LANGUAGES else 0]


def usual_groups(count: int, language: str) -> tuple[tuple[str, str], ...]:
    """Return name and colour of so many groups; when the colours are used up, they are numbered."""
    keys = tuple(COLOURS)
    places = (divmod(place, len(keys)) for place in range(count))
    return tuple(
        (f"{colour_word(keys[at], language)}{f' {times + 1}' if times else ''}", keys[at])
        for times, at in places
    )


def next_colour(taken: tuple[str, ...]) -> str:
    """Return the colour that the fewest groups have."""
    return min(COLOURS, key=taken.count)
