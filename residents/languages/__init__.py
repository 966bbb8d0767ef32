"""Languages spoken in the houses: code, own name, direction. Names in French and English go through gettext."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Language:
    code: str
    autonym: str
    name: Promise | str
    rtl: bool = False


LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        Language("fr", "français", _("French")),
        Language("en", "English", _("English")),
        Language("ar", "العربية", _("Arabic"), rtl=True),
        Language("fa-AF", "دری", _("Dari"), rtl=True),
        Language("fa", "فارسی", _("Persian"), rtl=True),
        Language("ps", "پښتو", _("Pashto"), rtl=True),
        Language("ur", "اردو", _("Urdu"), rtl=True),
        Language("ku", "kurdî", _("Kurdish")),
        Language("bn", "বাংলা", _("Bengali")),
        Language("tr", "Türkçe", _("Turkish")),
        Language("ru", "русский", _("Russian")),
        Language("uk", "українська", _("Ukrainian")),
        Language("ka", "ქართული", _("Georgian")),
        Language("hy", "հայերեն", _("Armenian")),
        Language("az", "azərbaycanca", _("Azerbaijani")),
        Language("ti", "ትግርኛ", _("Tigrinya")),
        Language("am", "አማርኛ", _("Amharic")),
        Language("om", "Afaan Oromoo", _("Oromo")),
        Language("so", "Soomaali", _("Somali")),
        Language("sw", "Kiswahili", _("Swahili")),
        Language("ln", "lingála", _("Lingala")),
        Language("ff", "Pulaar", _("Fula")),
        Language("bm", "bamanankan", _("Bambara")),
        Language("snk", "sooninkanxanne", _("Soninke")),
        Language("wo", "wolof", _("Wolof")),
        Language("ha", "Hausa", _("Hausa")),
        Language("yo", "Yorùbá", _("Yoruba")),
        Language("ig", "Igbo", _("Igbo")),
        Language("sq", "shqip", _("Albanian")),
        Language("sr", "srpski", _("Serbian")),
        Language("rom", "romani čhib", _("Romani")),
        Language("es", "español", _("Spanish")),
        Language("pt", "português", _("Portuguese")),
        Language("ta", "தமிழ்", _("Tamil")),
        Language("pa", "ਪੰਜਾਬੀ", _("Punjabi")),
        Language("ne", "नेपाली", _("Nepali")),
        Language("zh", "中文", _("Chinese")),
    )
}
CHOICES = [(language.code, language.name) for language in LANGUAGES.values()]


class Level(models.TextChoices):
    """The Common European Framework, and the two ends that it leaves out."""

    A1 = "A1", "A1"
    A2 = "A2", "A2"
    B1 = "B1", "B1"
    B2 = "B2", "B2"
    C1 = "C1", "C1"
    C2 = "C2", "C2"
    NATIVE = "native", _("mother tongue")
    SPOKEN = "spoken", _("spoken, not written")
