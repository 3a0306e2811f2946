from pipeline.documents.shot_list import Shot, ShotList, ShotStatus


def test_a_shot_goes_by_its_scene_and_number() -> None:
    assert Shot(scene="3a", shot=2).name == "S03A_P02"


def test_a_dropped_shot_stays_in_the_list_and_is_not_wanted() -> None:
    kept, dropped = Shot(scene="1", shot=1), Shot(scene="1", shot=2, status=ShotStatus.DROPPED)
    assert dropped.is_dropped
    assert not kept.is_dropped
    assert ShotList(shots=(kept, dropped)).wanted == (kept,)
