"use strict";
(() => {
  const found = JSON.parse(document.getElementById("data").textContent);
  const WORDS = {
    zh: {
      office: "任职", appointment: "任免", representative_change: "代表变动", congress_size: "代表名额", project: "项目", figure: "数据",
      type: "类型", who: "对象", what: "内容", language: "English", none: "没有记录",
      person: "姓名", title: "职务", organization: "机构", role: "职位", jurisdiction: "辖区", status: "状态", action: "行为", authority: "决定机关", session: "会议",
      date: "日期", reason: "原因", document: "文号", congress: "人民代表大会", unit: "选举单位", former_title: "原任职务", seats: "实有代表", name: "名称", count: "个数", stage: "阶段",
      location: "地点", investment: "总投资", parties: "参与方", figures: "其他数据", duration_months: "工期(月)", subject: "主体", label: "指标", quantity: "数值", period: "时期",
      change: "变动", profile: "简况", probation_months: "试用期(月)", temporary: "挂职", rule: "规则", evidence: "原文", confidence: "把握", article: "文章",
    },
    en: {
      office: "office", appointment: "appointment", representative_change: "deputy", congress_size: "seats", project: "project", figure: "figure",
      type: "type", who: "who", what: "what", language: "中文", none: "no records",
    },
  };
  // codes of the contract, in Chinese; in English they are shown as they are
  const CODES = {
    appoint: "任命", dismiss: "免去", elect: "当选", accept_resignation: "接受辞职", nominate: "提名", propose: "拟任", remove: "撤职", terminate: "相应终止", suspend: "停职",
    current: "现任", former: "曾任", acting: "代理", candidate: "候选", terminated: "资格终止", elected: "当选", confirmed: "资格有效", recalled: "罢免",
    suspended: "暂停职务", resumed: "恢复职务", planned: "计划", approved: "获批", signed: "签约", started: "开工", under_construction: "在建", completed: "竣工",
    operational: "投用", transferred: "调离", resigned: "辞去", deceased: "去世", unlawful: "违纪违法", other: "其他",
  };
  const CODED = new Set(["action", "status", "stage", "reason"]);
  let language = "zh";
  const word = (key) => WORDS[language][key] || key.replaceAll("_", " ");
  const make = (tag, text, className) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    return element;
  };
  const shown = (key, value) => (language === "zh" && CODED.has(key) && CODES[value]) || plain(value);
  const plain = (value) => {
    if (Array.isArray(value)) return value.map(plain).join("; ");
    if (value && typeof value === "object") return value.text || Object.values(value).map(plain).join(" ");
    return String(value);
  };
  const marks = [...document.querySelectorAll("mark")];
  const marksOf = new Map();
  for (const mark of marks) for (const id of mark.dataset.records.split(" ")) marksOf.set(id, [...(marksOf.get(id) || []), mark]);
  const typeOf = new Map(found.records.map((record) => [record.id, record.type]));
  const hiddenTypes = new Set();
  const rows = new Map();
  const details = new Map();
  let chosen = null;

  const light = (id, on) => {
    for (const mark of marksOf.get(id) || []) mark.classList.toggle("lit", on);
    rows.get(id)?.classList.toggle("lit", on);
  };
  const choose = (id, from) => {
    if (chosen) { light(chosen, false); details.get(chosen).hidden = true; }
    chosen = chosen === id ? null : id;
    if (!chosen) return;
    light(id, true);
    details.get(id).hidden = false;
    if (from !== "text") marksOf.get(id)?.[0].scrollIntoView({ block: "center" });
    if (from !== "table") rows.get(id).scrollIntoView({ block: "center" });
  };

  const draw = () => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    document.getElementById("language").textContent = word("language");
    const source = found.source;
    document.getElementById("source").textContent = [source.publisher, source.published, source.place, ...(source.quality || [])].filter(Boolean).join(" · ");
    const counts = new Map();
    for (const record of found.records) counts.set(record.type, (counts.get(record.type) || 0) + 1);
    document.getElementById("filters").replaceChildren(...[...counts].map(([type, count]) => {
      const button = make("button", `${word(type)} ${count}`, type);
      button.type = "button";
      button.dataset.type = type;
      button.setAttribute("aria-pressed", String(!hiddenTypes.has(type)));
      button.addEventListener("click", () => { hiddenTypes.has(type) ? hiddenTypes.delete(type) : hiddenTypes.add(type); draw(); });
      return button;
    }));
    const head = make("tr");
    head.append(...["type", "who", "what"].map((key) => make("th", word(key))));
    document.getElementById("head").replaceChildren(head);
    rows.clear();
    details.clear();
    const body = [];
    for (const record of found.records) {
      const row = make("tr", undefined, "record");
      row.id = `row-${record.id}`;
      row.tabIndex = 0;
      const kind = make("td");
      kind.append(make("span", word(record.type), `tag ${record.type}`));
      const what = ["action", "title", "label", "former_title", "quantity", "investment", "seats", "status", "stage"]
        .filter((key) => record[key]).map((key) => shown(key, record[key])).join(" ");
      row.append(kind, make("td", record.person || record.name || record.subject || record.congress || ""), make("td", what));
      row.hidden = hiddenTypes.has(record.type);
      row.addEventListener("click", () => choose(record.id, "table"));
      row.addEventListener("keydown", (event) => { if (event.key === "Enter") choose(record.id, "table"); });
      row.addEventListener("mouseenter", () => light(record.id, true));
      row.addEventListener("mouseleave", () => { if (chosen !== record.id) light(record.id, false); });
      const more = make("tr");
      const cell = make("td");
      cell.colSpan = 3;
      const list = make("dl");
      for (const [key, value] of Object.entries(record)) {
        if (["id", "type", "span", "spans"].includes(key)) continue;
        list.append(make("dt", word(key)), make("dd", shown(key, value)));
      }
      cell.append(list);
      more.append(cell);
      more.hidden = chosen !== record.id;
      rows.set(record.id, row);
      details.set(record.id, more);
      body.push(row, more);
    }
    document.getElementById("rows").replaceChildren(...body);
    const notes = [...(found.findings || []).map((f) => f.message), ...(found.unparsed || []).map((u) => `${u.reason}: ${u.evidence}`)];
    if (!found.records.length) notes.unshift(word("none"));
    document.getElementById("notes").replaceChildren(...notes.map((note) => make("p", note)));
    for (const mark of marks) mark.classList.toggle("off", mark.dataset.records.split(" ").every((id) => hiddenTypes.has(typeOf.get(id))));
    if (chosen) light(chosen, true);
  };

  for (const mark of marks) {
    const ids = mark.dataset.records.split(" ");
    const open = () => ids.filter((id) => !hiddenTypes.has(typeOf.get(id)));
    mark.addEventListener("click", () => {
      const here = open();
      if (!here.length) return;
      // clicking again goes on to the next record of the same words
      choose(here[(here.indexOf(chosen) + 1) % here.length], "text");
    });
    mark.addEventListener("mouseenter", () => open().forEach((id) => light(id, true)));
    mark.addEventListener("mouseleave", () => open().forEach((id) => { if (chosen !== id) light(id, false); }));
  }
  document.getElementById("language").addEventListener("click", () => { language = language === "zh" ? "en" : "zh"; draw(); });
  draw();
})();
