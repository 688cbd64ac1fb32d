// Many documents: one page with an index, or a folder of pages.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { PHONE, file, until, noneWider, open, render, run, sample, work } from "./harness.mjs";
import { crawl } from "./samples.mjs";

export default {
  async "sixty documents are one page with an index by day, place and publisher"() {
    const { page, faults } = await open(render("sixty", file("sixty.jsonl", crawl(60))));
    assert.equal(await page.locator(".index a").count(), 60);
    assert.match(await page.locator(".index-group h2").first().innerText(), /^2024年5月$/);
    await page.getByLabel("排列").selectOption({ label: "按地方" });
    assert.equal(await page.locator(".index-group").count(), 5);
    await page.getByLabel("排列").selectOption({ label: "按来源" });
    assert((await page.locator(".index-group h2").allInnerTexts()).includes("青岭日报"));
    await page.locator(".index a").first().click();
    await page.locator(".row").first().waitFor();
    assert.match(new URL(page.url()).hash, /^#d\d+$/);
    await page.locator(".line").first().click();
    const there = page.url();
    assert.match(new URL(there).hash, /^#d\d+-r\d+$/);
    await page.locator(".brand").click();
    await page.locator(".index a").first().waitFor();
    assert.equal(await page.locator(".index a").count(), 60, "back in the index");
    const again = (await open(there)).page;
    assert.equal(await again.locator(".row.open").count(), 1, "the link survives");
    assert.deepEqual(faults, []);
  },
  async "the search goes over all documents, their texts and their records"() {
    const { page } = await open(render("sixty2", file("sixty2.jsonl", crawl(60))));
    await page.locator("#search").fill("云水抽水蓄能");
    const found = await page.locator(".index a").count();
    assert(found > 5 && found < 30, `${found}`);
    assert.match(await page.locator(".answer").first().innerText(), /云水抽水蓄能电站/);
    await page.locator(".index a").first().click();
    await until(page.locator("#status"), /原文 [1-9]/);
    await page.locator(".brand").click();
    await page.locator(".index a").first().waitFor();
    await page.locator("#search").fill("没有这个词");
    assert.match(await page.locator(".empty").innerText(), /没有符合条件的文件/);
    await page.getByRole("button", { name: "清除条件" }).click();
    assert.equal(await page.locator(".index a").count(), 60);
  },
  async "the index on a phone is no wider than the phone"() {
    const { page, faults } = await open(render("sixty3", file("sixty3.jsonl", crawl(60))), PHONE);
    assert(await noneWider(page));
    assert.deepEqual(faults, []);
  },
  async "records read back give the page that the documents gave"() {
    for (const ending of ["json", "jsonl"]) {
      const records = `${work}/records.${ending}`;
      assert.equal(run("extract", sample("issues/river-page.txt"), "--with-text", "--place", "衡阳市", "-o", records).code, 0);
      const { page } = await open(render(`back-${ending}`, records));
      assert.equal(await page.locator("h1").innerText(), "衡阳晚报", ending);
      assert.equal(await page.locator("#text h2").count(), 3);
      assert.match(await page.locator("#status").innerText(), /17 \/ 17/);
    }
  },
  async "more documents than a page holds need a folder, whose index finds names"() {
    const many = file("many.jsonl", crawl(520));
    const refused = run("view", many, "-o", `${work}/many.html`);
    assert.equal(refused.code, 2);
    assert.match(refused.errors, /-o FOLDER\//);
    assert(!existsSync(`${work}/many.html`));
    assert.equal(run("view", many, "-o", `${work}/pages/`).code, 0);
    const { page, faults } = await open(`file://${work}/pages/index.html`);
    assert.equal(await page.locator(".index a").count(), 520);
    await page.locator("#search").fill("云水抽水蓄能");
    await page.locator(".index a").first().click();
    await page.waitForURL(/\d{5}\.html$/);
    assert.match(await page.locator("#text").innerText(), /云水抽水蓄能/);
    await page.locator(".brand").click();
    await page.waitForURL(/index\.html/);
    assert.deepEqual(faults, []);
  },
  async "a document that cannot be read is listed with the reason, and the others are shown"() {
    const broken = file("broken.jsonl", `${crawl(3)}\n{"id":"x","text":7}\nno json`);
    const page = `${work}/broken.html`;
    const told = run("view", broken, "-o", page);
    assert.equal(told.code, 3);
    assert.match(told.errors, /no text under the key/);
    assert(readFileSync(page, "utf8").length > 0);
    const view = (await open(`file://${page}`)).page;
    assert.equal(await view.locator(".index a").count(), 5);
    assert.equal(await view.locator(".tag.note", { hasText: "无法读取" }).count(), 2);
    await view.locator("tr", { hasText: "无法读取" }).locator("a").first().click();
    await until(view.locator(".empty"), /无法读取/);
  },
};
