"""Who may keep an answer."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control

Answers = Callable[[HttpRequest], HttpResponseBase]


def private_answers(get_response: Answers) -> Answers:
    """What is answered to a browser with a session is that reader's own: no proxy keeps it, and the browser asks again
    before it shows it, since clearances and labels change. Known by the cookie alone, so that what needs no database
    asks none."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            patch_cache_control(response, private=True, no_cache=True)
        return response

    return answer
