"""Mutations of a file: of its bytes, of its lines, of what its lines mean. The same seed gives the same file."""

from collections.abc import Callable, Iterator
from random import Random

#: What hostile files are made of; a mutation puts it somewhere.
TOKENS = (
    b"&a ", b"*a", b"<<: ", b"!!", b"!x ", b"[", b"]", b"{", b"}", b"- ", b": ", b"? ", b"| ", b">", b"%", b"@", b"#", b"'", b'"', b"\\", b"\t",
    b"\n", b"\r\n", b"\r", b"\0", b"\x1b", b"\xff", b"\xc3", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"---\n", b"...\n", b"null", b"~", b".inf",
    b".nan", b"1e999", b"9" * 40, b"0x", b"-", b"-1", b"0", b"1", b"<=", b"~ ", b" %", b" W", b" ms", b"x", b" to ", b" / ", b"[]", b"{}", b"''", b"true",
    b"not_known: ", b"value: ", b"conditions: ", b"inferred: ", b"source: ", b"pending: ", b"scores: ", b"against: ", b"e\xcc\x81", b"\xc3\xa9",
    b"__proto__", b"id: alpha", b"beta", b"1/0", b"10^99", b" W/W", b"^-9", b"inference/s/W", b"2026-02-31", b"0.", b"..", b"1,5", b"\xe2\x88\x92",
    b"::error::", b"##[x]", b"<script>", b"[" * 40, b"{a: " * 40, b"a" * 300,
)  # fmt: skip
_SIGNS = b" \n\t:-[]{}&*!|>'\"%@`#,?.0123456789eE+~<=x/aA_\\\x00\xff"


def _flip(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + bytes([random.choice(_SIGNS)]) + data[at + random.randrange(2) :]


def _cut(data: bytes, random: Random) -> bytes:
    start = random.randrange(len(data) + 1)
    return data[:start] + data[start + random.randrange(1, 40) :]


def _put(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(TOKENS) + data[at:]


def _copy(data: bytes, random: Random) -> bytes:
    start = random.randrange(len(data) + 1)
    piece = data[start : start + random.randrange(1, 200)] * random.choice((1, 1, 2, 20))
    at = random.randrange(len(data) + 1)
    return data[:at] + piece + data[at:]


def _line(data: bytes, random: Random) -> bytes:
    """A line moved, doubled, left out, or indented in another way."""
    lines = data.split(b"\n")
    at, to = random.randrange(len(lines)), random.randrange(len(lines))
    line = lines[at]
    match random.randrange(5):
        case 0:
            lines.insert(to, line)
        case 1:
            lines.insert(to, lines.pop(at))
        case 2:
            lines.pop(at)
        case 3:
            lines[at] = b" " * random.randrange(1, 5) + line
        case _:
            lines[at] = line[random.randrange(1, 3) :]
    return b"\n".join(lines)


def _pair(data: bytes, random: Random) -> bytes:
    """A key or a value, replaced by another one of the file, or a value by something hostile."""
    lines = data.split(b"\n")
    pairs = [n for n, line in enumerate(lines) if b":" in line]
    if not pairs:
        return _put(data, random)
    at, other = random.choice(pairs), lines[random.choice(pairs)]
    key, _, value = lines[at].partition(b":")
    if random.randrange(3):
        token, copied = random.choice(TOKENS), other.partition(b":")[2].lstrip()
        value = b" " + random.choice((copied, token, token + copied))
    else:
        key = key[: len(key) - len(key.lstrip())] + other.partition(b":")[0].strip()
    lines[at] = key + b":" + value
    return b"\n".join(lines)


MUTATIONS: tuple[Callable[[bytes, Random], bytes], ...] = (
    _flip,
    _cut,
    _put,
    _copy,
    _line,
    _pair,
    _pair,
    _pair,
)


def mutated(data: bytes, seed: int) -> bytes:
    """A file with one to four mutations."""
    random = Random(seed)  # noqa: S311 - the same seed gives the same file
    for _ in range(random.choice((1, 1, 1, 2, 3, 4))):
        data = random.choice(MUTATIONS)(data, random)
    return data


def each_line(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Every line of a file in turn: left out, doubled, indented, cut, without its colon, with a sign in front."""
    lines = data.split(b"\n")
    for n, line in enumerate(lines):
        if line:
            for name, new in {
                "left out": [],
                "doubled": [line, line],
                "indented": [b"  " + line],
                "cut": [line[: len(line) // 2]],
                "without colon": [line.replace(b":", b"", 1)],
                "as a list": [b"- " + line.lstrip()],
                "with a tab": [b"\t" + line],
                "with a bracket": [line + b" ["],
            }.items():
                yield f"line {n + 1} {name}", b"\n".join([*lines[:n], *new, *lines[n + 1 :]])
