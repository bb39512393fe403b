"""Django's settings. What a deployer may change comes from the environment; docs/settings.md lists it."""

from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF

from tyndau.portal import environment as env
from tyndau.portal import limits, logs

HERE = Path(__file__).parent
HOME = env.home()

DEBUG = env.flag("TYNDAU_DEBUG")
SECRET_KEY = env.secret(HOME)
ALLOWED_HOSTS = env.words("TYNDAU_HOSTS", "127.0.0.1,localhost,[::1]")
SITE_URL = env.text("TYNDAU_SITE_URL", "http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
JURISDICTION = env.text("TYNDAU_JURISDICTION", "kz")

INSTALLED_APPS = [
    "tyndau.portal.bodies",
    "tyndau.portal.people",
    "tyndau.portal.demands",
    "tyndau.portal.analysis",
    "tyndau.portal.coding",
    "tyndau.portal.web",
    "tyndau.portal.people.admin_config.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_cotton",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "rules",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "tyndau.portal.web.request_log.request_log",
    "tyndau.portal.web.limits.LimitMiddleware",
    "tyndau.portal.web.errors.page_for_wrong_method",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "tyndau.portal.urls"
WSGI_APPLICATION = "tyndau.portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tyndau.portal.web.context.portal",
            ],
            "builtins": ["django_cotton.templatetags.cotton", "tyndau.portal.web.templatetags.tyndau"],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django_cotton.cotton_loader.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
        },
    }
]

# SQLite by default; DATABASE_URL=postgres://user:password@host/name for PostgreSQL.
DATABASES = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL", f"sqlite:///{HOME / 'portal.sqlite3'}"),
        conn_max_age=env.number("TYNDAU_DATABASE_SECONDS", 600),
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue up instead of failing in the middle of a transaction; readers never wait.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# A name is locked for the address that guesses, not for the person elsewhere; addresses that try many names meet the
# limit of their own. What axes stores and logs holds no address: it is given the visitor's tag of the day.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "tyndau.portal.web.errors.locked_out"
AXES_CLIENT_IP_CALLABLE = "tyndau.portal.web.visitors.pseudonymous_address"
AXES_DISABLE_ACCESS_LOG = True
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
LOGIN_URL = "staff-login"
LOGIN_REDIRECT_URL = "staff-home"
SESSION_COOKIE_AGE = 8 * 3600  # a working day: nobody is signed in over night

LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
# Ours, then what Django says without having Kazakh words for it.
LOCALE_PATHS = [HERE / "locale", HERE / "locale_django"]
FORMAT_MODULE_PATH = ["tyndau.portal.formats"]
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = env.text("TYNDAU_ZONE", "Asia/Almaty")

STATIC_URL = "static/"
# In the home folder: the code may then be read-only for the account that runs the portal.
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [HERE / "web" / "built"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
MEDIA_ROOT = HOME / "files"

LOGGING = logs.config()
logs.configure()

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Nothing third-party at run time, no inline script or style.
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
        "manifest-src": [SELF],
    }
}
HTTPS = env.flag("TYNDAU_HTTPS", SITE_URL.startswith("https://"))
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = ["^health/"]  # who watches from the same machine speaks plain HTTP
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
BEHIND_PROXY = env.flag("TYNDAU_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# Over plain HTTP nobody signs in, except on the machine itself.
LOOPBACK = urlsplit(SITE_URL).hostname in ("127.0.0.1", "localhost", "::1")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS or not (DEBUG or LOOPBACK)
CSRF_FAILURE_VIEW = "tyndau.portal.web.errors.csrf_failure"
LIMITS = {
    "pages": limits.read("TYNDAU_LIMIT_PAGES", "600/m"),
    "search": limits.read("TYNDAU_LIMIT_SEARCH", "240/m"),
    "forms": limits.read("TYNDAU_LIMIT_FORMS", "10/h"),
    "login": limits.read("TYNDAU_LIMIT_LOGIN", "60/h"),
}
SESSION_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
