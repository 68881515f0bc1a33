"""The map: links to the places where somebody is, in the drawing and in the list beside it, with the same numbers."""

import re

from builder.model.world import world
from builder.model.world_map import world_map
from tests.conftest import Site

DRAWN = re.compile(r'<a href="([^"]+)" class="level-(\d)" tabindex="-1"><title>([^<]+)</title><(path|circle)')
LISTED = re.compile(r'<li>(?:<a href="([^"]+)">)?([^<]+)(?:</a>)? ([^<]+)</li>')


def test_every_country_is_drawn_or_a_dot_within_the_map() -> None:
    drawing, countries = world_map(), world().countries
    assert {*drawing.shapes, *drawing.dots} - {""} <= set(countries)
    assert {"NO", "TN", "US", "RU"} <= set(drawing.shapes)
    assert {"MT", "SG", "ST", "XK"} <= set(drawing.dots)
    for x, y in drawing.dots.values():
        assert 0 <= x <= drawing.width
        assert 0 <= y <= drawing.height


def test_the_list_tells_what_the_drawing_tells(site: Site) -> None:
    site.organisation("house", territory="GB-WLS").entry("second", "partners: [house]").entry(
        "third", "partners: [house]"
    )
    site.organisation("islanders", territory="MT").entry("fourth", "partners: [islanders]")
    site.group("here").group("welsh", "{territories: [GB-WLS], languages: [cy]}").group("all", "{territories: ['001']}")
    site.build()
    page = site.page("map/index.html")
    drawn = {words.partition(": ")[0]: (href, level, words.partition(": ")[2], how) for href, level, words, how in DRAWN.findall(page)}  # fmt: skip # noqa: E501
    listed = {name: (href, counts) for href, name, counts in LISTED.findall(page.partition("<svg")[2])}
    assert {name: (href, counts) for name, (href, _, counts, _) in drawn.items()} == listed
    assert drawn["United Kingdom"][1:] == ("2", "2 partnerships and 1 group", "path")
    assert drawn["Norway"][1:] == ("1", "1 partnership and 1 group", "path")
    assert drawn["Malta"][1:] == ("1", "1 partnership", "circle")
    assert len(drawn) == 3
    assert 'href="/map/"' in site.page("browse/territories/index.html")
