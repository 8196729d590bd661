// SPDX-License-Identifier: GPL-2.0-or-later
// A page, a style and a script with all that it imports → one page, as the source of a C++ function, with the policy
// that lets a browser run this script and this style, and fetch nothing.
// Usage: node bundle.mjs MODULES OUTPUT.cpp HEADER PAGE.html STYLE.css FUNCTION=SCRIPT.js…, where MODULES is the
// node_modules that npm filled and HEADER declares the functions, as it is included.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [modules, output, header, pageFile, styleFile, ...functions] = process.argv.slice(2);
const { build } = createRequire(resolve(modules, "x.js"))("esbuild");

async function bundled(entry) {
  const result = await build({
    entryPoints: [resolve(entry)],
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

const style = await bundled(styleFile);
const literal = (text) => `R"~~(${text})~~"`;

async function pageFunction(name, scriptFile) {
  const script = await bundled(scriptFile);
  const policy =
    `default-src 'none'; script-src ${digest(script)}; style-src ${digest(style)}; ` +
    "base-uri 'none'; form-action 'none'";
  let page = readFileSync(pageFile, "utf8");
  page = replaced(page, "@POLICY@", policy);
  page = replaced(page, "@STYLE@", style);
  page = replaced(page, "@SCRIPT@", script);
  const pieces = page.match(/[^]{1,8000}/g).map(literal); // a compiler limits the length of one
  return `std::string_view ${name}() {
    static constexpr std::string_view page =
${pieces.join("\n")};
    return page;
}
`;
}

const sources = await Promise.all(functions.map((each) => pageFunction(...each.split("="))));
writeFileSync(
  output,
  `#include "${header}"
namespace cloister {
${sources.join("\n")}} // namespace cloister
`,
);
