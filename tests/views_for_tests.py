"""Views made by hand, one rich and one minimal for each template, in English and Arabic: what a page must bear."""

from collections.abc import Callable
from dataclasses import replace

from builder.site.views.pages import (
    BrowseView,
    DoorView,
    EntryView,
    ExampleView,
    GroupView,
    GuideView,
    HomeView,
    ListView,
    NotFoundView,
    OrganisationView,
    PlainView,
    SearchView,
)
from builder.site.views.parts import (
    Card,
    Chrome,
    Claim,
    Contact,
    Fact,
    Facet,
    Frame,
    Group,
    Heading,
    Link,
    PostView,
    Prose,
    Result,
    Route,
    SourceView,
    TargetView,
    Term,
    Words,
)

AnyView = (
    EntryView | GuideView | GroupView | OrganisationView | PlainView | HomeView | ListView | BrowseView | SearchView
    | NotFoundView
)  # fmt: skip

ENGLISH, ARABIC = "en", "ar"
CYMRU = Words("Llyfrgell Genedlaethol Cymru", "cy", "ltr")


def _pick(lang: str, english: str, arabic: str) -> str:
    return arabic if lang == ARABIC else english


def _foreign(lang: str, english: str) -> Words:
    """Return an English text as each language's reader meets it."""
    return Words(english) if lang == ENGLISH else Words(english, ENGLISH, "ltr")


def _own(lang: str, english: str, arabic: str) -> Words:
    return Words(_pick(lang, english, arabic))


def chrome(lang: str) -> Chrome:
    """Return the chrome of a site with everything switched on."""
    def menu(english: str, arabic: str, to: str) -> Link:
        return Link(_pick(lang, english, arabic), _pick(lang, "", "/ar") + to)

    return Chrome(
        lang=lang,
        dir=_pick(lang, "ltr", "rtl"),
        site_name=_pick(lang, "Working with Wikimedia", "العمل مع ويكيميديا"),
        home=_pick(lang, "/", "/ar/"),
        menu=(
            menu("Partnerships", "الشراكات", "/partnerships/"),
            menu("Guides", "الأدلة", "/guides/"),
            menu("Groups", "المجموعات", "/groups/"),
            menu("Partners", "الشركاء", "/organisations/"),
            menu("Search", "البحث", "/search/"),
        ),
        footer=(
            menu("About this site", "عن هذا الموقع", "/about/"),
            menu("Questions partners ask", "أسئلة يطرحها الشركاء", "/questions/"),
            menu("Who looks after it", "من يعتني به", "/stewardship/"),
            menu("How entries come and go", "كيف تُضاف المدخلات وتُزال", "/curation/"),
            menu("Leave or mirror", "المغادرة أو النسخ", "/leave/"),
            menu("Privacy", "الخصوصية", "/privacy/"),
        ),
        search=_pick(lang, "/search/", "/ar/search/"),
        assets="/assets/",
        notice=_own(
            lang,
            "A demonstration compiled from public pages, which neither a Wikimedia group nor the Wikimedia Foundation asked for, runs or endorses.",
            "هذا عرض تجريبي جُمع من صفحات عامة، لم تطلبه أي مجموعة من مجموعات ويكيميديا ولا مؤسسة ويكيميديا، ولا تديره ولا تزكّيه.",
        ),
        licence_facts="CC0-1.0",
        licence_prose="CC-BY-SA-4.0",
        compiled=_pick(lang, "November 2026", "نوفمبر 2026"),
        unreviewed=lang != ENGLISH,
        corrections=Link("https://example.org/write", "https://example.org/write") if lang == ARABIC else None,
        looked_after_by=_foreign(lang, "The volunteers of an example group") if lang == ARABIC else None,
        corrections_languages="العربية والإنجليزية" if lang == ARABIC else "",
    )


