"""The words of the readme of a turnover in four languages. Pure."""

from typing import Final

from pipeline.paper.sheet import Words

TITLE: Final[Words] = (
    "For the sound people",
    "Pour l’équipe son",
    "音響スタッフへ",
    "إلى فريق الصوت",
)
VERSION: Final[Words] = (
    "Version %(number)s · %(digest)s",
    "Version %(number)s · %(digest)s",
    "第%(number)s版 · %(digest)s",
    "النسخة %(number)s · %(digest)s",
)
LOCKED: Final[Words] = (
    "Picture locked",
    "Image verrouillée",
    "ピクチャーロック",
    "قفل الصورة",
)
RATE: Final[Words] = (
    "Frames a second",
    "Images par seconde",
    "フレームレート",
    "عدد الإطارات في الثانية",
)
LENGTH: Final[Words] = (
    "Length of the film, in frames",
    "Durée du film, en images",
    "本編の長さ（フレーム数）",
    "مدة الفيلم وعدد إطاراته",
)
FIRST: Final[Words] = (
    "First frame of the film",
    "Première image du film",
    "本編の最初のフレーム",
    "أول إطار من الفيلم",
)
POPS: Final[Words] = (
    "Beeps of one frame, before and after",
    "Bips d’une image, avant et après",
    "1フレームの2ポップ（前・後）",
    "صفير من إطار واحد، قبل الفيلم وبعده",
)
BEEP: Final[Words] = ("Each beep", "Chaque bip", "ポップの音", "نغمة الصفير")
SOUND: Final[Words] = ("Sound files", "Fichiers son", "音声ファイル", "ملفات الصوت")
HANDLES: Final[Words] = (
    "Handles before and after a clip, up to",
    "Poignées avant et après un son, jusqu’à",
    "クリップ前後ののりしろ（最大）",
    "هامش قبل كل مقطع وبعده، حتى",
)
LOUDNESS: Final[Words] = (
    "Loudness of the mix",
    "Niveau du mixage",
    "ミックスのラウドネス",
    "جهارة المزج",
)
PEAK: Final[Words] = (
    "True peak of the mix, at most",
    "Crête vraie du mixage, au plus",
    "ミックスのトゥルーピーク（上限）",
    "الذروة الحقيقية للمزج، على الأكثر",
)
MIX_LENGTH: Final[Words] = (
    "Length of the mix, in samples",
    "Durée du mixage, en échantillons",
    "ミックスの長さ（サンプル数）",
    "طول المزج بالعينات",
)
CONTENTS: Final[Words] = (
    "What is in the pack",
    "Ce que contient le paquet",
    "パックの中身",
    "محتويات الحزمة",
)
GUIDE: Final[Words] = (
    "the film to work to, with timecode, take and timecode of the take",
    "le film de travail, avec timecode, prise et timecode de la prise",
    "作業用の映像（タイムコード、テイク名、素材タイムコード入り）",
    "فيلم العمل مع شفرة الزمن واسم اللقطة وشفرتها",
)
GUIDE_SOUND: Final[Words] = (
    "the sound of the edit, all tracks together",
    "le son du montage, toutes pistes ensemble",
    "編集の音声、全トラック",
    "صوت المونتاج، كل المسارات معا",
)
STEMS: Final[Words] = (
    "each audio track, as long as the guide, nothing levelled",
    "chaque piste, aussi longue que le guide, sans mise à niveau",
    "各トラック（ガイドと同じ長さ、レベル調整なし）",
    "كل مسار على حدة بطول فيلم العمل ومن دون ضبط المستوى",
)
CLIPS: Final[Words] = (
    "each clip with its handles, as it was recorded",
    "chaque son avec ses poignées, tel qu’il a été enregistré",
    "のりしろ付きの各クリップ（収録のまま）",
    "كل مقطع مع هوامشه كما سجل",
)
POSITIONS: Final[Words] = (
    "where each clip belongs, to the sample",
    "la place de chaque son, à l’échantillon près",
    "各クリップの位置（サンプル単位）",
    "موضع كل مقطع بدقة العينة",
)
TIMELINE: Final[Words] = (
    "the same as a timeline (OpenTimelineIO)",
    "la même chose en timeline (OpenTimelineIO)",
    "同じ内容のタイムライン（OpenTimelineIO）",
    "الشيء نفسه كخط زمني (OpenTimelineIO)",
)
LISTS: Final[Words] = (
    "for Pro Tools and others; what they lack: sound_edit_losses.txt",
    "pour Pro Tools et d’autres ; manques : sound_edit_losses.txt",
    "Pro Toolsなど向け（欠けるものは sound_edit_losses.txt）",
    "الشيء نفسه لبرنامج Pro Tools وغيره، وما ينقصه في sound_edit_losses.txt",
)
WILD: Final[Words] = (
    "Room tones and wild sounds",
    "Ambiances et sons seuls",
    "ルームトーンと単独録音",
    "أصوات المكان والأصوات الحرة",
)
TRACKS: Final[Words] = ("Tracks", "Pistes", "トラック", "المسارات")
CLIP_COUNT: Final[Words] = (
    "clips: %(count)s",
    "sons : %(count)s",
    "クリップ数：%(count)s",
    "عدد المقاطع %(count)s",
)
NOTHING: Final[Words] = ("none", "aucun", "なし", "لا يوجد")
MORE: Final[Words] = (
    "and %(count)s more",
    "et %(count)s autres",
    "ほか%(count)s件",
    "و%(count)s أخرى",
)
UNHEARD: Final[Words] = (
    "Could not be heard",
    "Sans son lisible",
    "音声を読めなかった素材",
    "تعذر سماعها",
)
ROLES: Final[dict[str, Words]] = {
    "dialogue": ("dialogue", "dialogue", "せりふ", "حوار"),
    "effects": ("effects", "bruitages", "効果音", "مؤثرات"),
    "ambience": ("ambience", "ambiance", "環境音", "أجواء"),
    "music": ("music", "musique", "音楽", "موسيقى"),
    "mixed": ("several", "plusieurs", "複数", "متعدد"),
    "room_tone": ("room tone", "ambiance du lieu", "ルームトーン", "صوت المكان"),
    "wild": ("wild sound", "son seul", "単独録音", "صوت حر"),
    "effect": ("effect", "bruitage", "効果音", "مؤثر"),
}
