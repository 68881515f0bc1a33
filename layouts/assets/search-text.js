/* What is typed, made comparable with what is indexed. The same as builder/site/search_text.py, which says why;
   tests/search_text.json holds both to it. */

const LETTERS = new Map([
  ...zip("øđðłħŧıəςٱىةکیےەہھۃךםןףץ", "oddlhtieσايهكييههههכמנפצ"),
  ...["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "০১২৩৪৫৬৭৮৯"].flatMap((digits) => zip(digits, "0123456789")),
  ...Object.entries({ ß: "ss", æ: "ae", œ: "oe", þ: "th", "ـ": "", ʻ: "", ʼ: "", ʿ: "", ʾ: "" }),
]);
const PRIVATE = /___\S*PAGEFIND\S*/g;
const UNSPACED =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\u{20000}-\u{3ffff}]+/gu;
const UNSPACED_SIGN = new RegExp(UNSPACED.source, "u");
const ARABIC_PARTICLES = /^(?=[\u0600-\u06ff])[وف]?(?:[بك]?ال|لل|[بلك])?/u;
const HEBREW_PARTICLES = /^[ובכלמשה]{1,2}(?=[\u05d0-\u05ea])/u;
const MOST_CUT = 4;

function zip(from, to) {
  const into = [...to];
  return [...from].map((letter, at) => [letter, into[at]]);
}

function sign(char) {
  if (LETTERS.has(char)) return LETTERS.get(char);
  if (/[\p{L}\p{N}]/u.test(char)) return char;
  return /[\p{M}\p{Cf}]/u.test(char) ? "" : " ";
}

/** Text without case, diacritics and punctuation; words apart by spaces. */
export function fold(text) {
  const apart = text.replace(PRIVATE, " ").normalize("NFKC").toLowerCase().normalize("NFD");
  return Array.from(apart, sign).join("").normalize("NFC");
}

function pairs(run) {
  const signs = [...run];
  return ` ${signs.map((one, at) => one + (signs[at + 1] ?? "")).join(" ")} `;
}

/** The words of a text as they are compared; unspaced scripts as overlapping pairs, the last sign alone. */
export function prepare(text) {
  return fold(text).replace(UNSPACED, pairs).trim().replace(/ +/g, " ");
}

/** The searches to try for what was typed, the most exact first, each looser than the one before:
    as it is, with hyphens and apostrophes closed, then without particles in front and with shorter ends. */
export function attempts(query) {
  const words = prepare(query).split(" ").filter(Boolean);
  const tries = [words.join(" "), prepare(query.replace(/(\p{L})[-‐‑'’](?=\p{L})/gu, "$1"))];
  for (let cut = 0; cut <= MOST_CUT; cut += 1) {
    tries.push(words.map((word) => shorter(word, cut)).join(" "));
    tries.push(words.map((word) => shorter(bare(word), cut)).join(" "));
  }
  return [...new Set(tries)].filter(Boolean);
}

/** A word without its last letters: at most a third of them, and never fewer than four (Arabic, Hebrew: three) left. */
function shorter(word, cut) {
  const least = /^[\u0590-\u06ff]/.test(word) ? 3 : 4;
  const signs = [...word];
  const length = Math.max(signs.length - cut, Math.ceil((signs.length * 2) / 3), least);
  return signs.slice(0, length).join("");
}

/** An Arabic or Hebrew word without the particles written as its first letters, if three letters stay. */
function bare(word) {
  const rest = word.replace(ARABIC_PARTICLES, "").replace(HEBREW_PARTICLES, "");
  return rest.length >= 3 ? rest : word;
}

/** Whether a text has all these prepared words; written together or apart makes no difference. */
export function holds(text, words) {
  const squeezed = prepare(text).replaceAll(" ", "").normalize("NFD");
  return words.every((word) => squeezed.includes(word.normalize("NFD")));
}

/** Where in a text these prepared words are: [from, to] in UTF-16 units, in order, apart from each other. */
export function places(text, words) {
  const { folded, origin } = traced(text);
  const found = runs(words).flatMap(([run, pairs]) => {
    const whole = occurrences(folded, run);
    return whole.length ? whole : pairs.flatMap((pair) => occurrences(folded, pair));
  });
  found.sort((a, b) => a[0] - b[0]);
  const merged = [];
  for (const [from, to] of found) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged.map(([from, to]) => [origin[from], origin[to]]);
}

/** Prepared words with the pairs of unspaced scripts put together again: [run, the pairs it was made into]. */
function runs(words) {
  const found = [];
  for (const word of words) {
    const last = found.at(-1);
    const [first, ...rest] = word;
    if (last && UNSPACED_SIGN.test(first) && last[0].endsWith(first)) {
      last[0] += rest.join("");
      if (rest.length) last[1].push(word);
    } else found.push([word, [word]]);
  }
  return found;
}

/** Folded text, and for each of its places the place in the text that it comes from. */
function traced(text) {
  let folded = "";
  const origin = [];
  let at = 0;
  for (const char of text) {
    const now = fold(char);
    for (let unit = 0; unit < now.length; unit += 1) origin.push(at);
    folded += now;
    at += char.length;
  }
  origin.push(at);
  return { folded, origin };
}

/** Where a word begins a word of folded text, up to that word's end; a pair of an unspaced script: wherever it is. */
function occurrences(folded, word) {
  const anywhere = UNSPACED_SIGN.test(word);
  const found = [];
  for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
    const end = anywhere ? at + word.length : (folded + " ").indexOf(" ", at);
    if (anywhere || at === 0 || folded[at - 1] === " ") found.push([at, end]);
  }
  return found;
}