def frame(lang: str, title: str, crumbs: tuple[Link, ...] = (), fallback: bool = False) -> Frame:
    """Return the frame of a page in both languages."""
    return Frame(
        chrome=chrome(lang),
        title=title,
        description=f"{title}: <what> it is & whom to ask",
        canonical="https://fingerpost.example/partnerships/wales/",
        languages=(
            Link("English", "/partnerships/wales/", lang="en", dir="ltr", current=lang == ENGLISH),
            Link("العربية", "/ar/partnerships/wales/", lang="ar", dir="rtl", current=lang == ARABIC),
        ),
        alternates=() if fallback else (
            Link("en", "https://fingerpost.example/partnerships/wales/"),
            Link("ar", "https://fingerpost.example/ar/partnerships/wales/"),
            Link("x-default", "https://fingerpost.example/partnerships/wales/"),
        ),
        crumbs=crumbs,
        fallback=fallback,
        own=_pick(lang, "English", "الإنجليزية") if fallback else "",
        indexed=not fallback,
    )  # fmt: skip


def bare_frame(lang: str, title: str) -> Frame:
    """Return the frame of a page of a site that says nothing but its name."""
    full = chrome(lang)
    bare = replace(
        full, menu=(), footer=(), notice=None, compiled="", unreviewed=False, corrections=None, looked_after_by=None,
        corrections_languages="",
    )  # fmt: skip
    return Frame(bare, title, "", "", (), (), ())


BODY = """<h2 id="what-was-done">What was done</h2>
<p>The library worked with volunteers <em>and</em> staff from 2014.<sup id="c-fnref-1"><a class="footnote-ref" href="#c-fn-1">1</a></sup>
Pictures went to <a href="https://commons.wikimedia.org/">Wikimedia Commons</a>, the shared library of free files. A resident trained staff, held public writing days in Welsh and English, and looked after the first gifts. See the <a href="/guides/content-donation-to-commons/">guide</a>.</p>
<blockquote><p>“We were surprised how many readers came.” <cite>The library, 2016</cite></p></blockquote>
<h3 id="in-figures">In figures</h3>
<div class="table"><table><thead><tr><th>Year</th><th>Pictures</th><th>Writing days</th></tr></thead>
<tbody><tr><td>2015</td><td>4,500</td><td>11</td></tr><tr><td>2016</td><td>9,200</td><td>17</td></tr></tbody></table></div>
<ul class="task-list"><li class="task-list-item"><input type="checkbox" disabled aria-label="Rights cleared"> Rights cleared</li>
<li class="task-list-item"><input type="checkbox" disabled checked aria-label="Talk page made"> Talk page made</li></ul>
<h2 id="what-we-would-do-again">What we would do again</h2>
<ol><li>Begin with a small batch.</li><li>Ask the editors first.</li></ol>
<div class="footnote"><hr><ol><li id="c-fn-1"><p>Annual report. <a class="footnote-backref" href="#c-fnref-1">↩</a></p></li></ol></div>"""

ARABIC_BODY = """<h2 id="قبل">قبل أن تكتبوا</h2>
<p>ويكيميديا حركة الناس الذين يقفون وراء <a href="https://ar.wikipedia.org/">ويكيبيديا</a>، الموسوعة الحرة، ومشاريعها الشقيقة. أكثرهم متطوعون. قد يستغرق الجواب أسابيع، و<em>ليس الآن</em> جواب عادي.</p>
<ul><li>لا حاجة بكم إلى إذن ولا إلى عقد لكي تبدؤوا.</li><li>يستطيع أي شخص تعديل ما تقدّمونه.</li></ul>
<h2 id="ما-ليس-عليه">ما ليس عليه هذا الموقع</h2>
<p>ليس هذا الموقع الطريق الوحيد. وهو ليس موقعاً رسمياً، وليس سجلاً.</p>"""


def _body(lang: str, foreign: bool = False) -> Prose:
    if lang == ARABIC:
        return Prose(BODY, ENGLISH, "ltr") if foreign else Prose(ARABIC_BODY)
    return Prose(BODY)


