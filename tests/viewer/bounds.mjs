// Size, speed, accessibility, and that every message has a Chinese wording.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DESK, PHONE, TABLET, file, open, render, root, sample } from "./harness.mjs";
import { crawl, large } from "./samples.mjs";

const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
// axe-core comes in by the debugger, which the page's policy does not bind
const check = async (page, what) => {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const told = violations.map((v) => `${v.impact} ${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120)).join(" | ")}`);
  console.log(`      ${what}: ${told.length ? told.join("\n      ") : "no findings"}`);
  assert.deepEqual(violations.filter((v) => ["serious", "critical"].includes(v.impact)).map((v) => v.id), [], `${what}:\n${told.join("\n")}`);
};

// the least of several, in milliseconds: the machine's other work only adds
const least = async (times, measure) => {
  let best = Infinity;
  for (let i = 0; i < times; i += 1) best = Math.min(best, await measure());
  return best;
};
const loading = (url) => least(5, async () => {
  const { page } = await open(url);
  const time = await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))); }));
  await page.context().close();
  return time;
});
const answering = (page, act) => least(5, () => page.evaluate(async (code) => {
  const start = performance.now();
  new Function(code)();
  document.body.getBoundingClientRect(); // styles and layout are done
  await new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); });
  return performance.now() - start;
}, act));

export default {
  async "the page without its text is below 120 KB"() {
    const size = (url) => statSync(fileURLToPath(url)).size;
    const empty = size(render("empty", file("empty.txt", "")));
    console.log(`      ${empty} bytes`);
    assert(empty < 120_000, `${empty}`);
  },
  async "3,000 records load in a few times an empty page's time, and answer in less than one"() {
    const empty = await loading(render("unit", file("unit.txt", "无")));
    const url = render("large", file("large.txt", large()));
    const { page, faults } = await open(url);
    const records = await page.evaluate(() => JSON.parse(document.getElementById("data").textContent).documents[0].document.records.length);
    assert(records >= 2900, `${records} records`);
    const rows = await page.locator(".row").count();
    await page.locator(".more-rows").first().click();
    assert(await page.locator(".row").count() > rows, "more rows are drawn when they are asked for");
    const load = await loading(url);
    const figures = { "load": load };
    const acts = {
      "choose": `const all = document.querySelectorAll(".row:not(.open) .line"); all[all.length >> 1].click();`,
      "filter": `document.querySelector(".filter[data-type=appointment]").click();`,
      "search": `const s = document.getElementById("search"); s.value = s.value === "水利" ? "教育" : "水利"; s.dispatchEvent(new Event("input"));`,
    };
    for (const [name, act] of Object.entries(acts)) figures[name] = await answering(page, act);
    const ratios = Object.fromEntries(Object.entries(figures).map(([name, time]) => [name, +(time / empty).toFixed(2)]));
    console.log(`      ${records} records; an empty page loads in ${empty.toFixed(0)} ms; times that: ${JSON.stringify(ratios)}; in ms: ${JSON.stringify(figures, (_, v) => (typeof v === "number" ? Math.round(v) : v))}`);
    assert(ratios.load < 8, `load ${ratios.load}`);
    for (const name of Object.keys(acts)) assert(ratios[name] < 1, `${name} ${ratios[name]}`);
    assert.deepEqual(faults, []);
  },
  async "axe-core finds nothing serious: three widths, dark and light, open and closed, index and empty page"() {
    const river = render("axe", sample("issues/river-page.txt"), "--place", "衡阳市");
    for (const [name, viewport] of Object.entries({ desk: DESK, tablet: TABLET, phone: PHONE })) {
      for (const colorScheme of ["light", "dark"]) {
        const { page } = await open(river, viewport, { colorScheme });
        await check(page, `${name} ${colorScheme}`);
        await page.locator("mark.office").first().click();
        await page.locator(".why summary").click();
        await check(page, `${name} ${colorScheme}, a record open`);
      }
    }
    for (const colorScheme of ["light", "dark"]) {
      for (const [name, source] of [["table", "notices/table.txt"], ["roster", "notices/roster-province.txt"], ["projects", "issues/works.txt"], ["deputies", "notices/seats-by-unit.txt"]]) {
        const { page } = await open(render(`axe-${name}`, sample(source)), DESK, { colorScheme });
        await page.locator(".line").first().click();
        await check(page, `${name} ${colorScheme}`);
      }
      await check((await open(render("axe-none", sample("issues/sports-negative.txt")), DESK, { colorScheme })).page, `no records ${colorScheme}`);
      const { page } = await open(render("axe-index", file("axe.jsonl", crawl(12))), DESK, { colorScheme });
      await check(page, `index ${colorScheme}`);
      await page.locator("#language").click();
      await page.locator("#search").fill("电站");
      await check(page, `index, searched, English ${colorScheme}`);
    }
  },
  async "every finding and every reason has a Chinese wording"() {
    const words = readFileSync(join(root, "src/export/view/words.js"), "utf8");
    const known = new Function(`${words}; return (message) => phrase(message) !== message;`)();
    const sources = (folder) => readdirSync(join(root, folder), { recursive: true }).filter((f) => f.endsWith(".rs")).map((f) => readFileSync(join(root, folder, f), "utf8")).join("\n");
    const messages = [...sources("src/checks").matchAll(/format!\(\s*"([^"]+)"/g)].map((m) => m[1]).filter((m) => /[a-z]{3,} [a-z]{2,}/.test(m));
    const reasons = [...readFileSync(join(root, "src/families/unparsed.rs"), "utf8").matchAll(/Some\("([^"]+)"\)/g)].map((m) => m[1]);
    assert(messages.length >= 8 && reasons.length >= 3, "the messages were found");
    const unknown = [...messages, ...reasons].filter((m) => !known(m.replace(/\{[^}]*\}/g, "7")));
    assert.deepEqual(unknown, [], "add them to PHRASES of src/export/view/words.js");
  },
};
