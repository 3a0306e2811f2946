"""The page of the addresses that are told what happens."""

from collections.abc import Callable

from tests.cast import Cast
from tests.web.conftest import Visitor

ADDRESS = "https://school.example/claquette"


def test_the_coordinator_adds_sees_and_removes_an_address(
    at: Callable[[int], Visitor], cast: Cast
) -> None:
    salma = at(cast.salma)
    assert "Nobody is told yet" in salma.get("/hooks").text
    assert salma.post("/hooks", address=ADDRESS).status_code == 303
    shown = salma.get("/hooks").text
    assert ADDRESS in shown
    assert "Takes what it is told" in shown
    assert salma.post("/hooks/1/remove").status_code == 303
    assert ADDRESS not in salma.get("/hooks").text


def test_nobody_else_sees_the_addresses(at: Callable[[int], Visitor], cast: Cast) -> None:
    for person in (cast.aya, cast.marc):
        assert at(person).get("/hooks").status_code == 403
        assert at(person).post("/hooks", address=ADDRESS).status_code == 403
