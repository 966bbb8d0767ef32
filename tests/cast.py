"""The people of the tests. Everyone is fictional; the names say who they are in every test.

Les Tilleuls is the centre; Les Érables a neighbour (same operator); Le Phare belongs to another operator.
"""

from dataclasses import dataclass

from cada_peers.accounts.access import sync_rights
from cada_peers.accounts.models import Centre, Operator, Posting, User
from cada_peers.accounts.roles import Role
from residents.actions import put_card
from residents.models import Card, Domain, Resident, ResidentLanguage

PASSWORD = "une phrase pour les essais"


@dataclass
class Cast:
    """Centres, their staff, and the residents who carry the stories."""

    tilleuls: Centre
    erables: Centre
    phare: Centre
    claire: User  # management of Les Tilleuls
    marc: User  # second manager of Les Tilleuls: nobody decides alone
    helene: User  # social worker of Les Tilleuls, referent of Nour and Samim
    karim: User  # social worker of Les Tilleuls, referent of nobody
    mireille: User  # volunteer of Les Tilleuls
    nour_account: User  # the account of Nour, peer helper
    siege: User  # head office of the operator of Les Tilleuls and Les Érables
    admin: User  # platform administration
    victor: User  # management of Les Érables, the neighbour
    lou: User  # management of Le Phare, another operator
    nour: Resident  # adult, with an account
    samim: Resident  # adult, without an account
    petit: Resident  # not 18 yet
    voisin: Resident  # lives in Les Érables

    @property
    def everyone(self) -> dict[str, User]:
        """Every account, by its name in the cast."""
        return {name: value for name, value in vars(self).items() if isinstance(value, User)}


def a_user(name: str, role: Role, *, centre: Centre) -> User:
    """One more account, with one posting that began long ago, and its rights."""
    user = _posted(name, role, centre=centre)
    sync_rights([user])
    return user


def _posted(name: str, role: Role, *, centre: Centre | None = None, operator: Operator | None = None) -> User:
    user = User.objects.create_user(f"{name}@pairs.example", name.capitalize(), PASSWORD)
    Posting.objects.create(user=user, role=role, centre=centre, operator=operator, starts_on="2024-01-01")
    return user


def a_resident(name: str, centre: Centre, **fields: object) -> Resident:
    """A resident who arrived long enough ago for an eighteen-month trial to be over."""
    return Resident.objects.create(centre=centre, name=name, display_name=name, **{"arrived_on": "2024-02-01"} | fields)


def a_card(owner: Resident, *, by: User, title: str = "Je relis", **words: object) -> Card:
    """A card of `owner` in the box of their centre; without a domain or a skill, in a compartment of its own."""
    if not words.keys() & {"domain", "skill"}:
        words["domain"] = Domain.objects.get_or_create(code="cards", name_fr="Cartes", pictogram="box")[0]
    return put_card(centre=owner.centre, title=title, owner_resident=owner, by=by, **{"kind": "offer"} | words)


def build_cast() -> Cast:
    """Everyone, in place."""
    north, south = Operator.objects.create(name="Association du Nord"), Operator.objects.create(name="Maison du Sud")
    tilleuls = Centre.objects.create(operator=north, name="Les Tilleuls", public_name="Les Tilleuls", town="Valmont")
    erables = Centre.objects.create(operator=north, name="Les Érables", public_name="Les Érables", town="Rivecourt")
    phare = Centre.objects.create(operator=south, name="Le Phare", public_name="Le Phare", town="Port-Clair")
    helene = _posted("hélène", Role.SOCIAL_WORKER, centre=tilleuls)
    nour_account = _posted("nour", Role.PEER_HELPER, centre=tilleuls)
    nour = a_resident(
        "Nour", tilleuls, family_name="Belkacem", account=nour_account, referent=helene, phone="06 00 00 00 01"
    )
    samim = a_resident("Samim", tilleuls, family_name="Azizi", referent=helene)
    ResidentLanguage.objects.create(resident=nour, language="ar")
    ResidentLanguage.objects.create(resident=samim, language="fa-AF")
    cast = Cast(
        tilleuls=tilleuls,
        erables=erables,
        phare=phare,
        claire=_posted("claire", Role.MANAGEMENT, centre=tilleuls),
        marc=_posted("marc", Role.MANAGEMENT, centre=tilleuls),
        helene=helene,
        karim=_posted("karim", Role.SOCIAL_WORKER, centre=tilleuls),
        mireille=_posted("mireille", Role.VOLUNTEER, centre=tilleuls),
        nour_account=nour_account,
        siege=_posted("siege", Role.HEAD_OFFICE, operator=north),
        admin=_posted("admin", Role.PLATFORM_ADMIN),
        victor=_posted("victor", Role.MANAGEMENT, centre=erables),
        lou=_posted("lou", Role.MANAGEMENT, centre=phare),
        nour=nour,
        samim=samim,
        petit=a_resident("Idris", tilleuls, adult_from="2031-05-01"),
        voisin=a_resident("Tomas", erables, family_name="Petrov"),
    )
    sync_rights(cast.everyone.values())
    return cast
