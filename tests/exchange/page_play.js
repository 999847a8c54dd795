// What a person does on the page, and what they see.
const told = [];
told.push(classes, person.hidden, medications.hidden, {...links[0].attributes});
location.hash = "#r-1"; window.listeners.hashchange(); told.push(person.hidden, medications.hidden, article.scrolled);
location.hash = "#all"; window.listeners.hashchange(); told.push(person.hidden, medications.hidden, {...links[2].attributes});
location.hash = "#%E0%A4%A"; window.listeners.hashchange(); told.push(person.hidden);
box.value = "evening"; box.listeners.input(); told.push(said.textContent, hits.children[0].children[0].href, hits.children[0].children[0].textContent);
box.value = "mast CELLS"; box.listeners.input(); told.push(said.textContent, hits.children[0].children[0].href, hits.children[0].children[2].textContent);
box.value = ""; box.listeners.input(); told.push(said.textContent, hits.children.length);
let stopped = false; box.form.listeners.submit({preventDefault() { stopped = true; }}); told.push(stopped);
console.log(JSON.stringify(told));
