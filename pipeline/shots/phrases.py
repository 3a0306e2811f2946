"""What a drafted shot says, in four languages. Pure."""

from dataclasses import dataclass
from typing import Final

from pipeline.shots.vocabulary import LANGUAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A description with %(what)s in it, and the reason for the shot, by language."""

    descriptions: tuple[str, str, str, str]
    reasons: tuple[str, str, str, str]

    def description(self, language: str, what: str) -> str:
        """Return what is seen."""
        return self.descriptions[_index(language)] % {"what": what}

    def reason(self, language: str) -> str:
        """Return why the shot is proposed."""
        return self.reasons[_index(language)]


def _index(language: str) -> int:
    code = language.lower()[:2]
    return LANGUAGES.index(code) if code in LANGUAGES else 0


MASTER: Final = Phrase(
    descriptions=("%(what)s",) * 4,
    reasons=(
        "Shows where we are and who is there; with it the scene can always be cut.",
        "Montre où l'on est et qui est là ; avec lui, la scène se monte toujours.",
        "どこで、だれがいるかを見せる。これがあれば必ず編集できる。",
        "تُظهر أين نحن ومن هناك؛ بها يمكن دائمًا تركيب المشهد.",
    ),
)
SPEAKER: Final = Phrase(
    descriptions=("%(what)s speaks", "%(what)s parle", "%(what)sが話す", "%(what)s تتكلم"),
    reasons=(
        "Everybody who speaks needs a shot of their own.",
        "Chaque personne qui parle a besoin de son propre plan.",
        "話す人には、その人のカットが要る。",
        "كل من يتكلم يحتاج إلى لقطة خاصة به.",
    ),
)
CLOSER: Final = Phrase(
    descriptions=(
        "%(what)s, closer, at the strongest moment",
        "%(what)s, plus près, au moment le plus fort",
        "%(what)s、いちばん大事なところで寄る",
        "%(what)s من قرب، في أقوى لحظة",
    ),
    reasons=(
        "A closer size tells the audience: this matters.",
        "Une valeur plus serrée dit au public : ceci compte.",
        "寄ると「ここが大事」と伝わる。",
        "اللقطة الأقرب تقول للجمهور: هذا مهم.",
    ),
)
LISTENER: Final = Phrase(
    descriptions=("%(what)s listens", "%(what)s écoute", "%(what)sが聞いている", "%(what)s تستمع"),
    reasons=(
        "A face that listens lets you cut the dialogue anywhere.",
        "Un visage qui écoute permet de couper le dialogue partout.",
        "聞く顔があれば、会話をどこでも切れる。",
        "وجه يستمع يسمح بقطع الحوار في أي مكان.",
    ),
)
DOING: Final = Phrase(
    descriptions=(
        "%(what)s: what they do",
        "%(what)s : ce qu'il ou elle fait",
        "%(what)sのしていること",
        "%(what)s: ما يفعله",
    ),
    reasons=(
        "Without words we want to see what is done, nearer than in the wide.",
        "Sans paroles, on veut voir ce qui se fait, de plus près que dans l'ensemble.",
        "言葉がないときは、していることを近くで見たい。",
        "بلا كلام نريد أن نرى ما يحدث من مسافة أقرب.",
    ),
)
PROP: Final = Phrase(
    descriptions=("%(what)s",) * 4,
    reasons=(
        "The script names this prop, so we must see it.",
        "Le scénario nomme cet accessoire : il faut le voir.",
        "脚本に出てくる小道具なので、はっきり見せる。",
        "السيناريو يذكر هذا الغرض، فيجب أن نراه.",
    ),
)
DETAIL: Final = Phrase(
    descriptions=(
        "A detail of the place: %(what)s",
        "Un détail du lieu : %(what)s",
        "場所のディテール：%(what)s",
        "تفصيل من المكان: %(what)s",
    ),
    reasons=(
        "A detail hides a cut and gives the place a face.",
        "Un détail cache une coupe et donne un visage au lieu.",
        "ディテールは編集のつなぎを隠し、場所の顔になる。",
        "التفصيل يخفي القطع ويعطي المكان وجهًا.",
    ),
)
