"""Who gets what at every address. An address without a row here fails: what is not in the table is not allowed."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.test import Client, TestCase
from django.urls import URLPattern, URLResolver, get_resolver

from records import desk_lists, kinds
from records.access import Handling, Reader, Stage
from records.desk import PAGES as PAGES_OF_DESK
from records.models import Record, Revision, saving
from tests.cast import admin, analyst, curator, editor
from tests.crawl import client_of
from tests.hidden import Kept, hidden_world, open_world

PEOPLE = ("anonymous", "analyst", "editor", "curator", "admin")
EVERYBODY = dict.fromkeys(PEOPLE, 200)
EDITORS = {**EVERYBODY, "anonymous": 404, "analyst": 404}
# The desk asks who has not signed in to do so, and tells readers that it is not theirs.
DESK = {**EVERYBODY, "anonymous": 302, "analyst": 403}
ADMINS = {**DESK, "editor": 403, "curator": 403}

# Addresses of one page each: what GET answers to whom; "post" where POST is answered by something else than 405.
PAGES: dict[str, dict[str, int]] = {
    "": EVERYBODY,
    "briefings/": EVERYBODY,
    "visits/": EVERYBODY,
    "visits.ics": EVERYBODY,
    "visits/calendar/": EVERYBODY,
    "timeline/": EVERYBODY,
    "meetings/": EVERYBODY,
    "events/": EVERYBODY,
    "claims/": EVERYBODY,
    "assertions/": EVERYBODY,
    "commitments/": EVERYBODY,
    "documents/": EVERYBODY,
    "actors/": EVERYBODY,
    "posts/": EVERYBODY,
    "tenures/": EVERYBODY,
    "relations/": EVERYBODY,
    "search/": EVERYBODY,
    "search.json": EVERYBODY,
    "complete/": EVERYBODY,
    "changes/": EVERYBODY,
    "changes/read/": {**dict.fromkeys(PEOPLE, 405), "post": 302},
    "feeds/all.atom": EVERYBODY,
    "feeds/search.atom": EVERYBODY,
    "legend/": EVERYBODY,
    "desk/preview/": {**dict.fromkeys(PEOPLE, 405), "anonymous": 302, "analyst": 403, "post": 200},
    "styleguide/": EDITORS,
    "desk/reads/date/": DESK,
    "desk/reads/text/": DESK,
    "desk/": DESK,
    "desk/audit/": ADMINS,
    "desk/audit.csv": ADMINS,
    "desk/bulk/": DESK,
    "desk/batches/": DESK,
    "desk/merges/": {**DESK, "editor": 403},
    "desk/reads/posts/": DESK,
    "desk/reads/actors/": DESK,
    "desk/duplicates/": {**DESK, "editor": 403},
    "desk/reads/visit/": {**DESK, "editor": 405, "curator": 405, "admin": 405, "post": 200},
    "health/live": EVERYBODY,
    "health/ready": EVERYBODY,
    "sign-in/": {**dict.fromkeys(PEOPLE, 302), "anonymous": 200, "post": 200},
    "sign-out/": {**dict.fromkeys(PEOPLE, 405), "post": 302},
}
LISTS = (
    "briefings", "visits", "meetings", "events", "claims", "assertions", "commitments", "documents", "actors", "posts",
    "tenures", "relations",
)  # fmt: skip
PAGES |= {f"{name}.{suffix}": EVERYBODY for name in LISTS for suffix in ("csv", "json")}
FORMATS = ("popolo.json", "ftm.jsonl", "table.csv")
PAGES |= {f"{name}.{suffix}": EVERYBODY for name in ("actors", "posts", "tenures") for suffix in FORMATS}
PAGES |= {f"exports/{name}/": EVERYBODY for name in ("actors", "posts", "tenures")}
# Addresses of a record: what is answered depends on the record, by the table below, whatever the kind.
OF_A_RECORD = {
    *(f"{info.folder}/<slug:slug>/" for info in kinds.KINDS.values()),
    "r/<int:pk>",
    "<slug:folder>/<slug:slug>.json",
    "<slug:folder>/<slug:slug>/card/",
    "<slug:folder>/<slug:slug>/mentions/",
    "<slug:folder>/<slug:slug>/sources/",
    "<slug:folder>/<slug:slug>/history/",
    "<slug:folder>/<slug:slug>/history/<slug:one>/",
    "<slug:folder>/<slug:slug>/history/<slug:one>/<slug:other>/",
}
# Tables on their way and batches are theirs who entered them: `tests/briefings/test_bulk_withheld.py` tries each address.
MANY_AT_ONCE = {
    "desk/bulk/<slug:rows_are>/",
    "desk/bulk/<slug:rows_are>/template.csv",
    "desk/bulk/<slug:rows_are>/<int:pk>/",
    "desk/bulk/<slug:rows_are>/<int:pk>/columns/",
    "desk/batches/<int:pk>/",
    "desk/batches/<int:pk>/undo/",
}
# Tried in tests/actors/test_duplicates.py: of two actors.
PAIRS = {"desk/duplicates/<int:one>/<int:other>/"}
# Tried in tests/records/test_attachment_views.py, with files.
ATTACHMENTS = {
    "documents/<slug:slug>/attachments/<int:pk>/<str:name>",
    "desk/documents/<slug:slug>/attachments/",
}
# At the desk, of a record: whoever may write at all gets it as the page of the record itself.
DESK_OF_A_RECORD = {"desk/<slug:folder>/<slug:slug>/review/", "desk/<slug:folder>/<slug:slug>/edit/"}
NEW_AT_THE_DESK = {"desk/<slug:folder>/new/"}
# What is done there, by POST alone. Who may do it is in the tests of each.
DONE_AT_THE_DESK = {
    "desk/<slug:folder>/<slug:slug>/presence/",
    "desk/<slug:folder>/<slug:slug>/review/step/",
    "desk/<slug:folder>/<slug:slug>/review/remarks/",
    "desk/<slug:folder>/<slug:slug>/review/remarks/<int:number>/",
    "desk/<slug:folder>/<slug:slug>/review/checklist/",
    "desk/<slug:folder>/<slug:slug>/review/proposals/",
    "desk/<slug:folder>/<slug:slug>/review/proposals/<int:number>/",
}
# For curators who may read everything; the page of a merge is tried in tests/actors/test_merge_views.py.
OF_AN_ACTOR = {"desk/actors/<slug:slug>/merge/", "desk/actors/<slug:slug>/split/"}
MERGES = {"desk/merges/<int:pk>/"}
DESK_LISTS = {"desk/lists/<slug:key>/"}
# For editors: who may read the record and not change it is told so.
FOR_EDITORS = {"<slug:folder>/<slug:slug>/history/<slug:one>/restore/"}
# Feeds of a kind are everybody's; that of an actor is as its page.
FEEDS = {"feeds/<slug:folder>.atom", "feeds/actors/<slug:slug>.atom"}
# The analyst reads up to GREEN and the editor up to AMBER; the curator and the admin up to RED.
LEVELS: dict[tuple[Handling, Stage], tuple[int, int, int, int, int]] = {
    (Handling.CLEAR, Stage.PUBLISHED): (200, 200, 200, 200, 200),
    (Handling.GREEN, Stage.PUBLISHED): (404, 200, 200, 200, 200),
    (Handling.AMBER, Stage.PUBLISHED): (404, 404, 200, 200, 200),
    (Handling.AMBER_STRICT, Stage.PUBLISHED): (404, 404, 404, 200, 200),
    (Handling.RED, Stage.PUBLISHED): (404, 404, 404, 200, 200),
    (Handling.CLEAR, Stage.DRAFT): (404, 404, 200, 200, 200),
    (Handling.GREEN, Stage.REVIEW): (404, 404, 200, 200, 200),
    (Handling.RED, Stage.DRAFT): (404, 404, 404, 200, 200),
    (Handling.CLEAR, Stage.WITHDRAWN): (410, 410, 410, 410, 410),
    (Handling.AMBER, Stage.WITHDRAWN): (404, 404, 410, 410, 410),
}
# The addresses that every kind shares are tried with these.
SHARED = ("actor", "claim", "visit")
METHODS = ("post", "put", "patch", "delete")


def routes(patterns: Any = None, before: str = "") -> Iterator[str]:
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, route)
        elif isinstance(one, URLPattern):
            yield route


def paths(record: Record) -> dict[str, str]:
    """The addresses of the record, by route."""
    path = record.get_absolute_url()
    page = {f"{record.info.folder}/<slug:slug>/": path}
    if record.kind not in SHARED:
        return page
    return {
        **page,
        "r/<int:pk>": f"/r/{record.pk}",
        "<slug:folder>/<slug:slug>.json": f"{path[:-1]}.json",
        "<slug:folder>/<slug:slug>/card/": f"{path}card/",
        "<slug:folder>/<slug:slug>/mentions/": f"{path}mentions/",
        "<slug:folder>/<slug:slug>/sources/": f"{path}sources/",
        "<slug:folder>/<slug:slug>/history/": f"{path}history/",
        "<slug:folder>/<slug:slug>/history/<slug:one>/": f"{path}history/{place(record)}/",
        "<slug:folder>/<slug:slug>/history/<slug:one>/<slug:other>/": f"{path}history/{place(record)}/{place(record)}/",
    }


def at_desk(route: str, record: Record) -> str:
    path = route.replace("<slug:folder>", record.info.folder).replace("<slug:slug>", record.slug)
    return "/" + path.replace("<int:number>", "1")


def place(record: Record) -> str:
    return Revision.objects.of(record.pk)[0].place


def as_for_editors(expected: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(403 if who < 2 and answer == 200 else answer for who, answer in enumerate(expected))


def as_published(world: Kept) -> Kept:
    """A withdrawn record tells so only where it had been published."""
    Record.objects.filter(pk__in=[one.pk for one in world.records()]).update(published_at="2024-11-20T12:00Z")
    return world


class AccessMatrix(TestCase):
    worlds: dict[tuple[Handling, Stage], Kept]
    people: dict[str, Reader | None]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.people = {
            "anonymous": None,
            "analyst": analyst(Handling.GREEN),
            "editor": editor(Handling.AMBER),
            "curator": curator(),
            "admin": admin(),
        }
        cls.worlds = {}
        for level in LEVELS:
            with saving(None):
                world = open_world() if level == (Handling.CLEAR, Stage.PUBLISHED) else hidden_world(*level)
            cls.worlds[level] = as_published(world) if level[1] == Stage.WITHDRAWN else world

    def setUp(self) -> None:
        self.clients: dict[str, Client] = {}

    def answer(self, who: str, path: str, method: str = "get") -> int:
        """Whoever reads stays signed in; who sends something may be signed out by it."""
        if method != "get" or who not in self.clients:
            client = client_of(self.people[who] or AnonymousUser())
        else:
            client = self.clients[who]
        if method == "get":
            self.clients[who] = client
        return getattr(client, method)(path, follow=path.startswith("/r/")).status_code

    def test_every_address_has_its_row(self) -> None:
        here = {route for route in routes() if not route.startswith("admin/")}
        at_the_desk = (
            DESK_OF_A_RECORD | DONE_AT_THE_DESK | DESK_LISTS | NEW_AT_THE_DESK | MANY_AT_ONCE | ATTACHMENTS | PAIRS
        )
        by_curators = OF_AN_ACTOR | MERGES
        self.assertEqual(here, PAGES.keys() | OF_A_RECORD | FOR_EDITORS | FEEDS | at_the_desk | by_curators)

    def test_a_page_answers_each_reader_as_its_row_says(self) -> None:
        for route, row in PAGES.items():
            with self.subTest(route):
                self.assertEqual(
                    {who: self.answer(who, f"/{route}") for who in PEOPLE}, {who: row[who] for who in PEOPLE}
                )

    def test_nothing_is_changed_by_sending_to_a_page(self) -> None:
        for route, row in PAGES.items():
            got = {method: self.answer("admin", f"/{route}", method) for method in METHODS}
            with self.subTest(route):
                self.assertEqual(got.pop("post"), row.get("post", 405) if route != "sign-in/" else 302)
                self.assertLessEqual(set(got.values()), {405, 302})

    def test_a_record_answers_each_reader_by_its_handling_and_stage(self) -> None:
        for level, expected in LEVELS.items():
            for record in self.worlds[level].records():
                for route, path in paths(record).items():
                    with self.subTest(route, handling=level[0].label, stage=level[1].label):
                        self.assertEqual(tuple(self.answer(who, path) for who in PEOPLE), expected)

    def test_the_desk_is_for_editors_and_shows_them_what_they_may_see(self) -> None:
        for level, (_, _, *editors) in LEVELS.items():
            for record in self.worlds[level].records():
                if record.kind not in SHARED:
                    continue
                for route in DESK_OF_A_RECORD:
                    path = at_desk(route, record)
                    with self.subTest(route, handling=level[0].label, stage=level[1].label):
                        self.assertEqual([self.answer(who, path) for who in PEOPLE], [302, 403, *editors])

    def test_who_is_who_is_for_curators_and_shows_them_what_they_may_see(self) -> None:
        for level, expected in LEVELS.items():
            for route in OF_AN_ACTOR:
                path = at_desk(route, self.worlds[level].person)
                with self.subTest(route, handling=level[0].label, stage=level[1].label):
                    self.assertEqual([self.answer(who, path) for who in PEOPLE], [302, 403, 403, *expected[-2:]])

    def test_what_is_new_is_entered_by_editors(self) -> None:
        for page in PAGES_OF_DESK.values():
            path = f"/desk/{page.model.FOLDER}/new/"
            with self.subTest(path):
                self.assertEqual([self.answer(who, path) for who in PEOPLE], [302, 403, 200, 200, 200])
                self.assertEqual([self.answer(who, path, "post") for who in PEOPLE[:3]], [302, 403, 422])
                self.assertEqual({self.answer("admin", path, one) for one in ("put", "patch", "delete")}, {405})
        self.assertEqual(self.answer("admin", "/desk/nothing/new/"), 404)

    def test_what_is_done_at_the_desk_is_done_by_post_alone_and_on_what_the_editor_may_see(self) -> None:
        for level, (_, _, *editors) in LEVELS.items():
            record = self.worlds[level].claim
            for route in DONE_AT_THE_DESK:
                path = at_desk(route, record)
                with self.subTest(route, handling=level[0].label, stage=level[1].label):
                    self.assertEqual([self.answer(who, path) for who in PEOPLE], [302, 403, 405, 405, 405])
                    self.assertEqual([self.answer(who, path, "post") for who in PEOPLE[:2]], [302, 403])
                    hidden = [who for who, code in zip(PEOPLE[2:], editors, strict=True) if code != 200]
                    self.assertLessEqual({self.answer(who, path, "post") for who in hidden}, {404, 410})
                    self.assertEqual({self.answer("admin", path, one) for one in ("put", "patch", "delete")}, {405})

    def test_each_list_of_the_desk_is_for_those_whom_it_fits(self) -> None:
        for key, one in desk_lists.LISTS.items():
            path = f"/desk/lists/{key}/"
            editor = 200 if key != "to-review" else 404
            with self.subTest(one.title):
                self.assertEqual([self.answer(who, path) for who in PEOPLE], [302, 403, editor, 200, 200])
                self.assertEqual({self.answer("admin", path, method) for method in METHODS}, {405})
        self.assertEqual(self.answer("admin", "/desk/lists/nothing/"), 404)

    def test_what_is_for_editors_answers_others_that_it_is_not_for_them(self) -> None:
        for level, expected in LEVELS.items():
            for record in (one for one in self.worlds[level].records() if one.kind in SHARED):
                path = f"{record.get_absolute_url()}history/{place(record)}/restore/"
                with self.subTest(path, handling=level[0].label, stage=level[1].label):
                    self.assertEqual(tuple(self.answer(who, path) for who in PEOPLE), as_for_editors(expected))
                    self.assertEqual(
                        {self.answer("admin", path, method) for method in METHODS if method != "post"}, {405}
                    )

    def test_the_feed_of_an_actor_answers_as_its_page(self) -> None:
        for level, expected in LEVELS.items():
            path = f"/feeds{self.worlds[level].person.get_absolute_url()[:-1]}.atom"
            with self.subTest(handling=level[0].label, stage=level[1].label):
                self.assertEqual(tuple(self.answer(who, path) for who in PEOPLE), expected)

    def test_the_feed_of_a_kind_answers_everybody_and_takes_nothing(self) -> None:
        for info in kinds.KINDS.values():
            path = f"/feeds/{info.folder}.atom"
            self.assertEqual({self.answer(who, path) for who in PEOPLE}, {200})
            self.assertEqual({self.answer("admin", path, method) for method in METHODS}, {405})
        self.assertEqual(self.answer("admin", "/feeds/nothing.atom"), 404)

    def test_nothing_is_changed_by_sending_to_a_record(self) -> None:
        for record in self.worlds[Handling.CLEAR, Stage.PUBLISHED].records():
            for route, path in paths(record).items():
                with self.subTest(route):
                    self.assertEqual({self.answer("admin", path, method) for method in METHODS}, {405})

    def test_the_administration_lets_curators_and_admins_in_and_nobody_else(self) -> None:
        for route in {route for route in routes() if route.startswith("admin/")} - {"admin/login/", "admin/logout/"}:
            path = "/" + route.replace("<path:object_id>", "1").replace("<id>", "1").replace("<path:url>", "1")
            path = path.replace("<int:content_type_id>", "1").split("(?P")[0].split("^")[0]
            for who in ("anonymous", "analyst", "editor"):
                with self.subTest(route, who=who):
                    self.assertIn(self.answer(who, path), (302, 403, 404))
