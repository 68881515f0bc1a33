"""Pictures: described, credited, and with room kept for them; nothing of content/media is lost."""

import struct
import zlib

from tests.conftest import Site


def png(width: int, height: int) -> bytes:
    """Return a grey picture."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_a_picture_has_its_size_its_words_and_its_credit(site: Site) -> None:
    site.write("content/media/ship.png", png(40, 30))
    site.write(
        "content/media/ship.png.yaml", "licence: CC0-1.0\ncredit: Someone <b>\nsource: https://example.org/ship\n"
    )
    site.entry("first", body="![A ship in the harbour](../media/ship.png)\n\n![Again](../media/ship.png)").build()
    page = site.page("partnerships/first/index.html")
    assert '<img src="/media/ship.png" width="40" height="30" loading="lazy" alt="A ship in the harbour">' in page
    assert page.count('<a href="https://example.org/ship">Someone &lt;b&gt;</a>, CC0-1.0') == 1
    assert site.files()["media/ship.png"] == png(40, 30)


def test_a_picture_without_credit_stops_the_build(site: Site) -> None:
    site.write("content/media/ship.png", png(4, 3)).entry("first", body="![A ship](../media/ship.png)")
    (found,) = site.problems("FP304")
    assert (found.span.path, found.remedy) == ("content/media/ship.png", "add content/media/ship.png.yaml")
