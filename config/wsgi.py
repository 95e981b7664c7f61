"""The site as servers run it. What is loaded here stays: it is not searched for what could be thrown away, now or later."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

gc.disable()
application = get_wsgi_application()
# Before a server makes workers of itself: each would load them anew.
get_resolver().url_patterns  # noqa: B018
gc.freeze()
gc.enable()
