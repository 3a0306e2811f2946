"""The words that title and credits are set with, in the languages of the workshops. Pure.

A role that is not in the table is shown as the group wrote it.
"""

from dataclasses import dataclass
from typing import Final

from pipeline.documents.final_cut import LANGUAGES as LANGUAGES
from pipeline.documents.project import AiPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWords:
    """The headings and sentences of one language."""

    film_by: str
    cast: str
    help: str
    music: str
    thanks: str
    families: str
    """Whom every workshop has to thank."""
    event: str
    no_ai: str
    """The statement of a film made without generative AI."""


WORDS: Final = {
    "en": CardWords(
        film_by="a film by the %s group",
        cast="With",
        help="With the help of",
        music="Music",
        thanks="Thanks to",
        families="our families, and everybody who let us film",
        event="Made during",
        no_ai="No generative AI was used in the making of this film.",
    ),
    "fr": CardWords(
        film_by="un film du groupe %s",
        cast="Avec",
        help="Avec l’aide de",
        music="Musique",
        thanks="Merci à",
        families="nos familles, et à tous ceux qui nous ont laissés filmer",
        event="Réalisé pendant",
        no_ai="Ce film a été réalisé sans IA générative.",
    ),
    "ja": CardWords(
        film_by="%sグループ作品",
        cast="出演",
        help="協力",
        music="音楽",
        thanks="スペシャルサンクス",
        families="ご家族のみなさん、撮影に協力してくださったみなさん",
        event="制作",
        no_ai="この作品に生成AIは使われていません。",
    ),
    "ar": CardWords(
        film_by="فيلم من إنجاز مجموعة %s",
        cast="تمثيل",
        help="بمساعدة",
        music="موسيقى",
        thanks="شكر خاص",
        families="عائلاتنا، وكل من سمح لنا بالتصوير",
        event="أُنجز خلال",
        no_ai="لم يُستخدم أي ذكاء اصطناعي توليدي في إنجاز هذا الفيلم.",
    ),
}

ROLES: Final = {
    "director": ("Director", "Réalisation", "監督", "إخراج"),
    "ad1": ("1st assistant director", "Assistanat à la réalisation", "助監督", "مساعدة الإخراج"),
    "writer": ("Screenplay", "Scénario", "脚本", "سيناريو"),
    "scripty": ("Script supervisor", "Scripte", "記録", "سكريبت"),
    "dop": ("Director of photography", "Image", "撮影監督", "إدارة التصوير"),
    "camera": ("Camera", "Image", "撮影", "تصوير"),
    "camop": ("Camera operator", "Cadre", "カメラ", "تصوير"),
    "ac": ("Camera assistant", "Assistanat caméra", "撮影助手", "مساعدة التصوير"),
    "slate": ("Clapper", "Clap", "カチンコ", "كلاكيت"),
    "sound": ("Sound", "Son", "録音", "صوت"),
    "mixer_loc": ("Sound recordist", "Prise de son", "録音", "هندسة الصوت"),
    "boom": ("Boom operator", "Perche", "マイク", "البوم"),
    "gaffer": ("Light", "Lumière", "照明", "إضاءة"),
    "art": ("Art and props", "Décor et accessoires", "美術・小道具", "ديكور وإكسسوار"),
    "hmc": ("Costume and make-up", "Costumes et maquillage", "衣装・メイク", "ملابس وماكياج"),
    "data": ("Data wrangler", "Données", "データ", "البيانات"),
    "editor": ("Editing", "Montage", "編集", "مونتاج"),
    "foley": ("Foley", "Bruitage", "音響効果", "مؤثرات صوتية"),
    "sounded": ("Sound editing", "Montage son", "音編集", "مونتاج الصوت"),
    "mixer_re": ("Mix", "Mixage", "ミキサー", "ميكساج"),
    "composer": ("Music", "Musique", "音楽", "موسيقى"),
    "color": ("Colour", "Étalonnage", "カラー", "تصحيح الألوان"),
    "still": ("Stills", "Photographie de plateau", "スチール", "صور"),
    "mentor": ("Mentor", "Avec l’aide de", "講師", "تأطير"),
    "producer": ("Production", "Production", "製作", "إنتاج"),
}
"""Role key to what a credit says, in the order of LANGUAGES; the work is named, not the person, so
that no language has to choose a gender."""


def words_of(language: str) -> CardWords:
    """Return the words of a language ("fr", "fr-CA"); English for one that is not in the table."""
    return WORDS.get(language[:2].lower(), WORDS["en"])


def role_words(role: str, language: str) -> str:
    """Return how a credit names a role."""
    code = language[:2].lower()
    column = LANGUAGES.index(code) if code in LANGUAGES else 0
    known = ROLES.get(role.strip().lower().replace(" ", "_"))
    return known[column] if known else role


def role_key(text: str, language: str, *, before: str = "") -> str:
    """Return the key of a role that somebody has typed in a language, else the text.

    Where one word stands for several, it is still the one that it was before.
    """
    if before and text == role_words(before, language):
        return before
    typed = text.casefold()
    keys = (key for key in ROLES if role_words(key, language).casefold() == typed)
    return next(keys, text)


def ai_statement(policy: AiPolicy, language: str) -> str:
    """Return the sentence that can be written for a group; empty where only they know it."""
    return words_of(language).no_ai if policy is AiPolicy.NONE else ""
