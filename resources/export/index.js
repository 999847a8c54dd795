"use strict";

// Texts are compared as the program's own search compares them: ism_desktop/records/folding.py and matching.py say why; a test compares both.

const DENSE =
  "\\u0e00-\\u0fff\\u1000-\\u109f\\u1100-\\u11ff\\u1780-\\u17ff\\u1950-\\u19df\\u1a00-\\u1aaf\\u1b00-\\u1b7f\\u2e80-\\u2fdf\\u3005-\\u3007" +
  "\\u3040-\\u30ff\\u3100-\\u312f\\u31a0-\\u31bf\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\ua000-\\ua4cf\\ua960-\\ua9ff\\uaa60-\\uaadf" +
  "\\uac00-\\ud7ff\\uf900-\\ufaff\\u{116d0}-\\u{1174f}\\u{16fe0}-\\u{18dff}\\u{1aff0}-\\u{1b2ff}\\u{20000}-\\u{3ffff}";
const denseOrOther = new RegExp(`[${DENSE}]+|[^${DENSE}]+`, "gu");
const dense = new RegExp(`^[${DENSE}]`, "u");
const GAP = `[^\\p{L}\\p{N}_${DENSE}]*`;
const wordLetter = /^[\p{L}\p{N}\p{M}\p{Co}]$/u;

const chunks = /[\x00-\x7f]+(?=[\x00-\x7f]|$)|[\x00-\x7f]?[^\x00-\x7f]+|[\x00-\x7f]/g;
const ascii = /^[\x00-\x7f]*$/;
const hanging = /^[\p{M}\uff9e\uff9f\u0e33\u0eb3\u200c\u200d\u{1f3fb}-\u{1f3ff}\u{e0020}-\u{e007f}]$/u;
const linkers = /^[\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d\u1039\u17d2\u1a60\u1b44\ua9c0]$/;
const pairs = [
  [/^[\u1100-\u115f\ua960-\ua97f]$/, /^[\u1100-\u115f\ua960-\ua97f]$/],
  [/^[\u1160-\u11ff\ud7b0-\ud7ff]$/, /^[\u1100-\u11ff\ua960-\ua97f\uac00-\ud7ff]$/],
  [/^[\u{1f1e6}-\u{1f1ff}]$/u, /^[\u{1f1e6}-\u{1f1ff}]$/u],
];
const points = new RegExp(
  "^[\\u0300-\\u06ff\\u0711\\u0730-\\u074f\\u0890-\\u08ff\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\u2cef-\\u2cf1\\u2de0-\\u2dff" +
  "\\u302a-\\u302f\\ua66f-\\ua69f\\ufb1e\\ufe20-\\ufe2f]$", "u");
const nothing = new RegExp(
  "^[\\p{Cf}\\u0640\\u07fa\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u2065\\u3164\\ufdd0-\\ufdef\\ufe00-\\ufe0f\\uffa0" +
  "\\ufff0-\\ufff8\\ufffe\\uffff\\u{e0000}-\\u{e0fff}]$", "u");
const ringBeforeTone = /([\u0e4d\u0ecd])([\u0e48-\u0e4b\u0ec8-\u0ecb])/g;

const IN_WORD = "[^\\x00-@\\[-`{-\\x7f\\x85\\s]";
const HYPHEN = "[-\\u058a\\u2010\\u2011\\u00ad\\ufffe\\u0002]";
const breaks = new RegExp(`(${IN_WORD})${HYPHEN}(?:[^\\S\\r\\n]|[\\x1c-\\x1f\\x85])*[\\r\\n][\\s\\x1c-\\x1f\\x85]*(?=(${IN_WORD}))`, "gu");

const alike = (text) => text
  .replace(/[\u02b9\u02bb-\u02bf\u00b4\u055a\u05f3\u2018-\u201b\u2032\u2035\ua78c]/g, "'")
  .replace(/[\u05f4\u201c-\u201f\u2033\u2036]/g, '"')
  .replace(/[\u058a\u05be\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]/g, "-")
  .replace(/[\u2044\u2215]/g, "/");

// Small letters as Unicode's case folding has them: by way of the capitals, letter by letter, so that no final sigma is made.
// Cherokee, whose small letters came later, is the exception.
const cherokee = /^[\u13a0-\u13fd\uab70-\uabbf]$/;
const caseless = (text) => Array.from(text, (letter) => {
  const capital = letter.toUpperCase();
  return cherokee.test(letter) ? capital : capital.toLowerCase();
}).join("").replace(/ς/g, "σ").replace(/ß/g, "ss");

