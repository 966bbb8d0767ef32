"""Who lives and works in the demonstration. Everyone is invented, and so are the houses and the towns."""

from dataclasses import dataclass

from cada_peers.accounts.roles import Role

DOMAIN = "demo.example"
PASSWORD = "pairs-demo"  # noqa: S105  (published on purpose: the demonstration serves this machine only)
TILLEULS, ERABLES, PHARE = "Les Tilleuls", "Les Érables", "Le Phare"

# operator, its centres with their town
HOUSES = (
    ("Association Rive Claire", ((TILLEULS, "Aubrelle-sur-Lenne"), (ERABLES, "Montvesle"))),
    ("Maison des Deux Ponts", ((PHARE, "Port-Cendré"),)),
)


@dataclass(frozen=True)
class Member:
    """An account of the staff. `place`: a centre, an operator, or nothing for the platform."""

    account: str
    full_name: str
    role: Role
    place: str = ""

    @property
    def email(self) -> str:
        return f"{self.account}@{DOMAIN}"


STAFF = (
    Member("direction", "Solène Abgrall", Role.MANAGEMENT, TILLEULS),
    Member("codirection", "Martial Devigne", Role.MANAGEMENT, TILLEULS),
    Member("social", "Inès Carpentier", Role.SOCIAL_WORKER, TILLEULS),
    Member("social.yannick", "Yannick Lebossé", Role.SOCIAL_WORKER, TILLEULS),
    Member("social.awa", "Awa Sarrazin", Role.SOCIAL_WORKER, TILLEULS),
    Member("social.pauline", "Pauline Estève", Role.SOCIAL_WORKER, TILLEULS),
    Member("benevole", "Odile Marchais", Role.VOLUNTEER, TILLEULS),
    Member("benevole.gerard", "Gérard Pinchon", Role.VOLUNTEER, TILLEULS),
    Member("benevole.lucie", "Lucie Faivre", Role.VOLUNTEER, TILLEULS),
    Member("siege", "Hervé Lantier", Role.HEAD_OFFICE, "Association Rive Claire"),
    Member("admin", "Camille Roussel", Role.PLATFORM_ADMIN),
    Member("direction.erables", "Nadège Vauclair", Role.MANAGEMENT, ERABLES),
    Member("social.erables", "Bastien Courtois", Role.SOCIAL_WORKER, ERABLES),
    Member("direction2", "Ronan Kerviel-Mas", Role.MANAGEMENT, PHARE),
    Member("social2", "Élodie Tournier", Role.SOCIAL_WORKER, PHARE),
)


@dataclass(frozen=True)
class Person:
    """A resident. `languages`: « ti am:spoken fr:A2 », the first without a level is the mother tongue.

    `months`: since the arrival (0: this month); `gone`: since the departure, and whether they stay `in_touch`;
    `calling`: see callings.toml.
    """

    name: str
    family_name: str
    languages: str
    months: int
    calling: str
    referent: str = "social"
    preferred_name: str = ""
    gone: int | None = None
    in_touch: bool = False
    turns_18_in: int | None = None
    centre: str = TILLEULS


