"""The words of a school's table of people, in English, French, Japanese and Arabic. Pure."""

import unicodedata
from enum import StrEnum
from typing import Final

from pipeline.sign_off import Role


class Forbidden(StrEnum):
    """What a column may not hold."""

    SURNAME = "surname"
    EMAIL = "email"
    BIRTH = "birth"
    CONTACT = "contact"


def plain_word(text: str) -> str:
    """Return a word as it is compared: case, accents, marks, spaces and dashes do not count."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in split if one.isalnum())


def _by_word(table: dict[str, str]) -> dict[str, str]:
    """Return each word of the lists, as it is compared, with what it stands for."""
    return {plain_word(word): key for key, words in table.items() for word in words.split(", ")}


HEADERS: Final = _by_word(
    {
        "name": "name, first name, given name, display name, nickname, child, student"
        ", prénom, prenom, surnom, élève, 名前, 名, 下の名前, ニックネーム, なまえ"
        ", الاسم, الاسم الأول, الاسم الشخصي, اسم",
        "group": "group, team, groupe, équipe, グループ, 班, チーム, المجموعة, مجموعة, الفريق",
        "role": "role, rôle, fonction, 役割, 役, الدور, دور",
        "language": "language, lang, langue, 言語, ことば, اللغة, لغة",
        "avatar": "avatar, animal, animals, 動物, どうぶつ, アバター, الحيوان, حيوان",
    }
)
"""What a header says, as it is compared, and the column it means."""

FORBIDDEN: Final = {
    word: Forbidden(key)
    for word, key in _by_word(
        {
            "surname": "surname, last name, family name, full name, nom, nom de famille"
            ", nom et prénom, prénom et nom, nom complet, 姓, 苗字, 名字, 氏名"
            ", フルネーム, ふりがな"
            ", اللقب, الاسم العائلي, اسم العائلة, الاسم الكامل, النسب",
            "email": "email, e-mail, mail, email address, e-mail address, parent email, courriel"
            ", adresse mail, adresse e-mail, adresse électronique, メール, メールアドレス"
            ", البريد, البريد الإلكتروني, الإيميل",
            "birth": "birth, birthday, birth date, date of birth, born, dob, age"
            ", année de naissance, date de naissance, né le, née le, naissance, âge"
            ", 生年月日, 誕生日, 年齢, 歳"
            ", تاريخ الميلاد, تاريخ الازدياد, العمر, السن",
            "contact": "address, phone, telephone, mobile, phone number, parent phone, adresse"
            ", téléphone, portable, tél, 住所, 電話, 電話番号, 携帯, العنوان, الهاتف, رقم الهاتف",
        }
    ).items()
}
"""Headers of columns that are refused, and why."""

ROLE_WORDS: Final = {
    word: Role(key)
    for word, key in _by_word(
        {
            "student": ", student, pupil, child, élève, enfant, étudiant, étudiante, participant"
            ", participante, 生徒, 子ども, 子供, 学生, 参加者"
            ", تلميذ, تلميذة, طالب, طالبة, طفل, طفلة",
            "mentor": "mentor, teacher, intervenant, intervenante, mentore, 講師, メンター"
            ", مؤطر, مؤطرة, مرشد, مرشدة",
            "lead_mentor": "lead mentor, lead, mentor principal, mentore principale"
            ", intervenant principal, intervenante principale, 主任講師, チーフ講師"
            ", كبير المرشدين, كبيرة المرشدين",
            "technician": "technician, render operator, technicien, technicienne, régie, 技術"
            ", 技術スタッフ, تقني, تقنية",
            "coordinator": "coordinator, coordinateur, coordinatrice, コーディネーター, 進行"
            ", منسق, منسقة",
        }
    ).items()
}
"""What a cell of the column role says; an empty one is a student."""

LANGUAGE_WORDS: Final = _by_word(
    {
        "en": "en, english, anglais, anglaise, 英語, الإنجليزية, إنجليزية",
        "fr": "fr, french, français, francais, フランス語, الفرنسية, فرنسية",
        "ja": "ja, jp, japanese, japonais, 日本語, اليابانية, يابانية",
        "ar": "ar, arabic, arabe, アラビア語, العربية, عربية, عربي",
    }
)
"""What a cell of the column language says, and the code it means."""
