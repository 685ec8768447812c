"""Catalogs of AI FactSheets: YAML facts in, checked; role pages and comparisons out."""

__version__ = "0.1.0"
