"use strict";

// The letters by which words are compared: small, without accents.
function fold(text) {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/ı/g, "i")
    .replace(/ς/g, "σ");
}

function wordsOf(query) {
  return fold(query).split(/\s+/).filter(Boolean);
}

// The entries in which every word stands.
function find(entries, query) {
  const words = wordsOf(query);
  return words.length ? entries.filter((entry) => words.every((word) => entry.folded.includes(word))) : [];
}

// The text around the first word found.
function snippet(text, query) {
  const flat = text.replace(/\s+/g, " ").trim();
  const places = wordsOf(query).map((word) => fold(flat).indexOf(word)).filter((place) => place >= 0);
  const from = Math.max(0, Math.min(...places, flat.length) - 60);
  return (from ? "… " : "") + flat.slice(from, from + 220) + (flat.length > from + 220 ? " …" : "");
}

// What can be found: each record, and each page of each document.
function entriesOf(page) {
  const found = [];
  for (const article of page.querySelectorAll("article")) {
    const text = article.textContent;
    found.push({ title: article.querySelector("h3").textContent, where: article.dataset.kind, href: "#" + article.id, text, folded: fold(text) });
  }
  for (const block of page.querySelectorAll("script.pages")) {
    JSON.parse(block.textContent).forEach((text, index) => {
      const href = block.dataset.href ? block.dataset.href + "#page=" + (index + 1) : "#" + block.dataset.article;
      found.push({ title: block.dataset.title, where: "Page " + (index + 1), href, text, folded: fold(text) });
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
    const count = found.length === 1 ? "1 place" : found.length + " places";
    said.textContent = !box.value.trim() ? "" : found.length > most ? count + "; the first " + most + " are shown." : count + ".";
  }

  page.documentElement.classList.add("live");
  box.addEventListener("input", search);
  box.form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", show);
  show();
}

if (typeof document !== "undefined") start(document);
