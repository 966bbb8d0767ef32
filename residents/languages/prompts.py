"""The words that are shown to the person during an interview, in their language.

French and English are the source. A translation that nobody has read over yet says so where it is shown: write who
checked it and when in `checked`. Somebody whose language is not here reads English.
"""

from dataclasses import dataclass

from residents.languages import LANGUAGES, Language

SOURCES = ("fr", "en")

# The five prompts in the order of the conversation, each with its pictogram.
PICTOGRAMS = {
    "likes": "like",
    "passions": "passion",
    "dreams": "dream",
    "desires": "desire",
    "abilities": "skill",
}


@dataclass(frozen=True)
class Wording:
    """One language: the five prompts, then the words of the screen that is read back together."""

    language: str
    likes: str
    passions: str
    dreams: str
    desires: str
    abilities: str
    understood: str
    skills: str
    question: str
    keep: str
    me_first: str
    share: str
    yes: str
    checked: str = ""

    @property
    def spoken(self) -> Language:
        return LANGUAGES[self.language]

    @property
    def direction(self) -> str:
        return "rtl" if self.spoken.rtl else "ltr"

    @property
    def is_checked(self) -> bool:
        return self.language in SOURCES or bool(self.checked)


WORDINGS: dict[str, Wording] = {
    wording.language: wording
    for wording in (
        Wording(
            "fr",
            likes="Ce que vous aimez",
            passions="Ce qui vous passionne",
            dreams="Vos rêves",
            desires="Ce que vous voulez pour vous",
            abilities="Ce que vous savez faire",
            understood="Ce que nous avons compris de vous",
            skills="Vos savoirs et vos compétences",
            question="Que voulez-vous en faire\u00a0?",
            keep="garder pour moi",
            me_first="d’abord pour moi",
            share="partager",
            yes="Oui, c’est bien cela",
        ),
        Wording(
            "en",
            likes="What you like",
            passions="What you are passionate about",
            dreams="Your dreams",
            desires="What you want for yourself",
            abilities="What you can do",
            understood="What we understood about you",
            skills="Your knowledge and skills",
            question="What do you want to do with it?",
            keep="keep it for me",
            me_first="for me first",
            share="share it",
            yes="Yes, that is right",
        ),
        Wording(
            "ar",
            likes="ما تحبّه",
            passions="ما أنت شغوف به",
            dreams="أحلامك",
            desires="ما تريده لنفسك",
            abilities="ما تجيد فعله",
            understood="ما فهمناه عنك",
            skills="معارفك ومهاراتك",
            question="ماذا تريد أن تفعل بها؟",
            keep="أحتفظ بها لنفسي",
            me_first="لنفسي أولًا",
            share="أشاركها",
            yes="نعم، هذا صحيح",
        ),
        Wording(
            "fa-AF",
            likes="آنچه دوست دارید",
            passions="آنچه شما را به شوق می‌آورد",
            dreams="رویاهای شما",
            desires="آنچه برای خود می‌خواهید",
            abilities="آنچه می‌توانید انجام دهید",
            understood="آنچه از شما فهمیدیم",
            skills="دانش و مهارت‌های شما",
            question="با آن چه می‌خواهید بکنید؟",
            keep="برای خودم نگه می‌دارم",
            me_first="اول برای خودم",
            share="با دیگران شریک می‌سازم",
            yes="بلی، درست است",
        ),
        Wording(
            "ps",
            likes="هغه څه چې خوښوئ یې",
            passions="هغه څه چې ډېره مینه ورسره لرئ",
            dreams="ستاسو خوبونه او ارمانونه",
            desires="هغه څه چې د ځان لپاره یې غواړئ",
            abilities="هغه څه چې کولای یې شئ",
            understood="هغه څه چې موږ ستاسو په اړه پوه شو",
            skills="ستاسو پوهه او مهارتونه",
            question="تاسو غواړئ له دې سره څه وکړئ؟",
            keep="د ځان لپاره یې ساتم",
            me_first="لومړی د ځان لپاره",
            share="له نورو سره یې شریکوم",
            yes="هو، سمه ده",
        ),
        Wording(
            "bn",
            likes="আপনি যা পছন্দ করেন",
            passions="যা নিয়ে আপনার গভীর আগ্রহ",
            dreams="আপনার স্বপ্ন",
            desires="নিজের জন্য আপনি যা চান",
            abilities="আপনি যা করতে পারেন",
            understood="আপনার সম্পর্কে আমরা যা বুঝেছি",
            skills="আপনার জ্ঞান ও দক্ষতা",
            question="এটি নিয়ে আপনি কী করতে চান?",
            keep="নিজের জন্য রাখব",
            me_first="আগে নিজের জন্য",
            share="অন্যদের সঙ্গে ভাগ করব",
            yes="হ্যাঁ, ঠিক আছে",
        ),
        Wording(
            "tr",
            likes="Neleri seversiniz",
            passions="Tutkularınız",
            dreams="Hayalleriniz",
            desires="Kendiniz için ne istersiniz",
            abilities="Neler yapabilirsiniz",
            understood="Sizden anladıklarımız",
            skills="Bilgileriniz ve becerileriniz",
            question="Bununla ne yapmak istersiniz?",
            keep="kendime saklarım",
            me_first="önce kendim için",
            share="paylaşırım",
            yes="Evet, doğru",
        ),
        Wording(
            "ru",
            likes="Что вы любите",
            passions="Чем вы увлечены",
            dreams="Ваши мечты",
            desires="Чего вы хотите для себя",
            abilities="Что вы умеете делать",
            understood="Что мы о вас поняли",
            skills="Ваши знания и навыки",
            question="Что вы хотите с этим сделать?",
            keep="оставить себе",
            me_first="сначала для себя",
            share="поделиться",
            yes="Да, всё верно",
        ),
        Wording(
            "uk",
            likes="Що ви любите",
            passions="Чим ви захоплюєтеся",
            dreams="Ваші мрії",
            desires="Чого ви хочете для себе",
            abilities="Що ви вмієте робити",
            understood="Що ми про вас зрозуміли",
            skills="Ваші знання та вміння",
            question="Що ви хочете з цим зробити?",
            keep="залишити собі",
            me_first="спочатку для себе",
            share="поділитися",
            yes="Так, усе правильно",
        ),
        Wording(
            "ka",
            likes="რა გიყვართ",
            passions="რა გიტაცებთ",
            dreams="თქვენი ოცნებები",
            desires="რა გსურთ საკუთარი თავისთვის",
            abilities="რისი გაკეთება შეგიძლიათ",
            understood="რა გავიგეთ თქვენ შესახებ",
            skills="თქვენი ცოდნა და უნარები",
            question="რა გსურთ, რომ ამით გააკეთოთ?",
            keep="ჩემთვის შევინახავ",
            me_first="ჯერ ჩემთვის",
            share="გავუზიარებ სხვებს",
            yes="დიახ, ასეა",
        ),
        Wording(
            "ti",
            likes="እትፈትውዎ",
            passions="ብፍቕሪ እትገብርዎ",
            dreams="ሕልምታትኩም",
            desires="ንባዕልኹም እትደልይዎ",
            abilities="ክትገብርዎ እትኽእሉ",
            understood="ብዛዕባኹም ዝተረዳእናዮ",
            skills="ፍልጠትኩምን ክእለትኩምን",
            question="ብዚ እንታይ ክትገብሩ ትደልዩ?",
            keep="ንዓይ ክሕዞ",
            me_first="ቅድም ንዓይ",
            share="ምስ ካልኦት ክካፈሎ",
            yes="እወ፡ ልክዕ እዩ",
        ),
        Wording(
            "so",
            likes="Waxa aad jeceshahay",
            passions="Waxa aad xiisaha u qabto",
            dreams="Riyooyinkaaga",
            desires="Waxa aad naftaada u rabto",
            abilities="Waxa aad qaban karto",
            understood="Waxa aan kaa fahannay",
            skills="Aqoontaada iyo xirfadahaaga",
            question="Maxaad ku samayn rabtaa?",
            keep="aniga ayaan iska haysanayaa",
            me_first="marka hore aniga",
            share="waan la wadaagayaa dadka kale",
            yes="Haa, waa sax",
        ),
        Wording(
            "ln",
            likes="Oyo olingaka",
            passions="Oyo esepelisaka yo mingi",
            dreams="Bandoto na yo",
            desires="Oyo olingi mpo na yo moko",
            abilities="Oyo oyebi kosala",
            understood="Oyo toyoki mpo na yo",
            skills="Boyebi mpe makoki na yo",
            question="Olingi kosala na yango nini?",
            keep="kobomba mpo na ngai",
            me_first="liboso mpo na ngai",
            share="kokabola na basusu",
            yes="Iyo, ezali bongo",
        ),
        Wording(
            "sq",
            likes="Çfarë ju pëlqen",
            passions="Çfarë ju pasionon",
            dreams="Ëndrrat tuaja",
            desires="Çfarë doni për veten",
            abilities="Çfarë dini të bëni",
            understood="Çfarë kemi kuptuar për ju",
            skills="Njohuritë dhe aftësitë tuaja",
            question="Çfarë doni të bëni me këtë?",
            keep="ta mbaj për vete",
            me_first="së pari për vete",
            share="ta ndaj me të tjerët",
            yes="Po, kështu është",
        ),
        Wording(
            "es",
            likes="Lo que le gusta",
            passions="Lo que le apasiona",
            dreams="Sus sueños",
            desires="Lo que quiere para usted",
            abilities="Lo que sabe hacer",
            understood="Lo que hemos entendido de usted",
            skills="Sus saberes y competencias",
            question="¿Qué quiere hacer con esto?",
            keep="guardarlo para mí",
            me_first="primero para mí",
            share="compartirlo",
            yes="Sí, así es",
        ),
    )
}


# Who reads one of these reads the other: Persian and Dari are written alike.
NEAREST = {"fa": "fa-AF"}


def wording_for(language: str) -> Wording:
    """The words for somebody who speaks `language` (a code of `LANGUAGES`): theirs if we have them, else English."""
    return WORDINGS.get(NEAREST.get(language, language), WORDINGS["en"])
