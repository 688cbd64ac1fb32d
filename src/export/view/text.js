// The text: its marks, the notes beside it, the search in it.
const textBox = document.getElementById("text");
let marks = []; // every marked piece with its records, innermost first, and which part of them it is
let marksOf = new Map(); // index of a record → its pieces

const readMarks = () => {
  const numbers = (text) => (text ? text.split(" ").map(Number) : []);
  const parts = (text) => new Map((text ? text.split(" ") : []).map((one) => [Number.parseInt(one, 10), one.replace(/^\d+:/, "")]));
  marks = [...textBox.querySelectorAll("mark")].map((element) => ({ element, records: numbers(element.dataset.r), parts: parts(element.dataset.parts) }));
  marksOf = new Map();
  for (const mark of marks) {
    for (const index of mark.records) {
      if (!marksOf.has(index)) marksOf.set(index, []);
      marksOf.get(index).push(mark);
    }
  }
  for (const table of textBox.querySelectorAll(".scroll")) table.setAttribute("aria-label", word("table_scroll"));
  found = null;
};

// colours each piece for the innermost record that is shown
const paint = (source, visible) => {
  for (const { element, records, parts } of marks) {
    const first = records.find((index) => visible(source.records[index]));
    const whole = records.find((index) => parts.has(index) && visible(source.records[index]));
    const part = whole === undefined ? "" : ` is-${parts.get(whole)}`;
    const flag = element.dataset.n ? " flag" : "";
    const kind = (first === undefined ? "off" : source.records[first].type) + part + flag;
    if (element.dataset.kind !== kind) {
      element.dataset.kind = kind;
      element.className = kind;
    }
  }
};

const light = (index, name, on) => {
  for (const { element, parts } of marksOf.get(index) ?? []) {
    element.classList.toggle(name, on);
    if (name === "lit" && parts.has(index)) element.classList.toggle(`part-${parts.get(index)}`, on);
  }
};

// findings and what was not understood, below the paragraph that they are about
const placeNotes = (source) => {
  for (const old of textBox.querySelectorAll(".remark")) old.remove();
  const notes = [...(source.findings ?? []).map((f) => ["finding", f.message]), ...(source.unparsed ?? []).map((u) => ["unparsed", u.reason])];
  notes.forEach(([kind, message], i) => {
    const remark = make("aside", undefined, `remark ${kind}`);
    const told = phrase(message);
    const text = make("span", told);
    if (language === "zh" && told === message && /[a-z]{3}/.test(message)) text.lang = "en";
    remark.append(make("b", word(kind)), " ", text);
    remark.setAttribute("aria-label", word(kind));
    const at = textBox.querySelector(`mark[data-n~="${i}"]`)?.closest("li, h2, h3, p, .scroll");
    if (!at) textBox.prepend(remark);
    else if (at.tagName === "LI") at.append(remark);
    else at.after(remark);
  });
};

// the text without white space, and where each of its characters stands
let found = null;
const indexText = () => {
  const nodes = [];
  const places = [];
  let text = "";
  const walker = document.createTreeWalker(textBox, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest(".remark")) continue;
    const value = node.data;
    for (let i = 0; i < value.length; i += 1) {
      if (/\s/u.test(value[i])) continue;
      text += value[i];
      places.push(nodes.length, i);
    }
    nodes.push(node);
  }
  const low = text.toLowerCase();
  return { text: low.length === text.length ? low : text, nodes, places };
};

let hits = [];
let hit = -1;
const MOST_HITS = 2000;
const searchText = (query) => {
  hits = [];
  hit = -1;
  if (query) {
    found ??= indexText();
    for (let at = found.text.indexOf(query); at >= 0 && hits.length < MOST_HITS; at = found.text.indexOf(query, at + query.length)) {
      const range = document.createRange();
      const end = at + query.length - 1;
      range.setStart(found.nodes[found.places[2 * at]], found.places[2 * at + 1]);
      range.setEnd(found.nodes[found.places[2 * end]], found.places[2 * end + 1] + 1);
      hits.push(range);
    }
  }
  if (typeof Highlight === "undefined" || !CSS.highlights) return;
  CSS.highlights.delete("hit");
  if (hits.length) CSS.highlights.set("found", new Highlight(...hits));
  else CSS.highlights.delete("found");
};
const goToHit = (step) => {
  if (!hits.length) return;
  hit = (hit + step + hits.length) % hits.length;
  if (CSS.highlights) CSS.highlights.set("hit", new Highlight(hits[hit]));
  showInText(hits[hit]);
};

// scrolls the window, and nothing else, until the place is in the part that no bar or sheet covers
const showInText = (place) => {
  const box = place.getBoundingClientRect();
  const top = bar.getBoundingClientRect().bottom;
  const bottom = isPhone() ? panel.getBoundingClientRect().top : window.innerHeight;
  if (box.top >= top + 8 && box.bottom <= bottom - 8) return;
  window.scrollBy({ top: box.top - top - (bottom - top) / 3, behavior: "instant" });
};