def card(lang: str, english: str = "National Library of Wales: a Wikipedian in residence") -> Card:
    """Return a card with all its parts."""
    return Card(
        href="/partnerships/wales/",
        title=_foreign(lang, english),
        summary=_foreign(lang, "A library opened its pictures and trained its staff. The work was last described in 2014."),
        type=_pick(lang, "Partnership", "شراكة"),
        state=_pick(lang, "Running when last described (2014)", "كانت جارية حين وُصفت آخر مرة (2014)"),
        place=_pick(lang, "Wales", "ويلز"),
        terms=(_pick(lang, "Wikimedian in residence", "ويكيميدي مقيم"), _pick(lang, "Content donation", "إهداء محتوى")),
    )


def routes(lang: str) -> tuple[Route, ...]:
    """Return ways to write: one public with languages, one with a note."""
    return (
        Route(
            _pick(lang, "Talk page", "صفحة نقاش"), "https://meta.wikimedia.org/wiki/Talk:Wales", True,
            _pick(lang, "Welsh and English", "الويلزية والإنجليزية"), None,
        ),
        Route(_pick(lang, "Mail", "بريد"), "mailto:group@example.org", False, "", _foreign(lang, "read twice a month")),
    )  # fmt: skip


def contacts(lang: str) -> tuple[Contact, ...]:
    """Return two groups that say the same of new partners, one without a way to write."""
    unknown = _pick(
        lang,
        "We do not know whether they take new partners now. Most are volunteers; no answer is not a no.",
        "لا نعرف هل يستقبلون شركاء جدداً الآن. أكثرهم متطوعون، وعدم الجواب ليس رفضاً.",
    )
    kept = _pick(lang, "Listed from public pages; not asked", "مدرجة من صفحات عامة، ولم تُسأل")
    held = _pick(lang, "On hold since 2020, says its page", "متوقفة منذ 2020 كما تقول صفحتها")
    return (
        Contact(
            Words("Grŵp Defnyddwyr Cymuned Wicimedia Cymru", "cy", "ltr"), "/groups/wales/", _pick(lang, "Took part", "شاركت"),
            kept, False, (held, unknown), routes(lang),
        ),
        Contact(_foreign(lang, "Wikimedia UK"), "", "", kept, True, (unknown,), ()),
    )  # fmt: skip


def sources(lang: str) -> tuple[SourceView, ...]:
    """Return two sources."""
    url = "https://www.library.wales/annual-report"
    return (
        SourceView(1, Link("Annual report 2014", url, lang=_pick(lang, "", "en"), dir=_pick(lang, "", "ltr")), "library.wales",
                   _pick(lang, "by the partner, May 2014", "من الشريك، مايو 2014")),
        SourceView(2, Link("https://meta.wikimedia.org/wiki/Wikimedia_Community_User_Group_Wales/2018_Annual_Report",
                           "https://meta.wikimedia.org/wiki/Wikimedia_Community_User_Group_Wales/2018_Annual_Report"), "meta.wikimedia.org", ""),
    )  # fmt: skip


def _facts(lang: str) -> tuple[Fact, ...]:
    say = _pick
    return (
        Fact(say(lang, "Kind of work", "نوع العمل"), (
            Link(say(lang, "Wikimedian in residence", "ويكيميدي مقيم"), "/browse/kinds/wikimedian-in-residence/"),
            Link(say(lang, "Content donation", "إهداء محتوى"), "/browse/kinds/content-donation/"),
        )),
        Fact(say(lang, "Place", "المكان"), (Link(say(lang, "Wales", "ويلز"), "/browse/territories/gb-wls/"),)),
        Fact(say(lang, "Projects", "المشاريع"), (
            Link(say(lang, "Wikipedia", "ويكيبيديا"), "/browse/projects/wikipedia/"),
            Link(say(lang, "Wikimedia Commons", "ويكيميديا كومنز"), "/browse/projects/commons/"),
        )),
        Fact(say(lang, "Languages of the work", "لغات العمل"), (
            Link(say(lang, "Welsh", "الويلزية"), "/browse/languages/cy/"), Link(say(lang, "English", "الإنجليزية"), "/browse/languages/en/"),
        )),
        Fact(say(lang, "Began", "بدأت"), (Link(say(lang, "about 2014", "نحو 2014")),)),
        Fact(say(lang, "Last described", "آخر وصف"), (Link("2014", note=say(lang, "not confirmed", "لم يؤكَّد")),)),
    )  # fmt: skip


