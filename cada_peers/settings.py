"""Settings, from the environment. `PAIRS_MODE` says what this process is for.

production (default)  nothing is assumed: a missing or weak setting stops the start
demo                  one machine, fictional people, no second factor; refuses real hosts and real keys
test                  the test suite
"""

import sqlite3
from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
# All that this installation writes on the disk: database (SQLite), mails (demonstration), gathered static files.
VAR_DIR = Path(env.str("PAIRS_VAR", default=str(BASE_DIR / "var")))

MODE = env.str("PAIRS_MODE", default="production")
if MODE not in {"production", "demo", "test"}:
    raise ImproperlyConfigured(f"PAIRS_MODE is {MODE!r}: use production, demo or test.")
DEMO_MODE = MODE == "demo"
PRODUCTION = MODE == "production"
SHORTEST_KEY = 50
LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else LOOPBACK_HOSTS)
if PRODUCTION:
    SECRET_KEY = env.str("SECRET_KEY", default="")
    if len(SECRET_KEY) < SHORTEST_KEY or "insecure" in SECRET_KEY:
        raise ImproperlyConfigured("SECRET_KEY: give a random key of 50 characters or more.")
    if DEBUG:
        raise ImproperlyConfigured("DEBUG shows private data in error pages: it is refused in production.")
    if not ALLOWED_HOSTS or any(host.startswith("*") for host in ALLOWED_HOSTS):
        raise ImproperlyConfigured("ALLOWED_HOSTS: name each host, without a star.")
else:
    SECRET_KEY = "insecure-key-for-the-demonstration-and-the-tests-only"  # noqa: S105
if DEMO_MODE and (not set(ALLOWED_HOSTS) <= set(LOOPBACK_HOSTS) or "SECRET_KEY" in env.ENVIRON):
    raise ImproperlyConfigured(
        "The demonstration has no second factor and publishes its passwords: it serves this machine only. "
        "Remove SECRET_KEY and ALLOWED_HOSTS, or set PAIRS_MODE=production."
    )

INSTALLED_APPS = [
    "cada_peers.accounts",
    "cada_peers.privacy",
    "cada_peers.journal",
    "cada_peers.documents",
    "cada_peers.ui",
    "cada_peers.demo",
    "residents",
    "peerhelpers",
    "assessments",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "cada_peers.static_files.NeededStaticFilesConfig",
    "django.forms",
    "guardian",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_tasks",
    "django_tasks_db",
    "bootstrap",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "cada_peers.ui.middleware.no_store",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cada_peers.accounts.middleware.SignInFirstMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cada_peers.accounts.middleware.SessionLimitMiddleware",
    "cada_peers.accounts.middleware.PostingMiddleware",
    "cada_peers.accounts.middleware.SecondFactorMiddleware",
    "cada_peers.accounts.middleware.PolicyMiddleware",
]

ROOT_URLCONF = "cada_peers.urls"
URL_POLICY = "cada_peers.policy.POLICY"
WSGI_APPLICATION = "cada_peers.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cada_peers.ui.context.chrome",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Database -------------------------------------------------------------------------------------

VAR_DIR.mkdir(exist_ok=True)
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'pairs.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Without IMMEDIATE, two writers that read first fail at once instead of waiting for each other.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
    if sqlite3.sqlite_version_info < (3, 37):
        raise ImproperlyConfigured("SQLite 3.37 or newer is needed.")
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Counts of failed sign-ins and codes already used: shared by every worker, or each of them could be tried in turn.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        # The default of 300 would let a flood of other addresses push out the count of one account.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Work that takes longer than a page: queued in the database, done by `manage.py db_worker`; at once in the tests.
IN_THE_DATABASE, AT_ONCE = "django_tasks_db.DatabaseBackend", "django_tasks.backends.immediate.ImmediateBackend"
TASKS = {"default": {"BACKEND": AT_ONCE if MODE == "test" else IN_THE_DATABASE}}

# The key file of the encrypted notes: one Fernet key a line, the newest first. It is not kept beside the database.
NOTES_KEY_FILE = env.path("NOTES_KEY_FILE", default=None if PRODUCTION else VAR_DIR / "notes.key")
if PRODUCTION and not NOTES_KEY_FILE:
    raise ImproperlyConfigured("NOTES_KEY_FILE: name the file that holds the keys of the encrypted notes.")

