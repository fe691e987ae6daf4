"""Where: place names to gazetteer entries."""

from sitroom.resolving.places.resolver import resolve_place

__all__ = ["resolve_place"]
