from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.ledger import Entry, append, first_break


def chain_of(bodies: list[dict[str, int]]) -> list[Entry]:
    entries: list[Entry] = []
    for body in bodies:
        entries.append(append(entries[-1] if entries else None, body))
    return entries


BODIES = st.lists(st.dictionaries(st.text(max_size=4), st.integers(), max_size=3), min_size=1)


@given(BODIES)
def test_an_untouched_chain_holds(bodies: list[dict[str, int]]) -> None:
    assert first_break(chain_of(bodies)) is None


@given(BODIES, st.data())
def test_a_changed_entry_is_found(bodies: list[dict[str, int]], data: st.DataObject) -> None:
    entries = chain_of(bodies)
    place = data.draw(st.integers(0, len(entries) - 1))
    entries[place] = replace(entries[place], body=entries[place].body + " ")
    assert first_break(entries) == place + 1


def test_a_removed_entry_is_found() -> None:
    entries = chain_of([{"a": 1}, {"b": 2}, {"c": 3}])
    assert first_break([entries[0], entries[2]]) == 2


def test_an_entry_moved_to_another_place_is_found() -> None:
    entries = chain_of([{"a": 1}, {"b": 2}])
    assert first_break([entries[1], entries[0]]) == 1
