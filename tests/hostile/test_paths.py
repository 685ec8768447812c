"""Rows 9, 13, 14, 24, 25: names, links and images that are something else than they seem."""

import os
import shutil
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from command import Result
from factsheets.figures import MAX_IMAGE
from factsheets.images import MAX_PIXELS, MAX_SIDE, fault
from factsheets.linked import leading_out
from factsheets.pipeline import load
from factsheets.project import project_at
from pictures import PNG as IMAGE

SECRET = "canary-7f3a"  # noqa: S105 - it must appear nowhere
Run = Callable[..., Result]
ALPHA = "sheets/models/alpha.yaml"


def codes(root: Path) -> set[tuple[str, str]]:
    return {(f.code, f.where.path) for f in load(project_at(root)).findings}


@pytest.mark.parametrize("kind", ["models", "hardware", "benchmarks", "evaluations", "figures"])
def test_a_folder_that_is_a_link_is_refused_and_not_read(
    small: Path, tmp_path: Path, kind: str, cli: Run
) -> None:
    outside = tmp_path / "outside"
    shutil.move(small / "sheets" / kind, outside) if (small / "sheets" / kind).exists() else outside.mkdir()
    (outside / "x.yaml").write_text(f"secret: {SECRET}\n")
    (small / "sheets" / kind).symlink_to(outside)
    assert ("FS011", f"sheets/{kind}") in codes(small)
    done = cli("check", cwd=small)
    assert 1 == done.exit_code
    assert SECRET not in done.output
    assert f"sheets/{kind}:1:1: error[FS011] this is a symbolic link" in done.output


def test_all_sheets_behind_a_link_are_refused(small: Path, tmp_path: Path, cli: Run) -> None:
    shutil.move(small / "sheets", tmp_path / "outside")
    (tmp_path / "outside/models/x.yaml").write_text(f"secret: {SECRET}\n")
    (small / "sheets").symlink_to(tmp_path / "outside")
    assert ("FS011", "sheets") in codes(small)
    output = cli("check", cwd=small).output
    assert "sheets:1:1: error[FS011]" in output
    assert SECRET not in output


@pytest.mark.parametrize("name", ["models/x.yaml", "hardware/x.yaml", "references.yaml", "study.yaml"])
@pytest.mark.parametrize("target", ["secret", "nothing", "models", "/dev/zero", "x.yaml"])
def test_a_file_that_is_a_link_is_refused_wherever_it_leads(
    small: Path, tmp_path: Path, name: str, target: str, cli: Run
) -> None:
    (tmp_path / "secret").write_text(f"secret: {SECRET}\n")
    path = small / "sheets" / name
    path.unlink(missing_ok=True)
    path.symlink_to(tmp_path / target if target in {"secret", "nothing"} else target)
    done = cli("check", cwd=small)
    assert 1 == done.exit_code
    assert SECRET not in done.output
    assert f"sheets/{name}:1:1: error[FS011]" in done.output


def test_a_remembered_check_notices_that_a_folder_became_a_link(
    small: Path, tmp_path: Path, cli: Run
) -> None:
    (small / "sheets/figures").mkdir()
    (small / "sheets/figures/x.png").write_bytes(IMAGE)
    assert 0 == cli("check", cwd=small).exit_code
    shutil.move(small / "sheets/figures", tmp_path / "outside")
    (small / "sheets/figures").symlink_to(tmp_path / "outside")
    assert "sheets/figures:1:1: error[FS011]" in cli("check", cwd=small).output


def test_a_site_folder_with_a_link_that_leads_out_is_not_built(few: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "index.md").write_text(SECRET)
    (few / "site_src" / "x").symlink_to(tmp_path / "secret")
    words = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(tmp_path / "out")]
    done = subprocess.run(words, cwd=few, capture_output=True, text=True, check=False)
    assert 1 == done.returncode
    assert "site_src/x is a link that leads out of" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_pipe_is_not_waited_for(small: Path, cli: Run) -> None:
    os.mkfifo(small / "sheets/models/pipe.yaml")
    assert (
        "sheets/models/pipe.yaml:1:1: error[FS011] this is no regular file" in cli("check", cwd=small).output
    )


