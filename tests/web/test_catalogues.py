"""No sentence of a page is without its translation."""

import pytest
from babel.messages.mofile import read_mo

from web import catalogues


def strings(given: object) -> tuple[object, ...]:
    """One sentence or its plurals, alike."""
    return tuple(given) if isinstance(given, tuple | list) else (given,)


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_language_has_no_holes(language: str) -> None:
    assert catalogues.holes(language) == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_translation_keeps_the_named_values(language: str) -> None:
    known = catalogues.catalogue(language)
    faults = [f"{one.id}: {fault}" for one in known for fault in one.check(known)]
    assert faults == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_the_compiled_file_says_what_the_text_file_says(language: str) -> None:
    known = catalogues.catalogue(language)
    with catalogues.path_of(language).with_suffix(".mo").open("rb") as source:
        compiled = read_mo(source)
    for message in known:
        if message.id:
            found = compiled.get(message.id if isinstance(message.id, str) else message.id[0])
            assert found is not None
            assert strings(found.string) == strings(message.string)


def test_a_missing_sentence_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {**catalogues.sentences(), "A new sentence.": "A new sentence."}
    monkeypatch.setattr(catalogues, "sentences", lambda: known)
    assert catalogues.holes("fr") == ["A new sentence."]
