// Everything that the page says, in Chinese and in English. Codes of the contract have names here; values stay as the text has them.
const WORDS = {
  zh: {
    brand: "邸报", language: "English", back: "目录", search: "搜索原文与记录", search_index: "搜索全部文件", records: "记录", 
    order: "排列", by_type: "按类别", by_article: "按文章", by_text: "按原文次序", by_place: "按地方", by_person: "按姓名", by_doubt: "把握低的在前", filters: "记录类别",
    office: "任职", appointment: "任免", representative_change: "代表变动", congress_size: "代表名额", project: "项目", figure: "数据",
    loose: "其他数据", shown: "显示 {0} / {1} 条记录", hits: "原文 {0} 处", no_hits: "原文中没有", next: "下一处", previous: "上一处",
    documents: "{0} 份文件", documents_shown: "显示 {0} / {1} 份文件", day: "日期", place: "地方", publisher: "来源", title: "标题", notes: "提示",
    by_day: "按日期", by_publisher: "按来源", undated: "日期不详", unplaced: "地方不详", unpublished: "来源不详", 
    nothing: "没有符合条件的记录", nothing_here: "没有符合条件的文件", types_hidden: "有些类别已隐藏。", not_found: "“{0}”不在任何记录中。", reset: "清除条件", more: "还有 {0} 条",
    person: "姓名", post: "职务", organization: "机构", role: "职位", jurisdiction: "辖区", status: "状态", action: "行为", authority: "决定机关", session: "会议",
    date: "日期", reason: "原因", document: "文号", congress: "人民代表大会", unit: "选举单位", former_title: "原任职务", seats: "实有代表", name: "名称", count: "个数",
    stage: "阶段", location: "地点", investment: "总投资", parties: "参与方", figures: "其他数据", duration_months: "工期", subject: "主体", label: "指标",
    quantity: "数值", period: "时期", change: "变动", probation_months: "试用期", temporary: "挂职", part_of: "所属", start: "起", end: "止", uid: "标识",
    gender: "性别", ethnicity: "民族", birth: "出生", native_place: "籍贯", education: "学历学位", party: "政治面貌", current_title: "现任职务", months: "{0} 个月",
    yes: "是", seats_of: "{0} 名", batch: "{0} 个项目", code: "代码 {0}", candidates: "可能 {0}", 
    evidence: "原文依据", why: "为何如此", rule: "规则", law: "法源", confidence: "把握", margin: "领先次优", considered: "句中还考虑过", words: "句中认出的词",
    copy: "复制 JSON", copied: "已复制", not_copied: "无法复制", link: "复制链接", to_text: "在原文中看", finding: "前后不一", unparsed: "未能解读", edition: "记录表", number: "号",
    what: "内容", type: "类别", who: "对象", when: "时间", skip: "跳到记录", no_text: "这些记录未附原文,下面只列依据。", untitled: "无题",
    news: "消息", notice: "公告", roster: "任免名单", caption: "图片说明", fragment: "残篇", empty: "没有读出记录", failed: "无法读取", article: "文章",
    "replaced-characters": "有字符无法解码", "unreadable-date": "所给日期无法辨认", pinyin_flag: "夹注拼音", table_scroll: "表格", copy_of: "与前文重复", page_of: "{0} 等 {1} 篇", more_articles: "等 {0} 篇",
  },
  en: {
    brand: "dibao", language: "中文", back: "Index", search: "Search text and records", search_index: "Search all documents", records: "Records", 
    order: "Order", by_type: "by type", by_article: "by article", by_text: "as in the text", by_place: "by place", by_person: "by name", by_doubt: "least sure first", filters: "Types of records",
    office: "Offices", appointment: "Acts", representative_change: "Deputies", congress_size: "Seats", project: "Projects", figure: "Figures",
    loose: "Other figures", shown: "{0} of {1} records", hits: "{0} in the text", no_hits: "not in the text", next: "Next place", previous: "Previous place",
    documents: "{0} documents", documents_shown: "{0} of {1} documents", day: "Day", place: "Place", publisher: "Publisher", title: "Title", notes: "Notes",
    by_day: "by day", by_publisher: "by publisher", undated: "No day", unplaced: "No place", unpublished: "No publisher", 
    nothing: "No record fits", nothing_here: "No document fits", types_hidden: "Some types are hidden.", not_found: "“{0}” is in no record.", reset: "Clear", more: "{0} more",
    person: "person", post: "post", organization: "body", role: "role", jurisdiction: "jurisdiction", status: "status", action: "act", authority: "decided by", session: "session",
    date: "date", reason: "reason", document: "document no.", congress: "congress", unit: "electing unit", former_title: "former post", seats: "seats", name: "name", count: "count",
    stage: "stage", location: "location", investment: "investment", parties: "parties", figures: "other figures", duration_months: "duration", subject: "subject", label: "label",
    quantity: "quantity", period: "period", change: "change", probation_months: "probation", temporary: "temporary", part_of: "part of", start: "from", end: "to", uid: "identifier",
    gender: "gender", ethnicity: "ethnicity", birth: "born", native_place: "native place", education: "education", party: "party", current_title: "current post", months: "{0} months",
    yes: "yes", seats_of: "{0} seats", batch: "{0} projects", code: "code {0}", candidates: "one of {0}", 
    evidence: "Evidence", why: "Why", rule: "rule", law: "law", confidence: "confidence", margin: "ahead of the next best", considered: "Also considered in the sentence", words: "Words known in the sentence",
    copy: "Copy JSON", copied: "Copied", not_copied: "Cannot copy", link: "Copy link", to_text: "Show in the text", finding: "Does not agree", unparsed: "Not understood", edition: "Table of records", number: "No.",
    what: "what", type: "type", who: "who", when: "when", skip: "Skip to the records", no_text: "These records came without their text: only their evidence is shown.", untitled: "Untitled",
    news: "news", notice: "notice", roster: "roster", caption: "caption", fragment: "fragment", empty: "No records", failed: "Cannot be read", article: "article",
    "replaced-characters": "some characters could not be decoded", "unreadable-date": "the day given for it is unreadable", pinyin_flag: "pinyin between the characters", table_scroll: "table", copy_of: "repeats the article above", page_of: "{0} and others, {1} articles", more_articles: "and others, {0} articles",
  },
};

