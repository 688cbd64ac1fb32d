// What a record says: in a line, in full, as JSON.
const TYPES = ["appointment", "representative_change", "congress_size", "office", "project", "figure"];
const SKIPPED = new Set(["id", "type", "article", "span", "spans", "evidence", "rule", "confidence", "margin", "uid", "role", "organization"]);
// what a record is read for stands first, in this order; the rest follows as it comes
const FIRST = ["person", "name", "count", "action", "title", "congress", "seats", "stage", "status", "subject", "label", "quantity", "date", "investment", "duration_months"];
const PARTS = { person: "person", title: "post", former_title: "post", quantity: "sum", investment: "sum", seats: "sum", name: "name", congress: "name", subject: "name" };

const who = (record) => record.person || record.name || (record.count && word("batch", record.count)) || record.subject || record.congress || record.label || word("untitled");
const quantity = (q) => q?.text || [q?.value ?? [q?.min, q?.max].filter((v) => v !== undefined).join("–"), q?.unit].filter(Boolean).join(" ");

// what stands behind the name: [text, class]
const what = (record) => {
  switch (record.type) {
    case "appointment": return [[coded(record.action), `act ${record.action}`], [record.title, "post"]];
    case "representative_change": return [[coded(record.action), `act ${record.action}`], [record.unit, "post"], [record.reason && coded(record.reason), "more"]];
    case "congress_size": return [[word("seats_of", record.seats), "sum"]];
    case "office": return [[record.title, "post"], [record.status && coded(record.status), "more"]];
    case "project": return [[record.stage && coded(record.stage), "act stage"], [record.name && record.count && word("batch", record.count), "more"], [record.investment && quantity(record.investment), "sum"]];
    default: return [[record.subject && record.label, "post"], [quantity(record.quantity), "sum"], [record.change && `${coded(record.change.direction)} ${quantity(record.change.quantity)}`, "more"], [record.period, "more"]];
  }
};

// any value of a record in words
const plain = (key, value) => {
  if (value === true) return word("yes");
  if (CODED.has(key) || (key === "reason" && CODES.zh[value])) return coded(value);
  if (key === "date") return day(value);
  if (key === "seats") return word("seats_of", value);
  if (key.endsWith("_months")) return word("months", value);
  if (Array.isArray(value)) return value.map((one) => plain("", one)).join("、");
  if (value && typeof value === "object") {
    if ("text" in value || "unit" in value) return quantity(value);
    if ("code" in value || "candidates" in value) {
      const code = value.code ? word("code", value.code) : value.candidates?.length ? word("candidates", value.candidates.join(" / ")) : "";
      return [value.name, code && `(${code})`].filter(Boolean).join(" ");
    }
    return Object.entries(value).map(([k, v]) => plain(k, v)).join(" ");
  }
  return String(value);
};

const pair = (list, key, value, part) => {
  list.append(make("dt", key, part && `part-${part}`), make("dd", value));
};

// the fields of a record, each with the colour of its part in the text
const fields = (record) => {
  const list = make("dl");
  const keys = Object.keys(record).filter((key) => !SKIPPED.has(key));
  const place = (key) => (FIRST.indexOf(key) + FIRST.length + 1) % (FIRST.length + 1);
  keys.sort((a, b) => place(a) - place(b));
  for (const key of keys) {
    const value = record[key];
    if (key === "profile") Object.entries(value).forEach(([k, v]) => pair(list, word(k), plain(k === "birth" ? "date" : k, v)));
    else if (key === "parties") value.forEach((p) => pair(list, coded(p.role), [p.name, p.share !== undefined && `${+(p.share * 100).toFixed(4)}%`].filter(Boolean).join(" ")));
    else if (key === "figures") value.forEach((f) => pair(list, f.label || word("quantity"), quantity(f.quantity)));
    else if (key === "change") pair(list, word(key), [value.basis && coded(value.basis), coded(value.direction), quantity(value.quantity)].filter(Boolean).join(" "));
    else pair(list, word(key === "title" ? "post" : key), plain(key, value), record.spans?.[key] && PARTS[key]);
  }
  return list;
};

