// One document: how it is set, and what a reader finds in it.
import assert from "node:assert/strict";
import { DESK, PHONE, TABLET, file, inView, noneWider, open, render, sample } from "./harness.mjs";

const river = (name) => render(name, sample("issues/river-page.txt"), "--place", "衡阳市");
const text = (page) => page.locator("#text").innerText();

export default {
  async "a page is set with masthead, headlines, notice head, signature, without blank lines"() {
    const { page, faults } = await open(river("set"));
    assert.equal(await page.locator("h1").innerText(), "衡阳晚报");
    assert.match(await page.locator(".kicker").innerText(), /衡阳市\s+2024年5月11日/);
    assert.equal(await page.locator("#text h2").count(), 3);
    assert.equal(await page.locator(".notice .notice-head").innerText(), "第七号");
    assert.deepEqual(await page.locator(".notice .signature").allInnerTexts(), ["衡阳市人民代表大会常务委员会", "2024年5月10日"]);
    assert.match(await page.locator(".dateline").first().innerText(), /^衡阳晚报讯.*欧阳 舟）$/);
    assert.equal(await page.locator("#text p:empty").count(), 0);
    assert(!(await page.title()).includes("/"), "the title is no path");
    assert.deepEqual(faults, []);
  },
  async "lists are lists, tables are tables, lives are lines"() {
    const roster = (await open(render("roster", sample("notices/roster-province.txt")))).page;
    assert.equal(await roster.locator(".items li").count(), 6);
    assert.deepEqual(await roster.locator(".section").allInnerTexts(), ["一、决定任命", "二、决定免去", "三、任命", "四、免去", "五、批准任命"]);
    const table = (await open(render("table", sample("notices/table.txt")))).page;
    assert.equal(await table.locator(".set th").count(), 9);
    assert.equal(await table.locator(".set td").count(), 18);
    const life = file("life.txt", "江小河同志简历\n江小河,男,1966年5月生。\n1986.07—1990.03 青岭县水利局干部\n1990.03—1999.08 青岭县水利局副局长\n");
    const { page } = await open(render("life", life));
    assert.deepEqual(await page.locator(".life .when").allInnerTexts(), ["1986.07—1990.03", "1990.03—1999.08"]);
  },
  async "acts and deputies stand first, offices by person, loose figures are folded away"() {
    const { page } = await open(river("order"));
    const heads = await page.locator(".group > h3, .group > summary").allInnerTexts();
    assert.deepEqual(heads.map((h) => h.replace(/\s*\d+$/, "")), ["任免", "代表变动", "任职", "项目", "其他数据"]);
    assert.equal(await page.locator(".row.figure").count(), 0);
    await page.locator("details.group > summary").click();
    assert.equal(await page.locator(".row.figure:visible").count(), 5);
    assert.equal(await page.locator(".person h4", { hasText: "成渠" }).count(), 1);
    assert.equal(await page.locator(".person", { hasText: "成渠" }).locator(".row").count(), 2);
  },
  async "a click on a record lights its parts and scrolls to them; a link leads back"() {
    const { page, faults } = await open(river("click"), { width: 1280, height: 500 });
    const line = page.locator(".row.representative_change .line").last();
    await line.click();
    const lit = page.locator("mark.lit");
    assert(await lit.count() > 0 && await inView(lit.first()), "the text is scrolled to");
    assert.equal(await page.locator("mark.lit.part-person").first().innerText(), "钟 鸣");
    assert.equal(await line.getAttribute("aria-expanded"), "true");
    const hash = new URL(page.url()).hash;
    assert.match(hash, /^#r\d+$/);
    const again = (await open(page.url())).page;
    assert.equal(await again.locator(".row.open").count(), 1, `${hash} survives`);
    assert.equal(await again.locator("mark.lit.part-person").first().innerText(), "钟 鸣");
    assert.deepEqual(faults, []);
  },
  async "each record shows rule, law, confidence, evidence and what else was considered, and copies as JSON"() {
    const { page, faults } = await open(render("why", sample("notices/roster-province.txt")));
    await page.locator(".line").nth(1).click();
    await page.locator(".why summary").click();
    const why = await page.locator(".why").innerText();
    for (const told of ["appointments/appoint", "任命甲为乙", "第50条", "0.95", "后面没有姓名", "任免动词"]) assert(why.includes(told), `${told} in ${why}`);
    assert.equal(await page.locator("blockquote .part-person").innerText(), "韦晓棠");
    await page.getByRole("button", { name: "复制 JSON" }).click();
    await page.getByText("已复制").waitFor();
    const record = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
    assert.deepEqual([record.type, record.person, record.action], ["appointment", "韦晓棠", "appoint"]);
    assert.deepEqual(faults, []);
  },
  async "a click on the text opens its record, and moves nothing"() {
    const { page } = await open(river("mark"), { width: 1280, height: 500 });
    const mark = page.locator("mark.appointment").first();
    await mark.scrollIntoViewIfNeeded();
    const before = await page.evaluate(() => window.scrollY);
    await mark.click();
    assert.equal(await page.evaluate(() => window.scrollY), before);
    const open1 = page.locator(".row.open");
    assert(await inView(open1) && (await open1.getAttribute("class")).includes("appointment"));
    assert.equal(await page.evaluate(() => document.activeElement.closest(".row")?.className.includes("open")), true);
  },
  async "types are hidden in the list and in the text"() {
    const { page } = await open(river("types"));
    const offices = page.locator("mark.office");
    assert(await offices.count() > 0);
    await page.locator(".filter[data-type=office]").click();
    assert.equal(await offices.count(), 0);
    assert.equal(await page.locator(".row.office:visible").count(), 0);
    assert.match(await page.locator("#status").innerText(), /^显示 10 \/ 17 条记录/);
    while (await page.locator(".filter[aria-pressed=true]").count()) await page.locator(".filter[aria-pressed=true]").first().click();
    assert.match(await page.locator(".nothing").innerText(), /有些类别已隐藏/);
    await page.getByRole("button", { name: "清除条件" }).click();
    assert(await offices.count() > 0);
  },
  async "the search finds records and padded names in the text"() {
    const { page } = await open(river("search"));
    await page.keyboard.press("/");
    await page.keyboard.type("温如玉");
    assert.match(await page.locator("#status").innerText(), /显示 4 \/ 17 条记录 · 原文 3 处/);
    assert.equal(await page.evaluate(() => [...CSS.highlights.get("found")].map((r) => r.toString().replace(/\s/g, ""))[0]), "温如玉");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => CSS.highlights.get("hit").size), 1);
    await page.keyboard.type("某");
    assert.match(await page.locator(".nothing").innerText(), /温如玉某/);
    await page.keyboard.press("Escape");
    assert.match(await page.locator("#status").innerText(), /^显示 17/);
    await page.locator("#search").fill("冲锋舟");
    assert.equal(await page.locator(".row.figure:visible").count(), 1, "a folded figure is found");
  },
  async "orders: by article, as in the text, by name, least sure first"() {
    const { page } = await open(river("orders"));
    const order = (name) => page.getByLabel("排列").selectOption({ label: name });
    await order("按文章");
    assert.equal(await page.locator(".group").count(), 3);
    await order("按原文次序");
    assert.match(await page.locator(".line").first().innerText(), /严守正/);
    await order("把握低的在前");
    const sure = await page.evaluate(() => JSON.parse(document.getElementById("data").textContent).documents[0].document.records.map((r) => r.confidence));
    const first = Number(await page.locator(".row").first().getAttribute("data-i"));
    assert.equal(sure[first], Math.min(...sure));
  },
  async "the keyboard reaches everything"() {
    const { page } = await open(river("keys"));
    const focused = () => page.evaluate(() => document.activeElement.closest(".row")?.dataset.i);
    assert.equal(await page.locator('.line[tabindex="0"]').count(), 1, "one row can be reached with Tab");
    await page.keyboard.press("/");
    await page.keyboard.press("ArrowDown");
    const first = await focused();
    await page.keyboard.press("ArrowDown");
    assert.notEqual(await focused(), first);
    await page.keyboard.press("Enter");
    assert.equal(await page.locator(".row.open").getAttribute("data-i"), await focused());
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.equal(outline, "solid", "the focus is seen");
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".row.open").count(), 0);
    assert.equal(new URL(page.url()).hash, "");
    await page.keyboard.press("End");
    assert.notEqual(await focused(), first);
  },
  async "findings and what was not understood stand where they are, in the page's language"() {
    const notice = file("count.txt", "青岭市第十六届人民代表大会常务委员会公告\n第七号\n由东城区选举的青岭市第十六届人民代表大会代表江小河已调离本行政区域。\n根据代表法的有关规定,江小河等3人的代表资格终止。\n特此公告。\n青岭市人民代表大会常务委员会\n2023年4月26日\n");
    const { page } = await open(render("count", notice));
    const remark = page.locator(".remark").first();
    assert.match(await remark.innerText(), /前后不一.*3 名代表,列出 1 名/);
    assert.match(await remark.evaluate((e) => e.previousElementSibling.innerText), /代表资格终止/);
    await page.locator("#language").click();
    assert.match(await remark.innerText(), /Does not agree the text counts 3/);
  },
  async "a page without records says why"() {
    for (const [name, body, why] of [
      ["posts", "主教练果断换人,会长到场观看。", "后面没有姓名"], ["blank", " \n", "没有文字"], ["latin", "Nothing to see here, really nothing.", "没有汉字"], ["plain", "今天天气很好,大家去公园散步。", "没有职务"],
    ]) {
      const { page } = await open(render(name, file(`${name}.txt`, body)));
      assert.match(await page.locator(".empty").innerText(), new RegExp(why), name);
    }
  },
  async "the Chinese page is Chinese and the English page English"() {
    const { page } = await open(render("tongues", sample("notices/by-election.txt")));
    const labels = async () => {
      const told = [];
      for (let n = await page.locator(".line").count() - 1; n >= 0; n -= 1) {
        await page.locator(".line").nth(n).click();
        await page.locator(".why summary").click();
        told.push(...await page.locator("#panel dt, #panel .act").allInnerTexts());
      }
      return told.concat(await page.locator("#panel dt, #panel h3, #panel .tag, #panel button:not(.line), #panel summary, .bar").allInnerTexts()).join(" ");
    };
    assert.doesNotMatch((await labels()).replaceAll("JSON", "").replaceAll("English", ""), /[A-Za-z]{3}/);
    await page.locator("#language").click();
    assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
    assert.doesNotMatch((await labels()).replaceAll("中文", ""), /[\u4e00-\u9fff]{2}.*(记录|任免|规则)/);
  },
  async "a phone: the text stays, the record comes from below, a table becomes cards"() {
    const { page, faults } = await open(river("phone"), PHONE, { hasTouch: true, isMobile: true });
    assert(await noneWider(page));
    const mark = page.locator("mark.office").first();
    const before = await page.evaluate(() => window.scrollY);
    assert.equal(await page.locator("#scroll").isVisible(), false);
    await mark.tap();
    assert.equal(await page.evaluate(() => window.scrollY), before, "nothing jumps");
    const row = page.locator(".row.open");
    assert(await inView(row));
    const sheet = await page.locator("#panel").boundingBox();
    assert(sheet.y > PHONE.height / 4 && sheet.y + sheet.height <= PHONE.height + 1, "a sheet from below");
    await page.locator(".line:visible").last().tap();
    const lit = await page.locator("mark.lit").first().boundingBox();
    assert(lit.y > 0 && lit.y < sheet.y, "what is chosen in the list is seen above the sheet");
    await page.locator(".grip").tap();
    assert.equal(await page.locator("#scroll").isVisible(), false);
    const table = (await open(render("cards", sample("notices/table.txt")), PHONE, { hasTouch: true })).page;
    assert(await noneWider(table));
    const cell = table.locator(".set td[data-label=性别]").first();
    assert.match(await cell.evaluate((e) => getComputedStyle(e, "::before").content), /性别/);
    assert.deepEqual(faults, []);
  },
  async "three widths, dark and light: nothing is wider than the screen"() {
    for (const viewport of [DESK, TABLET, PHONE]) {
      for (const colorScheme of ["light", "dark"]) {
        const { page, faults } = await open(river("widths"), viewport, { colorScheme });
        assert(await noneWider(page), JSON.stringify(viewport));
        const [paper, ink] = await page.evaluate(() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color].map((c) => Number(c.match(/\d+/)[0])));
        assert(colorScheme === "dark" ? paper < 60 && ink > 180 : paper > 200 && ink < 60);
        assert.deepEqual(faults, []);
      }
    }
  },
  async "it prints an edition: numbered marks and a table of records, without what is hidden"() {
    const { page } = await open(river("print"), { width: 900, height: 1200 });
    await page.locator(".filter[data-type=figure]").click();
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("#panel, .bar").filter({ visible: true }).count(), 0);
    await page.locator("#edition tbody tr").nth(11).waitFor();
    assert.equal(await page.locator("#edition tbody tr").count(), 12);
    assert.match(await page.locator("mark[data-no]").first().evaluate((e) => getComputedStyle(e, "::after").content), /1/);
    assert((await page.pdf()).length > 10_000);
  },
  async "without its text the records are shown with their evidence"() {
    const { run, work } = await import("./harness.mjs");
    const records = `${work}/bare.json`;
    assert.equal(run("extract", sample("notices/roster-province.txt"), "-o", records).code, 0);
    const { page } = await open(render("bare", records));
    assert.match(await text(page), /未附原文/);
    await page.locator(".line").first().click();
    assert.match(await page.locator("blockquote").innerText(), /闵\s+江/);
  },
};
