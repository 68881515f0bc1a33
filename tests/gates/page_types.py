"""The pages that every gate looks at: one line for each type of page. A new template needs a line here."""

from dataclasses import dataclass

from tests.published import REMOVED


@dataclass(frozen=True)
class PageType:
    """A type of page: its address without base path and language, and the template that makes it."""

    name: str
    path: str
    template: str


PAGE_TYPES = (
    PageType("home", "", "home.html"),
    PageType("entry", "partnerships/bundesarchiv/", "entry.html"),
    PageType("entry-with-figures", "partnerships/us-national-archives/", "entry.html"),
    PageType("removed", f"{REMOVED}/", "page.html"),
    PageType("guide", "guides/content-donation-to-commons/", "guide.html"),
    PageType("group", "groups/wikimedia-uk/", "group.html"),
    PageType("organisation", "organisations/national-library-of-wales/", "organisation.html"),
    PageType("questions", "questions/", "page.html"),
    PageType("practise", "practise/", "page.html"),
    PageType("finder", "partnerships/", "finder.html"),
    PageType("finder-chosen", "partnerships/?kinds=content-donation&projects=wikisource", "finder.html"),
    PageType("a-z", "browse/a-z/organisations/", "a-z.html"),
    PageType("partnerships-2", "partnerships/page/2/", "list.html"),
    PageType("groups", "groups/", "list.html"),
    PageType("second-page", "organisations/page/2/", "list.html"),
    PageType("near", "near/", "near-index.html"),
    PageType("near-languages", "near/language/", "near-index.html"),
    PageType("near-place", "near/gb-wls/", "near.html"),
    PageType("near-language", "near/language/ar/", "near.html"),
    PageType("near-elsewhere", "near/elsewhere/", "near.html"),
    PageType("map", "map/", "map.html"),
    PageType("record", "record/", "record.html"),
    PageType("record-results", "record/results/", "record-results.html"),
    PageType("data", "data/", "data.html"),
    PageType("fit", "fit/", "fit.html"),
    PageType("fit-answer", "fit/old-pictures/", "answer.html"),
    PageType("card", "card/partnerships/bundesarchiv/", "meeting-card.html"),
    PageType("card-of-answer", "card/fit/old-pictures/", "meeting-card.html"),
    PageType("browse", "browse/", "browse.html"),
    PageType("facet", "browse/territories/", "browse.html"),
    PageType("facet-value", "browse/projects/wikipedia/", "list.html"),
    PageType("search", "search/?q=library", "search.html"),
    PageType("not-found", "404.html", "404.html"),
)
FINDERS = frozenset({"finder.html", "search.html"})
"""Templates whose scripts find: what they weigh has a gate of its own (P2)."""

LANGUAGES = {"ltr": "", "rtl": "ar/"}
"""Where the pages of a language of each direction stand."""

PAGES = {
    f"{each.name}-{direction}": prefix + each.path for each in PAGE_TYPES for direction, prefix in LANGUAGES.items()
}
"""Every type of page in both directions: name and path."""
