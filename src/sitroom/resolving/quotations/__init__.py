"""Who says so: quotations, direct and indirect, with their source, cue and venue.

`find_quotations` reads raw report text.
"""

from sitroom.resolving.quotations.finding import find_quotations
from sitroom.resolving.quotations.records import Quotation

__all__ = ["Quotation", "find_quotations"]