// codes of the contract
const CODES = {
  zh: {
    appoint: "任命", dismiss: "免去", elect: "当选", accept_resignation: "接受辞职", nominate: "提名", propose: "拟任", remove: "撤职", terminate: "相应终止", suspend: "停职",
    current: "现任", former: "曾任", acting: "代理", candidate: "候选", terminated: "资格终止", elected: "当选代表", confirmed: "资格有效", recalled: "罢免",
    suspended: "暂停职务", resumed: "恢复职务", planned: "计划", approved: "获批", signed: "签约", started: "开工", under_construction: "在建", completed: "竣工",
    operational: "投用", transferred: "调离", resigned: "辞去", deceased: "去世", unlawful: "违纪违法", other: "其他", up: "增", down: "减", yoy: "同比", qoq: "环比",
    owner: "业主", investor: "投资", shareholder: "股东", contractor: "施工", designer: "设计", operator: "运营", government: "政府", partner: "合作",
  },
  en: { accept_resignation: "resignation accepted", under_construction: "under construction", yoy: "year on year", qoq: "quarter on quarter" },
};
const CODED = new Set(["action", "status", "stage", "direction", "basis"]);

// why a document gave no record
const EMPTY = {
  zh: {
    blank: "文件里没有文字。", pinyin: "文字间夹注了拼音,不可信,故未解读。", "no-han": "文中没有汉字。", traditional: "文件是繁体中文(Big5):规则只写简体。",
    unparsed: "文中有像任免的句子,但没有规则读得懂,见原文旁的提示。", furniture: "只有报头、导航和版权文字,没有正文。", "no-words": "文中没有职务、任免、代表、项目或可记的数量。",
    posts: "文中有职务,但没有读出任职的人:", failed: "这份文件无法读取:",
  },
  en: {
    blank: "The file holds no text.", pinyin: "There is pinyin between its characters: not to be trusted, so it was not read.", "no-han": "It holds no Chinese characters.",
    traditional: "It is in traditional characters (Big5): the rules know simplified ones.", unparsed: "Some sentences look like acts, and no rule understood them: see the notes in the text.",
    furniture: "It holds nothing but masthead, navigation and copyright lines.", "no-words": "It names no post, act, deputy or project, and no quantity to record.",
    posts: "It names posts, but nobody who holds them:", failed: "This document cannot be read:",
  },
};

