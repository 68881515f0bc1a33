/* The search page, upgraded: results while typing. Without this file the form and the browse links stay as they are.
   The markup and the words come from partials/search.html, the index from the Pagefind bundle. */

import { excerpt, openIndex } from "./search-index.js";
import { prepare } from "./search-text.js";

const SHOWN = 20; // results at first, and with each "show more"
const PAUSE = 200; // milliseconds of rest before a search while typing

function upgrade(form) {
  const input = form.querySelector("[name=q]");
  const [status, list, more, mould] = ["status", "results", "more", "result"].map((part) =>
    document.querySelector(`[data-search-${part}]`),
  );
  const say = form.dataset;
  const number = new Intl.NumberFormat(say.lang, { numberingSystem: "latn" });
  let index;
  let latest = 0;
  let timer;
  let matches = [];

  const open = () => (index ??= openIndex(say.bundle, false, say.only));
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
    const [, kind, lang, path] = fragment.raw_url.split(" ");
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
