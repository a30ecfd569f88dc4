"""The site's settings, read from the environment: README.md lists every variable."""

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from fanwiki import catalogues

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("DATA_DIR", BASE_DIR / "var")).resolve()
ENVIRONMENT = os.environ.get("FANWIKI_ENV") or "local"
if ENVIRONMENT not in ("local", "production"):
    raise ImproperlyConfigured(f"FANWIKI_ENV is {ENVIRONMENT}; it can be local or production.")
PRODUCTION = ENVIRONMENT == "production"


def env(name: str, default: str) -> str:
    """The variable, or the default that suits one's own machine; in production there is none. Empty is not set."""
    if PRODUCTION and not os.environ.get(name):
        raise ImproperlyConfigured(f"FANWIKI_ENV=production needs {name} in the environment.")
    return os.environ.get(name) or default


def options_of_postgresql(asked: dict[str, Any]) -> dict[str, Any]:
    """Our own, with those that stand in the address of the database."""
    options = {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}, "prepare_threshold": 5} | asked
    prepared = str(options["prepare_threshold"]).lower()
    if prepared != "none" and not prepared.isdecimal():
        raise ImproperlyConfigured(
            f"prepare_threshold in DATABASE_URL is {prepared}; it can be a whole number or none."
        )
    return options | {"prepare_threshold": None if prepared == "none" else int(prepared)}


def own_secret_key() -> str:
    """Made on first use and kept in DATA_DIR, so that logins survive a restart."""
    path = DATA_DIR / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()


DEBUG = os.environ.get("DEBUG", "") == "1" and not PRODUCTION
SECRET_KEY = env("SECRET_KEY", "") or own_secret_key()
HOST = os.environ.get("HOST", "127.0.0.1")
ALLOWED_HOSTS = [host.strip() for host in env("ALLOWED_HOSTS", f"localhost,127.0.0.1,[::1],{HOST}").split(",")]
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS] if PRODUCTION else []
SITE_NAME = os.environ.get("SITE_NAME", "Fanwiki")
RATE_LIMITS = PRODUCTION or os.environ.get("RATE_LIMITS", "on") != "off"

INSTALLED_APPS = [
    "fanwiki.accounts",
    "fanwiki.pages",
    "fanwiki.pictures",
    "fanwiki.search",
    "fanwiki.blame",
    "fanwiki.articles",
    "people",
    "films",
    "fanwiki.bench",
    "allauth",
    "allauth.account",
    "markdownx",
    "django_tasks",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "fanwiki.pages.headers.SecurityHeaders",  # first, so that redirects and refusals carry the headers too
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "fanwiki.pages.unsuitable.Unsuitable",
    "fanwiki.pages.busy.Busy",
    "fanwiki.pages.moved.Forwarding",
]

ROOT_URLCONF = "fanwiki.urls"
WSGI_APPLICATION = "fanwiki.wsgi.application"

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
                "fanwiki.pages.context.site",
            ],
        },
    },
]

# --- Data -----------------------------------------------------------------------------------------------------------

# WAL with synchronous=FULL: a save that was answered is on disk. IMMEDIATE: a writer waits its turn at the
# beginning of its transaction; a deferred one is refused in the middle, however long its timeout.
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 8,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=268435456;"
    "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-20000;PRAGMA temp_store=MEMORY;",
}
try:
    DATABASES = {"default": dj_database_url.parse(env("DATABASE_URL", f"sqlite:///{DATA_DIR}/fanwiki.sqlite3"))}
except ValueError as error:
    raise ImproperlyConfigured(f"DATABASE_URL is no address of a database: {error}") from None
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"] |= {"OPTIONS": SQLITE, "CONN_MAX_AGE": None, "TEST": {"NAME": DATA_DIR / "test.sqlite3"}}
else:
    DATABASES["default"]["OPTIONS"] = options_of_postgresql(DATABASES["default"].get("OPTIONS", {}))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits count in here, so every worker must see the same cache.
REDIS_URL = os.environ.get("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": str(DATABASES["default"]["NAME"]),  # several sites may share one Redis
    }
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# --- Text and files --------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGES = [("en", "English"), *catalogues.languages(LOCALE_PATHS[0])]
if len(LANGUAGES) > 1:  # with one language, no answer depends on what a browser prefers
    MIDDLEWARE.insert(
        MIDDLEWARE.index("django.middleware.common.CommonMiddleware"), "django.middleware.locale.LocaleMiddleware"
    )
