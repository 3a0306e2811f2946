"""The words of shots: neutral keys, with the words of English, French, Japanese and Arabic. Pure.

Stored are the keys; abbreviations are never carried from one language to another: WS is a wide
shot in English and a waist shot in Japanese. French sizes "are not standardised"; the words here
are those most French schools use.
"""

from dataclasses import dataclass
from typing import Final

LANGUAGES: Final = ("en", "fr", "ja", "ar")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One key with its word in each language and the ways in which people write it."""

    key: str
    words: tuple[str, str, str, str]
    """In the order of LANGUAGES."""
    also: tuple[str, ...] = ()
    """Abbreviations and other words, in any of the languages."""
    short: str = ""
    """What fits in a narrow column."""

    def word(self, language: str) -> str:
        """Return the word in a language, in English when there is none."""
        code = language.lower()[:2]
        return self.words[LANGUAGES.index(code) if code in LANGUAGES else 0]


def _term(key: str, words: tuple[str, str, str, str], also: str = "", short: str = "") -> Term:
    others = tuple(one.strip() for one in also.split("|") if one.strip())
    return Term(key=key, words=words, also=others, short=short or key.upper())


SIZES: Final = (
    _term(
        "ews",
        ("Extreme wide", "Plan général", "大ロング", "لقطة عامة جدًا"),
        "ELS|XWS|extreme wide shot|extreme long shot|extreme long|PG|PGE|grand ensemble"
        "|エクストリーム・ロングショット",
    ),
    _term(
        "est",
        ("Establishing", "Plan de situation", "エスタブリッシング・ショット", "لقطة تأسيسية"),
        "establishing shot",
    ),
    _term(
        "ws",
        ("Wide", "Plan d'ensemble", "ロングショット", "لقطة عامة"),
        "LS|wide shot|long shot|long|PE|plan large|لقطة بعيدة",
    ),
    _term(
        "fs",
        ("Full", "Plan moyen", "フルショット", "لقطة كاملة"),
        "FF|full shot|PM|plan en pied|フルフィギュア",
    ),
    _term(
        "mws",
        ("Medium wide", "Plan demi-ensemble", "ニーショット", "لقطة متوسطة واسعة"),
        "MFS|MLS|medium wide shot|medium full shot|medium long shot|PDE|plan italien|KS",
    ),
    _term(
        "cow",
        ("Cowboy", "Plan américain", "カウボーイショット", "لقطة أمريكية"),
        "CS|cowboy shot|american shot|PA|七分身",
    ),
    _term(
        "ms",
        ("Medium", "Plan rapproché taille", "ウエストショット", "لقطة متوسطة"),
        "medium shot|mid shot|PRT|plan taille",
    ),
    _term(
        "mcu",
        ("Medium close-up", "Plan rapproché poitrine", "バストショット", "لقطة متوسطة قريبة"),
        "medium close up|medium closeup|PRP|plan poitrine|BS",
    ),
    _term(
        "cu",
        ("Close-up", "Gros plan", "クローズアップ", "لقطة قريبة"),
        "close up|closeup|close|GP|アップ|كلوز أب",
    ),
    _term(
        "ecu",
        ("Extreme close-up", "Très gros plan", "ビッグクローズアップ", "لقطة قريبة جدًا"),
        "BCU|XCU|big close-up|extreme close up|extreme closeup|TGP|大アップ",
    ),
    _term(
        "ins", ("Insert", "Insert", "インサート", "لقطة تفصيلية"), "detail|détail|ディテール|إنسرت"
    ),
    _term(
        "cut", ("Cutaway", "Plan de coupe", "カットアウェイ", "لقطة قطع"), "CA|捨てカット|كت أواي"
    ),
)

FRAMINGS: Final = (
    _term("single", ("Single", "Plan simple", "ワンショット", "لقطة فردية"), "1S|one shot"),
    _term("two", ("Two-shot", "Plan à deux", "ツーショット", "لقطة ثنائية"), "2S|two shot", "2S"),
    _term(
        "group",
        ("Group", "Plan de groupe", "グループショット", "لقطة جماعية"),
        "3S|three-shot|three shot|group shot",
    ),
    _term(
        "ots",
        ("Over the shoulder", "Plan avec amorce", "肩なめ", "من فوق الكتف"),
        "over-the-shoulder|par-dessus l'épaule|amorce|肩越し",
    ),
    _term(
        "pov",
        ("Point of view", "Plan subjectif", "主観", "وجهة نظر"),
        "point-of-view|subjectif|見た目",
    ),
    _term(
        "rev", ("Reverse", "Contrechamp", "切り返し", "لقطة عكسية"), "reverse angle|contre-champ"
    ),
    _term("react", ("Reaction", "Plan de réaction", "リアクション", "لقطة رد فعل"), "réaction"),
    _term(
        "master",
        ("Master", "Plan maître", "マスターショット", "لقطة رئيسية"),
        "master shot|plan-séquence|plan séquence|マスター|ماستر",
    ),
)

ANGLES: Final = (
    _term(
        "eye",
        ("Eye level", "Hauteur d'œil", "アイレベル", "مستوى العين"),
        "normal|à hauteur d'œil|angle normal|目高",
    ),
    _term("high", ("High angle", "Plongée", "ハイアングル", "زاوية مرتفعة"), "俯瞰"),
    _term(
        "low",
        ("Low angle", "Contre-plongée", "ローアングル", "زاوية منخفضة"),
        "contreplongée|あおり",
    ),
    _term(
        "top",
        ("Overhead", "Plongée totale", "真俯瞰", "عين الطائر"),
        "bird's-eye|bird's eye|zénithale|top shot",
    ),
    _term(
        "worm",
        ("Ground level", "Ras du sol", "虫の目", "عين الدودة"),
        "ground|worm's-eye|worm's eye|contre-plongée totale|地面から",
    ),
    _term(
        "dutch", ("Dutch", "Cadrage penché", "ダッチアングル", "زاوية مائلة"), "canted|débullé|斜め"
    ),
    _term("front", ("Front", "Face", "正面", "أمامي"), "frontal|de face"),
    _term("profile", ("Profile", "Profil", "横", "جانبي"), "side|de profil"),
    _term("back", ("Back", "Dos", "後ろ", "خلفي"), "from behind|de dos"),
)

MOVES: Final = (
    _term(
        "static",
        ("Static", "Plan fixe", "フィックス", "ثابتة"),
        "locked-off|locked off|tripod|fixe|still",
    ),
    _term("pan", ("Pan", "Panoramique", "パン", "بان"), "pano|أفقية|panning"),
    _term("tilt", ("Tilt", "Panoramique vertical", "ティルト", "تيلت"), "tilting|رأسية"),
    _term(
        "dolly",
        ("Dolly", "Travelling", "ドリー", "ترافلنج"),
        "push in|push-in|push out|travelling avant|travelling arrière|トラックアップ|track in",
    ),
    _term("truck", ("Truck", "Travelling latéral", "横移動", "ترافلنج جانبي"), "track|tracking"),
    _term(
        "follow",
        ("Follow", "Travelling d'accompagnement", "フォロー", "متابعة"),
        "following|accompagnement",
    ),
    _term(
        "hand",
        ("Handheld", "Caméra portée", "手持ち", "كاميرا محمولة"),
        "hand-held|hand held|à l'épaule|caméra à l'épaule",
    ),
    _term(
        "ped",
        ("Pedestal", "Mouvement vertical", "ペデスタル", "رفع/خفض"),
        "boom|crane|grue|クレーン|jib",
    ),
    _term("zoom", ("Zoom", "Zoom", "ズーム", "زوم")),
    _term("whip", ("Whip pan", "Filé", "早パン", "بان سريع"), "swish|スイッシュ"),
    _term("rack", ("Rack focus", "Bascule de point", "ピン送り", "تغيير البؤرة"), "focus pull"),
)

PRIORITIES: Final = (
    _term("must", ("Must", "Indispensable", "必須", "ضروري"), "must have|essential|yes|1|a|必要"),
    _term(
        "nice",
        ("Nice to have", "Si possible", "できれば", "إن أمكن"),
        "nice|optional|facultatif|あれば|اختياري|no|2|b",
    ),
)

STATUSES: Final = (
    _term("planned", ("Planned", "Prévu", "予定", "مخطط"), "todo|to do|à faire|à tourner|未撮影"),
    _term("shot", ("Shot", "Tourné", "撮影済み", "صُوِّرت"), "filmed|done|in the can|済|تم|صورت"),
    _term(
        "dropped",
        ("Dropped", "Abandonné", "欠番", "أُلغيت"),
        "cut|omitted|annulé|supprimé|coupé|なし|中止|ملغاة|ألغيت|ملغى",
    ),
)

_BY_KEY: Final = {
    id(terms): {term.key: term for term in terms}
    for terms in (SIZES, FRAMINGS, ANGLES, MOVES, PRIORITIES, STATUSES)
}


def word_of(terms: tuple[Term, ...], key: str, language: str) -> str:
    """Return the word of a key in a language; "" for no key, the key itself for an unknown one."""
    term = _BY_KEY[id(terms)].get(key)
    return term.word(language) if term else key


def short_of(terms: tuple[Term, ...], key: str) -> str:
    """Return the abbreviation of a key, as on an English set."""
    term = _BY_KEY[id(terms)].get(key)
    return term.short if term else key.upper()
