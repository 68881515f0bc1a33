/* The search page, upgraded: results while typing. Without this file the form and the browse links stay as they are.
   The markup and the words come from partials/search.html, the index from the Pagefind bundle. */

import { attempts, holds, places, prepare } from "./search-text.js";

const SHOWN = 20; // results at first, and with each "show more"
const ENOUGH = 10; // with fewer results, looser searches add theirs
const PAUSE = 200; // milliseconds of rest before a search while typing
const EXCERPT = 180; // characters, of which LEAD stand before the first word found
const LEAD = 50;
const BEYOND = "\u{10ffff}"; // sorts after every word that begins like the one before it
const MARK = " ␞"; // after it the content has words for the index only (search_text.py)

/** Open a bundle's index. `find(query, wanted)` gives { matches: [{ id, data, words }], exact }, where not exact
    means that no page has all the words; it stops early once `wanted()` is false. */
export async function openIndex(bundle) {
  const pagefind = await import(`${bundle}pagefind.js`);
  await pagefind.options({ ranking: { diacriticSimilarity: 0 } }); // queries come without diacritics
  // On Japanese, Chinese and Thai pages Pagefind would split our pairs of signs again: it reads the language when
  // it starts, and only then. The index itself is one for all languages.
  const { lang } = document.documentElement;
  document.documentElement.lang = "unknown";
  const ready = pagefind.init();
  document.documentElement.lang = lang;
  await ready;
  return { find: (query, wanted = () => true) => find(pagefind, query, wanted) };
}

async function find(pagefind, query, wanted) {
  const terms = attempts(query);
  const found = new Map();
  for (const term of terms) {
    if (found.size >= ENOUGH || !wanted()) break;
    for (const match of await trusted(pagefind, term)) if (!found.has(match.id)) found.set(match.id, match);
  }
  if (found.size) return { matches: [...found.values()], exact: true };
  return { matches: await nearest(pagefind, terms[0].split(" "), wanted), exact: false };
}

/* The longest word that is found alone. */
async function nearest(pagefind, words, wanted) {
  const longest = words.filter((word) => words.length > 1 && word.length > 1).sort((a, b) => b.length - a.length);
  for (const word of longest) {
    const matches = wanted() ? await trusted(pagefind, word) : [];
    if (matches.length) return matches;
  }
  return [];
}

/* Pagefind passes over words that it does not know, and takes "li" for "library" where it knows nothing nearer:
   therefore its results are believed only if the best of them has all the words. */
async function trusted(pagefind, term) {
  const words = term.split(" ");
  await pagefind.preload(words.map((word) => word + BEYOND).join(" ")); // the far end of words that begin so
  const { results } = await pagefind.search(term);
  if (!results.length) return [];
  const { meta, content } = await results[0].data();
  return holds(`${meta.title} ${content}`, words) ? results.map(({ id, data }) => ({ id, data, words })) : [];
}

/** What was written around the first of the words, as pieces [text, whether it is one of them]. */
export function excerpt(content, words) {
  const text = content.split(MARK)[0];
  const found = places(text, words);
  const start = found.length && found[0][0] > LEAD ? wordStart(text, found[0][0] - LEAD) : 0;
  const end = wordEnd(text, start + EXCERPT);
  const pieces = [];
  let at = start;
  for (const [from, to] of found) {
    if (to > end) break;
    pieces.push([text.slice(at, from), false], [text.slice(from, to), true]);
    at = to;
  }
  pieces.push([text.slice(at, end), false]);
  if (start > 0) pieces.unshift(["…", false]);
  if (end < text.length) pieces.push(["…", false]);
  return pieces.filter(([piece]) => piece);
}

/* In scripts without spaces there may be none near: then the cut is where it falls. */
function wordStart(text, at) {
  const space = text.indexOf(" ", at);
  return whole(text, space >= 0 && space < at + LEAD / 2 ? space + 1 : at);
}

function wordEnd(text, at) {
  if (at >= text.length) return text.length;
  const space = text.lastIndexOf(" ", at);
  return whole(text, space > at - LEAD / 2 ? space : at);
}

function whole(text, at) {
  return /[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at;
}

function upgrade(form) {
  const input = form.querySelector("[name=q]");
  const [status, list, more, mould] = ["status", "results", "more", "result"].map((part) =>
    document.querySelector(`[data-search-${part}]`),
  );
  const say = form.dataset;
  const number = new Intl.NumberFormat(say.lang);
  let index;
  let latest = 0;
  let timer;
  let matches = [];

  const open = () => (index ??= openIndex(say.bundle));
  const failed = () => {
    index = undefined; // the next try loads again
    status.textContent = say.failed;
  };

  async function search() {
    clearTimeout(timer);
    const mine = (latest += 1);
    const query = input.value.trim();
    remember(query);
    if (!prepare(query)) return show([], [], "");
    if (!index) status.textContent = say.searching;
    try {
      const found = await (await open()).find(query, () => mine === latest);
      const items = await drawn(found.matches.slice(0, SHOWN));
      if (mine === latest) show(found.matches, items, message(found));
    } catch (error) {
      console.error(error);
      if (mine === latest) failed();
    }
  }

  function message({ matches: { length }, exact }) {
    return (length ? (exact ? say.found : say.nearest) : say.none).replace("{count}", number.format(length));
  }

  function show(found, items, text) {
    matches = found;
    list.replaceChildren(...items);
    more.hidden = items.length >= matches.length;
    status.textContent = text;
  }

  async function showMore() {
    const mine = latest;
    const items = await drawn(matches.slice(list.children.length, list.children.length + SHOWN));
    if (mine !== latest) return;
    list.append(...items);
    more.hidden = list.children.length >= matches.length;
    items[0]?.querySelector("a").focus();
  }

  const drawn = (some) => Promise.all(some.map(async ({ data, words }) => draw(await data(), words)));

  function draw(fragment, words) {
    const item = mould.content.cloneNode(true).firstElementChild;
    const [kind, lang, path] = fragment.raw_url.split(" ");
    const link = item.querySelector("a");
    link.href = say.prefix + path;
    link.textContent = fragment.meta.title;
    if (lang) link.lang = lang;
    item.querySelector("[data-kind]").textContent = say[`kind${kind[0].toUpperCase()}${kind.slice(1)}`] ?? "";
    item.querySelector("[data-excerpt]").append(...excerpt(fragment.content, words).map(marked));
    return item;
  }

  input.addEventListener("focus", () => open().catch(failed), { once: true });
  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(search, PAUSE);
  });
  input.addEventListener("compositionend", () => search());
  more.addEventListener("click", () => showMore().catch(failed));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });

  input.value ||= new URLSearchParams(location.search).get("q") ?? "";
  if (input.value) search();
}

function marked([text, found]) {
  if (!found) return text;
  const mark = document.createElement("mark");
  mark.textContent = text;
  return mark;
}

function remember(query) {
  const url = new URL(location.href);
  if (query) url.searchParams.set("q", query);
  else url.searchParams.delete("q");
  history.replaceState(history.state, "", url);
}

const form = document.querySelector("form[data-search]");
if (form) upgrade(form);
