import pytest

from pipeline.documents.project import Project
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.checks import check_screenplay
from pipeline.fountain.parse import parse
from pipeline.fountain.starter import starter_script


@pytest.mark.parametrize("language", ["en", "fr", "ja", "ar", "xx"])
def test_a_new_script_has_one_scene_two_voices_a_prop_and_a_sound(language: str) -> None:
    project = Project(title="The\nKite", group="Blue", language=language)
    play = screenplay_of(parse(starter_script(project)))
    assert play.title == "The Kite"
    (scene,) = play.scenes
    assert len(scene.characters) == 2
    assert len(scene.props) == len(scene.sounds) == 1
    assert list(check_screenplay(play, project)) == []
