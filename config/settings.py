"""Settings: one file, every choice of a deployment read from the environment (docs/operations.md lists them).

A value of the wrong type stops the start with the name of the variable; nothing is guessed.
"""

import sys
from pathlib import Path
from typing import Any

import environ
import structlog
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules
env = environ.FileAwareEnv()

DEBUG = env.bool("DEBUG", default=False)


def secret_key() -> str:
    """SECRET_KEY, else one made at the first start and kept beside the default database."""
    if given := env.str("SECRET_KEY", default=""):
        return given
    if not env.str("DATABASE_URL", default="sqlite").startswith("sqlite") and not (DEBUG or TESTING):
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. A site on a database server needs its own: set SECRET_KEY (or "
            "SECRET_KEY_FILE) to a long random text, the same for every process and start."
        )
    kept = BASE_DIR / "var" / "secret-key"
    kept.parent.mkdir(exist_ok=True)
    try:
        with kept.open("x") as new:
            kept.chmod(0o600)
            new.write(get_random_secret_key())
    except FileExistsError:
        pass
    return kept.read_text()


SECRET_KEY = secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
HTTPS = env.bool("HTTPS", default=False)

INSTALLED_APPS = [
    "config.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "taggit",
    "csp",
    "django_structlog",
    "records",
    "actors",
    "briefings",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.caching.private_answers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "config.auditing.audited",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["records.templatetags.chancery"],
        },
    },
]

SQLITE: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
}
if TESTING:
    # What needs an order has to ask for it: without, PostgreSQL gives another one.
    SQLITE["init_command"] += "PRAGMA reverse_unordered_selects=ON;"
# A page asks for few rows of what the server has in memory. By its own measure it reads whole tables instead, and starts workers
# and a compiler for a question of some milliseconds.
POSTGRESQL = "-c random_page_cost=1.1 -c max_parallel_workers_per_gather=0 -c jit=off"


def database() -> dict[str, Any]:
    """DATABASE_URL as Django wants it; without one, SQLite in var/ (WAL, nothing to set up)."""
    (BASE_DIR / "var").mkdir(exist_ok=True)
    chosen: dict[str, Any] = env.db_url("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'chancery.sqlite3'}")
    if chosen["ENGINE"].endswith("sqlite3"):
        chosen["OPTIONS"] = SQLITE
    else:
        chosen["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
        chosen["CONN_HEALTH_CHECKS"] = True
        chosen.setdefault("OPTIONS", {}).setdefault("options", POSTGRESQL)
    return chosen


DATABASES = {"default": database()}

AUTH_USER_MODEL = "records.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
if TESTING:
    # Real hashing would cost three quarters of the tests' time.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

# Names the site in the UIDs of what others take over from it: these hold whatever host it is served from.
UID_NAMESPACE = env.str("UID_NAMESPACE", default="chancery")

# Files attached to documents. Served by the site itself, to whoever may see the document, and by nothing else.
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(BASE_DIR / "var" / "media")))
# Of one attached file, in megabytes.
ATTACHMENT_LIMIT = env.int("ATTACHMENT_LIMIT", default=25)
# Months after which an open tenure of which nothing is heard stands on the list of those to be looked up.
STALE_TENURE_MONTHS = env.int("STALE_TENURE_MONTHS", default=24)
# A file beyond the limit is dropped while it comes in, before it fills memory or disk.
FILE_UPLOAD_HANDLERS = [
    "records.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o640
# What a form may hold beside its files: a pasted page of ten million characters, and the fields around it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16_000_000

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
# Hashed names need `collectstatic`; a source tree serves its files as they are.
HASHED_STATIC = env.bool("HASHED_STATIC", default=False)
WHITENOISE_USE_FINDERS = not HASHED_STATIC
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if HASHED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

TAGGIT_CASE_INSENSITIVE = True

# A form has a field for each column of each of its rows, and of these there may be five hundred.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
# Whoever asks whether the site is well asks the process itself, without a certificate.
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.filter_by_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.format_exc_info,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOG_LEVEL = env.str("LOG_LEVEL", default="WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(),
            "foreign_pre_chain": [
                structlog.contextvars.merge_contextvars,
                structlog.processors.TimeStamper(fmt="iso"),
                structlog.stdlib.add_logger_name,
                structlog.stdlib.add_log_level,
                structlog.processors.format_exc_info,
            ],
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # Django gives its own logger a level and handlers; it speaks through the one above instead.
    # What is found or not in a pasted page is told to who pasted it.
    "loggers": {
        "django": {"level": LOG_LEVEL},
        "trafilatura": {"level": "CRITICAL"},
        "htmldate": {"level": "CRITICAL"},
    },
}
