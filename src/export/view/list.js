// The records beside the text: groups, rows, details, filters.
const panel = make("aside");
panel.id = "panel";
const grip = button("", "grip", () => raise(!panel.classList.contains("up")));
const scroller = make("div");
scroller.id = "scroll";
const controls = make("div", undefined, "controls");
const status = make("p");
status.id = "status";
status.setAttribute("role", "status");
const list = make("div");
list.id = "list";
scroller.append(controls, status, list);
panel.append(grip, scroller);

const hiddenTypes = new Set();
let order = "by_type";
let rows = new Map(); // index of a record → its row, as far as it is drawn
let hay = []; // what is searched in each record
let chosen = null;
// a list may be thousands of rows long: so many of a group are drawn at first, so many more at a time
const STEP = 150;
let limits = new Map(); // title of a group → how many of its rows are drawn
let looseOpen = false;

const isPhone = () => matchMedia("(max-width: 56rem)").matches;
const raise = (up) => {
  panel.classList.toggle("up", up);
  document.body.classList.toggle("sheet", up);
  grip.setAttribute("aria-expanded", String(up));
};

const shown = (record) => !hiddenTypes.has(record.type);
const fits = (index) => shown(current.records[index]) && (!query || hay[index].includes(query));

const row = (index) => {
  const record = current.records[index];
  const item = make("li", undefined, `row ${record.type}`);
  item.dataset.i = index;
  const line = button(undefined, "line");
  line.tabIndex = -1;
  line.setAttribute("aria-expanded", "false");
  line.append(make("span", word(record.type), "tag"), make("strong", who(record), "who"));
  for (const [text, name] of what(record)) if (text) line.append(make("span", text, name));
  item.append(line);
  rows.set(index, item);
  return item;
};

const rowsOf = (indices) => {
  const box = make("ul", undefined, "rows");
  box.append(...indices.map(row));
  return box;
};

// offices by person: the name once, the posts below it
const byPerson = (indices) => {
  const persons = new Map();
  for (const index of indices) {
    const { person } = current.records[index];
    if (!persons.has(person)) persons.set(person, []);
    persons.get(person).push(index);
  }
  const box = make("ul", undefined, "rows persons");
  for (const [person, of] of persons) {
    const item = make("li", undefined, "person");
    item.append(make("h4", person), rowsOf(of));
    box.append(item);
  }
  return box;
};

const group = (title, indices, body) => {
  const folded = title === word("loose");
  const box = make(folded ? "details" : "section", undefined, "group");
  const head = make(folded ? "summary" : "h3", title);
  head.append(" ", make("span", String(indices.length), "count"));
  box.append(head);
  const limit = Math.max(limits.get(title) ?? STEP, indices.indexOf(chosen) + 1);
  const fill = () => {
    box.append(body(indices.slice(0, limit)));
    if (indices.length <= limit) return;
    box.append(button(word("more", indices.length - limit), "plain more-rows", () => {
      limits.set(title, limit + STEP);
      drawList();
      rows.get(indices[limit])?.querySelector(".line").focus();
    }));
  };
  if (folded) {
    box.open = looseOpen || indices.includes(chosen);
    box.addEventListener("toggle", () => {
      looseOpen = box.open;
      if (looseOpen && !box.querySelector(".rows")) { fill(); rove(); }
    });
  }
  if (!folded || box.open) fill();
  return box;
};

// the groups of the order that is chosen: title, indices, how they are drawn
const arranged = (all) => {
  const of = (...types) => all.filter((index) => types.includes(current.records[index].type));
  const byKey = (key) => [...all].sort((a, b) => key(current.records[a], current.records[b]) || a - b);
  const names = new Intl.Collator("zh-Hans-CN");
  switch (order) {
    case "by_article": return current.articles.map((article) => [article.headline || word(article.kind), all.filter((index) => current.records[index].article === article.id), rowsOf]);
    case "by_text": return [[word("records"), all, rowsOf]];
    case "by_person": return [[word("records"), byKey((a, b) => names.compare(who(a), who(b))), rowsOf]];
    case "by_doubt": return [[word("records"), byKey((a, b) => a.confidence - b.confidence), rowsOf]];
    default: return [
      [word("appointment"), of("appointment"), rowsOf], [word("representative_change"), of("representative_change", "congress_size"), rowsOf],
      [word("office"), of("office"), byPerson], [word("project"), of("project"), rowsOf], [word("loose"), of("figure"), rowsOf],
    ];
  }
};

const drawList = () => {
  const fitting = current.records.map((_, index) => index).filter(fits);
  rows = new Map();
  list.className = order === "by_type" ? "typed" : "mixed";
  list.replaceChildren(...arranged(fitting).filter(([, indices]) => indices.length).map((one) => group(...one)));
  const all = current.records.length;
  if (!all) list.append(emptiness(current.empty ?? { code: "no-words", told: [] }));
  else if (!fitting.length) list.append(nothing());
  const places = query ? ` · ${hits.length ? word("hits", hits.length) : word("no_hits")}` : "";
  status.hidden = !all;
  status.textContent = word("shown", fitting.length, all) + places;
  grip.textContent = `${word("records")} ${fitting.length}`;
  if (chosen !== null) unfold(chosen);
  rove();
};

