from django.urls import path

from actors.views import actors, formats, posts, relations
from records.views.lists import list_paths

app_name = "actors"

urlpatterns = [
    *list_paths("actors", actors.actor_list, "actor_list"),
    *formats.format_paths(),
    path("actors/<slug:slug>/", actors.actor_detail, name="actor_detail"),
    *list_paths("posts", posts.post_list, "post_list"),
    path("posts/<slug:slug>/", posts.post_detail, name="post_detail"),
    *list_paths("tenures", posts.tenure_list, "tenure_list"),
    path("tenures/<slug:slug>/", posts.tenure_detail, name="tenure_detail"),
    *list_paths("relations", relations.relation_list, "relation_list"),
    path("relations/<slug:slug>/", relations.relation_detail, name="relation_detail"),
]