// the evidence with its parts told apart; spans count in characters of the document
const evidence = (record) => {
  const quote = make("blockquote");
  const chars = Array.from(record.evidence);
  // a line that the layout broke is one; one that ends with a stop, or stands before an empty line, is not
  const joint = (gap, at, all) => (/\n\s*\n/.test(gap) || /[。；;：:！!？?”）)]/.test(all[at - 1] ?? "。") ? "\n" : "");
  const flat = (start, end) => chars.slice(start, end).join("").replace(/\s*\n\s*/g, joint);
  const from = record.span.chars[0];
  const parts = Object.entries(record.spans ?? {}).map(([key, span]) => [span.chars[0] - from, span.chars[1] - from, PARTS[key] ?? "other"]);
  let at = 0;
  for (const [start, end, part] of parts.sort((a, b) => a[0] - b[0])) {
    if (start < at || end > chars.length || end <= start) continue;
    quote.append(flat(at, start), make("span", flat(start, end), `part-${part}`));
    at = end;
  }
  quote.append(flat(at));
  return quote;
};

// a rule tells in English what it reads and, behind a colon, the Chinese form
const form = (about) => {
  const chinese = /^[^:]*: ?(.*[\u4e00-\u9fff].*)$/.exec(about ?? "")?.[1] ?? "";
  return language === "zh" ? chinese : about ?? "";
};
// 地方组织法 art. 50 (13)-(16) → 地方组织法第50条(13)至(16)项
const law = (text) => {
  if (language === "en") return text;
  const article = (one) => one.replaceAll("-", "至").replace(/^(\d+(?:至\d+)?) ?(\(.*\))?$/, (_, number, item) => `第${number}条${item ? `${item}项` : ""}`);
  const articles = text.replace(/ ?arts?\. ([\d (),;-]*[\d)])/g, (_, all) => all.split(/[,;] /).map(article).join("、"));
  return articles.replace(/: [^:]*[a-z]{3}.*$/, "").replaceAll("; ", ";").replaceAll(", ", "、");
};

// why the record was made: rule, confidence, what else was considered
const reasons = (record, index, source) => {
  const box = make("details", undefined, "why");
  const head = make("summary", word("why"));
  const sure = make("span", undefined, "sure");
  sure.append(make("span", record.confidence.toFixed(2)));
  head.append(sure);
  const list = make("dl");
  const rule = source.rules?.[record.rule];
  const name = make("dd");
  name.append(make("code", record.rule), rule ? ` ${form(rule.about)}` : "");
  list.append(make("dt", word("rule")), name);
  if (rule?.law) pair(list, word("law"), law(rule.law));
  const meter = make("meter");
  Object.assign(meter, { min: 0, max: 1, value: record.confidence });
  meter.setAttribute("aria-label", word("confidence"));
  const level = make("dd");
  level.append(meter, ` ${record.confidence}`);
  list.append(make("dt", word("confidence")), level);
  if (record.margin !== undefined) pair(list, word("margin"), String(record.margin));
  const told = source.why?.sentences[source.why.of[index]];
  if (told?.posts.length) pair(list, word("considered"), told.posts.map(phrase).join(";\n"));
  if (told?.words.length) {
    const classes = (text) => text.replace(/ (\S+)$/, (_, names) => `(${names.split("+").map((n) => CLASSES[language][n] ?? n).join("、")})`);
    pair(list, word("words"), [...new Set(told.words)].map(classes).join("、"));
  }
  box.append(head, list);
  return box;
};

// everything that is searched in a record
const haystack = (value) => (value && typeof value === "object" ? Object.entries(value).map(([key, v]) => (key === "span" || key === "spans" ? "" : haystack(v))).join(" ") : String(value ?? ""));
const squeeze = (text) => text.replace(/\s+/gu, "").toLowerCase();

const copy = async (text, from) => {
  const before = from.textContent;
  let done = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = make("textarea", text);
    document.body.append(field);
    field.select();
    done = document.execCommand("copy");
    field.remove();
    from.focus();
  }
  from.textContent = word(done ? "copied" : "not_copied");
  setTimeout(() => { from.textContent = before; }, 1500);
};
