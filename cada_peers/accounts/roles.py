"""Who may do what: one table that a director can read. It is the only truth about rights.

Finer rules (the referent only, one's own record, the missions one co-leads) are words of the querysets,
`visible_to(user)`, and refine a right of this table; they never add one.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.permissions import Permission as P


class Role(models.TextChoices):
    MANAGEMENT = "management", _("Management")
    SOCIAL_WORKER = "social_worker", _("Social worker")
    VOLUNTEER = "volunteer", _("Volunteer")
    PEER_HELPER = "peer_helper", _("Peer helper")
    HEAD_OFFICE = "head_office", _("Head office")
    PLATFORM_ADMIN = "platform_admin", _("Platform administration")


M, S, V, H, O, A = (  # noqa: E741  (one letter a column of the table)
    Role.MANAGEMENT,
    Role.SOCIAL_WORKER,
    Role.VOLUNTEER,
    Role.PEER_HELPER,
    Role.HEAD_OFFICE,
    Role.PLATFORM_ADMIN,
)

# fmt: off
HOLDERS: dict[P, frozenset[Role]] = {
    P.VIEW_RESIDENTS:         frozenset({M, S            }),
    P.WRITE_RESIDENTS:        frozenset({M, S            }),
    P.WRITE_INTERVIEWS:       frozenset({M, S            }),
    P.READ_ALL_NOTES:         frozenset({M               }),
    P.VIEW_CARDS:             frozenset({M, S, V, H      }),
    P.OWN_CARDS:              frozenset({M, S, V, H      }),
    P.WRITE_CARDS:            frozenset({M, S            }),
    P.EDIT_CATALOGUE:         frozenset({M               }),
    P.EXPORT_RESIDENTS:       frozenset({M               }),
    P.REMOVE_RESIDENTS:       frozenset({M               }),
    P.VIEW_COMPETENCES:       frozenset({M               }),
    P.VIEW_PEER_HELPERS:      frozenset({M, S            }),
    P.WRITE_PEER_HELPERS:     frozenset({M, S            }),
    P.WRITE_ALL_PEER_HELPERS: frozenset({M               }),
    P.DECIDE_STATUS:          frozenset({M               }),
    P.PREPARE_PAPERS:         frozenset({M, S            }),
    P.SIGN_PAPERS:            frozenset({M               }),
    P.ISSUE_RECOGNITION:      frozenset({M               }),
    P.VIEW_MISSIONS:          frozenset({M, S, V         }),
    P.WRITE_MISSIONS:         frozenset({M, S            }),
    P.OWN_PATHWAY:            frozenset({         H      }),
    P.VIEW_REVIEWS:           frozenset({M, S            }),
    P.RUN_QUESTIONNAIRES:     frozenset({M, S            }),
    P.ANSWER_QUESTIONNAIRES:  frozenset({M, S, V, H      }),
    P.VIEW_COUNTS:            frozenset({M,          O   }),
    P.INVITE_MEMBERS:         frozenset({M               }),
    P.VIEW_JOURNAL:           frozenset({M               }),
    P.MANAGE_OPERATORS:       frozenset({               A}),
}
# fmt: on

RIGHTS: dict[Role, frozenset[P]] = {
    role: frozenset(permission for permission, holders in HOLDERS.items() if role in holders) for role in Role
}

IN_A_CENTRE = frozenset({M, S, V, H})
# Whoever can open the file of another person proves their identity twice.
NEEDS_SECOND_FACTOR = frozenset({M, S, O, A})
