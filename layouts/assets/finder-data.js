/* What the finder knows and how it counts: no page is touched here. The files come from builder/site/finder.py; an
   entry is known by its ordinal, its place among all ids. */

export const SORTS = ["title", "described", "year", "match"];

/** What a finder on a page loads, by what it says about itself. */
export function files(say) {
  const load = library();
  let index;
  const small = "whole" in say;
  const all = Promise.all.bind(Promise);

  async function column(facet) {
    const file = await load(`${say.files}${small ? "facets" : facet}.json`);
    return unpacked(file[facet] ?? {});
  }

  /* Cards stand in the order of their titles. */
  async function cards(ordinals) {
    const titles = await load(`${say.own}titles.json`);
    const places = new Map(titles.map((ordinal, place) => [ordinal, place]));
    return all(ordinals.map((ordinal) => card(places.get(ordinal))));
  }

  async function card(place) {
    const chunk = await load(`${say.own}cards-${Math.floor(place / say.chunk)}.json`);
    return chunk[place % say.chunk];
  }

  async function order(sort) {
    const titles = await load(`${say.own}titles.json`);
    if (sort === "described") return load(`${say.files}described.json`);
    return sort === "year" ? byYear(titles, await column("years")) : titles;
  }

  const opened = (openIndex) => openIndex(say.bundle, small, "only" in say ? `${say.files}ids.json` : "");

  /* The entries that have these words, the best first; null where there is nothing to look for. */
  async function hits(query, wanted) {
    const [{ openIndex }, { prepare }] = await all([import("./search-index.js"), import("./search-text.js")]);
    if (!prepare(query)) return null;
    index ??= opened(openIndex);
    index.catch(() => (index = undefined)); // the next try loads again
    const [{ matches, exact }, pages, ids] = await all([
      index.then((open) => open.find(query, wanted)),
      load(`${say.bundle}partnerships.json`),
      load(`${say.files}ids.json`),
    ]);
    const ordinals = new Map(ids.map((id, ordinal) => [id, ordinal]));
    const named = new Map(pages.names.map((name, at) => [name, ordinals.get(pages.ids[at])]));
    const found = matches.map(({ id }) => named.get(id.slice(id.indexOf("_") + 1)));
    return { ordinals: found.filter((ordinal) => ordinal !== undefined), exact };
  }

  return {
    cards,
    hits,
    order,
    open: () => import("./search-index.js").then(({ openIndex }) => (index ??= opened(openIndex))),
    labels: () => load(`${say.own}labels.json`),
    columns: async (facets) => new Map(await all(facets.map(async (facet) => [facet, await column(facet)]))),
  };
}

/* Load JSON files by address, each once; one that failed is asked for again. */
function library() {
  const files = new Map();
  return (address) => {
    if (!files.has(address)) {
      const loaded = fetch(address).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer)));
      loaded.catch(() => files.delete(address));
      files.set(address, loaded);
    }
    return files.get(address);
  };
}

/* The entries of each value of a facet, from the first and the steps from each to the next. */
function unpacked(column) {
  const entries = ([value, steps]) => {
    let at = 0;
    return [value, steps.map((step) => (at += step))];
  };
  return new Map(Object.entries(column).map(entries));
}

/** What remains of `total` entries: of the chosen values of a facet an entry has one, and that for each facet.
    `chosen` and `columns` are by facet; `hits` the entries that a search found, the best first, or null.
    Of each entry it is known what it fails at, so that counts need no second pass:
    kept(ordinal); count(ordinals, facet): how many of these there are whatever is chosen in their own facet. */
export function sieve(total, columns, chosen, hits) {
  const failures = new Uint8Array(total);
  const last = new Uint8Array(total);
  const tests = [...chosen].map(([facet, values]) => [facet, [...values].map((value) => columns.get(facet).get(value) ?? [])]);
  if (hits) tests.push(["q", [hits]]);
  const names = tests.map(([name]) => name);
  for (const [at, [, lists]] of tests.entries()) {
    const passed = new Uint8Array(total);
    for (const list of lists) for (const ordinal of list) passed[ordinal] = 1;
    for (let ordinal = 0; ordinal < total; ordinal += 1) {
      if (passed[ordinal]) continue;
      failures[ordinal] += 1;
      last[ordinal] = at;
    }
  }
  const kept = (ordinal) => failures[ordinal] === 0;
  const but = (ordinal, name) => kept(ordinal) || (failures[ordinal] === 1 && names[last[ordinal]] === name);
  const count = (ordinals, name) => ordinals.reduce((sum, ordinal) => sum + but(ordinal, name), 0);
  const without = (name) => count(Array.from({ length: total }, (_, ordinal) => ordinal), name);
  return { kept, count, without, names };
}

/* All ordinals with the last years first, unknown ones at the end; within a year in the order given. */
function byYear(order, years) {
  const begun = new Map();
  for (const [year, ordinals] of years) for (const ordinal of ordinals) begun.set(ordinal, Number(year));
  return [...order].sort((a, b) => (begun.get(b) ?? 0) - (begun.get(a) ?? 0));
}

/** What an address asks for: the words, the order, and the chosen values by facet; unknown facets are passed over. */
export function asked(search, facets) {
  const given = new URLSearchParams(search);
  const chosen = new Map();
  for (const facet of facets) {
    const values = (given.get(facet) ?? "").split(",").filter(Boolean);
    if (values.length) chosen.set(facet, new Set(values));
  }
  const sort = SORTS.includes(given.get("sort")) ? given.get("sort") : "";
  return { q: given.get("q") ?? "", sort, chosen };
}

/** The same as the end of an address, shortest form; empty when nothing is asked for. */
export function told({ q, sort, chosen }) {
  const parts = [...chosen].map(([facet, values]) => `${facet}=${[...values].map(encodeURIComponent).join(",")}`);
  if (q) parts.push(`q=${encodeURIComponent(q)}`);
  if (sort) parts.push(`sort=${sort}`);
  return parts.length ? `?${parts.join("&")}` : "";
}

/** What is listed as a file to take along, `json` or `csv`: its name, type and text. `rows` are the cards of `ordinals`,
    `columns` are by facet, `list` is the whole address under which the entries are. */
export function taken(form, rows, ordinals, columns, { view, licence, list }) {
  const named = (column, ordinal) => [...column].filter(([, those]) => those.includes(ordinal)).map(([value]) => value);
  const values = (ordinal) => [...columns].map(([facet, column]) => [facet, named(column, ordinal)]);
  const entries = rows.map(([id, title, summary, place, state], at) => ({
    id,
    address: `${list}${id}/`,
    title, summary, place, state,
    ...Object.fromEntries(values(ordinals[at])),
  }));
  const whole = { view, licence, partnerships: entries };
  if (form === "json") return ["partnerships.json", "application/json", JSON.stringify(whole, null, 1)];
  const names = Object.keys(entries[0] ?? { id: "" });
  const lines = entries.map((entry) => names.map((key) => [entry[key] ?? ""].flat().join(" ")));
  return ["partnerships.csv", "text/csv", table([names, ...lines])];
}

/* Rows of texts as a table for spreadsheets, which would take a text that begins like a formula for one. */
function table(rows) {
  const cell = (text) => `"${String(text).replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
