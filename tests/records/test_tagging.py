"""Tags are merged, renamed and described: their records follow, each with a revision, and so do lists, search and pages."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import TestCase
from taggit.models import Tag

from actors.models import Actor
from briefings.models import Claim
from records.access import Handling, Role, Stage
from records.forms.entry import OPENED
from records.models import AuditEvent, Record, Revision, TagNote, User, saving
from records.search.index import Drift, all_ids, check
from records.tagging import describe_tag, merge_tags, rename_tag
from tests import cast
from tests.crawl import client_of
from tests.factories import a_claim, an_actor


def tags_of(record: Record) -> list[str]:
    return sorted(record.tags.names())


class Tags(TestCase):
    curator: User
    one: Claim
    both: Claim
    other: Actor
    frontier: Tag
    border: Tag

    @classmethod
    def setUpTestData(cls) -> None:
        cls.curator = cast.curator()
        with saving(None):
            cls.one, cls.both, cls.other = a_claim("Has one"), a_claim("Has both"), an_actor("Has the other")
            cls.one.tags.add("frontier")
            cls.both.tags.add("frontier", "border")
            cls.other.tags.add("border")
        cls.frontier, cls.border = Tag.objects.get(name="frontier"), Tag.objects.get(name="border")

    def newest(self, record: Record) -> Revision:
        return Revision.objects.of(record.pk)[0]

    def post(self, path: str, data: Mapping[str, Any], who: User | None = None) -> str:
        return client_of(who or self.curator).post(f"/admin/taggit/tag/{path}", data, follow=True).content.decode()

    def test_every_record_has_the_one_that_stays_once(self) -> None:
        merge_tags([self.frontier], self.border, self.curator)
        for record in (self.one, self.both, self.other):
            self.assertEqual(tags_of(record), ["border"])
        self.assertFalse(Tag.objects.filter(name="frontier").exists())

    def test_each_record_whose_tags_change_is_revised_once_and_others_are_not(self) -> None:
        merge_tags([self.frontier], self.border, self.curator)
        self.assertEqual([self.newest(one).number for one in (self.one, self.both, self.other)], [2, 2, 1])
        made = self.newest(self.both)
        self.assertEqual((made.snapshot["tags"], made.author), (["border"], self.curator))
        self.assertEqual(made.comment, "Tag “frontier” merged into “border”")

    def test_search_lists_and_the_index_follow(self) -> None:
        merge_tags([self.frontier], self.border, self.curator)
        for path in ("/search/?tag=border", "/claims/?tag=border", "/feeds/search.atom?tag=border"):
            self.assertContains(self.client.get(path), "Has one")
        drift = Drift()
        check(all_ids(), drift)
        self.assertFalse(drift)

    def test_several_merged_at_once_tell_each_record_of_its_own_alone(self) -> None:
        hidden = a_claim("Hidden", handling=Handling.RED)
        hidden.tags.add("canary")
        merge_tags([self.frontier, Tag.objects.get(name="canary")], self.border, self.curator)
        self.assertNotIn("canary", self.newest(self.one).comment)
        self.assertEqual(tags_of(hidden), ["border"])

    def test_who_has_a_record_open_is_told_that_it_was_saved(self) -> None:
        draft = a_claim("A draft", stage=Stage.DRAFT)
        draft.tags.add("frontier")
        with saving(self.curator):
            draft.save()
        opened = Revision.objects.newest_number(draft.pk)
        merge_tags([self.frontier], self.border, self.curator)
        path = f"/desk{draft.get_absolute_url()}edit/"
        answer = client_of(cast.editor()).post(path, {"title": "A draft", "tags": "frontier", OPENED: opened})
        self.assertEqual(answer.status_code, 422)
        self.assertEqual(tags_of(draft), ["border"])

    def test_a_tag_that_is_no_more_is_not_merged_again(self) -> None:
        merge_tags([self.frontier], self.border, self.curator)
        with pytest.raises(ValidationError):
            merge_tags([Tag(pk=self.frontier.pk or 999_999, name="frontier")], self.border, self.curator)

    def test_a_renamed_tag_keeps_its_address_and_revises_its_records(self) -> None:
        rename_tag(self.border, "borders and frontiers", self.curator)
        self.assertContains(self.client.get("/search/?tag=border"), "borders and frontiers")
        self.assertEqual(self.newest(self.other).snapshot["tags"], ["borders and frontiers"])
        self.assertContains(self.client.get("/search/?q=tag%3A%22borders+and+frontiers%22"), "Has the other")

    def test_a_name_that_another_tag_has_is_refused(self) -> None:
        with pytest.raises(ValidationError, match="merge the two"):
            rename_tag(self.border, "Frontier", self.curator)

    def test_a_description_is_told_where_the_tag_is_asked_for(self) -> None:
        describe_tag(self.border, "Where two states meet.", self.curator)
        for path in ("/search/?tag=border", "/claims/?tag=border"):
            self.assertContains(self.client.get(path), "Where two states meet.")
        self.assertNotContains(self.client.get("/claims/"), "Where two states meet.")

    def test_the_description_of_a_tag_of_hidden_records_alone_is_not_told(self) -> None:
        hidden = a_claim("Hidden", handling=Handling.RED)
        hidden.tags.add("canary")
        describe_tag(Tag.objects.get(name="canary"), "The secret of it.", self.curator)
        for path in ("/search/?tag=canary", "/claims/?tag=canary"):
            self.assertNotContains(self.client.get(path), "The secret of it.")
            self.assertContains(client_of(self.curator).get(path), "The secret of it.")

    def test_the_description_of_a_tag_stays_untold_when_its_last_hidden_record_loses_it(self) -> None:
        hidden, lesser = a_claim("Hidden", handling=Handling.RED), cast.reader("lesser", Handling.GREEN, Role.CURATOR)
        hidden.tags.add("canary")
        canary = Tag.objects.get(name="canary")
        describe_tag(canary, "The secret of it.", self.curator)
        hidden.tags.remove("canary")
        for path in ("/search/?tag=canary", "/claims/?tag=canary", f"/admin/taggit/tag/{canary.pk}/change/"):
            self.assertNotContains(client_of(lesser).get(path), "The secret of it.")
        merge_tags([canary], self.border, self.curator)
        self.assertEqual(AuditEvent.objects.taken("tags_merged").get().handling, Handling.RED)

    def test_the_description_of_a_tag_that_goes_is_kept_in_the_audit_log(self) -> None:
        describe_tag(self.frontier, "Where a state ends.", self.curator)
        merge_tags([self.frontier], self.border, self.curator)
        (event,) = AuditEvent.objects.taken("tags_merged")
        self.assertEqual(event.detail["description"], "Where a state ends.")

    def test_what_is_done_is_audited_with_the_strictest_label_of_the_records(self) -> None:
        hidden = a_claim("Hidden", handling=Handling.AMBER)
        hidden.tags.add("border")
        rename_tag(self.border, "borders", self.curator)
        merge_tags([self.frontier], self.border, self.curator)
        found = AuditEvent.objects.taken("tag_changed", "tags_merged").in_order()
        self.assertEqual([one.handling for one in found], [Handling.AMBER, Handling.AMBER])
        self.assertEqual(found[1].detail, {"tag": "frontier", "into": "borders", "description": ""})

    def test_in_the_administration_one_chooses_tags_and_then_which_stays(self) -> None:
        chosen = {"action": "merge", "_selected_action": [self.frontier.pk, self.border.pk]}
        self.assertIn("Which of these tags stays?", self.post("", chosen))
        self.assertEqual(Tag.objects.count(), 2)
        self.assertIn("Choose the tag that stays.", self.post("", {**chosen, "apply": "merge"}))
        said = self.post("", {**chosen, "apply": "merge", "stays": self.border.pk})
        self.assertIn("1 merged into “border”.", said)
        self.assertEqual(tags_of(self.one), ["border"])

    def test_one_tag_alone_is_not_merged(self) -> None:
        said = self.post("", {"action": "merge", "_selected_action": [self.border.pk]})
        self.assertIn("Choose two tags at least", said)

    def test_in_the_administration_a_tag_is_renamed_and_described(self) -> None:
        self.post(f"{self.border.pk}/change/", {"name": "borders", "description": "Where two states meet."})
        self.assertEqual(TagNote.objects.text_of(self.border.pk), "Where two states meet.")
        self.assertEqual(tags_of(self.other), ["borders"])
        said = self.post(f"{self.border.pk}/change/", {"name": "Frontier", "description": ""})
        self.assertIn("There is a tag “Frontier” already: merge the two.", said)

    def test_a_tag_that_is_new_can_be_described_at_once(self) -> None:
        self.post("add/", {"name": "mediation", "slug": "mediation", "description": "Of third parties."})
        self.assertEqual(TagNote.objects.text_of(Tag.objects.get(name="mediation").pk), "Of third parties.")

    def test_others_than_curators_do_none_of_it(self) -> None:
        chosen = {"action": "merge", "_selected_action": [self.frontier.pk, self.border.pk], "stays": self.border.pk}
        self.post("", chosen, cast.reviewer())
        self.post(f"{self.border.pk}/change/", {"name": "x", "description": ""}, cast.editor())
        self.assertEqual(set(Tag.objects.values_list("name", flat=True)), {"frontier", "border"})
