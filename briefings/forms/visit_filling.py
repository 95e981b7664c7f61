"""What a new visit leaves to the posts that people held on its days: the visitor's own, the states, the level."""

from typing import Any

from actors.held import Held, held_by, surely_held
from actors.models import Actor
from briefings.forms.visitors import VisitorRows
from briefings.models import Role, Visit
from records.access import Reader
from records.forms.base import RecordForm

# Whose state receives, where nobody says which.
RECEIVING = (Role.HOST, Role.COUNTERPART)


class VisitFilling:
    """Of the forms of a visit, whose fields say what was typed; `fill` puts into the visit what was not."""

    def __init__(self, form: RecordForm, visitors: VisitorRows, meetings: Any, reader: Reader) -> None:
        self.form, self.visitors, self.meetings, self.reader = form, visitors, meetings, reader
        self.visit: Visit = form.instance

    def fill(self) -> None:
        for row in self.visitors.there():
            row.take_sure()
        lead = self.visitors.lead
        post = lead.post_held if lead else None
        cleaned = self.form.cleaned_data
        if post and not self.form["level"].data:
            self.visit.level = post.level
        if not cleaned.get("sending_state") and not cleaned.get("sending_label"):
            self.send(lead.person if lead else None, post)
        if not cleaned.get("host_state") and not cleaned.get("host_label"):
            self.visit.host_state_id = self.receiving()

    def send(self, person: Any, post: Held | None) -> None:
        """From the state of the post, else of the person."""
        if person is not None and person.pk is None:
            self.visit.sending_state = person.state
        else:
            self.visit.sending_state_id = (post.state if post else None) or self.shown_state(person)

    def shown_state(self, person: Any) -> int | None:
        if person is None or not person.state_id:
            return None
        return Actor.objects.visible_to(self.reader).among([person.state_id]).values_list("pk", flat=True).first()

    def receiving(self) -> int | None:
        """The state of those whom the visitor met, where it is one."""
        met = self.met()
        held = self.held_of([one.pk for one in met if one.pk])
        states = {(post.state if (post := surely_held(held.get(one.pk, []))) else None) or one.state_id for one in met}
        states -= {None, self.visit.sending_state_id}
        shown = Actor.objects.visible_to(self.reader).among(states).values_list("pk", flat=True)
        return shown[0] if len(states) == 1 and shown else None

    def met(self) -> list[Any]:
        """The actors who received the visitor, in the visit or in one of its meetings."""
        hosts = [row.person for row in self.visitors.there() if row["role"].value() == Role.HOST]
        people = [one for row in self.meetings.forms for one in getattr(row, "cleaned_data", {}).get("people", [])]
        actors = [*hosts, *(one.actor for one in people if one.role in RECEIVING)]
        return [one for one in actors if one is not None and not isinstance(one, int)]

    def held_of(self, people: list[int]) -> dict[int, list[Held]]:
        return held_by(people, self.visit.earliest, self.visit.latest, self.reader)