def _results(lang: str) -> tuple[Result, ...]:
    reported, year = _pick(lang, "reported", "بحسب تقرير"), _pick(lang, "year not given", "السنة غير مذكورة")
    return (
        Result(_pick(lang, "Pictures", "صور"), _foreign(lang, "uploaded to Commons"), (
            Claim("4,500", "pictures", _foreign(lang, "about"), "2015", reported, "National Library of Wales", Link("source 1", "#source-1")),
            Claim("8,000", "pictures", None, "2015", reported, "", Link("source", "https://example.org/press")),
        ), True),
        Result(_pick(lang, "Writing days", "أيام كتابة"), None, (Claim("17", "", None, year, reported, "", None),), False),
    )  # fmt: skip


def entry(lang: str) -> EntryView:
    """Return a partnership about which everything is known; in Arabic its prose is English."""
    crumbs = (Link(_pick(lang, "Partnerships", "الشراكات"), "/partnerships/"),)
    facts = _facts(lang)
    return EntryView(
        frame=frame(lang, "National Library of Wales", crumbs, fallback=lang == ARABIC),
        title=_foreign(lang, "National Library of Wales: opening a nation’s pictures with a Wikipedian in residence"),
        summary=_foreign(lang, "A library opened its pictures, trained its staff and held writing days in two languages, with a resident who was paid by two bodies."),
        state=_pick(lang, "Running when last described (2014)", "كانت جارية حين وُصفت آخر مرة (2014)"),
        kept=_pick(lang, "Compiled from public pages; nobody who took part was asked", "جُمعت من صفحات عامة، ولم يُسأل أحد ممن شاركوا"),
        contacts_are="groups",
        contacts=contacts(lang),
        partners=(Fact(_pick(lang, "Host", "المضيف"), (Link(CYMRU.text, "/organisations/llgc/", lang="cy", dir="ltr"),)),),
        facts=facts,
        body=_body(lang, foreign=True),
        headings=(),
        results=_results(lang),
        targets=(TargetView(_foreign(lang, "Half of all Welsh speakers meet an article each month"), facts[4:], (_foreign(lang, "A third of them"),)),),
        posts=(PostView(_foreign(lang, "Wikipedian in residence"), facts[2:]),),
        interests=(Fact(_pick(lang, "Resident at Wikimedia UK", "مقيم في ويكيميديا المملكة المتحدة"), (Link("is paid by"), Link(CYMRU.text, "/organisations/llgc/", lang="cy", dir="ltr"))),),
        interests_state="",
        agreement=facts[4:5],
        resources=facts[:1],
        rights=facts[3:4],
        guides=(card(lang, "Hiring a resident with open selection"), card(lang, "Giving pictures and files to Wikimedia Commons")),
        related=(Group(_pick(lang, "Builds on", "تبني على"), (card(lang),)), Group(_pick(lang, "Similar", "شبيهة"), (card(lang), card(lang)))),
        sources=sources(lang),
        history=(_pick(lang, "Added in May 2026", "أضيفت في مايو 2026"),),
        unknown=(_pick(lang, "how it began", "كيف بدأت"), _pick(lang, "whether anything was signed", "هل وُقّع شيء")),
        data=(Link("JSON", "/data/partnerships/wales.json"), Link("Markdown", "/data/content/partnerships/wales.md")),
    )  # fmt: skip


def bare_entry(lang: str) -> EntryView:
    """Return a partnership of three lines."""
    return EntryView(
        bare_frame(lang, "X"), Words("X"), None, "", "", "none", (), (), (), None, (), (), (), (), (), "", (), (), (), (), (), (), (), (), (),
    )  # fmt: skip


