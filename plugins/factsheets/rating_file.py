# The text of an evaluation. Comes in: ratings in letters, the sheet that was rated. Goes out: YAML with the version of
# each section, so that the ratings go stale with it. Must not know: who was asked, where the file goes.
"""Write down how one reader rates a sheet."""

from collections.abc import Mapping

from factsheets.evaluation import DIMENSIONS, RATINGS, evaluations_of
from factsheets.fingerprint import fingerprint
from factsheets.layout import Inline, Raw, written
from factsheets.model import Catalog, Sheet
from factsheets.scaffold import MODELINE

#: What is typed for each rating.
LETTERS = dict(zip("HML-N", RATINGS, strict=True))


def in_words(letters: str) -> dict[str, str]:
    """A rating by dimension: from four letters, or from one that holds for all. Raises ValueError."""
    found = letters.strip().upper()
    found = found * len(DIMENSIONS) if len(found) == 1 else found
    if len(found) != len(DIMENSIONS) or set(found) - LETTERS.keys():
        raise ValueError(
            f"`{letters}` is no rating: H, M, L, - (not rated) or N (not applicable), once for all or once for each of "
            f"{', '.join(DIMENSIONS)}"
        )
    return {dimension: LETTERS[letter] for dimension, letter in zip(DIMENSIONS, found, strict=True)}


def iteration_of(catalog: Catalog, sheet: Sheet) -> int:
    """The round that is under way: the last one, or the first."""
    return max((evaluation.iteration for evaluation in evaluations_of(catalog, sheet)), default=1)


def evaluation_text(
    sheet: Sheet,
    head: Mapping[str, str],
    rater: tuple[str, str],
    ratings: Mapping[str, str],
    comments: Mapping[str, str],
    *,
    editor: bool,
) -> str:
    """An evaluation by one rater (code and role); ratings in letters, by section."""
    code, role = rater
    data = {
        **{key: Raw(value) if key == "iteration" else value for key, value in head.items()},
        "raters": {code: Inline(role=role)},
        "rated": {section: fingerprint(sheet, section) for section in ratings},
        "ratings": {
            section: {dimension: Inline({code: given}) for dimension, given in in_words(letters).items()}
            for section, letters in ratings.items()
        },
        "comments": [
            {"rater": code, **({"section": section} if section else {}), "text": text}
            for section, text in comments.items()
        ],
    }
    modeline = MODELINE.format("evaluation") if editor else ""
    return modeline + written({key: value for key, value in data.items() if value})
