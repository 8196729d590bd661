// SPDX-License-Identifier: GPL-2.0-or-later
// Elements. Text becomes text nodes and never markup: what a console said stays what it said.

// children: elements, texts, numbers, lists of these; null and false are left out.
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
  made.append(...children.flat(3).filter((child) => child !== null && child !== false && child !== undefined));
  return made;
}

export function section(id, title, ...children) {
  return element("section", { id, "aria-labelledby": `${id}-title` }, element("h2", { id: `${id}-title` }, title), children);
}

export function details(summary, ...children) {
  return element("details", {}, element("summary", {}, summary), children);
}
