/* What the finder puts on the page: boxes in place of links, cards, tags. It decides nothing. */

/** An element with its attributes and what is in it; attributes without a value are left out. */
export function element(name, attributes = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value === true ? "" : value);
  made.append(...inside);
  return made;
}

/** A facet on the page. `upgrade()` makes boxes of its links; `words` are those of its values;
    `boxes` its boxes by value; `show(values)` shows all of these [value, words], in this order. */
export function choice(details) {
  const list = details.querySelector("ul");
  const links = [...list.querySelectorAll("[data-value]")];
  const words = new Map(links.map((link) => [link.dataset.value, link.textContent]));
  const first = new Map(links.map((link) => [link.dataset.value, Number(link.nextSibling.textContent)]));
  const items = new Map();
  const boxes = new Map();
  const label = details.querySelector("summary").textContent;
  const facet = { name: details.dataset.facet, label, details, words, boxes, upgraded: false };

  function item(value) {
    if (items.has(value)) return items.get(value);
    const input = element("input", { type: "checkbox", value });
    const count = document.createTextNode("");
    const tell = (number) => {
      count.data = number === undefined ? "" : ` ${number}`;
      input.disabled = number === 0 && !input.checked;
    };
    tell(first.get(value));
    boxes.set(value, { input, tell, first: first.get(value) });
    items.set(value, element("li", {}, element("label", {}, input, element("span", {}, words.get(value)), count)));
    return items.get(value);
  }

  facet.upgrade = () => {
    if (facet.upgraded) return;
    facet.upgraded = true;
    list.removeAttribute("aria-label");
    const group = element("fieldset", {}, element("legend", { class: "unseen" }, label));
    list.before(group);
    group.append(list);
    list.replaceChildren(...[...first.keys()].map(item));
    const all = details.querySelector("a.all");
    all?.replaceWith(element("button", { type: "button", class: "all" }, all.textContent));
  };
  facet.show = (values) => {
    for (const [value, text] of values) words.set(value, text);
    list.append(...values.map(([value]) => item(value)));
  };
  return facet;
}

/** The cards of a list; `address` is that of the list in this language. */
export function cards(rows, mould, address) {
  return rows.map(([id, title, summary, place, state, terms, ...foreign]) => {
    const item = mould.content.cloneNode(true).firstElementChild;
    const [where, text, what] = item.querySelectorAll("p");
    const link = item.querySelector("a");
    link.href = `${address}${id}/`;
    const written = [
      [link, title, foreign[0]],
      [where, dots([place, state])],
      [text, summary, foreign[1]],
      [what, dots(terms ?? [])],
    ];
    for (const [node, content, tag] of written) {
      if (!content) node.remove();
      node.textContent = content;
      if (tag) [node.lang, node.dir] = tag.split(" ");
    }
    return item;
  });
}

function dots(texts) {
  return texts.filter(Boolean).join("\u00a0· ");
}

/** Tags that can be taken back, [text, remove] each, and one more that clears all of them; `saying` is their words for
    a listener. The focus goes to the next tag, or to `rest` when none is left. */
export function tag(list, items, saying, clearAll, rest) {
  const made = ([text, remove]) => {
    const button = element("button", { type: "button", "aria-label": saying.replace("{what}", text) }, text);
    button.addEventListener("click", () => {
      const at = [...list.children].indexOf(button.parentElement);
      remove();
      const left = list.hidden ? [] : [...list.querySelectorAll("button")];
      (left[Math.min(at, left.length - 1)] ?? rest).focus();
    });
    return element("li", {}, button);
  };
  const clear = element("button", { type: "button", class: "clear" }, list.dataset.clear);
  clear.addEventListener("click", () => {
    clearAll();
    rest.focus();
  });
  list.replaceChildren(...items.map(made), element("li", {}, clear));
  list.hidden = !items.length;
}

/** Let the reader keep a text as a file: no server is asked. */
export function save(name, type, content) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
