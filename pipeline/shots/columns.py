"""The columns of a shot list and what people call them in four languages. Pure."""

from dataclasses import dataclass
from typing import Final

from pipeline.shots.vocabulary import LANGUAGES
from pipeline.shots.wording import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column."""

    key: str
    """What our own CSV calls it."""
    words: tuple[str, str, str, str]
    """Its heading in the order of LANGUAGES."""
    also: tuple[str, ...] = ()

    def word(self, language: str) -> str:
        """Return the heading in a language, in English when there is none."""
        code = language.lower()[:2]
        return self.words[LANGUAGES.index(code) if code in LANGUAGES else 0]


def column(key: str, words: tuple[str, str, str, str], also: str = "") -> Column:
    """Return a column; `also` are further headings with | between them."""
    return Column(key=key, words=words, also=tuple(one for one in also.split("|") if one))


COLUMNS: Final = (
    column("scene", ("Scene", "Séquence", "シーン", "المشهد"), "scène|séq|seq|sc|s#|مشهد"),
    column(
        "shot",
        ("Shot", "Plan", "カット", "اللقطة"),
        "カット番号|c#|لقطة|shot number|n° de plan|رقم اللقطة",
    ),
    column(
        "setup",
        ("Set-up", "Installation", "段取り", "وضع الكاميرا"),
        "setup|camera set-up|axe/installation|emplacement|ポジション",
    ),
    column("size", ("Size", "Valeur", "サイズ", "الحجم"), "shot size|valeur de plan|échelle|حجم"),
    column("framing", ("Framing", "Cadre", "構図", "التكوين"), "point of view|cadrage"),
    column("angle", ("Angle", "Axe", "アングル", "الزاوية"), "زاوية"),
    column("move", ("Move", "Mouvement", "動き", "الحركة"), "movement|camera move|حركة"),
    column(
        "description",
        ("Description", "Action", "内容", "الوصف"),
        "what we see|content|action/description|description/action|وصف",
    ),
    column("dialogue", ("Dialogue", "Dialogues", "セリフ", "الحوار"), "lines|台詞|حوار"),
    column(
        "characters",
        ("Characters", "Personnages", "登場人物", "الشخصيات"),
        "cast|who|actors|شخصيات",
    ),
    column("sound", ("Sound", "Son", "音", "الصوت"), "صوت"),
    column("props", ("Props", "Accessoires", "小道具", "الإكسسوارات"), "prop|إكسسوار"),
    column(
        "location",
        ("Location", "Décor", "場所", "الموقع"),
        "place|lieu|decor|ロケ地|موقع|المكان|موقع التصوير",
    ),
    column("lens", ("Lens", "Focale", "レンズ", "العدسة"), "lens/zoom|zoom|objectif|عدسة"),
    column("camera", ("Camera", "Caméra", "カメラ", "الكاميرا"), "cam|كاميرا"),
    column(
        "kit",
        ("Kit", "Matériel", "機材", "المعدات"),
        "gear|equipment|grip|machinerie|معدات",
    ),
    column(
        "light",
        ("Light", "Lumière", "照明", "الإضاءة"),
        "light note|lighting|éclairage|إضاءة",
    ),
    column(
        "seconds",
        ("Seconds", "Secondes", "秒", "الثواني"),
        "est_seconds|est. screen seconds|duration|durée|sec|s|秒数|尺|planned_seconds|المدة",
    ),
    column(
        "setup_minutes",
        ("Set-up minutes", "Mise en place (min)", "準備分", "دقائق التحضير"),
        "setup minutes|set-up time|temps de mise en place|minutes|準備",
    ),
    column("priority", ("Priority", "Priorité", "優先", "الأولوية"), "must/nice|أولوية"),
    column(
        "board",
        ("Board frame", "Vignette", "絵", "الرسم"),
        "board|storyboard|story-board|frame|picture|絵コンテ|dessin|رسم|ستوري بورد",
    ),
    column("status", ("Status", "État", "状態", "الحالة"), "state|etat|statut|حالة"),
    column("note", ("Note", "Remarque", "備考", "ملاحظة"), "notes|remarques|メモ|ملاحظات"),
    column("reason", ("Why", "Pourquoi", "理由", "لماذا"), "raison"),
)

KEYS: Final = tuple(column.key for column in COLUMNS)

_BY_WORD: Final = {
    folded(word): column.key
    for column in reversed(COLUMNS)
    for word in (column.key, column.key.replace("_", " "), *column.words, *column.also)
}


def key_of(heading: str) -> str:
    """Return the key of a column by its heading in any language, or "" for another column."""
    return _BY_WORD.get(folded(heading).rstrip(" :*"), "")