def test_a_link_of_the_site_folder_may_lead_only_within_the_repository(tmp_path: Path) -> None:
    docs = tmp_path / "top" / "docs"
    docs.mkdir(parents=True)
    (tmp_path / "top" / "CHANGELOG.md").write_text("x")
    (docs / "changelog.md").symlink_to("../CHANGELOG.md")
    assert [] == list(leading_out(docs, tmp_path / "top"))
    for name, target in {"etc": "/etc", "up": "../..", "x.md": "/etc/passwd", "loop": "loop"}.items():
        (docs / name).symlink_to(target)
    assert (
        {"etc", "up", "x.md"}
        <= {path.name for path in leading_out(docs, tmp_path / "top")}
        <= {"etc", "up", "x.md", "loop"}
    )


@pytest.mark.parametrize(
    "name", ["Alpha", "alpha ", "alph\u0430", "\uff41lpha", "alpha.", "con", "index", "a" * 64]
)
def test_a_file_named_like_another_or_like_a_device_is_refused(small: Path, name: str) -> None:
    text = (small / ALPHA).read_text().replace("id: alpha", f'id: "{name}"')
    path = small / f"sheets/models/{name}.yaml"
    path.write_text(text)
    assert {"FS105", "FS106", "FS202", "FS205"} & {
        code for code, at in codes(small) if at == f"sheets/models/{name}.yaml"
    }


def test_ids_that_differ_in_case_alone_are_one(small: Path) -> None:
    """On a disk that keeps them apart; on others they are one file."""
    (small / "sheets/models/ALPHA.yml").write_text((small / ALPHA).read_text())
    assert "FS202" in {code for code, _ in codes(small)}


# --- images ---------------------------------------------------------------------------------------


def png(width: int, height: int) -> bytes:
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return IMAGE[:8] + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head)) + IMAGE[33:]


GIF = (
    b"GIF89a"
    + struct.pack("<HH", 2, 3)
    + b"\x00\x00\x00,\x00\x00\x00\x00\x02\x00\x03\x00\x00\x02\x02\x44\x01\x00;"
)
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x03\x00\x02\x01\x01\x11\x00\xff\xd9"


def webp(chunk: bytes, body: bytes) -> bytes:
    inner = b"WEBP" + chunk + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", len(inner)) + inner


WEBPS = (
    webp(b"VP8X", bytes(4) + (1).to_bytes(3, "little") + (2).to_bytes(3, "little")),
    webp(b"VP8L", b"\x2f" + struct.pack("<I", 1 | 2 << 14)),
    webp(b"VP8 ", b"\x00\x00\x00\x9d\x01\x2a" + struct.pack("<HH", 2, 3)),
)
GOOD = [(IMAGE, "png"), (png(MAX_SIDE, 3_000), "png"), (GIF, "gif"), (GIF.replace(b"89a", b"87a"), "gif"),
        (JPEG, "jpg"), (JPEG, "jpeg"), *((data, "webp") for data in WEBPS)]  # fmt: skip
