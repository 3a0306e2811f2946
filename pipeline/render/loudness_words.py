"""The words in the picture of the loudness, in every language that we can set. Pure."""

from dataclasses import dataclass
from typing import Final

from pipeline.render.mix_plan import Bus


@dataclass(frozen=True, slots=True, kw_only=True)
class LoudnessWords:
    """One language."""

    heading: str
    whole: str
    target: str
    peak: str
    """A figure comes after it."""
    span: str
    silence: str
    voices: str
    effects: str
    ambience: str
    music: str

    def strips(self) -> tuple[tuple[Bus, str], ...]:
        """Return the buses that are drawn, and what each is called."""
        return (
            (Bus.DIALOGUE, self.voices),
            (Bus.EFFECTS, self.effects),
            (Bus.AMBIENCE, self.ambience),
            (Bus.MUSIC, self.music),
        )


WORDS: Final = {
    "en": LoudnessWords(
        heading="How loud the film is, moment by moment. The line should live around the green"
        " band.",
        whole="the whole film",
        target="what it should be",
        peak="highest peak, at most",
        span="from soft to loud",
        silence="silence",
        voices="voices",
        effects="effects",
        ambience="ambience",
        music="music",
    ),
    "fr": LoudnessWords(
        heading="Le volume du film, moment par moment. La ligne devrait vivre autour de la bande"
        " verte.",
        whole="le film entier",
        target="ce qu’il devrait être",
        peak="crête la plus haute, au plus",
        span="du plus doux au plus fort",
        silence="silence",
        voices="voix",
        effects="bruitages",
        ambience="ambiance",
        music="musique",
    ),
    "ja": LoudnessWords(
        heading="映画の音の大きさを、その時どきで表します。線は緑の帯のまわりにあるのが目安です。",
        whole="映画全体",
        target="目標",
        peak="最大ピーク　上限",
        span="小さい音と大きい音の差",
        silence="無音",
        voices="声",
        effects="効果音",
        ambience="環境音",
        music="音楽",
    ),
    "ar": LoudnessWords(
        heading="مستوى صوت الفيلم لحظة بلحظة. ينبغي أن يبقى الخط حول الشريط الأخضر.",
        whole="الفيلم كله",
        target="المستوى المطلوب",
        peak="أعلى ذروة، والحد الأقصى",
        span="من الأخفض إلى الأعلى",
        silence="صمت",
        voices="أصوات",
        effects="مؤثرات",
        ambience="أجواء",
        music="موسيقى",
    ),
}


def words_of(language: str) -> LoudnessWords:
    """Return the words of a language ("fr", "fr-CA"); English for one that is not in the table."""
    return WORDS.get(language[:2].lower(), WORDS["en"])
