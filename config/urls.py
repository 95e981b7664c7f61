from django.contrib import admin
from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, URLResolver, include, path

from config import views
from config.auditing import SignIn
from records.registry import loaded_later

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", SignIn.as_view(), name="sign_in"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("health/live", views.live, name="live"),
    path("health/ready", views.ready, name="ready"),
    path("admin/", admin.site.urls),
    loaded_later("desk/", "briefings.desk_urls"),
    loaded_later("desk/", "actors.desk_urls"),
    loaded_later("desk/", "records.desk_urls"),
    path("", include("briefings.urls")),
    path("", include("actors.urls")),
    path("", include("records.urls")),
]

handler500 = "config.views.server_error"
