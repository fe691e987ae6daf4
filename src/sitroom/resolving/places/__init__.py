"""Where: place names to gazetteer entries."""

from sitroom.resolving.places.resolver import capital_of, name_told, resolve_place

__all__ = ["capital_of", "name_told", "resolve_place"]
