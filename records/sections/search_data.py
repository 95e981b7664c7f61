"""The answer of a search as data, for machines: what the page shows, and nothing more."""

from typing import Any

from django.http import HttpRequest, QueryDict

from records import kinds
from records.access import Handling, Stage
from records.plain import text_of
from records.search.asked import Asked
from records.search.results import Hit, results
from records.sections.search_links import page_number, way_of


def as_data(asked: Asked, data: QueryDict, request: HttpRequest) -> dict[str, Any]:
    way = way_of(asked, data)
    answer = results(asked, page_number(data.get("page", "")), way.sort or "relevance")
    return {
        "q": asked.text,
        "chosen": asked.chosen,
        "problems": asked.problems,
        "notes": asked.notes,
        "total": answer.total,
        "order": answer.order,
        "page": answer.page,
        "pages": answer.last,
        "hits": [hit_data(hit, request) for hit in answer.hits],
        "facets": {
            facet.name: [{"value": one.value, "label": one.label, "count": one.count} for one in facet.values]
            for facet in answer.facets
        },
    }


def hit_data(hit: Hit, request: HttpRequest) -> dict[str, Any]:
    """`passages` are HTML, with the words found in <mark>."""
    return {
        "ref": kinds.ref(hit.kind, hit.pk),
        "kind": hit.kind,
        "title": text_of(hit.title),
        "url": request.build_absolute_uri(kinds.address(hit.kind, hit.slug)),
        "when": hit.when,
        "handling": Handling(hit.handling).label,
        "stage": Stage(hit.stage).label,
        "grade": hit.grade,
        "passages": hit.passages,
    }
