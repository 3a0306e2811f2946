"""The credits against the roster, the names that people have confirmed, and what must be said."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.bench import Inputs
from pipeline.documents.company import Company, Member
from pipeline.documents.edit import Edit, SoundClip, SoundRole
from pipeline.documents.final_cut import CreditKind, CreditLine, Credits
from pipeline.documents.project import Music, Project
from pipeline.documents.report import Finding, Severity
from pipeline.documents.sound import Cue, CueRole, SoundPlan
from pipeline.stages.credits_draft import first_credits, with_confirmed_names
from pipeline.stages.credits_findings import credit_findings, unsaid_music
from pipeline.stages.credits_log import slate_holders
from tests.pipeline.stages.locked_film import filed_text

FILM = Project(
    title="The Kite",
    group="Blue",
    cast={"LENA": "Aya"},
    crew={"camera": ("Ben",), "boom": ("Aya",)},
)
BLUE = Company(
    students=(
        Member(name="Aya", credit="Aya B."),
        Member(name="Ben", credit="Ben"),
        Member(name="Mei", credit="Mei"),
    ),
    adults=(Member(name="Marc", credit="Marc D."),),
    workshop="Seven days, Tokyo, 2026",
)
PLAN = SoundPlan(
    frame_rate=FILM.frame_rate,
    cues=(
        Cue(file="waltz.wav", role=CueRole.MUSIC, title="A waltz", composer="Mei", rights="ours"),
        Cue(file="door.wav", role=CueRole.EFFECTS),
    ),
)
DRAFT = first_credits(FILM, BLUE, PLAN)


def found(
    made: Credits, *, company: Company = BLUE, plan: SoundPlan | None = PLAN, film: Project = FILM
) -> list[tuple[str, str, str]]:
    findings = credit_findings(made, film, company, plan)
    return [(one.severity.value, one.code, one.place) for one in findings]


def without(kind: CreditKind) -> Credits:
    return Credits(lines=tuple(line for line in DRAFT.lines if line.kind is not kind))


def test_the_draft_names_everybody_as_confirmed_and_forgets_no_card() -> None:
    assert [(one.kind.value, one.role, one.name) for one in DRAFT.lines] == [
        ("title", "", "The Kite"),
        ("film_by", "", "a film by the Blue group"),
        ("cast", "LENA", "Aya B."),
        ("crew", "camera", "Ben"),
        ("crew", "boom", "Aya B."),
        ("crew", "", "Mei"),
        ("help", "", "Marc D."),
        ("music", "", "“A waltz”, Mei, ours"),
        ("thanks", "", "our families, and everybody who let us film"),
        ("event", "", "Seven days, Tokyo, 2026"),
        ("ai", "", "No generative AI was used in the making of this film."),
    ]
    assert found(DRAFT) == []


def test_each_required_card_that_is_missing_is_named() -> None:
    for kind in (CreditKind.MUSIC, CreditKind.EVENT, CreditKind.THANKS):
        assert found(without(kind)) == [("blocker", "C49", kind.value)]
    assert found(without(CreditKind.AI)) == [("blocker", "C55", "ai")]
    assert found(without(CreditKind.TITLE)) == [("blocker", "C49", "title")]


def test_a_film_without_music_needs_no_card_for_it() -> None:
    assert found(without(CreditKind.MUSIC), plan=None) == []
    song = replace(FILM, music=Music(file="song.wav", title="The Song"))
    assert found(without(CreditKind.MUSIC), plan=None, film=song) == [("blocker", "C49", "music")]


def test_on_the_command_line_nobody_is_asked_for_a_workshop() -> None:
    made = first_credits(FILM)
    assert found(made, company=Company(), plan=None) == []


def test_somebody_of_the_group_who_is_in_no_line_is_told_by_name() -> None:
    made = Credits(lines=tuple(line for line in DRAFT.lines if line.name != "Ben"))
    assert found(made) == [("blocker", "C49", "Ben")]


def test_a_name_that_was_confirmed_otherwise_holds_the_film_up() -> None:
    made = Credits(
        lines=tuple(
            replace(line, name="Aya") if line.name == "Aya B." else line for line in DRAFT.lines
        )
    )
    findings = [*credit_findings(made, FILM, BLUE, PLAN)]
    assert [(one.code, one.place, one.values["credit"]) for one in findings] == [
        ("C49", "Aya", "Aya B.")
    ]
    assert found(with_confirmed_names(made, FILM, BLUE)) == []


def test_who_has_not_confirmed_is_warned_of() -> None:
    asked = replace(BLUE, students=(*BLUE.students[:2], Member(name="Mei")))
    assert found(first_credits(FILM, asked, PLAN), company=asked) == [("warning", "C49", "Mei")]


def test_a_player_whom_nobody_knows_is_asked_about() -> None:
    grandmother = CreditLine(kind=CreditKind.CAST, role="GRANDMOTHER", name="Fatna")
    made = Credits(lines=(*DRAFT.lines, grandmother))
    assert found(made) == [("warning", "C49", "Fatna")]
    both = CreditLine(kind=CreditKind.CREW, role="light", name="Ben and Mei")
    assert found(Credits(lines=(*DRAFT.lines, both))) == []


def test_the_confirmed_names_come_into_credits_that_were_written_before() -> None:
    old = Credits(
        lines=(
            CreditLine(kind=CreditKind.TITLE, name="The Kite"),
            CreditLine(kind=CreditKind.CAST, role="LENA", name="aya"),
        )
    )
    new = with_confirmed_names(old, FILM, BLUE)
    assert [(one.role, one.name) for one in new.lines] == [
        ("", "The Kite"),
        ("LENA", "Aya B."),
        ("camera", "Ben"),
        ("", "Mei"),
    ]


def test_each_sentence_can_be_said_in_words() -> None:
    findings: list[Finding] = [*credit_findings(Credits(), FILM, BLUE, PLAN)]
    assert all(one.template % one.values for one in findings)
    assert len(findings) == 8


LOG = "id,scene,shot,take,rating,at,changed,note,by\n" + "".join(
    f"abcdefgh{number},1,1,{number},{rating},2026-08-0{number}T10:00:00Z,"
    f"2026-08-0{number}T10:00:00Z,,{by}\n"
    for number, (rating, by) in enumerate(
        [("good", "Mei"), ("", "ben"), ("hold", "BEN"), ("void", "Aya"), ("", "Tiger")], start=1
    )
)


@pytest.mark.parametrize(
    ("log", "film", "holders"),
    [
        (LOG, FILM, ("Ben", "Mei")),
        (LOG, replace(FILM, crew={"slate": ("Aya",)}), ()),
        ("no log\n", FILM, ()),
    ],
)
def test_who_held_the_slate_is_in_the_log_and_comes_into_the_draft(
    tmp_path: Path, log: str, film: Project, holders: tuple[str, ...]
) -> None:
    before = {"rushes": {"slate_log.csv": filed_text(tmp_path, "slate_log.csv", log)}}
    inputs = Inputs(project=film, company=BLUE, before=before)
    assert slate_holders(inputs) == holders
    made = first_credits(film, BLUE, None, holders)
    held = [one.name for one in made.of(CreditKind.CREW) if one.role == "slate"]
    assert held == ([*holders] or [BLUE.shown(one) for one in film.crew.get("slate", ())])
    assert slate_holders(Inputs(project=film)) == ()


def test_pieces_of_one_composer_under_one_licence_share_a_line() -> None:
    def music(title: str, composer: str) -> Cue:
        return Cue(file=f"{title}.wav", role=CueRole.MUSIC, title=title, composer=composer)

    plan = SoundPlan(
        frame_rate=FILM.frame_rate,
        cues=(music("A waltz", "Mei"), music("Storm", "Ali"), music("A march", "Mei")),
    )
    drafted = first_credits(FILM, BLUE, plan)
    said = [line.name for line in drafted.of(CreditKind.MUSIC)]
    assert said == ["“A waltz”, “A march”, Mei", "“Storm”, Ali"]


def test_music_of_an_edit_without_a_cue_sheet_is_asked_of_the_credits() -> None:
    heard = SoundClip(
        media="song", source_in=Fraction(0), start_sample=0, samples=48_000, role=SoundRole.MUSIC
    )
    edit = Edit(
        name="cut",
        frame_rate=Fraction(25),
        width=320,
        height=180,
        frames=25,
        picture=(),
        sound=(heard, replace(heard, start_sample=48_000)),
    )
    silent = without(CreditKind.MUSIC)
    (finding,) = unsaid_music(silent, edit)
    assert (finding.code, finding.place, finding.severity) == ("C48", "song", Severity.BLOCKER)
    voices = replace(edit, sound=(replace(heard, role=SoundRole.DIALOGUE),))
    assert list(unsaid_music(silent, voices)) == []
    said = Credits(lines=(CreditLine(kind=CreditKind.MUSIC, name="“Song”, Mei, ours"),))
    assert list(unsaid_music(said, edit)) == []
