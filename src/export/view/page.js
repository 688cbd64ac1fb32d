// The page: its bar, which document is shown, links, keys, print.
const data = JSON.parse(document.getElementById("data").textContent);
const single = data.documents.length === 1 && !data.folder;
const head = document.getElementById("head");
let current = null; // what was read from the document that is shown
let currentIndex = null;
let query = "";

const bar = make("header", undefined, "bar");
const brand = make("a", undefined, "brand");
const searchBox = make("div", undefined, "search");
searchBox.setAttribute("role", "search");
const search = make("input");
search.type = "search";
search.id = "search";
const previous = button("‹", "step", () => goToHit(-1));
const next = button("›", "step", () => goToHit(1));
searchBox.append(search, previous, next);
const tongue = button("", "plain", () => { language = language === "zh" ? "en" : "zh"; drawAll(); });
tongue.id = "language";
const skip = make("a", undefined, "skip");
skip.href = "#panel";
skip.addEventListener("click", (event) => { event.preventDefault(); raise(true); lines()[0]?.focus(); });
bar.append(brand, searchBox, tongue);
document.body.prepend(skip, bar);
const edition = make("section");
edition.id = "edition";
document.getElementById("app").append(panel, edition);

// links
const hashOf = () => [!single && currentIndex !== null && `d${currentIndex + 1}`, chosen !== null && current.records[chosen].id].filter(Boolean).join("-");
const setHash = () => {
  const hash = hashOf();
  if (location.hash.slice(1) !== hash) history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
};
const followHash = () => {
  const [, number, id] = /^#?(?:d(\d+))?-?(r\d+)?$/.exec(location.hash) ?? [];
  const wanted = single ? 0 : number && !data.folder ? Number(number) - 1 : null;
  const there = wanted !== null && data.documents[wanted] ? wanted : null;
  if (there !== currentIndex || !current) showDocument(there);
  if (current && id) {
    const index = current.records.findIndex((record) => record.id === id);
    if (index >= 0 && index !== chosen) choose(index, "link");
  }
};

let indexAt = 0; // where the index was left
const showDocument = (index) => {
  if (!current) indexAt = window.scrollY;
  unchoose();
  if (!single) raise(false);
  currentIndex = index;
  looseOpen = false;
  current = index === null ? null : data.documents[index].document;
  document.body.classList.toggle("indexed", !current);
  hay = [];
  if (current && !single) textBox.replaceChildren(document.getElementById(`t${index}`).content.cloneNode(true));
  if (current) hay = current.records.map((record) => squeeze(`${haystack(record)} ${word(record.type)}`));
  found = null;
  drawAll();
  window.scrollTo(0, current ? 0 : indexAt);
};

const drawHead = () => {
  const { source } = current;
  const entry = data.documents[currentIndex];
  const many = entry.headlines > 1;
  const title = many && source.publisher ? source.publisher : many ? word("page_of", entry.title, entry.headlines) : entry.title;
  document.title = [title, day(source.published)].filter(Boolean).join(" ");
  const paper = many && source.publisher;
  head.className = paper ? "masthead" : "single";
  const line = make("p", undefined, "kicker");
  for (const [text, name] of [[source.place, "place"], [day(source.published), "day"], [title !== source.publisher && source.publisher, "publisher"]]) {
    if (text) line.append(make("span", text, name));
  }
  const quality = (source.quality ?? []).map((flaw) => word(flaw === "pinyin" ? "pinyin_flag" : flaw));
  for (const flaw of quality) line.append(make("span", flaw, "flaw"));
  const file = make("p", (source.id ?? "").split(/[\\/]/).at(-1), "file");
  file.title = source.id ?? "";
  // the headline stands in the text: only those who do not see it hear it here
  const name = make("h1", title, entry.headlines === 1 ? "heard" : undefined);
  head.replaceChildren(...(paper ? [name, line, file] : [line, file, name]));
  if (!textBox.firstElementChild && current.records.length) textBox.append(make("p", word("no_text"), "lead"));
};