HEADINGS = (Heading("Steps", "#steps"), Heading("Checklist", "#checklist"), Heading("What this rests on", "#rests"))


def guide(lang: str) -> GuideView:
    """Return a guide with all its parts."""
    return GuideView(
        frame=frame(lang, "Guide", (Link(_pick(lang, "Guides", "الأدلة"), "/guides/"),), fallback=lang == ARABIC),
        title=_foreign(lang, "Giving pictures and files to Wikimedia Commons"),
        summary=_foreign(lang, "Rights first, and communities before licences. Then good descriptions, a test batch, a plan for use, and care afterwards."),
        status=_pick(lang, "Draft, not yet read by a group", "مسودة لم تقرأها أي مجموعة بعد"),
        facts=_facts(lang)[:3],
        not_for=_foreign(lang, "Material that a community wishes to keep in its own care."),
        body=_body(lang, foreign=True),
        headings=HEADINGS,
        before=(card(lang, "Choosing the project that fits"),),
        after=(card(lang, "Measuring results honestly"),),
        based_on=(Group(_pick(lang, "Where it worked", "حيث نجح الأمر"), (card(lang), card(lang))),),
        sources=sources(lang),
    )  # fmt: skip


def bare_guide(lang: str) -> GuideView:
    """Return a guide with nothing but its title and summary."""
    return GuideView(bare_frame(lang, "X"), Words("X"), Words("Y"), "", (), None, None, (), (), (), (), ())


def group(lang: str) -> GroupView:
    """Return a group with all its parts."""
    return GroupView(
        frame=frame(lang, "Group", (Link(_pick(lang, "Groups", "المجموعات"), "/groups/"),)),
        title=_foreign(lang, "Wikimedia Community User Group Wales"),
        other_names=(Words("Grŵp Defnyddwyr Cymuned Wicimedia Cymru", "cy", "ltr"), Words("WCUGW", "en", "ltr")),
        kept=_pick(lang, "Listed from public pages; not asked", "مدرجة من صفحات عامة، ولم تُسأل"),
        notes=contacts(lang)[0].notes,
        routes=routes(lang),
        facts=_facts(lang)[1:4],
        offers=(_foreign(lang, "Coaching for a first talk"),),
        body=_body(lang),
        partnerships=(card(lang), card(lang), card(lang)),
        more=Link(_pick(lang, "All 24 partnerships", "كل الشراكات، وهي 24"), "/browse/groups/wales/"),
        sources=sources(lang),
    )


def bare_group(lang: str) -> GroupView:
    """Return a group of which only the name is known."""
    return GroupView(bare_frame(lang, "X"), Words("X"), (), "", (), (), (), (), None, (), None, ())


def organisation(lang: str) -> OrganisationView:
    """Return a partner with all its parts."""
    return OrganisationView(
        frame=frame(lang, "Partner", (Link(_pick(lang, "Partners", "الشركاء"), "/organisations/"),)),
        title=CYMRU,
        other_names=(_foreign(lang, "National Library of Wales"),),
        facts=_facts(lang)[1:4],
        holdings=_foreign(lang, "Paintings, photographs, maps and manuscripts of Wales."),
        routes=routes(lang)[1:],
        body=_body(lang),
        partnerships=(card(lang),),
        more=None,
        sources=sources(lang),
    )


def bare_organisation(lang: str) -> OrganisationView:
    """Return a partner of which only the name is known."""
    return OrganisationView(bare_frame(lang, "X"), Words("X"), (), (), None, (), None, (), None, ())


def plain(lang: str) -> PlainView:
    """Return a plain page with a table of contents."""
    title = _pick(lang, "Questions partners ask", "أسئلة يطرحها الشركاء")
    return PlainView(frame(lang, title), Words(title), _own(lang, "Short answers.", "أجوبة قصيرة."), _body(lang), HEADINGS)


def bare_plain(lang: str) -> PlainView:
    """Return an empty page."""
    return PlainView(bare_frame(lang, "X"), Words("X"), None, None, ())


