// One browser that looks at files: reads requests from standard input, one JSON object per line, and answers likewise.
// {file, fragment, width, height, scheme, axe, shot, whole, pdf, script} -> {messages, requests, violations, value, error}
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [program, profile] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--hide-scrollbars"];
const context = await chromium.launchPersistentContext(profile, {
  executablePath: program, headless: true, chromiumSandbox: false, args: quiet,
});

async function look(request) {
  const page = await context.newPage();
  const url = pathToFileURL(request.file).href;
  const answer = { messages: [], requests: [], violations: [], value: null };
  page.on("console", (message) => answer.messages.push(message.text()));
  page.on("pageerror", (fault) => answer.messages.push(String(fault)));
  page.on("dialog", (dialog) => { answer.messages.push(dialog.message()); dialog.dismiss(); });
  page.on("request", (sent) => answer.requests.push(sent.url()));
  try {
    await page.setViewportSize({ width: request.width ?? 1280, height: request.height ?? 900 });
    await page.emulateMedia({ colorScheme: request.scheme ?? "light", media: request.pdf ? "print" : "screen" });
    await page.goto(url + (request.fragment ?? ""));
    answer.requests = answer.requests.filter((sent) => !sent.startsWith(url) && !sent.startsWith("data:"));
    if (request.script) answer.value = await page.evaluate(request.script);
    if (request.axe) {
      await page.evaluate(axe);
      const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
      answer.violations = found.violations.map((one) => `${one.id}: ${one.help} ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(" | ")}`);
    }
    if (request.shot) await page.screenshot({ path: request.shot, fullPage: request.whole ?? false });
    if (request.pdf) await page.pdf({ path: request.pdf, preferCSSPageSize: true, printBackground: true });
  } finally {
    await page.close();
  }
  return answer;
}

for await (const line of createInterface({ input: process.stdin })) {
  const answer = await look(JSON.parse(line)).catch((fault) => ({ error: String(fault) }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await context.close();
