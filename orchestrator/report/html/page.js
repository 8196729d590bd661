// SPDX-License-Identifier: GPL-2.0-or-later
// What all pages do: show their parts, say when they are painted, and unfold on paper.
import { element } from "./dom.js";

const main = document.getElementById("main");

// In their order; those that have nothing to say are null.
export function show(parts) {
  main.replaceChildren(...parts.filter(Boolean));
  const names = [...main.querySelectorAll("section > h2")].map((title) => element("a", { href: `#${title.parentElement.id}` }, title.textContent));
  document.querySelector("nav.parts")?.remove();
  if (names.length > 1) main.before(element("nav", { class: "parts", "aria-label": "Parts of this page" }, names));
}

// For tests and benchmarks: all is there, and was painted once.
export function isReady() {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      performance.mark("ready");
      document.documentElement.dataset.ready = "yes";
    }),
  );
}

// On paper everything is unfolded, and light.
export function unfoldOnPaper() {
  addEventListener("beforeprint", () => {
    document.documentElement.classList.add("paper");
    for (const each of document.querySelectorAll("details:not([open])")) {
      each.open = true;
      each.dataset.folded = "";
    }
    dispatchEvent(new Event("printing"));
  });
  addEventListener("afterprint", () => {
    document.documentElement.classList.remove("paper");
    for (const each of document.querySelectorAll("details[data-folded]")) {
      each.open = false;
      delete each.dataset.folded;
    }
    dispatchEvent(new Event("printing"));
  });
}
