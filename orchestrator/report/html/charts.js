// SPDX-License-Identifier: GPL-2.0-or-later
// What all charts share: the page's colours, the width that they have, and drawing anew when either changes.

export function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(`--${name}`).trim();
  return { text: of("text"), quiet: of("quiet"), line: of("line"), paper: of("paper"), lane: of("lane"), drain: of("drain"), other: of("other"), local: of("local"), remote: of("remote"), accent: of("accent") };
}

export const font = (size = 12) => `${size}px system-ui, sans-serif`;

// draw(width, colours): makes the chart anew within place.
export function keepDrawn(place, draw) {
  let width = 0;
  const again = () => {
    if (place.clientWidth > 0) draw((width = place.clientWidth), colours());
  };
  new ResizeObserver(() => place.clientWidth !== width && again()).observe(place);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  addEventListener("beforeprint", () => requestAnimationFrame(again));
  addEventListener("printing", again);
}
