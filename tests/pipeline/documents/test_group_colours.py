from pipeline.documents.group_colours import COLOURS, colour_word, next_colour, usual_groups
from pipeline.paper.palette import GROUPS


def test_forty_groups_have_forty_names_and_as_even_colours_as_can_be() -> None:
    groups = usual_groups(40, "fr")
    assert len({name for name, _colour in groups}) == 40
    assert groups[0] == ("Rouge", "red")
    assert groups[len(COLOURS)] == ("Rouge 2", "red")


def test_a_colour_is_called_in_english_where_its_word_is_not_known() -> None:
    assert (colour_word("blue", "ja"), colour_word("blue", "pt")) == ("あお", "Blue")


def test_the_next_colour_is_one_that_the_fewest_have() -> None:
    assert next_colour(("red", "blue")) == "yellow"
    assert next_colour((*COLOURS, "red")) == "blue"


def test_every_colour_can_be_printed() -> None:
    assert set(COLOURS) <= set(GROUPS)