// What a letter needs before it to go on with that, remembered for each letter; null where nothing would do.
const holds = new Map();
function holdOf(letter) {
  let hold = holds.get(letter);
  if (hold !== undefined) return hold;
  const pair = pairs.find(([own]) => own.test(letter));
  if (hanging.test(letter)) hold = /^/;
  else if (pair) hold = pair[1];
  else hold = /^\p{L}$/u.test(letter) ? linkers : /^[\p{So}\p{Sk}]$/u.test(letter) ? /^\u200d$/ : null;
  holds.set(letter, hold);
  return hold;
}

// Whether a letter belongs to the one before it: a mark on it, a part of the same syllable or picture.
function goesOn(before, letter) {
  const hold = holdOf(letter);
  return hold !== null && hold.test(before);
}

const known = new Map();
function foldLetter(segment) {
  if (ascii.test(segment)) return segment.toLowerCase();
  let made = known.get(segment);
  if (made !== undefined) return made;
  const plain = alike(caseless(alike(segment).normalize("NFKC")).normalize("NFKC")).replace(/ı/g, "i");
  let onSymbol = false;
  made = "";
  for (const letter of plain.normalize("NFD")) {
    if (nothing.test(letter)) continue;
    if (/^\p{M}$/u.test(letter)) {
      if (onSymbol || !points.test(letter)) made += letter;
    } else {
      onSymbol = /^\p{S}$/u.test(letter);
      made += /^[\p{Cc}\p{Cs}]$/u.test(letter) ? " " : letter;
    }
  }
  made = made.replace(ringBeforeTone, "$2$1").normalize("NFC");
  if (known.size < 65536) known.set(segment, made);
  return made;
}

// A folded text, with the place in the text for each of its letters where that is wanted, and the places where a divided word was joined.
const blank = (placed) => ({ text: "", origins: placed ? [] : null, seams: new Set() });
function fold(text, made = blank(false), from = 0) {
  if (!made.origins) {
    made.text += foldWords(text);
    return made;
  }
  const put = (folded, place, step) => {
    made.text += folded;
    for (let at = 0; at < folded.length; at++) made.origins.push(from + place + at * step);
  };
  for (const chunk of text.matchAll(chunks)) {
    if (ascii.test(chunk[0])) {
      put(chunk[0].toLowerCase(), chunk.index, 1);
      continue;
    }
    let segment = "", before = "", place = chunk.index;
    for (const letter of chunk[0]) {
      if (segment && !goesOn(before, letter)) {
        put(foldLetter(segment), place, 0);
        place += segment.length;
        segment = "";
      }
      segment += letter;
      before = letter;
    }
    put(foldLetter(segment), place, 0);
  }
  return made;
}

// The text alone, word by word: most words come again and again.
const words = new Map();
function foldWords(text) {
  if (ascii.test(text)) return text.toLowerCase();
  return text.replace(/[^\x00-\x20]+/g, (word) => {
    if (ascii.test(word)) return word.toLowerCase();
    let made = words.get(word);
    if (made === undefined) {
      made = fold(word, blank(true)).text;
      if (words.size < 65536 && word.length < 40) words.set(word, made);
    }
    return made;
  });
}

// The same with the words joined that are divided at the end of a line; null where none is.
function foldJoined(text, made) {
  let last = 0;
  for (const found of text.matchAll(breaks)) {
    if (dense.test(found[1]) && dense.test(found[2])) continue;
    fold(text.slice(last, found.index + found[1].length), made, last);
    made.seams.add(made.text.length);
    last = found.index + found[0].length;
  }
  return last ? fold(text.slice(last), made, last) : null;
}

const readings = (text, placed) => [fold(text, blank(placed)), foldJoined(text, blank(placed))].filter(Boolean);

// What was typed, as the pieces that must each stand in a text: words, and runs of letters that are words of their own.
function termsOf(query) {
  const words = Array.from(fold(query).text, (letter) => (wordLetter.test(letter) ? letter : " ")).join("").split(" ");
  return words.flatMap((word) => word.match(denseOrOther) || []);
}

const gapped = new Map();
function withGaps(term) {
  if (!gapped.has(term)) gapped.set(term, new RegExp(Array.from(term).join(GAP), "u"));
  return gapped.get(term);
}

// The first place of a term in a folded text: where a word begins, or anywhere in a run; -1 where there is none.
function placeOf(made, term) {
  if (dense.test(term)) {
    return term.length > 100 ? made.text.indexOf(term) : made.text.search(withGaps(term));
  }
  let place = made.text.indexOf(term);
  while (place > 0 && !made.seams.has(place)) {
    const before = Array.from(made.text.slice(Math.max(0, place - 2), place)).pop();
    if (!wordLetter.test(before) || dense.test(before)) break;
    place = made.text.indexOf(term, place + 1);
  }
  return place;
}