# --- Sign-in --------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "cada_peers.accounts.adapters.ClosedAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# No limit on mere requests: one machine of a house could then keep all its colleagues out.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "10/5m/key,100/5m/ip"}
ACCOUNT_FORMS = {
    "login": "cada_peers.accounts.signin_forms.SignInForm",
    "change_password": "cada_peers.accounts.signin_forms.ChangePasswordForm",
    "reset_password": "cada_peers.accounts.signin_forms.ForgottenPasswordForm",
    "reset_password_from_key": "cada_peers.accounts.signin_forms.NewPasswordForm",
    "reauthenticate": "cada_peers.accounts.signin_forms.PasswordAgainForm",
}
# allauth's own generator copies addresses into a second table when a link is read.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
PASSWORD_RESET_TIMEOUT = int(timedelta(hours=4).total_seconds())
MFA_ADAPTER = "cada_peers.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "cada_peers.accounts.signin_forms.CodeForm",
    "reauthenticate": "cada_peers.accounts.signin_forms.CodeAgainForm",
    "activate_totp": "cada_peers.accounts.signin_forms.FirstCodeForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Pairs"
# One step early or late is a slow thumb or a phone that runs ahead; each code still works once (signin_forms).
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Addresses are verified by the invitation that was sent to them.
MFA_ALLOW_UNVERIFIED_EMAIL = True
SECOND_FACTOR_REQUIRED = not DEMO_MODE
IDLE_LIMIT = timedelta(minutes=30)
SESSION_COOKIE_AGE = int(timedelta(hours=10).total_seconds())
PASSWORD_MIN_LENGTH = 10 if DEMO_MODE or MODE == "test" else 12
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "full_name"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": PASSWORD_MIN_LENGTH},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
INVITATION_DAYS = 7
DEMO_PASSWORD = "pairs-demo" if DEMO_MODE else ""
DEMO_ACCOUNTS = (
    [
        {"email": "direction@demo.example", "label": _("Management")},
        {"email": "social@demo.example", "label": _("Social worker")},
        {"email": "benevole@demo.example", "label": _("Volunteer")},
        {"email": "paire@demo.example", "label": _("Peer helper")},
        {"email": "direction2@demo.example", "label": _("Management of another centre")},
        {"email": "siege@demo.example", "label": _("Head office")},
        {"email": "admin@demo.example", "label": _("Platform administration")},
    ]
    if DEMO_MODE
    else []
)
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False

# --- Cookies, headers -----------------------------------------------------------------------------

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
# In the session, not in a cookie: a message may name a person.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    LANGUAGE_COOKIE_NAME = "__Host-language"
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^health$"]
    SECURE_HSTS_SECONDS = int(timedelta(days=730).total_seconds())
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    if env.bool("BEHIND_TLS_PROXY", default=False):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        # The address that our own proxy saw is the last one; those before it are what the caller claims.
        ALLAUTH_TRUSTED_PROXY_COUNT = 1
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # Bootstrap draws its check marks and arrows as data: pictures inside its own style sheet.
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}
# The address printed in QR codes and mails; the request's own host would let a forged Host header into a paper.
PUBLIC_ADDRESS = env.str("PUBLIC_ADDRESS", default="" if PRODUCTION else "http://127.0.0.1:8000").rstrip("/")
if PRODUCTION and not PUBLIC_ADDRESS.startswith("https://"):
    raise ImproperlyConfigured("PUBLIC_ADDRESS: the https:// address that is printed on badges and in mails.")

# --- Language, time -------------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"

# --- Files, mail, logs ----------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
if MODE == "test":
    STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
else:
    STORAGES = {"staticfiles": {"BACKEND": "cada_peers.static_files.RememberedStaticFilesStorage"}}
    WHITENOISE_KEEP_ONLY_HASHED_FILES = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_HANDLERS = ["cada_peers.ui.uploads.BoundedUploadHandler"]
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="Pairs <pairs@localhost>")
if PRODUCTION:
    vars().update(env.email("EMAIL_URL", default="smtp://localhost:25"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mails"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "cada_peers.privacy.logs.NamesNobody", "format": "%(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # In place of Django's own handlers, which would send whole pages of errors by mail to `ADMINS`.
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # Their lines hold the address with what was searched: Django's own server each, gunicorn when a page breaks.
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "gunicorn.error": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # Paths hold the keys of people: refused and missing pages are counted by the proxy, not written here.
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
