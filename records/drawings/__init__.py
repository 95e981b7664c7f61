"""The data of drawings made on the server. Pure.

Everything horizontal is in per cent of the width and everything vertical in pixels, so text keeps its size
at any width; labels do not touch on a phone of 390 px. All numbers are ready to print. Each function answers
None where there is nothing to draw. templates/parts/_strip.html, _lanes.html, _bars.html,
_timeline.html and _intervals.html print them, each with its table.
"""

from records.drawings.counts import Bars, bars, bars_by_month, bars_by_year
from records.drawings.stances import Lanes, Point, lanes
from records.drawings.tenures import Span, Strip, strip

__all__ = [
    "Bars",
    "Lanes",
    "Point",
    "Span",
    "Strip",
    "bars",
    "bars_by_month",
    "bars_by_year",
    "lanes",
    "strip",
]
