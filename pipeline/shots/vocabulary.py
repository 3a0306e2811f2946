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
    """Other words, in any of the languages."""
    shorts: tuple[str, ...] = ()
    """What fits in a narrow column, in the order of LANGUAGES; "" where there is no such word."""

    def word(self, language: str) -> str:
        """Return the word in a language, in English when there is none."""
        return self.words[_place(language)]

    def short(self, language: str) -> str:
        """Return the abbreviation of a language, its word when it has none."""
        return (self.shorts[_place(language)] if self.shorts else "") or self.word(language)


def _place(language: str) -> int:
    code = language.lower()[:2]
    return LANGUAGES.index(code) if code in LANGUAGES else 0


def _term(key: str, words: tuple[str, str, str, str], also: str = "", shorts: str = "") -> Term:
    others = tuple(one.strip() for one in also.split("|") if one.strip())
    abbreviations = tuple(one.strip() for one in shorts.split("|")) if shorts else ()
    return Term(key=key, words=words, also=others, shorts=abbreviations)


SIZES: Final = (
    _term(
        "ews",
        ("Extreme wide", "Plan général", "大ロング", "لقطة عامة جدًا"),
        "ELS|XWS|extreme wide shot|extreme long shot|extreme long|PGE|grand ensemble"
        "|エクストリーム・ロングショット",
        "EWS|PG|大ロング|",
    ),
    _term(
        "est",
        ("Establishing", "Plan de situation", "エスタブリッシング・ショット", "لقطة تأسيسية"),
        "establishing shot",
        "EST|Situation|EST|تأسيسية",
    ),
    _term(
        "ws",
        ("Wide", "Plan d'ensemble", "ロングショット", "لقطة عامة"),
        "wide shot|long shot|long|plan large|بعيدة|لقطة بعيدة",
        "WS|PE|LS|عامة",
    ),
    _term(
        "fs",
        ("Full", "Plan moyen", "フルショット", "لقطة كاملة"),
        "FF|full shot|plan en pied|フルフィギュア",
        "FS|PM|FS|كاملة",
    ),
    _term(
        "mws",
        ("Medium wide", "Plan demi-ensemble", "ニーショット", "لقطة متوسطة واسعة"),
        "MFS|MLS|medium wide shot|medium full shot|medium long shot|plan italien",
        "MWS|PDE|KS|متوسطة واسعة",
    ),
    _term(
        "cow",
        ("Cowboy", "Plan américain", "カウボーイショット", "لقطة أمريكية"),
        "cowboy shot|american|american shot|七分身",
        "CS|PA|七分身|أمريكية",
    ),
    _term(
        "ms",
        ("Medium", "Plan rapproché taille", "ウエストショット", "لقطة متوسطة"),
        "medium shot|mid shot|plan taille",
        "MS|PRT|WS|متوسطة",
    ),
    _term(
        "mcu",
        ("Medium close-up", "Plan rapproché poitrine", "バストショット", "لقطة متوسطة قريبة"),
        "medium close up|medium closeup|plan poitrine",
        "MCU|PRP|BS|متوسطة قريبة",
    ),
    _term(
        "cu",
        ("Close-up", "Gros plan", "クローズアップ", "لقطة قريبة"),
        "close up|closeup|close|アップ|كلوز أب",
        "CU|GP|CU|قريبة",
    ),
    _term(
        "ecu",
        ("Extreme close-up", "Très gros plan", "ビッグクローズアップ", "لقطة قريبة جدًا"),
        "XCU|big close-up|big close up|extreme close up|extreme closeup|大アップ",
        "ECU|TGP|BCU|قريبة جدًا",
    ),
    _term(
        "ins",
        ("Insert", "Insert", "インサート", "لقطة تفصيلية"),
        "detail|détail|ディテール|إنسرت",
        "INS|Insert|INS|تفصيلية",
    ),
    _term(
        "cut",
        ("Cutaway", "Plan de coupe", "カットアウェイ", "لقطة قطع"),
        "捨てカット|كت أواي",
        "CA|Coupe|捨て|قطع",
    ),
)

