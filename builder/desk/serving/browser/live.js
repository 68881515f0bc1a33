/* Follows the builder in a tab: reloads the page when it changed, swaps styles in place, shows what is wrong.
   It stands in pages only while `fingerpost serve` runs. All styles are in a shadow root, and none is inline, so that it
   neither touches the page nor needs a laxer policy. */
"use strict";
(() => {
  const version = document.currentScript.dataset.version;
  const AWAY = 30000; // a hidden tab lets go of its stream after this: a browser has only six for one site
  const DISMISSED = "fingerpost-dismissed";

  // ------------------------------------------------------------------------------------------------ the stream
  let stream = null;
  let leaving = 0;

  function follow() {
    clearTimeout(leaving);
    if (stream) return;
    const query = new URLSearchParams({ page: decoded(location.pathname), version });
    stream = new EventSource(`/.fingerpost/events?${query}`);
    stream.addEventListener("open", () => gone(false));
    stream.addEventListener("error", () => gone(true));
    stream.addEventListener("state", (event) => show(JSON.parse(event.data)));
    stream.addEventListener("styles", (event) => restyle(JSON.parse(event.data).version));
    stream.addEventListener("reload", () => {
      leave();
      location.reload();
    });
  }

  function leave() {
    stream?.close();
    stream = null;
  }

  function decoded(path) {
    try {
      return decodeURIComponent(path);
    } catch {
      return path;
    }
  }

  function look() {
    clearTimeout(leaving);
    if (document.visibilityState === "visible") follow();
    else leaving = setTimeout(leave, AWAY);
  }

  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => event.persisted && look());

  function restyle(to) {
    for (const old of document.querySelectorAll('link[rel~="stylesheet"]:not([data-leaving])')) {
      const address = new URL(old.href);
      if (address.origin !== location.origin) continue;
      address.searchParams.set("version", to);
      const fresh = old.cloneNode();
      fresh.href = address.href;
      fresh.addEventListener("load", () => old.remove());
      fresh.addEventListener("error", () => old.remove());
      old.dataset.leaving = "";
      old.after(fresh);
    }
  }

  // ------------------------------------------------------------------------------------------------ the overlay
  const STYLE = `
    :host { all: initial; color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
    @media print { :host { display: none; } }
    * { box-sizing: border-box; }
    dialog {
      inline-size: min(60rem, 100vw - 2rem); max-block-size: calc(100vh - 4rem); margin: auto; padding: 1.5rem; overflow: auto;
      color: light-dark(#221d18, #ece6dc); background: light-dark(#fffdf8, #211d19); overflow-wrap: anywhere;
      border: 0; border-block-start: 0.4rem solid light-dark(#b3261e, #f2867e); border-radius: 0.4rem; box-shadow: 0 1rem 4rem #0008;
    }
    dialog::backdrop { background: #0006; }
    h1 { margin: 0; font-size: 1.3rem; line-height: 1.3; }
    h1:focus { outline: none; }
    p { margin: 0; }
    ol { display: grid; gap: 1.25rem; margin: 1.25rem 0; padding: 0; list-style: none; }
    .place, pre { font: 0.875rem/1.5 ui-monospace, Menlo, Consolas, monospace; }
    .place { color: light-dark(#5d5447, #b9afa0); }
    .error { color: light-dark(#b3261e, #f2867e); }
    .warning { color: light-dark(#7a5200, #e6b455); }
    pre { margin: 0.4rem 0; padding: 0.5rem 0.75rem; overflow-x: auto; white-space: pre; tab-size: 2; border-radius: 0.25rem;
      background: light-dark(#f1ebdf, #2f2a24); unicode-bidi: plaintext; }
    pre .number { color: light-dark(#6d6353, #a99e8d); user-select: none; }
    mark { color: inherit; background: none; text-decoration: wavy underline light-dark(#b3261e, #f2867e); text-underline-offset: 0.2em; }
    .fix b { color: light-dark(#1c6b34, #86d29b); }
    button { font: inherit; color: inherit; min-block-size: 2.75rem; padding: 0.25rem 1rem; border: 1px solid currentColor; border-radius: 0.4rem;
      background: light-dark(#fffdf8, #211d19); cursor: pointer; }
    button:focus-visible { outline: 3px solid light-dark(#9c3f1b, #f0a57d); outline-offset: 2px; }
    .note { position: fixed; inset-block-end: 1rem; inset-inline-end: 1rem; z-index: 2147483647; }
    .note > * { box-shadow: 0 0.25rem 1rem #0005; }
    .note p { padding: 0.5rem 1rem; border-radius: 0.4rem; color: light-dark(#221d18, #ece6dc); background: light-dark(#fffdf8, #211d19); }
    [hidden] { display: none; }
  `;
  const host = document.createElement("fingerpost-live");
  host.lang = "en";
  host.dir = "ltr";
  const shadow = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  shadow.adoptedStyleSheets = [sheet];

  const title = made("h1", { id: "title", tabIndex: -1 });
  const about = made("p", { id: "about" });
  const list = made("ol", {});
  const close = made("button", { type: "button" }, "Close (Escape)");
  const dialog = made("dialog", {}, title, about, list, close);
  dialog.setAttribute("aria-labelledby", "title");
  dialog.setAttribute("aria-describedby", "about");
  const again = made("button", { type: "button", hidden: true });
  const lost = made("p", { hidden: true }, "The server has stopped: this page no longer follows changes.");
  const note = made("div", { className: "note", role: "status" }, again, lost);
  shadow.append(dialog, note);
  document.documentElement.append(host);

  let state = null;
  let waiting = 0;

  function show(told) {
    const before = state && isUrgent();
    state = told;
    if (!isUrgent()) sessionStorage.removeItem(DISMISSED);
    title.textContent = headline();
    about.textContent = isUrgent() ? consequence() : "";
    list.replaceChildren(...told.problems.map(item), ...rest());
    again.textContent = headline();
    if (isUrgent() && !dialog.open && sessionStorage.getItem(DISMISSED) !== fingerprint()) {
      dialog.showModal();
      title.focus({ preventScroll: true });
    } else if (dialog.open && !isUrgent() && (before || !told.problems.length)) {
      dialog.close();
    }
    again.hidden = dialog.open || !again.textContent;
  }

  function isUrgent() {
    return state.kind === "refused" || state.kind === "crashed";
  }

  function dismissed() {
    if (isUrgent()) sessionStorage.setItem(DISMISSED, fingerprint());
    again.hidden = !again.textContent;
  }

  function gone(away) {
    if (away) {
      waiting ||= setTimeout(() => (lost.hidden = false), 2000); // a server that is started anew is back before
      return;
    }
    clearTimeout(waiting);
    waiting = 0;
    lost.hidden = true;
  }

  again.addEventListener("click", () => {
    dialog.showModal();
    again.hidden = true;
    title.focus();
  });
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", dismissed);

  function fingerprint() {
    return JSON.stringify([state.kind, state.text, state.problems.map((each) => [each.place, each.message])]);
  }

  function counted() {
    const parts = [[state.errors, "error"], [state.warnings, "warning"]].filter(([number]) => number);
    return parts.map(([number, word]) => `${number} ${word}${number > 1 ? "s" : ""}`).join(", ");
  }

  function headline() {
    return state.kind === "crashed" ? "The builder failed" : counted();
  }

  function consequence() {
    if (state.kind === "refused") return "The site stays as it was. This closes by itself when all is mended.";
    return `This is a bug in fingerpost, not in your content: ${state.text}. The next change starts the builder afresh.`;
  }

  function rest() {
    const more = [];
    if (state.hidden) more.push(made("li", {}, `… and ${state.hidden} more`));
    if (state.where) more.push(made("li", {}, made("pre", {}, state.where)));
    return more;
  }

  function item(each) {
    const parts = [
      made("p", { className: "place" }, each.place),
      made("p", {}, made("b", { className: each.level }, `${each.level} ${each.code}`), `: ${each.message}`),
    ];
    if (each.lines.length) parts.push(made("pre", { tabIndex: 0 }, ...each.lines.flatMap(excerpt)));
    if (each.remedy) parts.push(made("p", { className: "fix" }, made("b", {}, "fix: "), each.remedy));
    return made("li", {}, ...parts);
  }

  function excerpt([number, before, meant, after], index, lines) {
    const width = String(lines.at(-1)[0]).length;
    const end = index + 1 < lines.length ? "\n" : "";
    return [made("span", { className: "number" }, `${String(number).padStart(width)} │ `), before, made("mark", {}, meant), after + end];
  }

  function made(name, properties, ...inside) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...inside);
    return element;
  }

  look();
})();
