// Takes the pictures of examples/ anew, from the sample pages of the tests (every person in them is invented).
// Usage: node tests/viewer/screenshots.mjs [PROGRAM]
import { join } from "node:path";
import { PHONE, end, file, open, render, root, sample } from "./harness.mjs";
import { crawl } from "./samples.mjs";

const WIDE = { width: 1200, height: 760 };
const take = async (name, url, viewport, act, more) => {
  const { page } = await open(url, viewport, more);
  await act(page);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(root, "examples", `view-${name}.png`) });
};
const river = render("page", sample("issues/river-page.txt"), "--place", "衡阳市");

await take("page", river, WIDE, (page) => page.locator(".person", { hasText: "成渠" }).locator(".line").last().click());
await take("page-phone", river, PHONE, (page) => page.locator("mark.office").nth(2).click());
await take("roster", render("roster", sample("notices/roster-province.txt")), WIDE, async (page) => {
  await page.locator(".line").nth(1).click();
  await page.locator(".why summary").click();
});
await take("table", render("table", sample("notices/table.txt")), WIDE, (page) => page.locator(".line").first().click());
await take("table-phone", render("cards", sample("notices/table.txt")), PHONE, async () => {});
await take("projects", render("projects", sample("issues/works.txt")), WIDE, (page) => page.locator(".project .line", { hasText: "云岭镇云岭污水处理厂" }).click(), { colorScheme: "dark" });
await take("folder", render("folder", file("folder.jsonl", crawl(60))), WIDE, (page) => page.locator("#search").fill("水利局局长"));
await end();
