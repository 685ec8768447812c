"""Measurements of factsheets beside other tools; nothing of this is part of the package."""
