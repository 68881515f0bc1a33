"""Which groups offer what a page is about, with the date until which that holds: a list from facts below its text."""

from builder.site.cards import contact
from builder.site.collation import sort_key
from builder.site.labels import N_
from builder.site.reader import Reader
from builder.site.views.near import Rung

WORDS = {
    "first-talks": (
        N_("Someone to practise with"),
        N_("A group can say on its page that it helps to prepare first talks."),
        N_("In this list nobody has offered that yet."),
    ),
}
"""Of each kind of offer its heading, what it is, and what is said where nobody offers it."""


def offers(reader: Reader, kind: str) -> Rung:
    """Return the groups that offer this today, by their names; one that is there for all is the last."""
    heading, about, nobody = map(reader.say, WORDS[kind])
    people = []
    for group in reader.directory.groups.values():
        for each in group.facts.offers:
            if each.kind == kind and (each.until is None or each.until.latest >= reader.directory.as_of):
                until = reader.say(N_("until %(date)s"), date=reader.date(each.until)) if each.until else ""
                people.append(contact(reader, group.id, role=until))
                break
    key = sort_key(reader.lang)
    people.sort(key=lambda one: (one.central, key(one.name.text)))
    return Rung("offers", heading, about if people else f"{about} {nobody}", tuple(people))
