"""Words for the structure of the model (roles, states, kinds of source): message ids, translated by the catalogues."""


def N_(message: str) -> str:  # noqa: N802 - the customary mark for messages that are translated later
    """Mark a message for the catalogues and return it unchanged."""
    return message


TYPES = {
    "partnerships": N_("Partnership"),
    "guides": N_("Guide"),
    "groups": N_("Group"),
    "organisations": N_("Partner"),
    "pages": N_("Page"),
}
LISTS = {
    "partnerships": N_("Partnerships"),
    "guides": N_("Guides"),
    "groups": N_("Groups"),
    "organisations": N_("Partners"),
}
FACETS = {
    "kinds": N_("Kind of work"),
    "territories": N_("Place"),
    "projects": N_("Project"),
    "languages": N_("Language"),
    "org-types": N_("Kind of partner"),
    "lifecycle": N_("State"),
    "topics": N_("Topic"),
    "years": N_("Year it began"),
}
LIFECYCLE = {
    "exploring": N_("Talking about it"),
    "agreed": N_("Agreed"),
    "active": N_("Running"),
    "paused": N_("Paused"),
    "dormant": N_("Resting"),
    "event": N_("A dated agreement or event"),
    "completed": N_("Finished"),
    "ended-early": N_("Ended early"),
    "declined": N_("Declined by the partner"),
    "unknown": N_("State not known"),
}
PARTNER_ROLES = {
    "host": N_("Host"),
    "content-holder": N_("Holds the content"),
    "data-holder": N_("Holds the data"),
    "co-organiser": N_("Co-organiser"),
    "funder": N_("Funder"),
    "fiscal-sponsor": N_("Fiscal sponsor"),
    "implementer": N_("Carried out the work"),
    "supporter": N_("Supporter"),
}
GROUP_ROLES = {
    "steward": N_("Looks after this entry"),
    "co-organiser": N_("Co-organiser"),
    "took-part": N_("Took part"),
}
KEPT = {
    "partnerships": {
        "public-pages": N_("Compiled from public pages; nobody who took part was asked"),
        "group": N_("Kept by a group that took part"),
    },
    "groups": {
        "public-pages": N_("Listed from public pages; not asked"),
        "group": N_("Kept by the group"),
    },
}
GROUP_TYPES = {
    "chapter": N_("Chapter"),
    "thematic-organisation": N_("Thematic organisation"),
    "user-group": N_("User group"),
    "hub": N_("Hub"),
    "wikiproject": N_("WikiProject"),
    "circle": N_("Circle"),
    "education-network": N_("Education network"),
    "foundation-team": N_("Team of the Foundation"),
    "other": N_("Other body"),
}
ROUTES = {
    "website": N_("Website"),
    "project-page": N_("Project page"),
    "talk-page": N_("Talk page"),
    "role-email": N_("Mail"),
    "form": N_("Form"),
    "event": N_("Event"),
    "chat": N_("Chat"),
}
PUBLIC_ROUTES = {"talk-page", "project-page"}
INTAKE = {
    "open": N_("Taking new partners, says the group (until %(date)s)"),
    "limited": N_("Taking few new partners, says the group (until %(date)s)"),
    "paused": N_("Not taking new partners now, says the group (until %(date)s)"),
}
ACTIVITY = {
    "active": N_("Active, says its page (%(date)s)"),
    "on-hold": N_("On hold since %(date)s, says its page"),
}
RECOGNITION = {
    "recognised": N_("Recognised by the movement"),
    "no-longer": N_("No longer recognised by the movement"),
    "not-sought": N_("Recognition not sought"),
    "unknown": N_("Recognition not known"),
}
GROUP_RELATIONS = {
    "parent": N_("Part of"),
    "predecessor": N_("Came after"),
    "successor": N_("Followed by"),
    "overlaps": N_("Works in the same place as"),
    "shares-plan": N_("Shares a plan with"),
}
ORGANISATION_RELATIONS = {
    "parent": N_("Part of"),
    "predecessor": N_("Came after"),
    "successor": N_("Followed by"),
    "related": N_("Related to"),
}
ORGANISATION_STATUS = {
    "active": N_("Active"),
    "merged": N_("Merged"),
    "closed": N_("Closed"),
    "unknown": N_("Not known"),
}
CLAIMS = {
    "reported": N_("reported"),
    "announced": N_("announced, not a result"),
    "planned": N_("planned, not a result"),
    "listed": N_("counted on a list"),
    "measured": N_("measured"),
}
SOURCES_BY = {
    "partner": N_("by the partner"),
    "group": N_("by a group"),
    "third-party": N_("by others"),
    "register": N_("a register"),
    "unknown": "",
}
AGREEMENTS = {
    "none": N_("None"),
    "letter": N_("Letter"),
    "letter-of-intent": N_("Letter of intent"),
    "mou": N_("Memorandum of understanding"),
    "partnership-agreement": N_("Partnership agreement"),
    "contract": N_("Contract"),
    "grant-agreement": N_("Grant agreement"),
    "protocol": N_("Protocol"),
    "unknown": N_("An agreement; its kind is not known"),
}
YES_NO = {
    "yes": N_("Yes"),
    "no": N_("No"),
    "unknown": N_("Not documented"),
    "not-applicable": N_("Does not apply"),
}
BLANKS = {
    "not-asked": N_("Not asked"),
    "none-declared": N_("None declared"),
    "declined": N_("Not stated"),
    "not-public": N_("Not public"),
    "unknown": N_("Not documented"),
    "not-applicable": N_("Does not apply"),
    "declared": N_("Declared"),
}
RESOURCES = {
    "money": N_("Money"),
    "staff-time": N_("Staff time"),
    "volunteer-time": N_("Volunteer time"),
    "space": N_("Space"),
    "equipment": N_("Equipment"),
    "digitisation": N_("Digitisation"),
    "content": N_("Content"),
    "data": N_("Data"),
    "access": N_("Access"),
    "training": N_("Training"),
    "travel": N_("Travel"),
}
PAID = {"paid": N_("Paid"), "stipend": N_("Stipend"), "unpaid": N_("Unpaid"), "unknown": N_("Not documented")}
DECIDED_BY = {
    "host": N_("The host"),
    "group": N_("A group"),
    "joint": N_("Jointly"),
    "funder": N_("The funder"),
    "unknown": N_("Not documented"),
}
EDITING = {"none": N_("None"), "disclosed": N_("Disclosed"), "unknown": N_("Not documented")}
HOLDERS = {
    "group-board": N_("Board of %(body)s"),
    "group-staff": N_("Staff of %(body)s"),
    "resident": N_("Resident at %(body)s"),
    "volunteer": N_("Volunteer of %(body)s"),
    "partner-board": N_("Board of %(body)s"),
    "partner-staff": N_("Staff of %(body)s"),
    "funder": N_("Funder %(body)s"),
    "vendor": N_("Vendor %(body)s"),
    "reviewer": N_("Reviewer for %(body)s"),
}
INTERESTS = {
    "employed-by": N_("is employed by"),
    "paid-by": N_("is paid by"),
    "funds": N_("funds"),
    "contracted-by": N_("has a contract with"),
    "board-seat": N_("has a seat on the board of"),
    "sells-to": N_("sells to"),
    "reviews": N_("reviews"),
    "other": N_("has another interest in"),
}
MANAGED_BY = {
    "disclosure": N_("disclosure"),
    "recusal": N_("stepping back from decisions"),
    "independent-panel": N_("an independent panel"),
    "separate-budget": N_("a separate budget"),
    "none": N_("nothing"),
    "unknown": N_("not documented"),
}
TARGET_STATES = {
    "not-started": N_("Not started"),
    "limited": N_("Limited"),
    "substantial": N_("Substantial"),
    "complete": N_("Complete"),
    "no-evidence": N_("No evidence found"),
}
TARGET_JUDGES = {
    "self": N_("says the one who set it"),
    "partner": N_("says the partner"),
    "peer": N_("says a peer"),
    "independent": N_("says an independent reviewer"),
}
BEGINNINGS = {
    "volunteer-contact": N_("A volunteer and the partner already knew each other"),
    "local-event": N_("At a local event"),
    "existing-network": N_("Through an existing network"),
    "volunteer-first-contact": N_("A volunteer wrote first"),
    "partner-asked-group": N_("The partner asked a group"),
    "partner-asked-centre": N_("The partner asked the Foundation or a helpdesk"),
    "open-call": N_("Through an open call"),
    "mandate": N_("By a mandate"),
    "this-directory": N_("Through this directory"),
    "unknown": N_("Not known"),
}
AUDIENCES = {
    "volunteer": N_("Volunteers"),
    "partner": N_("Partners"),
    "group": N_("Groups"),
    "resident": N_("Residents"),
    "funder": N_("Funders"),
}
STAGES = {
    "being-found": N_("Being found"),
    "first-contact": N_("First contact"),
    "scoping": N_("Finding a first step"),
    "fit": N_("Seeing what fits"),
    "agreeing": N_("Agreeing"),
    "staffing": N_("Filling a post"),
    "running": N_("Running it"),
    "reporting": N_("Telling what came of it"),
    "pausing": N_("Pausing"),
    "ending": N_("Ending"),
}
GUIDE_STATUS = {
    "draft": N_("Draft, not yet read by a group"),
    "reviewed": N_("Read by a group"),
    "disputed": N_("Disputed"),
    "outdated": N_("Out of date"),
    "superseded": N_("Replaced by a newer guide"),
}
GROUNDS = {
    "worked": N_("It worked there"),
    "mixed": N_("It worked in part there"),
    "went-wrong": N_("It did not work there"),
}
RELATED = {
    "builds-on": N_("Builds on"),
    "follows": N_("Follows"),
    "part-of": N_("Part of"),
    "replaced-by": N_("Replaced by"),
    "similar": N_("Similar"),
}
PROTOCOLS = {
    "none": N_("None"),
    "applies": N_("A community's protocol applies"),
    "unknown": N_("Not known"),
}
GAPS = {
    "group": N_("which group of volunteers took part"),
    "origin": N_("how it began"),
    "state": N_("how it stands today"),
    "start": N_("when it began"),
    "end": N_("when it ended"),
    "agreement": N_("whether anything was signed"),
    "results": N_("what came of it, in figures"),
    "selection": N_("how the post was filled"),
    "interests": N_("whether anyone involved had an interest to declare"),
}