// what the program says in English, and how the Chinese page says it
const PHRASES = [
  [/^the text counts (.+) deputies and names (.+)$/, "原文说 $1 名代表,列出 $2 名"],
  [/^(.+): (.+) - (.+) ended \+ (.+) confirmed is not (.+)$/, "$1:$2 减去终止 $3、加上确认 $4,不等于 $5"],
  [/^(.+) resigned the seat and is not among those whose seats end$/, "$1 已辞去代表职务,但不在资格终止者之列"],
  [/^(.+) is of county level and has no procuratorate below it to approve for$/, "$1是县级机关,没有下级检察院可批准任免"],
  [/^the shareholders' shares add up to (.+)$/, "各股东持股合计 $1"],
  [/^the parts count (.+) projects, the whole (.+)$/, "各部分共 $1 个项目,总数却是 $2"],
  [/^the parts' investments add up to (.+), the whole is (.+)$/, "各部分投资合计 $1,总额却是 $2"],
  [/^(.+) of (.+) is (.+)%, the text says (.+)%$/, "$2 中的 $1 是 $3%,原文却说 $4%"],
  [/^an act with a post that no rule read$/, "像是带职务的任免,没有规则读得懂"],
  [/^a notice's clause with a verb of an act and a post that no rule read$/, "公告中有任免动词和职务的一句,没有规则读得懂"],
  [/^an item of a list of acts that no rule read$/, "任免名单中的一项,没有规则读得懂"],
  [/^not given: (.+) records are more than the limit of (.+)$/, "其余从略:共 $1 条记录,超过上限 $2"],
  [/^not extracted: the text is poisoned \(pinyin\)$/, "未解读:文字间夹注了拼音"],
  [/^(.*): no name behind it$/, "$1:后面没有姓名"],
  [/^(.*): held by (.+)$/, "$1:任职者 $2"],
  [/^(.*): refused, the post needs a body of its own$/, "$1:不取,这个职务须有自己的机构"],
];
const CLASSES = { zh: { post: "职务", stop: "止词", hold: "任职动词", act: "任免动词", "no-post": "非职务" }, en: {} };

let language = "zh";
const word = (key, ...values) => (WORDS[language][key] ?? key.replaceAll("_", " ")).replace(/\{(\d)\}/g, (_, i) => values[i]);
const coded = (value) => CODES[language][value] ?? CODES.en[value] ?? String(value).replaceAll("_", " ");
// a message of the program in the page's language; one that has no Chinese is marked as English by `say`
const phrase = (message) => {
  if (language === "en") return message;
  const known = PHRASES.find(([form]) => form.test(message));
  return known ? message.replace(known[0], known[1]) : message;
};
// 2023-04-27 → 2023年4月27日; months and years likewise
const MONTHS = "January February March April May June July August September October November December".split(" ");
const day = (iso) => {
  const [, year, month, date] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(iso ?? "") ?? [];
  if (!year) return iso ?? "";
  if (language === "zh") return `${year}年${month ? `${+month}月` : ""}${date ? `${+date}日` : ""}`;
  return [date && +date, month && MONTHS[month - 1], year].filter(Boolean).join(" ");
};
// an element with its text and class
const make = (tag, text, className) => {
  const element = document.createElement(tag);
  if (text !== undefined && text !== null) element.textContent = text;
  if (className) element.className = className;
  return element;
};
const button = (text, className, act) => {
  const element = make("button", text, className);
  element.type = "button";
  if (act) element.addEventListener("click", act);
  return element;
};
