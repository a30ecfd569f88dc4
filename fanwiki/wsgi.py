"""What the web server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fanwiki.settings")
application = get_wsgi_application()

# Whatever is loaded now stays: looking again and again for garbage in it would hold up a request for some 50 ms.
get_resolver().url_patterns  # noqa: B018 - is worked out when it is first asked for
gc.freeze()