// why there is nothing
const emptiness = ({ code, told }) => {
  const box = make("div", undefined, "empty");
  box.append(make("h3", word(code === "failed" ? "failed" : "empty")), make("p", EMPTY[language][code] ?? code));
  if (told.length) {
    const items = make("ul");
    items.append(...told.map((one) => make("li", phrase(one))));
    box.append(items);
  }
  return box;
};
const nothing = () => {
  const box = make("div", undefined, "nothing empty");
  const why = [query && word("not_found", search.value.trim()), hiddenTypes.size && word("types_hidden")].filter(Boolean).join("");
  box.append(make("h3", word("nothing")), make("p", why), button(word("reset"), "plain", reset));
  return box;
};

// shows what fits the filters and the search, in the list and in the text
const filter = () => {
  limits = new Map();
  drawList();
  paint(current, shown);
  if (chosen !== null) light(chosen, "lit", true);
};

// one row can be reached with Tab, the others with the arrows
const lines = () => [...list.querySelectorAll(".line")].filter((line) => line.offsetParent);
const rove = () => {
  for (const line of list.querySelectorAll('.line[tabindex="0"]')) line.tabIndex = -1;
  const line = (rows.get(chosen) ?? rows.values().next().value)?.querySelector(".line");
  if (line) line.tabIndex = 0;
};

const detail = (index) => {
  const record = current.records[index];
  const box = make("div", undefined, "detail");
  const tools = make("p", undefined, "tools");
  const json = JSON.stringify(record, null, 2);
  const copier = button(word("copy"), "plain", () => copy(json, copier));
  const linker = button(word("link"), "plain", () => copy(location.href, linker));
  tools.append(button(word("to_text"), "plain go", () => showMarks(index)), copier, linker);
  box.append(fields(record), make("h4", word("evidence")), evidence(record), reasons(record, index, current), tools);
  return box;
};

const showMarks = (index) => {
  const first = marksOf.get(index)?.[0].element;
  if (first) showInText(first);
};

const unchoose = () => {
  if (chosen === null) return;
  const item = rows.get(chosen);
  item?.classList.remove("open");
  item?.querySelector(".line").setAttribute("aria-expanded", "false");
  item?.querySelector(".detail")?.remove();
  light(chosen, "lit", false);
  chosen = null;
};

// shows a record in full below its line
const unfold = (index) => {
  const item = rows.get(index);
  if (!item) return;
  item.classList.add("open");
  item.querySelector(".line").setAttribute("aria-expanded", "true");
  item.append(detail(index));
};

// opens a record; `from` is where the reader looks: the place that must not move
const choose = (index, from) => {
  unchoose();
  chosen = index;
  setHash();
  if (index === null) return;
  if (rows.has(index)) unfold(index);
  else drawList();
  light(index, "lit", true);
  rove();
  const item = rows.get(index);
  if (!item) return;
  if (isPhone()) raise(true);
  if (from !== "list") {
    item.querySelector(".line").focus({ preventScroll: true });
    const whole = item.closest(".person") ?? item; // with the name above it
    scroller.scrollTop += whole.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 12;
  }
  if (from !== "text") showMarks(index);
};

list.addEventListener("click", (event) => {
  const line = event.target.closest(".line");
  if (!line) return;
  const index = Number(line.parentElement.dataset.i);
  choose(chosen === index ? null : index, "list");
});
const glow = (on) => (event) => {
  const item = event.target.closest?.(".row");
  if (item) light(Number(item.dataset.i), "near", on);
};
list.addEventListener("mouseover", glow(true));
list.addEventListener("mouseout", glow(false));
list.addEventListener("focusin", glow(true));
list.addEventListener("focusout", glow(false));

textBox.addEventListener("click", (event) => {
  const mark = event.target.closest("mark");
  if (!mark || !current || String(getSelection())) return;
  const here = (mark.dataset.r ?? "").split(" ").filter(Boolean).map(Number).filter(fits);
  // a click on the same words goes on to the next record of theirs
  if (here.length) choose(here[(here.indexOf(chosen) + 1) % here.length], "text");
});
textBox.addEventListener("mouseover", (event) => {
  const mark = event.target.closest("mark");
  for (const item of list.querySelectorAll(".row.near")) item.classList.remove("near");
  if (mark?.dataset.r) for (const index of mark.dataset.r.split(" ")) rows.get(Number(index))?.classList.add("near");
});

// counts by type, which hide and show
const drawControls = () => {
  const counts = new Map();
  for (const record of current.records) counts.set(record.type, (counts.get(record.type) ?? 0) + 1);
  const filters = make("div", undefined, "filters");
  filters.setAttribute("role", "group");
  filters.setAttribute("aria-label", word("filters"));
  for (const type of TYPES.filter((t) => counts.has(t))) {
    const one = button(`${word(type)} ${counts.get(type)}`, `filter ${type}`, () => {
      if (!hiddenTypes.delete(type)) hiddenTypes.add(type);
      one.setAttribute("aria-pressed", String(!hiddenTypes.has(type)));
      filter();
    });
    one.dataset.type = type;
    one.setAttribute("aria-pressed", String(!hiddenTypes.has(type)));
    filters.append(one);
  }
  const label = make("label", word("order"), "order");
  const select = make("select");
  for (const one of ["by_type", "by_article", "by_text", "by_person", "by_doubt"]) {
    const option = make("option", word(one));
    option.value = one;
    select.append(option);
  }
  select.value = order;
  select.addEventListener("change", () => {
    order = select.value;
    filter();
  });
  label.append(select);
  controls.replaceChildren(filters, label);
  controls.hidden = !current.records.length;
};