USE_I18N = len(LANGUAGES) > 1  # looking for translations that are not there is a quarter of the cost of a page
FORMAT_MODULE_PATH = "fanwiki.formats"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # and with it DATA_DIR, where the database is made
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "fanwiki.pictures.storage.WholeFiles"},
    "staticfiles": {"BACKEND": "fanwiki.static.HashedOnceCollected"},
}
FILE_UPLOAD_TEMP_DIR = DATA_DIR / "tmp"
FILE_UPLOAD_TEMP_DIR.mkdir(exist_ok=True)
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "fanwiki.pictures.uploads.Bounded",
]
S3_BUCKET = os.environ.get("S3_BUCKET")
MEDIA_SOURCE = ""  # where browsers fetch pictures, if it is another host
if S3_BUCKET:
    S3_REGION = os.environ.get("S3_REGION") or "us-east-1"
    S3_ENDPOINT = (os.environ.get("S3_ENDPOINT") or f"https://s3.{S3_REGION}.amazonaws.com").rstrip("/")
    MEDIA_SOURCE = f"{S3_ENDPOINT}/{S3_BUCKET}/"
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": S3_ENDPOINT,
            "region_name": S3_REGION,
            "access_key": os.environ.get("S3_ACCESS_KEY"),
            "secret_key": os.environ.get("S3_SECRET_KEY"),
            "addressing_style": "path",
            "signature_version": "s3v4",
            "querystring_auth": False,
            "object_parameters": {"CacheControl": "public, max-age=31536000, immutable"},
        },
    }
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False

# A page of 2 MB and a cast of hundreds must fit into one form.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# --- Work that nobody waits for: `manage.py db_worker` does it where TASKS is database -------------------------------

WORKER = {"immediate": False, "database": True}.get(os.environ.get("TASKS") or "immediate")
if WORKER is None:
    raise ImproperlyConfigured(f"TASKS is {os.environ['TASKS']}; it can be immediate or database.")
if WORKER:
    INSTALLED_APPS += ["django_tasks_db"]
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend" if WORKER else "django_tasks.backends.immediate.ImmediateBackend"
    }
}

# --- Accounts --------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "pages:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "pages:home"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "fanwiki.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "fanwiki.accounts.forms.LoginForm",
    "signup": "fanwiki.accounts.forms.SignupForm",
    "add_email": "fanwiki.accounts.forms.AddEmailForm",
    "change_password": "fanwiki.accounts.forms.ChangePasswordForm",
    "set_password": "fanwiki.accounts.forms.SetPasswordForm",
    "reset_password": "fanwiki.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "fanwiki.accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "fanwiki.accounts.forms.ReauthenticateForm",
}
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True  # one address for each account
ACCOUNT_MAX_EMAIL_ADDRESSES = 2  # that one, and the one that waits to be confirmed
ACCOUNT_USERNAME_MIN_LENGTH = 2
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key,150/2d/key"} if RATE_LIMITS else False

# --- Mail ------------------------------------------------------------------------------------------------------------

EMAIL_HOST = env("EMAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = env("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_PORT == 587  # noqa: PLR2004 - the submission port always speaks STARTTLS
EMAIL_USE_SSL = EMAIL_PORT == 465  # noqa: PLR2004 - and this one TLS from the first byte
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", "fanwiki@localhost")

# --- Security --------------------------------------------------------------------------------------------------------

PICTURE_SOURCES = ["'self'", "data:", *([MEDIA_SOURCE] if MEDIA_SOURCE else [])]
CONTENT_SECURITY_POLICY = (
    f"default-src 'none'; script-src 'self'; style-src 'self'; img-src {' '.join(PICTURE_SOURCES)}; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 63_072_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
# Trusted only where the site's owner says that a proxy of theirs always sets or removes the header.
if os.environ.get("BEHIND_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
CSRF_FAILURE_VIEW = "fanwiki.pages.views.errors.csrf_failure"

# --- The Markdown editor: the widget and its script are django-markdownx's, both views behind it are ours ------------

MARKDOWNX_URLS_PATH = "/markdownx/markdownify/"
MARKDOWNX_UPLOAD_URLS_PATH = "/markdownx/upload/"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},  # an address that is not there is no event
}
