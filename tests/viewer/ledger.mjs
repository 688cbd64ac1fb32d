// The timelines of a ledger: bars that lead to words, search, phones, print.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DESK, PHONE, file, inView, noneWider, open, program, work } from "./harness.mjs";

const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

const PAGES = {
  "2012-11-21": "清溪县人民代表大会常务委员会决定任免名单\n(2012年11月20日清溪县第十六届人民代表大会常务委员会第五次会议通过)\n决定接受方正明辞去清溪县人民政府县长职务的请求。\n决定任命:\n陆海平为清溪县人民政府副县长、代理县长。\n",
  "2013-01-11": "清溪县第十六届人民代表大会第二次会议公告\n清溪县第十六届人民代表大会第二次会议于2013年1月10日选举陆海平为清溪县人民政府县长。\n现予公告。\n",
  "2013-03-20": "县委书记方正明、县长陆海平参加义务植树。\n",
  "2014-03-10": "县长陆海萍主持召开县政府常务会议。\n",
  "2014-10-10": "县长陆海平调研水利工程建设。\n",
};

let made;
// the address of a page of timelines, made as a user makes it
const timelines = () => {
  if (made) return made;
  const manifest = Object.keys(PAGES).map((day) => `${day}.txt,${day},清溪县,https://e.example/${day},<b>清溪</b>日报`);
  for (const [day, text] of Object.entries(PAGES)) file(`county/${day}.txt`, text);
  file("county/rules/lexicon/divisions.tsv", "439900\t云岭市\t1990\t\n439901\t清溪县\t1990\t\n");
  const list = file("county/manifest.csv", `path,published,place,url,publisher\n${manifest.join("\n")}\n`);
  const at = (name) => join(work, "county", name);
  const options = { stdio: ["ignore", "pipe", "pipe"] };
  execFileSync(program, ["extract", "--manifest", list, "--rules", at("rules"), "-o", at("records.jsonl")], options);
  execFileSync(program, ["ledger", at("records.jsonl"), "-o", at("ledger.sqlite")], options);
  execFileSync(program, ["view", at("ledger.sqlite"), "-o", at("timelines.html")], options);
  made = `file://${at("timelines.html")}`;
  return made;
};

export default {
  async "a ledger shows a bar for each tenure, by body and by person"() {
    const { page, faults } = await open(timelines());
    const bars = await page.locator("rect").count();
    assert(bars >= 12 && bars % 2 === 0, `${bars} bars`);
    const heads = await page.locator("section.group h3").allInnerTexts();
    for (const head of ["清溪县人民政府", "中共清溪县委员会", "陆海平", "方正明"]) assert(heads.includes(head), `${head}: ${heads}`);
    assert.equal(await page.locator("rect.acting").count(), 2);
    // bars lie within their row, the earlier one to the left
    const places = await page.locator("section.group", { hasText: "陆海平" }).first().locator("rect").evaluateAll((all) => all.map((bar) => bar.getBoundingClientRect().left));
    assert(places.every((left) => left >= 0 && left <= DESK.width));
    assert.deepEqual(faults, []);
  },
  async "a bar leads to the words it was read from, and these to their page"() {
    const { page, faults } = await open(timelines());
    await page.locator("svg a", { has: page.locator("rect.acting") }).first().click();
    const article = page.locator(new URL(page.url()).hash);
    assert.match(await article.innerText(), /陆海平[\s\S]*2012-11-20 \(任命 appointed\)[\s\S]*2013-01-10 \(当选 elected\)[\s\S]*代理县长/);
    assert(await inView(article), "the words are scrolled to");
    assert.equal(await article.locator("a").first().getAttribute("href"), "https://e.example/2012-11-21");
    assert.deepEqual(faults, []);
  },
  async "the keyboard reaches the search, which leaves what fits; Escape brings all back"() {
    const { page, faults } = await open(timelines());
    const rows = () => page.locator(".row:visible").count();
    const all = await rows();
    await page.keyboard.press("/");
    await page.keyboard.type("陆海平 县长");
    const found = await rows();
    assert(found > 0 && found < all, `${found} of ${all}`);
    for (const text of await page.locator("[data-find]:visible").evaluateAll((rest) => rest.map((one) => one.dataset.find))) assert.match(text, /陆海平/);
    // a link to what the search has hidden shows it
    const hidden = await page.locator("article:not(:visible)").first().getAttribute("id");
    await page.evaluate((id) => { location.hash = id; }, hidden);
    await page.locator(`[id="${hidden}"]`).waitFor({ state: "visible" });
    await page.keyboard.press("Escape");
    assert.equal(await rows(), all);
    await page.locator("#find").fill("没有此人");
    assert.equal(await rows(), 0);
    assert.deepEqual(faults, []);
  },
  async "what does not fit is shown with both pages, and marks of a page are no marks here"() {
    const { page, faults } = await open(timelines());
    const found = page.locator("#findings + section > div");
    assert.equal(await found.count(), 1);
    assert.equal(await found.locator("blockquote").count(), 2);
    assert.equal(await page.locator("main b").count(), 0);
    assert.match(await page.locator("#evidence ~ article").first().innerText(), /<b>清溪<\/b>日报/);
    assert.deepEqual(faults, []);
  },
  async "a ledger fits a phone, prints all its rows, and can be read by all"() {
    const phone = await open(timelines(), PHONE);
    assert(await noneWider(phone.page), "nothing is wider than a phone");
    const { page } = await open(timelines());
    await page.emulateMedia({ media: "print" });
    assert(!await page.locator("#find").isVisible() && await page.locator(".row").first().isVisible());
    assert((await page.pdf({ format: "A4" })).length > 5000);
    await page.emulateMedia({ media: "screen" });
    await page.evaluate(axe);
    for (const scheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme: scheme });
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      const told = violations.map((v) => `${v.impact} ${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
      assert.deepEqual(told, [], scheme);
    }
  },
};
