"""What somebody may do is asked of the table of rights (may), and not of the name of their role."""

import re

from tests.architecture.tree import below, name_of

ASKS = re.compile(
    r"\b(?:person|who|found|member|auth\.person\(\))\.role\b(?!\.value)"
    r"(?:\)? *(?:==|!=|is\b|in\b|not in\b))|\bauth\.only\("
)
WORDS = {
    "web/auth.py": "how long a log-in lasts, and whose link is looked at",
    "web/asking.py": "what is said to whom",
    "web/blueprints/everybody.py": "what somebody who has just been written down needs next",
    "web/templates/office/person.html": "which forms somebody else's page has",
}
"""Where a role is no right but a word, or that of somebody else."""


def asking_of_roles() -> dict[str, list[str]]:
    """The places, by file."""
    files = [*below("web"), *below("web", suffix=".html")]
    found = {name_of(path): ASKS.findall(path.read_text(encoding="utf-8")) for path in files}
    return {name: places for name, places in found.items() if places}


def test_pages_ask_for_rights_and_not_for_roles() -> None:
    assert set(asking_of_roles()) == set(WORDS)


def test_a_page_that_asks_for_a_role_is_found() -> None:
    assert ASKS.search('{% if person.role == "coordinator" %}')
    assert ASKS.search("is_maker=auth.person().role is Role.STUDENT")
    assert ASKS.search('person.role not in ("student", "guest")')
    assert ASKS.search("person = auth.only(Role.MENTOR)")
    assert not ASKS.search("{{ role_word(person.role) }}")
    assert not ASKS.search('{% if may("stuck.stuck") %}')