def home(lang: str) -> HomeView:
    """Return a home page with five doors and four examples."""
    def door(english: str, arabic: str, about: str, arabic_about: str) -> DoorView:
        return DoorView(_own(lang, english, arabic), _own(lang, about, arabic_about), "/browse/territories/")

    def example(title: str, had: tuple[str, str], did: tuple[str, str], year: str) -> ExampleView:
        state = _pick(lang, f"Finished ({year})", f"انتهت ({year})")
        return ExampleView(_foreign(lang, title), "/partnerships/wales/", _own(lang, *had), _own(lang, *did), state)

    site = chrome(lang).site_name
    return HomeView(
        frame=frame(lang, site),
        title=_own(lang, "Working with Wikimedia, with people near you", "العمل مع ويكيميديا، مع أناس قريبين منكم"),
        summary=_own(
            lang,
            "A signpost, not a front office. Already know someone? Stay with them: you do not need this site.",
            "لافتة على الطريق، لا مكتب استقبال. هل تعرفون أحداً من قبل؟ ابقوا معه: لا حاجة بكم إلى هذا الموقع.",
        ),
        doors=(
            door("Find people near you", "ابحثوا عن أناس قريبين منكم",
                 "Choose a place and see who has worked together there, and with whom.", "اختاروا مكاناً وانظروا من عمل فيه معاً، ومع من."),
            door("See what could fit", "انظروا ما قد يناسبكم",
                 "Photographs, data, a class, a room to meet in. Choose a kind of work and see real examples.",
                 "صور أو بيانات أو صف دراسي أو قاعة للقاء. اختاروا نوعاً من العمل وانظروا أمثلة حقيقية."),
            door("See what others did", "انظروا ما فعله غيركم",
                 "60 partnerships in 34 countries, with sources, and with what went wrong.", "الشراكات: 60. البلدان: 34. مع المصادر، ومع ما لم ينجح."),
            door("Start on your own", "ابدؤوا بأنفسكم", "Things you can do today without asking anyone.", "أمور تستطيعون فعلها اليوم دون أن تسألوا أحداً."),
            door("I am a volunteer", "أنا متطوع أو متطوعة",
                 "Does someone want to work with you? Prepare the first talk, and keep the contact.", "هل يريد أحد العمل معك؟ حضّر الحديث الأول، وحافظ على الصلة."),
        ),
        examples=(
            example("Museum Dewantara Kirti Griya: old Javanese texts", ("Old texts in Javanese and letters in Dutch", "نصوص قديمة بالجاوية ورسائل بالهولندية"),
                    ("Digitised 981 sheets in five months, reported in 2017", "رقمنة 981 ورقة في خمسة أشهر، بحسب تقرير من 2017"), "2017"),
            example("Vigyan Ashram: village technology in Marathi", ("Students who learn about village technology", "طلاب يتعلمون تقنيات الريف"),
                    ("Trained students from 2017, and looked at the figures before signing in 2019", "تدريب الطلاب منذ 2017، ثم النظر في الأرقام قبل التوقيع في 2019"), "2019"),
            example("MedinaPedia in the old town of Tunis", ("Knowledge of an old town, and an office to meet in", "معرفة بمدينة عتيقة، ومكتب للقاء"),
                    ("Met volunteers every month; over 400 articles in five languages, reported in 2017", "لقاء شهري مع المتطوعين؛ أكثر من 400 مقالة بخمس لغات"), "2017"),
            example("Kujto.al: memories of the communist period", ("Recorded memories of the communist period", "ذكريات مسجلة عن الحقبة الشيوعية"),
                    ("Put 28 recordings on Wikimedia Commons; reported in 2024", "رفع 28 تسجيلاً إلى ويكيميديا كومنز"), "2024"),
        ),
        body=_body(lang),
        counts=(_pick(lang, "0 of 60 entries have been confirmed by a group.", "لم تؤكد أي مجموعة أياً من المدخلات الستين."),),
    )  # fmt: skip


