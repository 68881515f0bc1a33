"""QR codes of addresses, with error level M: the same address is always the same code."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from builder.core.late import late
from builder.site.views.fit import Code

if TYPE_CHECKING:
    import zxingcpp
else:
    zxingcpp = late("zxingcpp")  # only cards need it

QUIET = 4
"""The quiet zone around a code, in modules, as ISO/IEC 18004 asks for."""
_RUNS = re.compile(rb"(\xff*)(\x00+)")
"""Light modules, and the dark ones behind them."""


@lru_cache(maxsize=1000)
def code(address: str) -> Code:
    """Return the QR code of an address; the dark modules of a row are drawn as lines through their middle."""
    made = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    drawn: Any = made.to_image(add_quiet_zones=False)  # a byte a module; its types do not say that it is a buffer
    modules, size = bytes(drawn), drawn.shape[0]
    rows = (_row(modules[number * size : (number + 1) * size], QUIET + number) for number in range(size))
    return Code(size + 2 * QUIET, "".join(rows))


def _row(modules: bytes, line: int) -> str:
    runs = _RUNS.findall(modules)
    moves = (f"m{len(light)} 0h{len(dark)}" if light else f"h{len(dark)}" for light, dark in runs)
    return f"M{QUIET} {line}.5{''.join(moves)}" if runs else ""
