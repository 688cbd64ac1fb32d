// Several documents: an index by day, place or publisher, and a search over all of them.
let indexOrder = "by_day";
const documentText = new Map();
const textOf = (i) => {
  if (!documentText.has(i)) documentText.set(i, squeeze(document.getElementById(`t${i}`)?.content.textContent ?? data.documents[i].names ?? ""));
  return documentText.get(i);
};
const recordText = new Map();
const recordsOf = (i) => {
  if (!recordText.has(i)) recordText.set(i, (data.documents[i].document?.records ?? []).map((record) => squeeze(haystack(record))));
  return recordText.get(i);
};
const headOf = (entry) => squeeze([entry.title, entry.day, day(entry.day), entry.place, entry.publisher, entry.id].filter(Boolean).join(" "));

// where a document answers the search: a few of its records, else a stretch of its text
const answers = (i) => {
  const entry = data.documents[i];
  const records = recordsOf(i).flatMap((text, r) => (text.includes(query) ? [entry.document.records[r]] : []));
  const text = textOf(i);
  const at = text.indexOf(query);
  if (!records.length && at < 0 && !headOf(entry).includes(query)) return null;
  const lines = records.slice(0, 3).map((r) => [who(r), ...what(r).map(([t]) => t)].filter(Boolean).join(" "));
  if (!lines.length && at >= 0 && !entry.names) lines.push(`…${text.slice(Math.max(0, at - 16), at + query.length + 24)}…`);
  return lines;
};

const counted = (entry) => {
  const box = make("span", undefined, "counts");
  for (const type of TYPES) if (entry.counts?.[type]) box.append(make("span", `${word(type)} ${entry.counts[type]}`, `tag ${type}`), " ");
  if (entry.notes) box.append(make("span", `${word("notes")} ${entry.notes}`, "tag note"));
  if (entry.failed) box.append(make("span", word("failed"), "tag note"));
  return box;
};

const INDEX_GROUPS = {
  by_day: (entry) => [entry.day ? day(entry.day.slice(0, 7)) : word("undated"), entry.day ?? ""],
  by_place: (entry) => [entry.place || word("unplaced"), entry.place ?? ""],
  by_publisher: (entry) => [entry.publisher || word("unpublished"), entry.publisher ?? ""],
};

const indexRow = (i, lines) => {
  const entry = data.documents[i];
  const item = make("tr");
  const cell = (text, name) => {
    const one = make("td", text, name);
    one.dataset.label = word(name);
    item.append(one);
    return one;
  };
  cell(day(entry.day), "day");
  cell(entry.place, "place");
  const title = cell(undefined, "title");
  const link = make("a", entry.title);
  link.href = entry.href ?? `#d${i + 1}`;
  title.append(link, entry.headlines > 1 ? make("span", ` ${word("more_articles", entry.headlines)}`, "more") : "", counted(entry));
  for (const line of lines) title.append(make("span", line, "answer"));
  cell(entry.publisher, "publisher");
  return item;
};

const drawIndex = () => {
  document.title = `${word("brand")} · ${word("documents", data.documents.length)}`;
  head.replaceChildren(make("h1", word("brand")), make("p", word("documents", data.documents.length), "sub"));
  head.className = "masthead";
  const label = make("label", word("order"), "order");
  const select = make("select");
  for (const one of Object.keys(INDEX_GROUPS)) {
    const option = make("option", word(one));
    option.value = one;
    select.append(option);
  }
  select.value = indexOrder;
  select.addEventListener("change", () => { indexOrder = select.value; drawIndex(); });
  label.append(select);
  head.append(label);
  const of = INDEX_GROUPS[indexOrder];
  const hit = data.documents.map((_, i) => (query ? answers(i) : []));
  const all = data.documents.map((_, i) => i).filter((i) => hit[i]);
  const sorted = all.map((i) => [of(data.documents[i]), i]);
  const later = indexOrder === "by_day" ? -1 : 1; // the last day first, what has none at the end
  sorted.sort(([[, a], i], [[, b], j]) => (!a - !b) || later * a.localeCompare(b, "zh-Hans-CN") || i - j);
  const boxes = [];
  let last = null;
  for (const [[title], i] of sorted) {
    if (title !== last) {
      const table = make("table", undefined, "index");
      const box = make("section", undefined, "index-group");
      box.append(make("h2", title), table);
      table.append(make("caption", title), make("tbody"));
      boxes.push(box);
      last = title;
    }
    boxes.at(-1).querySelector("tbody").append(indexRow(i, hit[i]));
  }
  const told = make("p", word("documents_shown", all.length, data.documents.length), "told");
  told.setAttribute("role", "status");
  if (query) boxes.unshift(told);
  if (!all.length) {
    const box = make("div", undefined, "empty");
    box.append(make("h3", word("nothing_here")), query ? button(word("reset"), "plain", reset) : "");
    boxes.push(box);
  }
  textBox.replaceChildren(...boxes);
};
