"""The contract of map.html."""

from builder.site.views.parts import Frame, view


@view
class MapPlace:
    """A country of the map: its shape as an SVG path, or a dot at x and y; `level` (0 to 3) grows with what is there.

    `counts` says in words what this directory has there, the same in the drawing and in the list.
    """

    name: str
    href: str
    counts: str
    level: int
    shape: str
    x: int
    y: int


@view
class MapView:
    """map.html: a drawing of the world with links, and the list of the same places with the same numbers.

    `land` is the path of all countries of which there is nothing.
    """

    frame: Frame
    title: str
    intro: str
    width: int
    height: int
    land: str
    places: tuple[MapPlace, ...]
