// SPDX-License-Identifier: GPL-2.0-or-later
// Tables that scroll within themselves on a narrow screen, and are read out with their heads.
import { element } from "./dom.js";
import { grouped } from "./words.js";

// columns: {name, of: row → text or element, number: whether it is one, like: its class, bar: row → [0, 1]}; the first names the row.
export function table(caption, columns, rows) {
  const cell = (column, row, index) => {
    const value = column.of(row);
    const shown = typeof value === "number" ? grouped(value) : value;
    const classes = [column.number && "number", value === 0 && "zero", column.code && "code", column.like].filter(Boolean).join(" ") || null;
    if (index === 0) return element("th", { scope: "row", class: classes }, shown);
    if (!column.bar) return element("td", { class: classes }, shown);
    const bar = element("span", { class: `bar ${column.colour?.(row) ?? ""}` });
    bar.style.width = `${Math.max(0.5, 100 * column.bar(row))}%`;
    return element("td", { class: "barred" }, element("span", { class: "track", "aria-hidden": "true" }, bar), element("span", { class: "barnumber" }, shown));
  };
  const head = columns.map((column) => element("th", { scope: "col", class: column.number ? "number" : null }, column.name));
  return element(
    "div",
    { class: "scrolls", tabindex: "0", role: "region", "aria-label": caption },
    element(
      "table",
      {},
      element("caption", {}, caption),
      element("thead", {}, element("tr", {}, head)),
      element("tbody", {}, rows.map((row) => element("tr", {}, columns.map((column, index) => cell(column, row, index))))),
    ),
  );
}

// Rows that belong together, by what they share.
export function grouping(all, key) {
  const groups = new Map();
  for (const each of all) {
    const name = key(each);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(each);
  }
  return groups;
}
