/* The finder: the list of partnerships, upgraded. Without this file its links lead to the same lists.
   The markup and the words come from finder.html; nothing is loaded before somebody chooses, types or sorts. */

import { asked, files, sieve, taken, told } from "./finder-data.js";
import { cards, choice, element, save, tag } from "./finder-view.js";

const SHOWN = 20; // entries at first, and with each "show more"
const PAUSE = 200; // milliseconds of rest before a search while typing
const WIDE = "(min-width: 62rem)"; // as in site.css

function start(finder) {
  const say = finder.dataset;
  const part = (name) => finder.querySelector(`[data-${name}]`);
  const [filters, status, results, more] = ["filters", "status", "results", "more"].map(part);
  const [sorting, tags, none] = ["sort", "tags", "none"].map(part);
  const input = finder.querySelector("[name=q]");
  const still = [...results.childNodes];
  const [whole, follow] = [status.textContent, part("follow")];
  const facets = [...finder.querySelectorAll("[data-facet]")].map(choice);
  const known = new Map(facets.map((facet) => [facet.name, facet]));
  const file = files(say);
  const number = new Intl.NumberFormat(say.lang, { numberingSystem: "latn" });
  const plural = new Intl.PluralRules(say.lang);
  let state = asked(location.search, known.keys());
  let shown = history.state?.shown ?? SHOWN;
  let latest = 0;
  let timer;
  let found = null; // ordinals in their order, null while the page is as it was sent
  let current = null; // what remains of all entries, for counts

  const counted = (count) => {
    const form = plural.select(count);
    const words = say[`count${form[0].toUpperCase()}${form.slice(1)}`] ?? say.countOther;
    return words.replace("{count}", number.format(count));
  };
  const sort = () => (state.sort && (state.q || state.sort !== "match") ? state.sort : state.q ? "match" : "title");
  const idle = () => !state.chosen.size && !state.q && sort() === "title";
  const words = (facet, value) => known.get(facet).words.get(value) ?? value;
  const failed = (error) => {
    console.warn(error);
    status.textContent = say.failed;
  };

  // ---------------------------------------------------------------- what is asked for

  /* Values come and go; `push` when it is a step that the back button takes back. */
  function ask(changes, push = true) {
    state = { ...state, ...changes };
    shown = SHOWN;
    const address = `${location.pathname}${told(state)}`;
    if (push) history.pushState({ shown }, "", address);
    else history.replaceState({ shown }, "", address);
    return refresh();
  }

  function choose(facet, value, on) {
    const values = new Set(state.chosen.get(facet));
    if (on) values.add(value);
    else values.delete(value);
    const chosen = new Map(state.chosen).set(facet, values);
    if (!values.size) chosen.delete(facet);
    return ask({ chosen });
  }

  function without(name) {
    if (name === "q") return ask({ q: "" });
    const chosen = new Map(state.chosen);
    chosen.delete(name);
    return ask({ chosen });
  }

  // ---------------------------------------------------------------- what is shown

  async function refresh() {
    const mine = (latest += 1);
    const wanted = () => mine === latest;
    mirror();
    if (idle()) return rest();
    results.setAttribute("aria-busy", "true");
    if (state.q && !found) status.textContent = say.searching;
    try {
      await settle(wanted);
    } catch (error) {
      if (wanted()) failed(error);
    }
    if (wanted()) results.removeAttribute("aria-busy");
  }

  async function settle(wanted) {
    const open = facets.filter((facet) => facet.upgraded || state.chosen.has(facet.name)).map(({ name }) => name);
    const [columns, order, hits] = await Promise.all([
      file.columns(open),
      sort() === "match" ? null : file.order(sort()),
      state.q && say.bundle ? file.hits(state.q, wanted) : null,
      name(),
    ]);
    if (!wanted()) return;
    current = sieve(Number(say.total), columns, state.chosen, hits?.ordinals);
    found = (order ?? hits?.ordinals ?? (await file.order("title"))).filter(current.kept);
    const rows = await file.cards(found.slice(0, shown));
    if (!wanted()) return;
    for (const facet of facets) if (columns.has(facet.name)) tell(facet, columns.get(facet.name));
    draw(rows, hits && !hits.exact ? say.nearest : "");
  }

  /* A value that the page did not bring along gets its words, and a box that can be taken back. */
  async function name() {
    const strange = [...state.chosen].filter(([facet, values]) => [...values].some((value) => !known.get(facet).words.has(value)));
    if (!strange.length) return;
    const labels = await file.labels();
    for (const [facet, values] of strange) {
      known.get(facet).upgrade();
      known.get(facet).show(labels[facet].filter(([value]) => values.has(value)));
    }
    mirror();
  }

  function tell(facet, column) {
    for (const [value, box] of facet.boxes) box.tell(current.count(column.get(value) ?? [], facet.name));
  }

  /* The page as it was sent. */
  function rest() {
    found = current = null;
    results.removeAttribute("aria-busy");
    results.replaceChildren(...still);
    status.replaceChildren(element("b", {}, whole));
    none.hidden = more.hidden = true;
    for (const facet of facets) for (const box of facet.boxes.values()) box.tell(box.first);
  }

  function draw(rows, nearest) {
    const list = element("ul", { class: "cards", role: "list" }, ...cards(rows, part("card"), say.list));
    results.replaceChildren(...(rows.length ? [list] : []));
    const text = nearest ? nearest.replace("{count}", number.format(found.length)) : counted(found.length);
    status.replaceChildren(element("b", {}, text));
    more.hidden = found.length <= shown;
    none.hidden = found.length > 0;
    if (!found.length) loosen().catch(failed);
  }

  /* Boxes, field, order, tags and what can be followed, as they are asked for. */
  function mirror() {
    for (const facet of facets) {
      const values = state.chosen.get(facet.name) ?? new Set();
      if (values.size) facet.upgrade();
      for (const [value, { input: box }] of facet.boxes) box.checked = values.has(value);
    }
    if (input && document.activeElement !== input) input.value = state.q;
    const best = sorting.querySelector("[value=match]");
    if (best) best.hidden = best.disabled = !state.q;
    sorting.value = sort();
    const chosen = [...state.chosen].flatMap(([facet, values]) => [...values].map((value) => [facet, value]));
    part("active").textContent = chosen.length ? number.format(chosen.length) : "";
    showTags(chosen);
    if (follow) showFeed(chosen);
  }

  function showTags(chosen) {
    const items = chosen.map(([facet, value]) => [words(facet, value), () => choose(facet, value, false)]);
    if (state.q) items.push([`“${state.q}”`, () => ask({ q: "" })]);
    tag(tags, items, say.remove, () => ask({ q: "", chosen: new Map() }), status);
  }

  /* The smallest list with a feed that has everything of this view in it. */
  function showFeed(chosen) {
    const alone = chosen.filter(([facet]) => "feeds" in say && state.chosen.get(facet).size === 1);
    const size = ([facet, value]) => known.get(facet).boxes.get(value)?.first ?? 0;
    const [best] = alone.sort((a, b) => size(a) - size(b));
    follow.href = best ? `${say.browse}${best[0]}/${best[1].toLowerCase()}/feed.xml` : say.feed;
    follow.textContent = best ? words(...best) : say.entries;
  }

  /* Nothing is left: what to give up, with what that would bring, and who is near. */
  async function loosen() {
    const named = (facet) => (facet === "q" ? `“${state.q}”` : [...state.chosen.get(facet)].map((value) => words(facet, value)).join(", "));
    const ways = current.names.map((facet) => [facet, current.without(facet)]).filter(([, count]) => count);
    const buttons = ways.map(([facet, count]) => {
      const text = say.without.replace("{what}", named(facet)).replace("{count}", number.format(count));
      const button = element("button", { type: "button" }, text);
      button.addEventListener("click", () => {
        without(facet);
        status.focus();
      });
      return element("li", {}, button);
    });
    part("loosen").replaceChildren(...buttons);
    const near = part("near");
    if (!near || !state.chosen.has("territories")) return;
    const [place] = state.chosen.get("territories");
    const [, text, href] = (await file.labels()).territories.find(([value]) => value === place) ?? [];
    if (href) near.href = href;
    if (href) near.textContent = near.dataset.near.replace("{place}", text);
  }

  // ---------------------------------------------------------------- what people do

  async function showMore() {
    const rows = await file.cards(found.slice(shown, shown + SHOWN));
    const items = cards(rows, part("card"), say.list);
    results.querySelector("ul").append(...items);
    shown += SHOWN;
    history.replaceState({ shown }, "");
    more.hidden = found.length <= shown;
    items[0].querySelector("a").focus();
  }

  async function showAll(facet) {
    const labels = await file.labels();
    facet.show(labels[facet.name]);
    facet.details.querySelector(".all").remove();
    facet.boxes.get(labels[facet.name][0][0]).input.focus();
    await refreshCounts(facet);
  }

  async function refreshCounts(facet) {
    const column = (await file.columns([facet.name])).get(facet.name);
    for (const [value, box] of facet.boxes) box.first = (column.get(value) ?? []).length;
    if (current) tell(facet, column);
    else for (const box of facet.boxes.values()) box.tell(box.first);
  }

  function openFacet(facet) {
    facet.upgrade();
    mirror();
    if (current) refreshCounts(facet).catch(failed);
  }

  async function take(form) {
    const columns = await file.columns([...known.keys()]);
    const ordinals = found ?? (await file.order("title"));
    const about = { view: location.href, licence: say.licence, list: new URL(say.list, location.href) };
    save(...taken(form, await file.cards(ordinals), ordinals, columns, about));
  }

  function listen() {
    for (const facet of facets) {
      facet.details.addEventListener("toggle", () => facet.details.open && openFacet(facet));
      facet.details.addEventListener("change", ({ target }) => choose(facet.name, target.value, target.checked));
      facet.details.addEventListener("click", ({ target }) => target.matches("button.all") && showAll(facet).catch(failed));
    }
    sorting.addEventListener("change", () => ask({ sort: sorting.value === (state.q ? "match" : "title") ? "" : sorting.value }));
    more.addEventListener("click", () => showMore().catch(failed));
    finder.addEventListener("click", ({ target }) => target.dataset.take && take(target.dataset.take).catch(failed));
    addEventListener("popstate", ({ state: kept }) => {
      state = asked(location.search, known.keys());
      shown = kept?.shown ?? SHOWN;
      if (input) input.value = state.q;
      refresh();
    });
    addEventListener("pagehide", () => history.replaceState({ shown, y: scrollY }, ""));
    if (input) listenToWords();
  }

  function listenToWords() {
    const type = () => {
      clearTimeout(timer);
      if (input.value.trim() !== state.q) ask({ q: input.value.trim() }, !state.q);
    };
    input.addEventListener("focus", () => file.open().catch(failed), { once: true });
    input.addEventListener("input", (event) => {
      clearTimeout(timer);
      if (!event.isComposing) timer = setTimeout(type, PAUSE);
    });
    input.addEventListener("compositionend", type);
    input.form.addEventListener("submit", (event) => {
      event.preventDefault();
      type();
    });
  }

  const wide = matchMedia(WIDE).matches;
  if (filters) filters.open = wide;
  status.tabIndex = -1;
  finder.toggleAttribute("data-ready", true);
  for (const facet of facets) {
    if (!wide) facet.details.open = state.chosen.has(facet.name);
    if (facet.details.open) facet.upgrade();
  }
  const { y } = history.state ?? {};
  listen();
  if (!idle()) refresh().then(() => y && scrollTo(0, y));
}

const finder = document.querySelector("[data-finder]");
if (finder) start(finder);
