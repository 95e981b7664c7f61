from django.urls import path

from actors.views import actors, posts, relations

app_name = "actors"

urlpatterns = [
    path("actors/", actors.actor_list, name="actor_list"),
    path("actors/<slug:slug>/", actors.actor_detail, name="actor_detail"),
    path("posts/", posts.post_list, name="post_list"),
    path("posts/<slug:slug>/", posts.post_detail, name="post_detail"),
    path("tenures/", posts.tenure_list, name="tenure_list"),
    path("tenures/<slug:slug>/", posts.tenure_detail, name="tenure_detail"),
    path("relations/", relations.relation_list, name="relation_list"),
    path("relations/<slug:slug>/", relations.relation_detail, name="relation_detail"),
]
