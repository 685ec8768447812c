# Counted things and sentences in words. Comes in: a number and a noun, or a text. Goes out: text. Imports nothing, for
# the command line says what it counted before it needs to know what a quantity is.
"""Spelling of counts and sentences."""


def plural(count: int, word: str, many: str = "") -> str:
    """A count with its word: 1 sheet, 2 sheets."""
    return f"{count} {word if count == 1 else many or word + 's'}"


def sentence(text: str) -> str:
    """A text with a full stop, where nothing ends it."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