HTML = b"<script>pwned()</script>"
BAD: dict[str, tuple[bytes, str]] = {
    "HTML as PNG": (HTML, "png"), "HTML as JPEG": (HTML, "jpg"), "HTML as GIF": (HTML, "gif"), "HTML as WebP": (HTML, "webp"),
    "drawing": (b"<svg onload=pwned()>", "svg"), "drawing as PNG": (b"<svg onload=pwned()>", "png"), "unknown ending": (IMAGE, "bmp"), "no ending": (IMAGE, ""),
    "nothing": (b"", "png"), "PNG as GIF": (IMAGE, "gif"), "GIF as PNG": (GIF, "png"), "sign alone": (IMAGE[:8], "png"), "another sign": (b"\x89PNX" + IMAGE[4:], "png"),
    "PNG and HTML": (IMAGE + HTML, "png"), "PNG and ZIP": (IMAGE + b"PK\x03\x04", "png"), "PNG cut": (IMAGE[:-1], "png"),
    "PNG without head": (IMAGE[:8] + IMAGE[33:], "png"), "PNG without end": (IMAGE[:33], "png"), "chunk past the end": (IMAGE[:33] + b"\x7f\xff\xff\xffIDAT", "png"),
    "GIF and HTML": (GIF + HTML, "gif"), "GIF that is script": (b"GIF89a/*" + HTML + b"*/=1;", "gif"), "GIF cut": (GIF[:8], "gif"),
    "JPEG and HTML": (JPEG + HTML, "jpg"), "JPEG and ZIP": (JPEG + b"PK\x05\x06", "jpg"), "JPEG without frame": (b"\xff\xd8\xff\xe0\x00\x02\xff\xd9", "jpg"),
    "JPEG that is script": (b"\xff\xd8\xff/*" + HTML + b"*/=1\xff\xd9", "jpg"), "JPEG cut": (JPEG[:6] + b"\xff\xd9", "jpg"),
    "WebP of another kind": (WEBPS[0].replace(b"WEBP", b"WAVE"), "webp"), "WebP and HTML": (WEBPS[0] + HTML, "webp"), "WebP of an unknown chunk": (webp(b"JUNK", b"x" * 20), "webp"),
    "WebP cut": (WEBPS[1][:14], "webp"), "RIFF": (b"RIFF", "webp"),
}  # fmt: skip
HUGE = {"wide": png(MAX_SIDE + 1, 1), "high": png(1, MAX_SIDE + 1), "many points": png(MAX_SIDE, MAX_PIXELS // MAX_SIDE + 1),
        "bomb": png(2**31 - 1, 2**31 - 1), "none": png(0, 1), "none high": png(1, 0)}  # fmt: skip


@pytest.mark.parametrize(("data", "ending"), GOOD)
def test_an_image_is_told_by_its_header(data: bytes, ending: str) -> None:
    assert "" == fault(data, ending)


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_image_or_more_than_one_is_refused(name: str) -> None:
    data, ending = BAD[name]
    assert f"is no {ending.upper()} file" == fault(data, ending)


@pytest.mark.parametrize("name", HUGE)
def test_an_image_that_would_fill_the_memory_is_refused(name: str) -> None:
    assert " points; 16384 a side and 64000000 in all are allowed" in fault(HUGE[name], "png")


def test_no_cut_of_an_image_raises() -> None:
    for data, ending in GOOD:
        for end in range(len(data)):
            assert fault(data[:end], ending)


def test_images_of_a_sheet_are_regular_files_of_their_folder(small: Path, tmp_path: Path) -> None:
    with (small / ALPHA).open("a") as sheet:
        sheet.write("architecture:\n  figure: {value: {image: x.png, alt: A drawing.}}\n")
    (small / "sheets/figures").mkdir()
    image = small / "sheets/figures/x.png"
    (tmp_path / "x.png").write_bytes(IMAGE)

    def said() -> list[str]:
        return [f.message for f in load(project_at(small)).findings if f.code == "FS206"]

    assert ["the image x.png is not in sheets/figures"] == said()
    image.write_bytes(IMAGE)
    assert [] == said()
    image.write_bytes(HTML)
    assert ["the image x.png is no PNG file"] == said()
    image.write_bytes(IMAGE + bytes(MAX_IMAGE))
    assert [f"the image x.png has {len(IMAGE) + MAX_IMAGE} bytes; {MAX_IMAGE} are allowed"] == said()
    for target in (tmp_path / "x.png", Path("/dev/zero"), tmp_path):
        image.unlink()
        image.symlink_to(target)
        assert ["the image x.png is no regular file"] == said()
    image.unlink()
    os.mkfifo(image)
    assert ["the image x.png is no regular file"] == said()