const drawAll = () => {
  const held = chosen;
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  textBox.lang = "zh-CN";
  const home = single && data.index ? data.index : "#";
  brand.replaceChildren(make("b", word("brand")), !single && current || data.index ? make("span", `‹ ${word("back")}`) : "");
  brand.href = home;
  skip.textContent = word("skip");
  skip.hidden = !current;
  search.setAttribute("aria-label", word(current ? "search" : "search_index"));
  search.placeholder = word(current ? "search" : "search_index");
  previous.setAttribute("aria-label", word("previous"));
  next.setAttribute("aria-label", word("next"));
  tongue.textContent = word("language");
  panel.setAttribute("aria-label", word("records"));
  panel.hidden = !current;
  grip.setAttribute("aria-expanded", String(panel.classList.contains("up")));
  if (!current) return ask();
  unchoose();
  drawHead();
  readMarks();
  for (const section of textBox.querySelectorAll(".article")) {
    const article = current.articles.find(({ id }) => id === section.dataset.article);
    if (article?.duplicate_of) section.dataset.copy = word("copy_of");
  }
  placeNotes(current);
  found = null;
  drawControls();
  ask();
  if (held !== null) choose(held, "order");
  return undefined;
};

// the search, over text and records
const ask = () => {
  query = squeeze(search.value);
  searchText(current ? query : "");
  for (const step of [previous, next]) step.hidden = !hits.length;
  if (!current) return drawIndex();
  if (query) looseOpen = true; // what is folded away is searched too
  filter();
  return undefined;
};
const reset = () => {
  search.value = "";
  hiddenTypes.clear();
  if (current) drawControls();
  ask();
  search.focus();
};
search.addEventListener("input", ask);
search.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && current) goToHit(event.shiftKey ? -1 : 1);
  if (event.key === "Escape") { event.preventDefault(); search.value = ""; ask(); search.blur(); }
  event.stopPropagation();
  if (event.key === "ArrowDown" && current) { event.preventDefault(); if (isPhone()) raise(true); lines()[0]?.focus(); }
});

const KEYS = { ArrowDown: (at) => at + 1, ArrowUp: (at) => at - 1, Home: () => 0, End: (_, all) => all - 1 };
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/" && !typing) { event.preventDefault(); search.focus(); search.select(); return; }
  if (event.key === "Escape") {
    if (chosen !== null) { const line = rows.get(chosen)?.querySelector(".line"); choose(null, "list"); line?.focus({ preventScroll: true }); }
    else if (panel.classList.contains("up")) raise(false);
    return;
  }
  const line = event.target.closest?.(".line");
  if (!line || !KEYS[event.key]) return;
  event.preventDefault();
  const all = lines();
  const to = all[KEYS[event.key](all.indexOf(line), all.length)];
  if (to) { line.tabIndex = -1; to.tabIndex = 0; to.focus(); }
});

// print: numbers behind the marks, and a table of the records
const drawEdition = () => {
  if (!current) { edition.replaceChildren(); return; }
  for (const { element } of marks) delete element.dataset.no;
  const table = make("table");
  const top = make("tr");
  top.append(...["number", "type", "who", "what", "when"].map((key) => make("th", word(key))));
  const body = make("tbody");
  current.records.forEach((record, index) => {
    if (!fits(index)) return;
    const last = marksOf.get(index)?.at(-1).element;
    const number = String(index + 1);
    if (last) last.dataset.no = last.dataset.no ? `${last.dataset.no},${number}` : number;
    const line = make("tr");
    const told = what(record).map(([text]) => text).filter(Boolean).join(" ");
    line.append(make("td", number), make("td", word(record.type)), make("td", who(record)), make("td", told), make("td", record.period ?? day(record.date)));
    body.append(line);
  });
  const thead = make("thead");
  thead.append(top);
  table.append(thead, body);
  edition.replaceChildren(make("h2", word("edition")), table);
};
window.addEventListener("beforeprint", drawEdition);
matchMedia("print").addEventListener("change", (event) => event.matches && drawEdition());

window.addEventListener("hashchange", followHash);
followHash();
if (!current && !document.querySelector(".masthead")) drawAll();