YANNICK, AWA, PAULINE = "social.yannick", "social.awa", "social.pauline"
PEOPLE = (
    Person("Mariam", "Keïta-Sow", "bm ff:spoken fr:B2", 19, "welcome"),
    Person("Amanuel", "Woldu", "ti am:spoken en:B1 fr:B1", 24, "football"),
    Person("نسرین", "رحیمی‌نژاد", "fa-AF ps:spoken en:B2 fr:B2", 22, "teaching", YANNICK, preferred_name="Nasrin"),
    Person("Davit", "Gelovanidze", "ka ru:B2 fr:B1", 21, "press", preferred_name="Dato"),
    Person("Fatoumata", "Bahsoury", "ff fr:B2", 23, "childcare", AWA),
    Person("Samir", "Qadirzai", "ps fa-AF:spoken en:B1 fr:A2", 15, "transport", YANNICK),
    Person("Olena", "Hrytsak-Bila", "uk ru:C1 en:B1 fr:A2", 12, "garden", PAULINE),
    Person("Ibrahima", "Condéra", "ff snk:spoken fr:B1", 14, "repair", AWA),
    Person("Tsion", "Gebrezghi", "am ti:spoken en:B1 fr:A2", 9, "sewing"),
    Person("রোকসানা", "খাতুনী", "bn en:A2 fr:A2", 7, "cooking", PAULINE, preferred_name="Roksana"),
    Person("Blerim", "Hoxhallari", "sq en:B1 fr:B1", 6, "digital", YANNICK),
    Person("Patience", "Mbolakwe", "ln fr:B2 sw:spoken", 26, "mediation", AWA),
    Person("Yusuf", "Demirhanlı", "tr ku en:A2 fr:B1", 28, "carpentry", PAULINE, gone=2, in_touch=True),
    Person("Abdoulaye", "Soumaréga", "snk bm:spoken fr:B1", 27, "procedures", YANNICK),
    Person("Halima", "Warsamale", "so ar:A2 en:B1 fr:A2", 11, "sewing", AWA),
    Person("Arben", "Krasniqaj", "sq fr:A2", 10, "electricity"),
    Person("Lidia", "Manukyants", "hy ru:B2 fr:A2", 8, "music", PAULINE),
    Person("Moussa", "Diabykan", "bm fr:A2", 5, "cooking"),
    Person("Shirin", "Taheripour", "fa ku:spoken en:B2 fr:B1", 9, "drawing", YANNICK),
    Person("Grâce", "Ilungame", "ln sw:spoken fr:C1", 13, "hair", AWA),
    Person("Teklu", "Berhanesh", "ti fr:A1", 3, "football"),
    Person("Nino", "Tsiklauridze", "ka ru:B1 en:B1 fr:A1", 3, "teaching", PAULINE),
    Person("Omar", "El Khatibi", "ar en:B1 fr:A2", 4, "barber", YANNICK),
    Person("Sabitha", "Ravindrakumar", "ta en:B1 fr:A1", 4, "cooking", AWA),
    Person("Ousmane", "Barrydou", "ff fr:B1", 6, "electricity", PAULINE),
    Person("Валентин", "Семибратенко", "uk ru en:A2 fr:A1", 5, "mechanics", preferred_name="Valentyn"),
    Person("Zarghona", "", "ps fa-AF:spoken fr:A1", 2, "sewing", YANNICK),
    Person("Emeka", "Okwuchuku", "ig en:C1 fr:A2", 7, "football", AWA),
    Person("Rojda", "Aslanbey", "ku tr:C1 fr:A2", 8, "music", PAULINE),
    Person("Josué", "Kabambale", "sw ln:spoken fr:B2", 12, "digital"),
    Person("Adama", "Traorékan", "bm fr:A2", 2, "mechanics", YANNICK),
    Person("Hodan", "Elmiyare", "so en:A2 fr:A1", 3, "childcare", AWA),
    Person("Vardan", "Ghukasyants", "hy ru:C1 fr:A1", 4, "carpentry", PAULINE),
    Person("Esther", "Adeyinkale", "yo en:C1 fr:A2", 9, "hair"),
    Person("Mohammad Reza", "Golestaniyan", "fa en:B1 fr:A2", 6, "calligraphy", YANNICK),
    Person("ትርሓስ", "ገብረዝጊ", "ti ar:A2 fr:A1", 2, "cooking", AWA, preferred_name="Tirhas"),
    Person("Ismaël", "Dembaye", "snk fr:B1", 11, "football", PAULINE),
    Person("Farida", "Mirzakhaila", "fa-AF en:B1 fr:B1", 13, "health_walks"),
    Person("Lamine", "Cisséry", "wo fr:B2", 10, "music", YANNICK),
    Person("Anjali", "Thapaliyani", "ne en:B2 fr:A1", 3, "accounts", AWA),
    Person("Ramaz", "", "ka fr:A1", 1, "garden", PAULINE),
    Person("Solange", "Niyonkuriza", "fr sw:spoken", 8, "teaching"),
    Person("Dritan", "Marashaj", "sq en:A2 fr:A2", 7, "repair", YANNICK),
    Person("Khadija", "Al-Mansouriya", "ar fr:A2", 6, "childcare", AWA),
    Person("Petro", "Zavhorodniuk", "uk ru en:A2 fr:A1", 2, "electricity", PAULINE),
    Person("Ruth", "Tewoldemed", "ti en:A2 fr:A2", 5, "drawing"),
    Person("Jean-Bosco", "Habyakareme", "sw fr:B2", 15, "press", YANNICK),
    Person("Parwana", "Sultanyar", "fa-AF fr:A1", 1, "teaching", AWA),
    Person("Malik", "Chaudhriwal", "ur pa:spoken en:B1 fr:A1", 3, "transport", PAULINE),
    Person("Aminata", "Doumbiakan", "bm fr:A2", 4, "hair"),
    Person("Serhat", "Yıldızeri", "tr ku fr:A2", 6, "cooking", YANNICK),
    Person("Gift", "", "en ha:spoken fr:A1", 1, "sewing", AWA),
    Person("Nadia", "Petrescovan", "rom sr:C1 fr:A2", 5, "music", PAULINE, turns_18_in=9),
    Person("Bilal", "Safizadeh", "fa-AF fr:B1", 4, "football", turns_18_in=14),
    Person("Mireta", "Gjonaj-Lleshi", "sq fr:B1", 25, "childcare", YANNICK, gone=5, in_touch=True),
    Person("Salif", "Ouattarakan", "bm fr:B2", 23, "garden", AWA, gone=3, in_touch=True),
    Person("Ketevan", "Lomidzeli", "ka ru:B2 fr:B1", 22, "accounts", PAULINE, gone=6),
    Person("Haroon", "Stanekwal", "ps ur:spoken en:A2 fr:A1", 0, "digital"),
    Person("Merveille", "Tshibandame", "ln fr:B1", 0, "hair", YANNICK),
    Person("Zeynab", "Moradkhanian", "az fa:C1 fr:A1", 0, "calligraphy", AWA),
)

NEIGHBOURS = (
    Person("Selam", "Kidanemichael", "ti fr:A2", 6, "cooking", "social.erables", centre=ERABLES),
    Person("Luan", "Shalavari", "sq fr:B1", 12, "digital", "social.erables", centre=ERABLES),
    Person("Amina", "Guleydi", "so fr:A2", 4, "childcare", "social.erables", centre=ERABLES),
    Person("Mykola", "Verbytchenko", "uk fr:A1", 2, "mechanics", "social.erables", centre=ERABLES),
    Person("Fanta", "Konatékan", "bm fr:B1", 16, "welcome", "social.erables", centre=ERABLES),
    Person("Rahim", "Noorzayi", "fa-AF fr:A2", 5, "carpentry", "social2", centre=PHARE),
    Person("Béatrice", "Mukandera", "sw fr:B2", 14, "welcome", "social2", centre=PHARE),
    Person("Giorgi", "Kapanavadze", "ka fr:A2", 8, "football", "social2", centre=PHARE),
    Person("Nafissatou", "Baldésow", "ff fr:B1", 3, "sewing", "social2", centre=PHARE),
)
