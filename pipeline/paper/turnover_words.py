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
    "قُفلت الصورة",
)
RATE: Final[Words] = ("Frame rate", "Cadence", "フレームレート", "معدل الإطارات")
A_SECOND: Final[Words] = (
    "%(rate)s frames a second",
    "%(rate)s images par seconde",
    "毎秒%(rate)sフレーム",
    "%(rate)s إطارًا في الثانية",
)
LENGTH: Final[Words] = ("Length of the film", "Durée du film", "本編の長さ", "مدة الفيلم")
FRAMES: Final[Words] = (
    "%(timecode)s, %(frames)s frames",
    "%(timecode)s, %(frames)s images",
    "%(timecode)s（%(frames)sフレーム）",
    "%(timecode)s، %(frames)s إطارًا",
)
FIRST: Final[Words] = (
    "First frame of the film",
    "Première image du film",
    "本編の最初のフレーム",
    "أول إطار من الفيلم",
)
POPS: Final[Words] = (
    "Beeps (1 kHz, −20 dBFS, one frame)",
    "Bips (1 kHz, −20 dBFS, une image)",
    "2ポップ（1 kHz、−20 dBFS、1フレーム）",
    "الصفيران (1 كيلوهرتز، −20 dBFS، إطار واحد)",
)
SOUND: Final[Words] = ("Sound files", "Fichiers son", "音声ファイル", "ملفات الصوت")
FORMAT: Final[Words] = (
    "WAV (BWF), 48 kHz, 24 bit, stereo",
    "WAV (BWF), 48 kHz, 24 bits, stéréo",
    "WAV（BWF）、48 kHz、24ビット、ステレオ",
    "‏WAV (BWF)، 48 كيلوهرتز، 24 بت، ستيريو",
)
HANDLES: Final[Words] = ("Handles", "Poignées", "のりしろ", "الهوامش")
UP_TO: Final[Words] = (
    "up to %(seconds)s s before and after each clip",
    "jusqu’à %(seconds)s s avant et après chaque plan",
    "各クリップの前後に最大%(seconds)s秒",
    "حتى %(seconds)s ث قبل كل مقطع وبعده",
)
TARGET: Final[Words] = (
    "The mix shall have",
    "Le mixage doit avoir",
    "ミックスの目標",
    "المطلوب من المزج",
)
LEVELS: Final[Words] = (
    "%(lufs)s LUFS, true peak at most %(peak)s dBTP, as long as the film",
    "%(lufs)s LUFS, crête vraie %(peak)s dBTP au plus, aussi long que le film",
    "%(lufs)s LUFS、トゥルーピーク%(peak)s dBTP以下、本編と同じ長さ",
    "%(lufs)s LUFS، وذروة حقيقية لا تتجاوز %(peak)s dBTP، بطول الفيلم",
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
    "صوت المونتاج، كل المسارات معًا",
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
    "كل مقطع مع هوامشه كما سُجّل",
)
POSITIONS: Final[Words] = (
    "where each clip belongs, to the sample",
    "la place de chaque son, à l’échantillon près",
    "各クリップの位置（サンプル単位）",
    "موضع كل مقطع بدقة العيّنة",
)
TIMELINE: Final[Words] = (
    "the same as a timeline (OpenTimelineIO)",
    "la même chose en timeline (OpenTimelineIO)",
    "同じ内容のタイムライン（OpenTimelineIO）",
    "الشيء نفسه كخط زمني (OpenTimelineIO)",
)
WILD: Final[Words] = (
    "room tones and wild sounds",
    "ambiances et sons seuls",
    "ルームトーンと単独録音",
    "أصوات المكان والأصوات الحرة",
)
TRACKS: Final[Words] = ("Tracks", "Pistes", "トラック", "المسارات")
CLIP_COUNT: Final[Words] = (
    "%(count)s clips",
    "%(count)s sons",
    "%(count)sクリップ",
    "%(count)s مقطعًا",
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
    "تعذّر سماعها",
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
