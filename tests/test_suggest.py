# "Did you mean" on the words that sheets use, and its distance against the plain definition.

from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factsheets.suggest import _distance, did_you_mean, suggest

fuzz = settings(deadline=None, derandomize=True, max_examples=500)

KEYS = [
    "id", "name", "producers", "training", "inference", "performance", "latency", "throughput", "power",
    "energy_per_inference", "area", "weights", "noise", "adc_bits", "dac_bits", "batch_size", "baseline",
    "accuracy", "intended_use", "out_of_scope", "learning_rate", "method", "hardware-aware", "F1",
]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        # swapped neighbours
        ("lateny", "latency"), ("latecny", "latency"), ("pwoer", "power"), ("aera", "area"), ("di", "id"),
        ("naem", "name"), ("metohd", "method"), ("hroughtput", "throughput"),
        # a letter more, less, or other
        ("metod", "method"), ("methods", "method"), ("trainig", "training"), ("trianing", "training"),
        ("acuracy", "accuracy"), ("acccuracy", "accuracy"), ("bazeline", "baseline"), ("producer", "producers"),
        ("preformance", "performance"), ("infrence", "inference"), ("wieghts", "weights"),
        # case
        ("Latency", "latency"), ("POWER", "power"), ("Batch_Size", "batch_size"), ("f1", "F1"), ("ID", "id"),
        # hyphen, underscore, space, nothing
        ("batch-size", "batch_size"), ("batch size", "batch_size"), ("batchSize", "batch_size"),
        ("batchsize", "batch_size"), ("hardware_aware", "hardware-aware"), ("out-of-scope", "out_of_scope"),
        ("Energy-Per-Inference", "energy_per_inference"), ("batch-szie", "batch_size"),
        # beginnings
        ("energy", "energy_per_inference"), ("learning", "learning_rate"), ("intended", "intended_use"),
        ("through", "throughput"), ("base", "baseline"), ("hardware", "hardware-aware"),
    ],
)  # fmt: skip
def test_meant(word: str, meant: str) -> None:
    assert suggest(word, KEYS) == meant


@pytest.mark.parametrize(
    "word",
    ["license", "colour", "banana", "xyz", "speed", "size", "per_inference", "out", "lat", "qqqqqqqqqqqqqqq",
     "temperature", "rate", "-", "\u4e2d\u6587", "x" * 300, "energies of all kinds"],
)  # fmt: skip
def test_nothing_meant(word: str) -> None:
    assert suggest(word, KEYS) is None


def test_nothing_to_choose_from() -> None:
    assert suggest("latency", []) is None


def test_beginning_of_two_is_neither() -> None:
    assert suggest("energy", ["energy_per_inference", "energy_per_token"]) is None


def test_short_beginning_is_nothing() -> None:
    assert suggest("thr", ["throughput"]) is None
    assert suggest("thro", ["throughput"]) == "throughput"


def test_same_but_for_case_goes_before_a_nearer_spelling() -> None:
    assert suggest("adcbits", ["adcbit", "adc_bits"]) == "adc_bits"
    assert suggest("adcbits", ["adc_bits", "adcbit"]) == "adc_bits"


def test_nearest_goes_first() -> None:
    assert suggest("dac_bit", ["adc_bits", "dac_bits"]) == "dac_bits"
    assert suggest("dac_bit", ["dac_bits", "adc_bits"]) == "dac_bits"


def test_first_of_two_as_near() -> None:
    assert suggest("xat", ["cat", "bat"]) == "cat"
    assert suggest("xat", iter(["bat", "cat"])) == "bat"


@pytest.mark.parametrize(
    ("word", "allowed", "text"),
    [
        ("latecny", KEYS, "did you mean `latency`?"),
        ("xyz", ["alpha", "beta"], "there is: alpha, beta"),
        ("xyz", [], "there is none yet"),
        ("xyz", [f"word{n}" for n in range(30)], "there is: " + ", ".join(f"word{n}" for n in range(30))),
        (
            "xyz",
            [f"word{n}" for n in range(31)],
            "there is: " + ", ".join(f"word{n}" for n in range(30)) + ", \u2026",
        ),
    ],
    ids=["meant", "all", "none", "thirty", "thirty-one"],
)
def test_did_you_mean(word: str, allowed: list[str], text: str) -> None:
    assert did_you_mean(word, allowed) == text
    assert did_you_mean(word, iter(allowed)) == text


# ---------------------------------------------------------------------------------------------

words = st.text("abcAB_-1", max_size=9)


def edits(one: str, other: str) -> int:
    """Optimal string alignment by its definition."""

    @cache
    def of(i: int, j: int) -> int:
        if not i or not j:
            return i + j
        best = min(of(i - 1, j) + 1, of(i, j - 1) + 1, of(i - 1, j - 1) + (one[i - 1] != other[j - 1]))
        if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
            best = min(best, of(i - 2, j - 2) + 1)
        return best

    return of(len(one), len(other))


@fuzz
@given(words, words, st.integers(1, 4))
@example("ab", "ba", 1)
@example("", "", 1)
def test_distance_is_that_of_its_definition(one: str, other: str, limit: int) -> None:
    assert min(_distance(one, other, limit), limit + 1) == min(edits(one, other), limit + 1)


@fuzz
@given(st.text(max_size=40), st.lists(st.text(min_size=1, max_size=20), max_size=8))
def test_any_words(word: str, allowed: list[str]) -> None:
    meant = suggest(word, allowed)
    assert meant is None or meant in allowed
    assert (meant is None) == (did_you_mean(word, allowed).startswith("there is"))


@fuzz
@given(st.sampled_from([key for key in KEYS if len(key) > 3]), st.data())
def test_one_swap_is_always_seen(key: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(key) - 2))
    assert suggest(key[:at] + key[at + 1] + key[at] + key[at + 2 :], [key]) == key
