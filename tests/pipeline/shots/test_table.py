from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.documents.shot_list import Priority, Shot, ShotList, ShotStatus
from pipeline.errors import CannotRead
from pipeline.shots.columns import COLUMNS, KEYS
from pipeline.shots.rows import MOST_REASONS, BadRows
from pipeline.shots.spreadsheet import read_csv, read_xlsx, write_csv, write_xlsx
from pipeline.shots.table import Reading, lines_of, shot_list_of

RATE = Fraction(24)
READING = Reading(name="shots.csv", frame_rate=RATE)

TEXTS = st.text(max_size=30).map(lambda text: " ".join(text.replace("\0", "").split()))
NAMES = st.lists(st.sampled_from(["MAY", "Hugo Brun", "ハナ", "سلمى"]), unique=True, max_size=3)
SHOTS = st.builds(
    Shot,
    scene=st.sampled_from(["1", "3A", "12"]),
    shot=st.just(1),
    size=st.sampled_from(["", "ws", "cu", "ins"]),
    framing=st.sampled_from(["", "ots", "master"]),
    angle=st.sampled_from(["", "eye", "dutch"]),
    move=st.sampled_from(["", "static", "whip"]),
    description=TEXTS,
    dialogue=TEXTS,
    characters=NAMES.map(tuple),
    planned_frames=st.integers(min_value=3, max_value=5000),
    setup_minutes=st.integers(min_value=0, max_value=200),
    priority=st.sampled_from(Priority),
    note=TEXTS,
    setup=TEXTS,
    location=TEXTS,
    lens=TEXTS,
    camera=TEXTS,
    kit=TEXTS,
    light=TEXTS,
    board=TEXTS,
    status=st.sampled_from(ShotStatus),
)


def read(text: str, reading: Reading = READING) -> ShotList:
    return shot_list_of(read_csv(text.encode(), name="shots.csv"), reading)


def refusal(text: str) -> str:
    with pytest.raises(CannotRead) as refused:
        read(text)
    return str(refused.value)


@settings(max_examples=8, deadline=None)
@given(st.lists(SHOTS, min_size=1, max_size=3, unique_by=lambda shot: shot.scene))
def test_a_shot_list_reads_back_from_csv_and_xlsx_in_every_language(shots: list[Shot]) -> None:
    shot_list = ShotList(shots=tuple(shots))
    text = write_csv([KEYS, *lines_of(shot_list, frame_rate=RATE)])
    assert read(text) == shot_list
    for language in ("en", "fr", "ja", "ar"):
        headings = [column.word(language) for column in COLUMNS]
        lines = [headings, *lines_of(shot_list, frame_rate=RATE, language=language)]
        book = write_xlsx(lines, title="Shots", widths=[10])
        again = shot_list_of(read_xlsx(book, name="a.xlsx"), READING)
        assert [shot.name for shot in again.shots] == [shot.name for shot in shots]
        assert [shot.size for shot in again.shots] == [shot.size for shot in shots]
        assert [shot.move for shot in again.shots] == [shot.move for shot in shots]
        assert [shot.status for shot in again.shots] == [shot.status for shot in shots]
        assert [shot.priority for shot in again.shots] == [shot.priority for shot in shots]


def test_the_columns_may_stand_in_any_order_and_language() -> None:
    (shot,) = read("Durée;Plan;Valeur;Séq;Couleur\n4,5;2;Gros plan;3a;rouge\n").shots
    assert (shot.name, shot.size, shot.planned_frames) == ("S03A_P02", "cu", 108)
    (shot,) = read("シーン\tカット\tサイズ\t秒\n１\t２\tバストショット\t３秒\n").shots
    assert (shot.name, shot.size, shot.planned_frames) == ("S01_P02", "mcu", 72)
    (shot,) = read("المشهد,اللقطة,الحجم,الثواني\n٣,١,لقطة قريبة,2\n").shots
    assert (shot.name, shot.size, shot.planned_frames) == ("S03_P01", "cu", 48)


def test_what_is_not_said_is_usual() -> None:
    (shot,) = read("scene,shot\nS03,P02\n").shots
    assert (shot.planned_frames, shot.setup_minutes, shot.priority) == (96, 0, Priority.MUST)
    (shot,) = read("scene,shot,priority,setup_minutes\n1,1,Nice,15 min\n").shots
    assert (shot.priority, shot.setup_minutes) == (Priority.NICE, 15)


