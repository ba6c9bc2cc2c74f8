"""Every setting, in one file. Anything that differs per deployment is read from the environment."""

from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from cms.env import Environment

BASE_DIR = Path(__file__).resolve().parent.parent

env = Environment(dotenv=BASE_DIR / ".env")

DEBUG = env.flag("DEBUG")
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var"))).resolve()
SITE_URL = env.site_url("SITE_URL", "http://127.0.0.1:8000")
SECURE = SITE_URL.startswith("https://")

DEVELOPMENT_KEY = "development-only-and-refused-in-production"
SECRET_KEY = env.secret("SECRET_KEY", VAR_DIR / "secret_key", DEVELOPMENT_KEY)

LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
SITE_HOST = urlsplit(SITE_URL).netloc.rpartition("@")[2].removesuffix(f":{urlsplit(SITE_URL).port}")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or (LOOPBACK if SITE_HOST in LOOPBACK else [SITE_HOST])

if not DEBUG:
    if SECRET_KEY == DEVELOPMENT_KEY or len(SECRET_KEY) < 50:
        env.mistakes.append(
            "SECRET_KEY is missing or short. Write 50 random characters; `python3 dev.py up` makes one for you."
        )
    if "*" in ALLOWED_HOSTS:
        env.mistakes.append("ALLOWED_HOSTS is *. Name the hosts that the site answers for.")

INSTALLED_APPS = [
    "cms.apps.CmsConfig",
    "cms.apps.NewsroomAdminConfig",
    "articles.apps.ArticlesConfig",
    "media.apps.MediaConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # whose templates FORM_RENDERER asks for
    "django_tasks_db",
    "taggit",
]

MIDDLEWARE = [
    "cms.headers.SecurityHeaders",
    "cms.maintenance.Maintenance",
    "cms.entry.Entry",
    "cms.canonical.CanonicalPaths",
    "articles.addresses.traffic.Traffic",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cms.audit.Acting",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.shortages.Shortages",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
APPEND_SLASH = False  # cms.canonical does it, together with the other canonical forms

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
        },
    },
]

DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'shequ.sqlite3'}")}
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # so that a widget of ours has its template in templates/
CACHES = env.caches("CACHE_URL")  # what is counted; pages are not kept in it
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = ["cms.rights.RightsInOneQuestion"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "cms.passwords.SiteWordsValidator"},
]

LANGUAGE_CODE = env.text("LANGUAGE_CODE", "zh-hans")
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "cms" / "locale"]
TIME_ZONE = env.text("TIME_ZONE", "Asia/Shanghai")
USE_TZ = True

# ``media/`` is the image library's Python package, so uploads live under ``var/``.
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "uploads"
MEDIA_PUBLIC_URL = env.public_url("S3_PUBLIC_URL")  # where readers' browsers are sent for pictures; empty: nowhere
MEDIA_PUBLIC_HOST = [urlsplit(MEDIA_PUBLIC_URL)._replace(path="").geturl()] if MEDIA_PUBLIC_URL else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "originals": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "originals", "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "cms.staticfiles.HashedStaticFilesStorage"
    },
    **env.buckets(),
}
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
UPLOAD_MAX_BYTES = 20 * 15 * 1024 * 1024 + DATA_UPLOAD_MAX_MEMORY_SIZE  # 20 pictures at once, and their form
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Another queue is another backend here, for example RQ's for Redis; ``manage.py worker`` runs the database's own.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "cms.log_lines.LineFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}

# --- security: the scheme of SITE_URL switches what belongs to TLS ------------------------------
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # a load balancer asks over plain http
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CSP = {  # the name of Django 6's own setting, so cms.headers can go when we move there
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:", *MEDIA_PUBLIC_HOST],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'self'"],
}
TRUSTED_PROXIES = env.count("TRUSTED_PROXIES")  # how many stand between readers and us
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
SESSION_ENGINE = "cms.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "cms.views.csrf_failure"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the admin shows its preview in a frame
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # which asks for DENY

# --- tags: our own model and separators ---------------------------------------------------------
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_TAGS_FROM_STRING = "articles.naming.terms.split_terms"
TAGGIT_STRING_FROM_TAGS = "articles.naming.terms.join_terms"

# --- mail: without EMAIL_URL none goes out, and nothing offers it ---------------------------------
mail_server = env.mail("EMAIL_URL")  # lower case: no setting, so that no page of errors shows it
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if mail_server.host else 'dummy'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = mail_server.host, mail_server.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail_server.user, mail_server.password
EMAIL_USE_TLS, EMAIL_USE_SSL = mail_server.starts_tls, mail_server.tls
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = SERVER_EMAIL = mail_server.sender or "webmaster@localhost"

# --- ours ---------------------------------------------------------------------------------------
ADMIN_PATH = env.text("ADMIN_PATH", "admin").strip("/")
REQUIRE_2FA = env.flag("REQUIRE_2FA")  # of editors and above
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
DEMO_PASSWORD = env.text("DEMO_PASSWORD")  # of the sample accounts; empty: one is generated
ARTICLE_PATH = "posts/{slug}/"  # also {yyyy} and {mm}; imported articles keep their old path
ARTICLES_PER_PAGE = 20
SHARED_CACHE_SECONDS = 60
TRAFFIC_SECONDS = 60  # between two writes of what was counted; 0: nothing is written
LINK_CHECK = env.flag("LINK_CHECK", default=True)  # may other sites be asked whether links to them still work?
SEARCHES_PER_MINUTE = 120  # from one address, which a school or an office may share

env.raise_mistakes()
