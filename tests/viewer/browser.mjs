// Opens pages made by `dibao view` in a headless Chromium and uses them as a reader would.
// Usage: node tests/viewer/browser.mjs [PROGRAM]   (CHROMIUM names another browser)
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";

const root = resolve(import.meta.dirname, "../..");
const program = resolve(process.argv[2] ?? join(root, "target/debug/dibao"));
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
assert(existsSync(executablePath), `no browser at ${executablePath}: install chromium, or name one with CHROMIUM`);
const work = mkdtempSync(join(tmpdir(), "dibao-view-"));
const shots = join(root, "target/viewer");
mkdirSync(shots, { recursive: true });

const render = (name, source, ...flags) => {
  const page = join(work, `${name}.html`);
  execFileSync(program, ["view", source, "-o", page, ...flags]);
  return `file://${page}`;
};

const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

const open = async (url, viewport) => {
  const page = await browser.newPage({ viewport });
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("request", (request) => request.url().startsWith("file:") || faults.push(`asked for ${request.url()}`));
  page.on("dialog", (dialog) => { faults.push(`a dialog: ${dialog.message()}`); dialog.dismiss(); });
  await page.goto(url);
  return { page, faults };
};
const inView = (locator) => locator.evaluate((element) => {
  const box = element.getBoundingClientRect();
  return box.bottom > 0 && box.top < window.innerHeight;
});

const tests = {
  async "a click on a record lights its text and scrolls to it"() {
    const { page, faults } = await open(render("river", join(root, "tests/issues/river-page.txt"), "--place", "衡阳市"), { width: 1200, height: 500 });
    const row = page.locator("tr.record").last();
    const id = (await row.getAttribute("id")).replace("row-", "");
    await row.click();
    const mark = page.locator(`mark[data-records~="${id}"]`).first();
    assert(await mark.evaluate((e) => e.classList.contains("lit")));
    assert(await inView(mark), "the text is scrolled to");
    assert((await page.locator("tr:not([hidden]) dl").innerText()).includes("规则"), "rule and evidence are shown");
    await page.screenshot({ path: join(shots, "desk.png") });
    assert.deepEqual(faults, []);
  },
  async "a click on the text lights its record"() {
    const { page, faults } = await open(render("river2", join(root, "tests/issues/river-page.txt")), { width: 1200, height: 500 });
    const mark = page.locator("mark").last();
    await mark.scrollIntoViewIfNeeded();
    await mark.click();
    const lit = page.locator("tr.record.lit");
    assert.equal(await lit.count() > 0, true);
    const ids = (await mark.getAttribute("data-records")).split(" ");
    assert(ids.includes((await lit.first().getAttribute("id")).replace("row-", "")));
    assert(await inView(lit.first()));
    assert.deepEqual(faults, []);
  },
  async "types are filtered, in the table and in the text"() {
    const { page, faults } = await open(render("river3", join(root, "tests/issues/river-page.txt")), { width: 1200, height: 800 });
    const before = await page.locator("tr.record:visible").count();
    await page.locator("#filters button[data-type=figure]").click();
    const after = await page.locator("tr.record:visible").count();
    assert(after > 0 && after < before);
    assert(await page.locator("mark.figure.off").count() > 0);
    await page.locator("#language").click();
    assert((await page.locator("#head").innerText()).includes("who"), "labels in English");
    assert.deepEqual(faults, []);
  },
  async "a phone shows text above, records below, nothing wider than the screen"() {
    const { page, faults } = await open(render("party", join(root, "tests/notices/party-news.txt")), { width: 390, height: 844 });
    assert(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
    const text = await page.locator("#text").boundingBox();
    const records = await page.locator("#records").boundingBox();
    assert(records.y >= text.y + text.height - 1);
    await page.screenshot({ path: join(shots, "phone.png"), fullPage: true });
    assert.deepEqual(faults, []);
  },
  async "it prints"() {
    const { page } = await open(render("print", join(root, "tests/notices/roster-province.txt")), { width: 900, height: 1200 });
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("#filters").isVisible(), false);
    await page.screenshot({ path: join(shots, "print.png"), fullPage: true });
  },
  async "a hostile page runs nothing"() {
    const hostile = join(work, "<img src=x onerror=alert(1)>.txt");
    const attack = `</script><script>document.title="owned"</script><img src=x onerror='document.title="owned"'>`;
    writeFileSync(hostile, `副市长杨胜跃${attack}强调,副市长江小忠"><svg onload=alert(1)>到会。\n`);
    const { page, faults } = await open(render("hostile", hostile), { width: 900, height: 700 });
    await page.locator("tr.record").first().click();
    assert(!(await page.title()).includes("owned"));
    assert.equal(await page.locator("#text img, #text svg, #rows img").count(), 0);
    assert((await page.locator("#text").innerText()).includes("onerror"), "the attack is shown as text");
    assert.equal(await page.locator("#text").innerText().then((t) => t.trimEnd()), readFileSync(hostile, "utf8").trimEnd(), "the text is shown whole");
    assert.deepEqual(faults, []);
  },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  try {
    await test();
    console.log(`ok    ${name}`);
  } catch (error) {
    failed += 1;
    console.error(`FAIL  ${name}\n${error.stack}`);
  }
}
await browser.close();
rmSync(work, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
