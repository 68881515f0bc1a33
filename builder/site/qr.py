"""QR codes of addresses, as the lines of a drawing."""

import re
from functools import lru_cache

from builder.site.qr_modules import modules
from builder.site.views.fit import Code

QUIET = 4
"""The quiet zone around a code, in modules, as ISO/IEC 18004 asks for."""
_RUNS = re.compile("(0*)(1+)")


@lru_cache(maxsize=1000)
def code(address: str) -> Code:
    """Return the QR code of an address; the dark modules of a row are drawn as lines through their middle."""
    rows = modules(address.encode())
    return Code(len(rows) + 2 * QUIET, "".join(_row(row, QUIET + number) for number, row in enumerate(rows)))


def _row(modules: str, line: int) -> str:
    moves = (f"m{len(light)} 0h{len(dark)}" if light else f"h{len(dark)}" for light, dark in _RUNS.findall(modules))
    return f"M{QUIET} {line}.5{''.join(moves)}" if "1" in modules else ""
