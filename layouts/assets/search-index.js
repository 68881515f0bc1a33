/* The index in the browser: what the search page and the finder share. The index is the Pagefind bundle's. */

import { attempts, holds, places } from "./search-text.js";

const ENOUGH = 10; // with fewer results, looser searches add theirs
const EXCERPT = 180; // characters, of which LEAD stand before the first word found
const LEAD = 50;
const BEYOND = "\u{10ffff}"; // sorts after every word that begins like the one before it
const MARK = " ␞"; // after it the content has words for the index only (search_text.py)

/** Open a bundle's index. `find(query, wanted)` gives { matches: [{ id, data, words }], exact }, where not exact
    means that no page has all the words; it stops early once `wanted()` is false. A `small` index needs no worker,
    whose script is a tenth of what is loaded. `only` is the address of the ids of the entries that can be found; without
    it all can, as everything that is no entry. */
export async function openIndex(bundle, small = false, only = "") {
  const pagefind = await import(`${bundle}pagefind.js`);
  await pagefind.options({ noWorker: small, ranking: { diacriticSimilarity: 0 } }); // queries come without diacritics
  // On Japanese, Chinese and Thai pages Pagefind would split our pairs of signs again: it reads the language when
  // it starts, and only then. The index itself is one for all languages.
  const { lang } = document.documentElement;
  document.documentElement.lang = "unknown";
  const ready = pagefind.init();
  document.documentElement.lang = lang;
  await ready;
  const hidden = await others(bundle, only);
  return { find: (query, wanted = () => true) => find({ pagefind, hidden }, query, wanted) };
}

/* The names of the fragments of entries that do not stand in this language. */
async function others(bundle, only) {
  if (!only) return new Set();
  const [{ names, ids }, here] = await Promise.all([`${bundle}partnerships.json`, only].map(json));
  const known = new Set(here);
  return new Set(names.filter((_, at) => !known.has(ids[at])));
}

async function json(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

async function find(index, query, wanted) {
  const terms = attempts(query);
  const found = new Map();
  for (const term of terms) {
    if (found.size >= ENOUGH || !wanted()) break;
    for (const match of await trusted(index, term)) if (!found.has(match.id)) found.set(match.id, match);
  }
  if (found.size) return { matches: [...found.values()], exact: true };
  return { matches: await nearest(index, terms[0].split(" "), wanted), exact: false };
}

/* The longest word that is found alone. */
async function nearest(index, words, wanted) {
  const longest = words.filter((word) => words.length > 1 && word.length > 1).sort((a, b) => b.length - a.length);
  for (const word of longest) {
    const matches = wanted() ? await trusted(index, word) : [];
    if (matches.length) return matches;
  }
  return [];
}

/* Pagefind passes over words that it does not know, and takes "li" for "library" where it knows nothing nearer:
   therefore its results are believed only if the best of them has all the words. */
async function trusted({ pagefind, hidden }, term) {
  const words = term.split(" ");
  await pagefind.preload(words.map((word) => word + BEYOND).join(" ")); // the far end of words that begin so
  const { results: all } = await pagefind.search(term);
  const results = hidden.size ? all.filter(({ id }) => !hidden.has(id.slice(id.indexOf("_") + 1))) : all;
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
