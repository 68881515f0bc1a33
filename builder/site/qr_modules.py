"""The modules of a QR code (ISO/IEC 18004): bytes, error level M, one fixed mask.

With so little to choose from, all that depends on the size alone is made once for each size, and a code takes a tenth
of a millisecond. A site has one for each card in each language.
"""

from collections.abc import Callable, Iterator
from functools import cache
from operator import itemgetter
from typing import NamedTuple

VERSIONS = range(1, 41)
_CHECKED = (
    10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
    26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
)  # fmt: skip
"""Codewords of correction in each block of level M, by version."""
_BLOCKS = (
    1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16,
    17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
)  # fmt: skip
"""Blocks of level M, by version."""
_LEVEL_AND_MASK = 0b00_011
"""Level M, and the mask that turns every module whose row and column add up to a multiple of three."""
_FORMAT, _VERSION = 0b10100110111, 0b1111100100101
_FORMAT_TURNED = 0b101010000010010
_FIELD = 0x11D
_BYTES = 0b0100
_PADS = b"\xec\x11"

Grid = list[list[int]]
"""Rows of modules: dark, light, or free for data."""

_LIGHT, _DARK, _FREE = 0, 1, 2


class _Size(NamedTuple):
    """What all codes of a version share.

    `mask` is in the order of the data, `order` takes each module from the data with a light and a dark one behind it.
    """

    width: int
    data: int
    checked: int
    blocks: int
    mask: int
    bits: int
    order: Callable[[str], tuple[str, ...]]


def modules(content: bytes) -> tuple[str, ...]:
    """Return the rows of the smallest QR code of these bytes, `1` for dark; ValueError when there are too many."""
    size = next((found for found in map(_size, VERSIONS) if _needed(content, found) <= found.data), None)
    if size is None:
        raise ValueError(f"no QR code holds {len(content)} bytes")
    words = _interleaved(_packed(content, size), size)
    bits = (int.from_bytes(words) << (size.bits - 8 * len(words))) ^ size.mask
    every = "".join(size.order(f"{bits:0{size.bits}b}01"))
    return tuple(every[start : start + size.width] for start in range(0, len(every), size.width))


def _needed(content: bytes, size: _Size) -> int:
    """Return how many codewords the content takes."""
    return len(content) + (2 if _version(size.width) < 10 else 3)


def _version(width: int) -> int:
    return (width - 17) // 4


def _packed(content: bytes, size: _Size) -> bytes:
    """Return the codewords of data: mode and length before the content, an end mark and padding behind it."""
    counted = 8 if _version(size.width) < 10 else 16
    bits = (_BYTES << counted | len(content)) << (8 * len(content)) | int.from_bytes(content)
    words = (bits << 4).to_bytes(_needed(content, size))  # four bits for the mode, and four for the end mark
    return words + (_PADS * size.data)[: size.data - len(words)]


def _interleaved(words: bytes, size: _Size) -> bytes:
    """Return data and correction in the order of the code: the first of each block, then the second."""
    short, longer = divmod(size.data, size.blocks)
    blocks, start = [], 0
    for number in range(size.blocks):
        end = start + short + (number >= size.blocks - longer)
        blocks.append(words[start:end])
        start = end
    checks = [_correction(block, size.checked) for block in blocks]
    told = bytearray()
    for at in range(short + 1):
        told += bytes(block[at] for block in blocks if at < len(block))
    for at in range(size.checked):
        told += bytes(check[at] for check in checks)
    return bytes(told)


def _correction(block: bytes, count: int) -> bytes:
    """Return the remainder of a block's polynomial (Reed-Solomon)."""
    multiples, top, rest = _multiples(count), 8 * (count - 1), 0
    for word in block:
        first = word ^ rest >> top
        rest = (rest & (1 << top) - 1) << 8 ^ multiples[first]
    return rest.to_bytes(count)


@cache
def _multiples(count: int) -> tuple[int, ...]:
    """Return the generator polynomial of this degree times each byte, without its first coefficient."""
    generator, root = [1], 1
    for _ in range(count):
        shifted = [*generator, 0]
        for at, each in enumerate(generator):
            shifted[at + 1] ^= _product(each, root)
        generator, root = shifted, _product(root, 2)
    return tuple(int.from_bytes(bytes(_product(each, times) for each in generator[1:])) for times in range(256))


