// Opens pages made by `dibao view` in a headless Chromium.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";

export const root = resolve(import.meta.dirname, "../..");
export const program = resolve(process.argv[2] ?? join(root, "target/debug/dibao"));
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
assert(existsSync(executablePath), `no browser at ${executablePath}: install chromium, or name one with CHROMIUM`);
export const work = mkdtempSync(join(tmpdir(), "dibao-view-"));
export const shots = join(root, "target/viewer");
mkdirSync(shots, { recursive: true });

const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

export const DESK = { width: 1280, height: 800 };
export const TABLET = { width: 768, height: 1024 };
export const PHONE = { width: 390, height: 844 };

// runs the program; gives what it wrote to standard error, also when it fails
export const run = (...args) => {
  try {
    execFileSync(program, args, { stdio: "pipe" });
    return { code: 0, errors: "" };
  } catch (error) {
    return { code: error.status, errors: String(error.stderr) };
  }
};

export const file = (name, text) => {
  const path = join(work, name);
  mkdirSync(resolve(path, ".."), { recursive: true });
  writeFileSync(path, text);
  return path;
};

// the address of a page that shows `sources`
export const render = (name, sources, ...flags) => {
  const page = join(work, `${name}.html`);
  execFileSync(program, ["view", ...[sources].flat(), "-o", page, ...flags], { stdio: ["ignore", "pipe", "pipe"] });
  return `file://${page}`;
};
export const sample = (path) => join(root, "tests", path);

const pages = [];
// opens a page; whatever it does that it must not do comes into `faults`
export const open = async (url, viewport = DESK, more = {}) => {
  const context = await browser.newContext({ viewport, permissions: ["clipboard-read", "clipboard-write"], ...more });
  const page = await context.newPage();
  pages.push(context);
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error.stack)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("request", (request) => request.url().startsWith("file:") || faults.push(`asked for ${request.url()}`));
  page.on("dialog", (dialog) => { faults.push(`a dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("framenavigated", (frame) => frame.url().startsWith("file:") || faults.push(`went to ${frame.url()}`));
  page.on("popup", () => faults.push("opened a window"));
  await page.goto(url);
  return { page, faults };
};
export const closePages = async () => { for (const context of pages.splice(0)) await context.close(); };
export const end = async () => {
  await browser.close();
  rmSync(work, { recursive: true, force: true });
};

export const inView = (locator) => locator.evaluate((element) => {
  const box = element.getBoundingClientRect();
  return box.bottom > 0 && box.top < window.innerHeight && box.right > 0 && box.left < window.innerWidth;
});
// waits until a locator's text fits
export const until = async (locator, form) => {
  for (let tries = 0; tries < 60; tries += 1) {
    if (await locator.count() && form.test(await locator.first().innerText())) return;
    await new Promise((done) => { setTimeout(done, 50); });
  }
  throw new Error(`${form} is not in: ${await locator.count() ? await locator.first().innerText() : "nothing"}`);
};
export const noneWider = (page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
