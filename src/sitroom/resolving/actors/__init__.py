"""Who: phrases to states, organisations, groups, persons and descriptions, on a day."""

from sitroom.resolving.actors.answers import ResolvedEntity
from sitroom.resolving.actors.countries import CountryMention, countries_in
from sitroom.resolving.actors.descriptions import RANKS_OF_ANY_FORCE, Description, describe
from sitroom.resolving.actors.resolver import has_namesakes, is_owned, resolve_entity
from sitroom.resolving.actors.tables import wholes

__all__ = [
    "RANKS_OF_ANY_FORCE",
    "CountryMention",
    "Description",
    "ResolvedEntity",
    "countries_in",
    "describe",
    "has_namesakes",
    "is_owned",
    "resolve_entity",
    "wholes",
]
