// The few things of a browser that the page of an export uses.
const made = (extra) => ({listeners: {}, children: [], hidden: false, attributes: {}, className: "", textContent: "",
  addEventListener(name, what) { this.listeners[name] = what; }, append(...more) { this.children.push(...more); },
  replaceChildren(...more) { this.children = more; }, setAttribute(name, value) { this.attributes[name] = value; },
  removeAttribute(name) { delete this.attributes[name]; }, scrollIntoView() { this.scrolled = true; }, contains() { return false; }, ...extra});
const heading = made({textContent: "Cetirizine 10 mg"});
const article = made({id: "r-1", dataset: {kind: "Medication"}, textContent: "Cetirizine 10 mg every evening", querySelector: () => heading});
const medications = made({id: "medications", contains: (other) => other === article});
const person = made({id: "person"});
const links = ["#person", "#medications", "#all"].map((hash) => made({hash}));
const box = made({value: "", form: made({})}), hits = made({});
const said = made({dataset: {none: "No results.", one: "1 result.", many: "Places found: {count}.", more: "Places found: {count}. The first {most} are shown.", page: "Page {page}"}});
const block = made({dataset: {title: "Report", href: "documents/Report.pdf", article: "r-2"}, textContent: '["one","MAST cells \u003cb\u003e"]'});
const found = {query: box, hits, said, medications, person, "r-1": article};
const classes = [];
global.location = {hash: ""};
global.window = made({});
global.document = {
  documentElement: {classList: {add: (name) => classes.push(name)}},
  getElementById: (id) => found[id] || null, createElement: () => made({}),
  querySelectorAll: (what) => ({"main > section": [person, medications], "nav a": links, article: [article], "script.pages": [block]})[what],
};
