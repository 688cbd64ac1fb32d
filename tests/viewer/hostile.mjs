// Documents that attack the page that shows them: everything is text, nothing runs, loads or leaves.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { file, open, render, run, sample, work } from "./harness.mjs";

const OWN = `window.owned=1`;
// each is set into the text, the name, the place and the title of a document
export const ATTACKS = [
  `<script>${OWN}</script>`, `</script><script>${OWN}</script>`, `</ScRiPt ><script>${OWN}</script>`, `<img src=x onerror=${OWN}>`, `<svg onload=${OWN}>`, `<svg><script>${OWN}</script></svg>`,
  `"><svg onload=${OWN}>`, `' onmouseover='${OWN}' x='`, `" autofocus onfocus="${OWN}`, `</title><script>${OWN}</script>`, `</style><script>${OWN}</script>`, `</template><script>${OWN}</script>`,
  `<!--<script>`, `--><script>${OWN}</script>`, `<![CDATA[<script>${OWN}</script>]]>`, `<iframe srcdoc="<script>parent.owned=1</script>">`, `<iframe src="javascript:parent.owned=1">`,
  `<a href="javascript:${OWN}">点</a>`, `<form action="https://x.invalid"><button autofocus>`, `<link rel=stylesheet href=https://x.invalid/a.css>`, `<meta http-equiv=refresh content="0;url=https://x.invalid">`,
  `<base href="https://x.invalid/">`, `<object data=https://x.invalid></object>`, `<style>*{display:none}</style>`, `<math><mtext></p><img src=x onerror=${OWN}>`, `<noscript><p title="</noscript><img src=x onerror=${OWN}>">`,
  `\\u003cscript\\u003e${OWN}\\u003c/script\\u003e`, `&lt;script&gt;${OWN}&lt;/script&gt;`, `{{constructor.constructor('${OWN}')()}}`, `\${${OWN}}`, `<xmp><script>${OWN}</script></xmp>`, `<plaintext>`,
  `\u2028\u2029<script>${OWN}</script>`, `\u202e<tpircs>`, `<img/src/onerror=${OWN}//`, `<details open ontoggle=${OWN}>`, `<select><template><script>${OWN}</script>`, `<table><td background=https://x.invalid>`,
  `__proto__`, `constructor`, `<mark data-r="0 1 99999" data-parts="0:person">`, `<div id=data>{}</div>`, `<input id=search>`,
];
const body = (attack, n) => `青岭市人民政府关于${attack}任免职的通知\n决定任命:\n江小河为青岭市水利局${attack}局长;\n副市长柳长墨${attack}强调,市教育局局长石文渠到会,总投资${n + 3}亿元。\n姓名\t${attack}\n甘守山\t${attack}\n${attack}\n`;
const squeeze = (text) => text.replace(/[\s\u200b-\u200f\u202a-\u202e\u2028\u2029]/g, "");

const shownText = (page) => page.locator("#text").evaluate((text) => {
  const copy = text.cloneNode(true);
  for (const remark of copy.querySelectorAll(".remark")) remark.remove();
  return copy.textContent;
});

const unharmed = async (page, faults, what) => {
  assert.equal(await page.evaluate(() => window.owned), undefined, `${what} ran`);
  assert.deepEqual(faults, [], what);
  const foreign = await page.locator("#app").locator("script, img, svg, iframe, object, embed, form, link, base, style, math, noscript, xmp, plaintext, #text input").count();
  assert.equal(foreign, 0, `${what} made elements`);
};

