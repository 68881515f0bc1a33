"""QR codes of addresses: error level M, one fixed mask, so that the same address is always the same code."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from builder.core.late import late
from builder.site.views.fit import Code

if TYPE_CHECKING:
    import segno
else:
    segno = late("segno")  # only cards need it

QUIET = 4
"""The quiet zone around a code, in modules, as ISO/IEC 18004 asks for."""
MASK = 3
"""Choosing the best of eight masks takes five times as long, and every reader takes every mask."""
_RUNS = re.compile(rb"(\x00*)(\x01+)")
"""Light modules, and the dark ones behind them."""


@lru_cache(maxsize=1000)
def code(address: str) -> Code:
    """Return the QR code of an address; the dark modules of a row are drawn as lines through their middle."""
    made = segno.make_qr(address, error="m", mask=MASK, boost_error=False)
    rows = [_row(bytes(row), QUIET + number) for number, row in enumerate(made.matrix)]
    return Code(len(made.matrix) + 2 * QUIET, "".join(rows))


def _row(modules: bytes, line: int) -> str:
    runs = _RUNS.findall(modules)
    moves = (f"m{len(light)} 0h{len(dark)}" if light else f"h{len(dark)}" for light, dark in runs)
    return f"M{QUIET} {line}.5{''.join(moves)}" if runs else ""
