"""How much: money, people, weapons and shares as bounds with a unit (CODEBOOK section 1, `amount`).

`resolve_amount` reads one phrase, `find_amounts` marks the amount phrases of a text.
"""

from sitroom.resolving.amounts.finding import find_amounts
from sitroom.resolving.amounts.resolver import resolve_amount

__all__ = ["find_amounts", "resolve_amount"]
