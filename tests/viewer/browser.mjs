// Uses pages made by `dibao view` as a reader would, and attacks them.
// Usage: node tests/viewer/browser.mjs [PROGRAM] [PART OF A TEST'S NAME]   (CHROMIUM names another browser)
import bounds from "./bounds.mjs";
import folder from "./folder.mjs";
import { closePages, end } from "./harness.mjs";
import hostile from "./hostile.mjs";
import ledger from "./ledger.mjs";
import reading from "./reading.mjs";

const wanted = process.argv[3] ?? "";
let failed = 0;
for (const [name, test] of Object.entries({ ...reading, ...folder, ...hostile, ...bounds, ...ledger })) {
  if (!name.includes(wanted)) continue;
  try {
    await test();
    console.log(`ok    ${name}`);
  } catch (error) {
    failed += 1;
    console.error(`FAIL  ${name}\n${error.stack}`);
  }
  await closePages();
}
await end();
process.exit(failed ? 1 : 0);