def _product(one: int, other: int) -> int:
    """Return a product in the field of 256."""
    found = 0
    while other:
        found ^= one if other & 1 else 0
        one = one << 1 ^ (_FIELD if one & 0x80 else 0)
        other >>= 1
    return found


@cache
def _size(version: int) -> _Size:
    grid = _patterns(version)
    width = len(grid)
    free = list(_zigzag(grid))
    mask = int("".join("01"[(row + column) % 3 == 0] for row, column in free), 2)
    places = {place: number for number, place in enumerate(free)}
    order = [
        places[row, column] if value == _FREE else len(free) + value
        for row, line in enumerate(grid)
        for column, value in enumerate(line)
    ]
    checked, blocks = _CHECKED[version - 1], _BLOCKS[version - 1]
    return _Size(width, len(free) // 8 - checked * blocks, checked, blocks, mask, len(free), itemgetter(*order))


def _patterns(version: int) -> Grid:
    """Return the grid with all that is the same in every code of a version."""
    width = 17 + 4 * version
    grid = [[_FREE] * width for _ in range(width)]
    for at in range(width):
        grid[6][at] = grid[at][6] = 1 - at % 2
    for row, column in ((3, 3), (3, width - 4), (width - 4, 3)):
        _square(grid, row, column, (1, 1, 0, 1, 0), 4)
    centres = _centres(version, width)
    for row in centres:
        for column in centres:
            if (row, column) not in {(6, 6), (6, centres[-1]), (centres[-1], 6)}:
                _square(grid, row, column, (1, 0, 1), 2)
    told = _LEVEL_AND_MASK << 10 | _remainder(_LEVEL_AND_MASK, _FORMAT)
    for at, (one, other) in enumerate(_format_places(width)):
        for row, column in (one, other):
            grid[row][column] = (told ^ _FORMAT_TURNED) >> at & 1
    grid[width - 8][8] = _DARK
    told = version << 12 | _remainder(version, _VERSION)
    for at in range(18 if version >= 7 else 0):
        row, column = at // 3, width - 11 + at % 3
        grid[row][column] = grid[column][row] = told >> at & 1
    return grid


def _square(grid: Grid, row: int, column: int, rings: tuple[int, ...], reach: int) -> None:
    """Draw rings around a centre, as far as they lie inside."""
    width = len(grid)
    for down in range(-reach, reach + 1):
        for right in range(-reach, reach + 1):
            if 0 <= row + down < width and 0 <= column + right < width:
                grid[row + down][column + right] = rings[max(abs(down), abs(right))]


def _centres(version: int, width: int) -> list[int]:
    """Return the rows, which are also the columns, of the small squares."""
    if version == 1:
        return []
    count = version // 7 + 2
    step = 26 if version == 32 else (version * 4 + count * 2 + 1) // (count * 2 - 2) * 2
    return [6, *reversed([width - 7 - at * step for at in range(count - 1)])]


def _format_places(width: int) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield both places of each bit of the format, the last bit first."""
    down = [*range(6), 7, 8]
    for at in range(8):
        yield (down[at], 8), (8, width - 1 - at)
    for at, column in enumerate((7, *range(5, -1, -1))):
        yield (8, column), (width - 7 + at, 8)


def _remainder(value: int, polynomial: int) -> int:
    """Return the bits that protect a value (BCH)."""
    length = polynomial.bit_length()
    rest = value << length - 1
    while rest.bit_length() >= length:
        rest ^= polynomial << rest.bit_length() - length
    return rest


def _zigzag(grid: Grid) -> Iterator[tuple[int, int]]:
    """Yield the free places in the order of the data: two columns at a time from the right, up and down in turn."""
    width = len(grid)
    lefts = [*range(width - 2, 6, -2), *range(4, -1, -2)]  # the column of the clock stands between
    for turn, left in enumerate(lefts):
        for row in range(width - 1, -1, -1) if turn % 2 == 0 else range(width):
            for column in (left + 1, left):
                if grid[row][column] == _FREE:
                    yield row, column
