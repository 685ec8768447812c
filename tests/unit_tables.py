"""What the tests of units share."""

from hypothesis import settings
from hypothesis import strategies as st

from factsheets.units import (
    DIMENSIONS,
)

fuzz = settings(deadline=None, derandomize=True, max_examples=500)


dimensions = st.sampled_from(sorted(DIMENSIONS))
