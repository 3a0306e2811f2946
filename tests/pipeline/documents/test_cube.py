""".cube files: tables of colours, from programs of every kind, and from people who mean harm."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.cube import MOST_BYTES, read_cube
from pipeline.errors import CannotRead
from tests.cubes import identity

LINE = 'TITLE "summer; movie=/etc/passwd"\n# made by hand\n'


def test_a_cube_is_read_and_written_clean() -> None:
    cube = read_cube((LINE + identity(3)).encode(), "summer.cube")
    assert (cube.dimensions, cube.size, len(cube.colours)) == (3, 3, 27)
    assert cube.colours[1] == (0.5, 0.0, 0.0)
    assert cube.text.startswith("LUT_3D_SIZE 3\n0.000000 0.000000 0.000000\n0.500000 ")
    assert "passwd" not in cube.text
    assert read_cube(cube.text.encode(), "again.cube") == cube


def test_a_row_of_steps_is_read_too() -> None:
    text = "LUT_1D_SIZE 2\r\nDOMAIN_MIN 0 0 0\r\nDOMAIN_MAX 1.0 1.0 1.0\r\n0 0 0\r\n1 .5 1e-1\r\n"
    cube = read_cube(text.encode("utf-8-sig"), "row.cube")
    assert (cube.dimensions, cube.colours[1]) == (1, (1.0, 0.5, 0.1))


def test_a_colour_beyond_the_screen_is_the_last_one_on_it() -> None:
    cube = read_cube(b"LUT_1D_SIZE 2\n-0.2 0 0\n1.5 1 1\n", "row.cube")
    assert cube.colours == ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "as many colours"),
        (b"LUT_3D_SIZE 2\n0 0 0\n", "as many colours"),
        (b"LUT_1D_SIZE 2\n0 0 0\n1 1 1\n1 1 1\n", "Line 4 of “x.cube”"),
        (b"LUT_3D_SIZE 1\n0 0 0\n", "has 1 steps"),
        (b"LUT_3D_SIZE 66\n", "Save it with 65 at most"),
        (b"LUT_3D_SIZE 99999999999\n", "Save it with 65 at most"),
        (b"LUT_1D_SIZE 2\nnan 0 0\n1 1 1\n", "Line 2 of “x.cube”"),
        (b"LUT_1D_SIZE 2\n0 0 inf\n1 1 1\n", "Line 2 of “x.cube”"),
        (b"LUT_1D_SIZE 2\n0 0\n1 1 1\n", "Line 2 of “x.cube”"),
        (b"LUT_1D_SIZE 2\nLUT_3D_SIZE 2\n", "Line 2 of “x.cube”"),
        (b"0 0 0\nLUT_1D_SIZE 2\n1 1 1\n", "Line 1 of “x.cube”"),
        (b"DOMAIN_MAX 4 4 4\nLUT_1D_SIZE 2\n0 0 0\n1 1 1\n", "another kind of picture"),
        (b"DOMAIN_MIN 0 0 0 x\nLUT_1D_SIZE 2\n0 0 0\n1 1 1\n", "another kind of picture"),
        (b"\x00\x01\xff\xd8\xff", "Line 1 of “x.cube”"),
        (b"#!/bin/sh\nrm -rf /\n", "Line 2 of “x.cube”"),
        (b"LUT_1D_SIZE 2\n" + b"0" * 300 + b" 0 0\n", "Line 2 of “x.cube”"),
        (b" " * (MOST_BYTES + 1), "larger than 10 MB"),
    ],
)
def test_anything_else_is_a_sentence(text: bytes, said: str) -> None:
    with pytest.raises(CannotRead, match=said):
        read_cube(text, "x.cube")


def test_two_that_say_the_same_have_the_same_digest() -> None:
    texts = [identity(2), LINE + identity(2), identity(2).replace("0.000000", "0")]
    cubes = [read_cube(text.encode(), "x.cube") for text in texts]
    assert all(one.digest == other.digest for one, other in itertools.pairwise(cubes))
    assert read_cube(identity(3).encode(), "x.cube").digest != cubes[0].digest


PIECES = (
    "LUT_3D_SIZE",
    "LUT_1D_SIZE",
    "TITLE",
    "DOMAIN_MIN",
    "#",
    "2",
    "0",
    "1",
    "-1e9",
    ".5",
    "x",
    "\n",
)


@given(st.one_of(st.binary(max_size=300), st.lists(st.sampled_from(PIECES), max_size=40)))
def test_whatever_comes_is_a_table_or_a_sentence(came: bytes | list[str]) -> None:
    content = came if isinstance(came, bytes) else " ".join(came).encode()
    try:
        cube = read_cube(content, "x.cube")
    except CannotRead:
        return
    assert len(cube.colours) == cube.size**cube.dimensions
    assert all(0 <= value <= 1 for colour in cube.colours for value in colour)
