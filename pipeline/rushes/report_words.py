"""The headings of the camera and sound reports in four languages. Pure."""

from typing import Final

from pipeline.documents.takes import Rating, SoundRole
from pipeline.paper.sheet import Words

CAMERA: Final[Words] = ("Camera report", "Rapport image", "撮影報告書", "تقرير الكاميرا")
SOUND: Final[Words] = ("Sound report", "Rapport son", "録音報告書", "تقرير الصوت")
SLATE: Final[Words] = ("Slate", "Clap", "カチンコ", "الكلاكيت")
FILE: Final[Words] = ("File of the camera", "Fichier d’origine", "元のファイル", "الملف الأصلي")
SOUND_FILE: Final[Words] = ("File", "Fichier", "ファイル", "الملف")
RATING: Final[Words] = ("Rating", "Avis", "判定", "التقييم")
CAMERA_LENS: Final[Words] = ("Camera, lens", "Caméra, focale", "カメラ・レンズ", "الكاميرا والعدسة")
SIZE: Final[Words] = ("Size", "Format", "画面サイズ", "المقاس")
RATE: Final[Words] = ("Pictures/s", "Images/s", "コマ/秒", "إطار/ث")
LENGTH: Final[Words] = ("Length", "Durée", "長さ", "المدة")
TIMECODE: Final[Words] = ("Timecode", "Timecode", "タイムコード", "رمز الوقت")
LOUDNESS: Final[Words] = ("LUFS", "LUFS", "LUFS", "LUFS")
PEAK: Final[Words] = ("Peak dB", "Crête dB", "ピーク dB", "الذروة dB")
REMARKS: Final[Words] = ("Remarks", "Remarques", "備考", "ملاحظات")
ROLE: Final[Words] = ("What", "Nature", "種類", "النوع")
PLACE: Final[Words] = ("Place", "Décor", "場所", "الموقع")
TRACKS: Final[Words] = ("Tracks", "Pistes", "トラック", "المسارات")
SAMPLES: Final[Words] = ("kHz", "kHz", "kHz", "kHz")
SUMMARY: Final[Words] = (
    "%(count)s recordings, %(good)s circled, %(length)s",
    "%(count)s prises, %(good)s cerclées, %(length)s",
    "%(count)s本、OK %(good)s本、%(length)s",
    "%(count)s تسجيلات، %(good)s جيدة، %(length)s",
)
SOUND_SUMMARY: Final[Words] = (
    "%(count)s recordings, %(length)s",
    "%(count)s enregistrements, %(length)s",
    "%(count)s本、%(length)s",
    "%(count)s تسجيلات، %(length)s",
)
NO_DAY: Final[Words] = ("Day not known", "Jour inconnu", "日付不明", "يوم غير معروف")
SILENT: Final[Words] = ("no sound", "muet", "音なし", "بدون صوت")
UNEVEN: Final[Words] = ("uneven rate", "cadence variable", "可変フレームレート", "معدل متغير")
LINED_UP: Final[Words] = ("lined up", "synchronisé", "同期済み", "متزامن")

RATINGS: Final = {
    Rating.GOOD: ("Good", "Bonne", "OK", "جيدة"),
    Rating.HOLD: ("Hold", "À garder", "キープ", "احتياط"),
    Rating.NO_GOOD: ("No good", "Mauvaise", "NG", "مرفوضة"),
}
ROLES: Final = {
    SoundRole.DOUBLE: ("Sync sound", "Son synchrone", "同時録音", "صوت متزامن"),
    SoundRole.WILD: ("Wild sound", "Son seul", "オンリー", "صوت منفرد"),
    SoundRole.ROOM_TONE: ("Room tone", "Silence plateau", "ルームトーン", "صوت المكان"),
    SoundRole.MUSIC: ("Music", "Musique", "音楽", "موسيقى"),
    SoundRole.EFFECT: ("Effect", "Bruitage", "効果音", "مؤثر صوتي"),
}