export default {
  async [`${ATTACKS.length} hostile texts run nothing and are shown whole`]() {
    const crawl = ATTACKS.map((attack, n) => JSON.stringify({ id: `${n} ${attack}`, place: attack, text: body(attack, n) })).join("\n");
    const { page, faults } = await open(render("hostile", file("hostile.jsonl", crawl), "--publisher", "<b onclick=owned=1>报</b>"));
    await unharmed(page, faults, "the index");
    assert.equal(await page.locator(".index a").count(), ATTACKS.length);
    for (const [n, attack] of ATTACKS.entries()) {
      await page.evaluate((hash) => { location.hash = hash; }, `#d${n + 1}`);
      await page.waitForFunction((start) => document.querySelector(".file")?.title.startsWith(start), `${n} `);
      assert(squeeze(await shownText(page)).includes(squeeze(body(attack, n))), `${attack} is shown whole`);
      await page.locator("mark").first().click();
      await page.locator(".why summary").first().click();
      await unharmed(page, faults, attack);
    }
    await page.locator(".brand").click();
    for (const attack of ATTACKS.slice(0, 12)) await page.locator("#search").fill(attack);
    await unharmed(page, faults, "the search");
  },
  async "each hostile text alone, printed, in both languages"() {
    for (const [n, attack] of ATTACKS.entries()) {
      if (n % 6) continue;
      const { page, faults } = await open(render(`alone${n}`, file(`alone${n}.txt`, body(attack, n))));
      await page.locator(".line").first().click();
      await page.locator("#language").click();
      await page.emulateMedia({ media: "print" });
      await unharmed(page, faults, attack);
      assert(!(await page.title()).includes("owned") || attack.includes("owned"));
    }
  },
  async "a hostile name of a file"() {
    const { page, faults } = await open(render("named", file(`<img src=x onerror=${OWN}>.txt`, "副市长柳长墨强调。")));
    await unharmed(page, faults, "the name");
    assert((await page.locator("h1").evaluate((e) => e.textContent)).includes("onerror"));
  },
  async "hostile links lead nowhere"() {
    const url = render("links", sample("issues/river-page.txt"));
    for (const hash of ["#<img src=x onerror=owned=1>", "#r999999", "#d7-r1", "#r1%00", "#javascript:owned=1", "#__proto__", `#${"r1".repeat(5000)}`]) {
      const { page, faults } = await open(url + hash);
      assert(await page.locator(".row").count() > 0, hash);
      await unharmed(page, faults, hash);
    }
  },
  async "records made up by an enemy: spans out of the text, overlapping, nested a thousand times, and keys of all kinds"() {
    const path = `${work}/enemy.json`;
    assert.equal(run("extract", sample("issues/river-page.txt"), "--with-text", "-o", path).code, 0);
    const found = JSON.parse(readFileSync(path, "utf8"));
    const base = found.records[0];
    const span = (a, b) => ({ bytes: [a, b], chars: [a, b] });
    found.records.push({ ...base, id: "<r>", rule: "<script>", span: span(1, 2), evidence: "<img src=x onerror=owned=1>", spans: { "<b>": span(9e9, 9e12), person: span(5, 3), __proto__x: span(0, 0) }, note: { __proto__: null, "<i>": ["<u>"] } });
    found.records.push({ ...base, id: "r1", span: span(9e12, 1), confidence: 1e300 });
    for (let i = 0; i < 3000; i += 1) found.records.push({ ...base, id: `x${i}`, span: span(0, 601), spans: {} });
    found.findings = [{ check: "<script>", message: "<img src=x onerror=owned=1>", span: span(0, 3) }, { check: "x", message: "y", span: span(7, 2) }];
    const { page, faults } = await open(render("enemy", file("enemy2.json", JSON.stringify(found))));
    await page.locator("mark").first().click();
    await page.evaluate(() => { location.hash = "#<r>"; });
    await unharmed(page, faults, "the records");
    assert.equal(await page.locator(".remark").count(), 2);
  },
  async "a file that only looks like records is an error with its place"() {
    const told = run("view", file("cut.json", `{"schema":"dibao/1","source":{},"articles":[],"records":[{"type":"office"}]}`), "-o", `${work}/cut.html`);
    assert.equal(told.code, 1);
    assert.match(told.errors, /cut\.json: value 1: missing field/);
  },
};