// The entries in which every piece stands.
function find(entries, query) {
  const terms = termsOf(query);
  const fits = (entry) => {
    entry.readings = entry.readings || readings(entry.text, false);
    return terms.every((term) => entry.readings.some((made) => placeOf(made, term) >= 0));
  };
  return terms.length ? entries.filter(fits) : [];
}

// The nearest place where a text can be cut without parting a letter from its marks.
function wholeLetters(text, place, step) {
  for (let count = 0; count < 64 && place > 0 && place < text.length; count++) {
    const before = Array.from(text.slice(Math.max(0, place - 2), place)).pop();
    const inPair = /[\ud800-\udbff]$/.test(before) && /^[\udc00-\udfff]/.test(text.slice(place));
    if (!inPair && !goesOn(before, String.fromCodePoint(text.codePointAt(place)))) break;
    place += step;
  }
  return place;
}

// The text around the first place found, as it was written.
function snippet(text, query) {
  const terms = termsOf(query);
  let first = 0;
  for (const made of readings(text, true)) {
    const places = terms.map((term) => placeOf(made, term)).filter((place) => place >= 0);
    if (!places.length) continue;
    first = made.origins[Math.min(...places)];
    break;
  }
  const from = wholeLetters(text, Math.max(0, first - 60), -1);
  const to = wholeLetters(text, Math.min(text.length, from + 220), 1);
  const words = text.slice(from, to).replace(/\s+/g, " ").trim();
  return (text.slice(0, from).trim() ? "… " : "") + words + (text.slice(to).trim() ? " …" : "");
}

// A message of the page in its own language, which stands on the element that shows how many places there are.
function spoken(name, values) {
  const message = document.getElementById("said").dataset[name] || "";
  return message.replace(/\{(\w+)\}/g, (gap, key) => (key in values ? values[key] : gap));
}

// What can be found: each record, and each page of each document.
function entriesOf(page) {
  const found = [];
  for (const article of page.querySelectorAll("article")) {
    const text = article.textContent;
    found.push({ title: article.querySelector("h3").textContent, where: article.dataset.kind, href: "#" + article.id, text });
  }
  for (const block of page.querySelectorAll("script.pages")) {
    JSON.parse(block.textContent).forEach((text, index) => {
      const href = block.dataset.href ? block.dataset.href + "#page=" + (index + 1) : "#" + block.dataset.article;
      found.push({ title: block.dataset.title, where: spoken("page", { page: index + 1 }), href, text });
    });
  }
  return found;
}

function start(page) {
  const most = 200;
  const box = page.getElementById("query");
  const hits = page.getElementById("hits");
  const said = page.getElementById("said");
  const sections = [...page.querySelectorAll("main > section")];
  const links = [...page.querySelectorAll("nav a")];
  let entries = null;

  // Show one part, or all of them; a record that is linked to is shown with its part.
  function show() {
    let wanted = "all";
    try {
      wanted = decodeURIComponent(location.hash.slice(1)) || links[0].hash.slice(1);
    } catch { /* an address that nobody here wrote */ }
    const target = page.getElementById(wanted);
    const part = sections.find((section) => section === target || (target && section.contains(target)));
    for (const section of sections) section.hidden = part !== undefined && section !== part;
    for (const link of links) {
      const current = link.hash === (part ? "#" + part.id : "#all");
      if (current) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
    }
    if (part && target !== part) target.scrollIntoView();
  }

  function search() {
    entries = entries || entriesOf(page);
    const found = find(entries, box.value);
    hits.replaceChildren(...found.slice(0, most).map((entry) => {
      const item = page.createElement("li");
      const link = page.createElement("a");
      link.href = entry.href;
      link.textContent = entry.title;
      const where = page.createElement("span");
      where.className = "quiet";
      where.textContent = " · " + entry.where;
      const words = page.createElement("div");
      words.textContent = snippet(entry.text, box.value);
      item.append(link, where, words);
      return item;
    }));
    const few = ["none", "one"][found.length];
    const which = few || (found.length > most ? "more" : "many");
    said.textContent = box.value.trim() ? spoken(which, { count: found.length, most }) : "";
  }

  page.documentElement.classList.add("live");
  box.addEventListener("input", search);
  box.form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", show);
  show();
}

if (typeof document !== "undefined") start(document);