def bare_home(lang: str) -> HomeView:
    """Return a home page with a title."""
    return HomeView(bare_frame(lang, "X"), Words("X"), None, (), (), None, ())


def facets(lang: str, many: int = 12) -> tuple[Facet, ...]:
    """Return two facets, the first with descriptions, the second cut short."""
    kinds = ("Wikimedian in residence", "Content donation", "Data donation", "Linked data", "Edit-a-thon series", "Training")
    about = "Someone who works inside your house for a time, trains its staff and connects it with editors."
    return (
        Facet(_pick(lang, "Kind of work", "نوع العمل"), "/browse/kinds/", tuple(Term(each, "/browse/kinds/x/", 12, about) for each in kinds)),
        Facet(_pick(lang, "Place", "المكان"), "/browse/territories/",
              tuple(Term(_pick(lang, f"Place {number}", f"مكان {number}"), "/browse/territories/x/", number) for number in range(1, many)), True),
    )  # fmt: skip


def cards_page(lang: str) -> ListView:
    """Return the second of seven pages with fifty cards."""
    title = _pick(lang, "Partnerships", "الشراكات")
    return ListView(
        frame=frame(lang, title, (Link(_pick(lang, "Browse", "تصفح"), "/browse/"),)),
        title=title,
        intro=_pick(lang, "What museums, libraries, schools and others did with Wikimedia.", "ما أنجزته متاحف ومكتبات ومدارس مع ويكيميديا."),
        count=_pick(lang, "312 partnerships", "312 شراكة"),
        cards=tuple(card(lang) for _ in range(50)),
        number=2,
        pages=7,
        previous="/partnerships/",
        next="/partnerships/page/3/",
        wider=(Link(_pick(lang, "All partnerships", "كل الشراكات"), "/partnerships/"),),
        narrower=(Term(_pick(lang, "Cardiff", "كارديف"), "/browse/territories/x/", 3),),
        facets=facets(lang),
    )


def bare_list(lang: str) -> ListView:
    """Return a list with nothing in it."""
    return ListView(bare_frame(lang, "X"), "X", "", "", (), 1, 1, "", "", (), (), ())


def browse(lang: str) -> BrowseView:
    """Return the page of several facets."""
    title = _pick(lang, "Browse", "تصفح")
    return BrowseView(frame(lang, title), title, _pick(lang, "Every list of this site.", "كل قوائم هذا الموقع."), facets(lang))


def bare_browse(lang: str) -> BrowseView:
    """Return the page of one facet without values."""
    return BrowseView(bare_frame(lang, "X"), "X", "", (Facet("Y", "/y/", ()),))


def search(lang: str) -> SearchView:
    """Return the search page."""
    return SearchView(frame(lang, _pick(lang, "Search", "البحث")), "/pagefind/", _pick(lang, "", "/ar"), facets(lang))


def bare_search(lang: str) -> SearchView:
    """Return a search page without lists."""
    return SearchView(bare_frame(lang, "X"), "/pagefind/", "", ())


def not_found(lang: str) -> NotFoundView:
    """Return the page for addresses that are not there."""
    return NotFoundView(frame(lang, _pick(lang, "Not here", "ليست هنا")), facets(lang))


def bare_not_found(lang: str) -> NotFoundView:
    """Return the same without lists."""
    return NotFoundView(bare_frame(lang, "X"), ())


VIEWS: dict[str, tuple[Callable[[str], AnyView], Callable[[str], AnyView]]] = {
    "entry.html": (entry, bare_entry),
    "guide.html": (guide, bare_guide),
    "group.html": (group, bare_group),
    "organisation.html": (organisation, bare_organisation),
    "page.html": (plain, bare_plain),
    "home.html": (home, bare_home),
    "list.html": (cards_page, bare_list),
    "browse.html": (browse, bare_browse),
    "search.html": (search, bare_search),
    "404.html": (not_found, bare_not_found),
}
"""For each template a rich and a minimal view, made for a language."""