FRAMINGS: Final = (
    _term(
        "single",
        ("Single", "Plan simple", "ワンショット", "لقطة فردية"),
        "one shot|un seul personnage",
        "1S|Simple|1S|فردية",
    ),
    _term(
        "two",
        ("Two-shot", "Plan à deux", "ツーショット", "لقطة ثنائية"),
        "two shot",
        "2S|À deux|2S|ثنائية",
    ),
    _term(
        "group",
        ("Group", "Plan de groupe", "グループショット", "لقطة جماعية"),
        "3S|three-shot|three shot|group shot",
        "Group|Groupe|GS|جماعية",
    ),
    _term(
        "ots",
        ("Over the shoulder", "Plan avec amorce", "肩なめ", "من فوق الكتف"),
        "over-the-shoulder|par-dessus l'épaule|肩越し",
        "OTS|Amorce|肩なめ|فوق الكتف",
    ),
    _term(
        "pov",
        ("Point of view", "Plan subjectif", "主観", "وجهة نظر"),
        "point-of-view|subjectif|見た目",
        "POV|Subjectif|主観|وجهة نظر",
    ),
    _term(
        "rev",
        ("Reverse", "Contrechamp", "切り返し", "لقطة عكسية"),
        "reverse angle|contre-champ",
        "REV|CC|切り返し|عكسية",
    ),
    _term(
        "react",
        ("Reaction", "Plan de réaction", "リアクション", "لقطة رد فعل"),
        "reaction shot|réaction",
        "React|Réaction|リアクション|رد فعل",
    ),
    _term(
        "master",
        ("Master", "Plan maître", "マスターショット", "لقطة رئيسية"),
        "master shot|plan-séquence|plan séquence|マスター|ماستر",
        "Master|Maître|マスター|رئيسية",
    ),
)

ANGLES: Final = (
    _term(
        "eye",
        ("Eye level", "À hauteur d'œil", "アイレベル", "مستوى العين"),
        "normal|hauteur d'œil|angle normal|目高",
    ),
    _term("high", ("High angle", "Plongée", "ハイアングル", "زاوية مرتفعة"), "high|俯瞰"),
    _term(
        "low",
        ("Low angle", "Contre-plongée", "ローアングル", "زاوية منخفضة"),
        "low|contreplongée|あおり",
    ),
    _term(
        "top",
        ("Overhead", "Plongée totale", "真俯瞰", "عين الطائر"),
        "bird's-eye|bird's eye|zénithale|plongée zénithale|top shot",
    ),
    _term(
        "worm",
        ("Ground level", "Ras du sol", "地面から", "عين الدودة"),
        "ground|worm's-eye|worm's eye|contre-plongée totale|虫の目",
    ),
    _term(
        "dutch",
        ("Dutch", "Cadrage penché", "ダッチアングル", "زاوية مائلة"),
        "dutch angle|canted|débullé|斜め",
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
    _term(
        "pan",
        ("Pan", "Panoramique", "パン", "بان"),
        "pan left|pan right|pano|panoramique gauche|panoramique droite|أفقية|بان أفقية|panning",
    ),
    _term(
        "tilt",
        ("Tilt", "Panoramique vertical", "ティルト", "تيلت"),
        "tilt up|tilt down|tilting|パンアップ|パンダウン|رأسية|تيلت رأسية",
    ),
    _term(
        "dolly",
        ("Dolly", "Travelling avant/arrière", "ドリー", "ترافلنج"),
        "dolly in|dolly out|push in|push-in|push out|push|travelling|travelling avant"
        "|travelling arrière|ドリーイン|ドリーアウト|トラックアップ|トラックバック|track in"
        "|ترافلنج للأمام|ترافلنج للخلف",
    ),
    _term(
        "truck",
        ("Truck", "Travelling latéral", "横移動", "ترافلنج جانبي"),
        "lateral track|track|tracking",
    ),
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
        "boom|boom up|boom down|crane|grue|クレーン|jib|رفع|خفض",
    ),
    _term("zoom", ("Zoom", "Zoom", "ズーム", "زوم")),
    _term("whip", ("Whip pan", "Filé", "早パン", "بان سريع"), "swish|swish pan|スイッシュ"),
    _term(
        "rack",
        ("Rack focus", "Bascule de point", "ピン送り", "تغيير البؤرة"),
        "focus pull|pull focus",
    ),
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


def short_of(terms: tuple[Term, ...], key: str, language: str = "en") -> str:
    """Return the abbreviation of a key as it is used on a set of that language."""
    term = _BY_KEY[id(terms)].get(key)
    return term.short(language) if term else key.upper()
