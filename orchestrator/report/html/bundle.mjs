// SPDX-License-Identifier: GPL-2.0-or-later
// page.html, style.css and main.js with all that it imports → one page, as the source of a C++ function, with the
// policy that lets a browser run this script and this style, and fetch nothing.
// Usage: node bundle.mjs MODULES OUTPUT.cpp, where MODULES is the node_modules that npm filled.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const [modules, output] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const { build } = createRequire(resolve(modules, "x.js"))("esbuild");

async function bundled(entry) {
  const result = await build({
    entryPoints: [join(here, entry)],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    charset: "ascii",
    nodePaths: [resolve(modules)],
    legalComments: "none",
  });
  return result.outputFiles[0].text.trim();
}

const digest = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

// A function: a replacement text would have its $ read.
const replaced = (page, mark, text) => page.replace(mark, () => text);

const style = await bundled("style.css");
const script = await bundled("main.js");
const policy =
  `default-src 'none'; script-src ${digest(script)}; style-src ${digest(style)}; ` +
  "base-uri 'none'; form-action 'none'";
let page = readFileSync(join(here, "page.html"), "utf8");
page = replaced(page, "@POLICY@", policy);
page = replaced(page, "@STYLE@", style);
page = replaced(page, "@SCRIPT@", script);

const literal = (text) => `R"~~(${text})~~"`;
const pieces = page.match(/[^]{1,8000}/g).map(literal); // a compiler limits the length of one
writeFileSync(
  output,
  `#include "orchestrator/report/html/page_template.hpp"
namespace cloister {
std::string_view page_template() {
    static constexpr std::string_view page =
${pieces.join("\n")};
    return page;
}
} // namespace cloister
`,
);