def test_words_that_are_no_key_stay_in_the_note() -> None:
    (shot,) = read("scene,shot,size,note\n1,1,OTS on Thom,windy\n").shots
    assert (shot.framing, shot.note) == ("ots", "windy; OTS on Thom")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("../../etc,1,x,1,1", "the scene must be a number"),
        ("0,1,x,1,1", "the scene must be a number"),
        ("1,CON,x,1,1", "the shot must be a whole number"),
        ("1,1,x,9e999,1", "the seconds must be a number"),
        ("1,1,x,NaN,1", "the seconds must be a number"),
        ("1,1,x,-5,1", "the seconds must be a number"),
        ("1,1,x,0,1", "the seconds must be a number"),
        ("1,1,x,٣,1", "the seconds must be a number"),
        ("1,1,x,1_000,1", "the seconds must be a number"),
        ("1,1,x,1,soon", "the set-up minutes must be a number"),
        ("1,1,x,1,9999", "the set-up minutes must be a number"),
        (f"1,1,{'x' * 3000},1,1", "too long"),
        ("2,2,x,1,1", "already in row 2"),
    ],
)
def test_a_bad_row_is_named_with_its_number_and_reason(row: str, reason: str) -> None:
    table = f"scene,shot,description,seconds,setup_minutes\n2,2,x,1,1\n{row}\n"
    assert "Row 3: " in refusal(table)
    assert reason in refusal(table)


def test_one_bad_row_refuses_the_whole_table_and_all_are_named() -> None:
    table = "scene,shot\n1,1\n" + "x,1\n" * (MOST_REASONS + 3)
    sentence = refusal(table)
    assert f"{MOST_REASONS + 3} of its rows" in sentence
    assert sentence.count("Row ") == MOST_REASONS
    assert sentence.endswith("Also rows 43, 44, 45.")
    with pytest.raises(BadRows) as refused:
        read(table)
    assert list(refused.value.rows) == list(range(3, MOST_REASONS + 6))
    assert refused.value.rows[3].values == {"text": "x"}


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("", "is empty"),
        ("\n\n", "is empty"),
        ("1,1,CU\n", "must name the columns"),
        ("scene,shot,scene\n1,1,1\n", "two columns called “scene”"),
        ("scene,shot\n" + "1,1\n" * 5002, "too large"),
        (",".join(["a"] * 70) + "\n", "too large"),
        ('scene,shot\n1,"1\n', "never closed"),
    ],
)
def test_a_table_that_is_none_is_refused_with_a_sentence(table: str, sentence: str) -> None:
    assert sentence in refusal(table)


@pytest.mark.parametrize("table", ["scene,shot\n", "scene,shot\n,\n"])
def test_a_table_that_is_only_begun_has_no_shots(table: str) -> None:
    assert read(table).shots == ()


def test_a_list_of_before_reads_as_before_and_knows_no_new_columns() -> None:
    (shot,) = read("scene,shot,size,set-up time\n1,1,cu,15\n").shots
    assert (shot.setup, shot.setup_minutes, shot.status) == ("", 15, ShotStatus.PLANNED)


@pytest.mark.parametrize(
    ("table", "status"),
    [
        ("scène,plan,état\n1,1,Tourné\n", ShotStatus.SHOT),
        ("scene,shot,status\n1,1,DROPPED\n", ShotStatus.DROPPED),
        ("シーン,カット,状態\n1,1,欠番\n", ShotStatus.DROPPED),
        ("المشهد,اللقطة,الحالة\n1,1,تم\n", ShotStatus.SHOT),
    ],
)
def test_the_status_of_a_shot_is_read_in_four_languages(table: str, status: ShotStatus) -> None:
    assert [shot.status for shot in read(table).shots] == [status]
    assert "the status must be planned" in refusal("scene,shot,status\n1,1,maybe\n")


def test_the_list_of_the_bridge_is_read_whole(shared_fixtures: Path) -> None:
    path = shared_fixtures / "media/film_the_bridge/shot_list.csv"
    shots = shot_list_of(read_csv(path.read_bytes(), name=path.name), READING).shots
    assert len(shots) == 29
    assert [shot.size for shot in shots].count("") == 3
    assert shots[1].framing == "two"
    assert shots[13].note == ""
    assert shots[4].note == "WS to MS, dolly"
