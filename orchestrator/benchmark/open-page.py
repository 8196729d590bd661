#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What a browser makes of a page of a million interruptions: its weight, how long it takes to open until all is there,
and its frames while it is panned and zoomed. Usage: open-page.py PAGE-OF-A-MILLION, which writes it.
Fails above 2 s, 15 MB, or where 19 of 20 frames take more than 50 ms."""
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

REPEAT = 5
FRAMES = 120
PAN = """
const [zoomed, frames, done] = arguments;
const lanes = document.querySelector('.lanes');
lanes.dispatchEvent(new KeyboardEvent('keydown', { key: '0' }));
for (let i = 0; i < zoomed; ++i) lanes.dispatchEvent(new KeyboardEvent('keydown', { key: '+' }));
const took = [];
let last = null;
let left = frames;
requestAnimationFrame(function frame(now) {
  if (last !== null) took.push(now - last);
  last = now;
  if (left-- === 0) return done(took);
  const over = document.querySelector('.u-over');
  over.dispatchEvent(new WheelEvent('wheel', { deltaX: left > frames / 2 ? 12 : -12, bubbles: true, cancelable: true }));
  requestAnimationFrame(frame);
});
"""


def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for word in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,900"]:
        options.add_argument(word)
    return webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)


def opened(driver, page):
    driver.get("about:blank")
    driver.get(page.as_uri())
    WebDriverWait(driver, 60, 0.02).until(lambda one: one.execute_script("return document.documentElement.dataset.ready"))
    return driver.execute_script("return performance.getEntriesByName('ready')[0].startTime")


def main(maker):
    with tempfile.TemporaryDirectory() as work:
        page = pathlib.Path(work, "million.html")
        subprocess.run([maker, page], check=True)
        weight = page.stat().st_size / 1e6
        driver = browser()
        try:
            openings = sorted(opened(driver, page) / 1e3 for _ in range(REPEAT))
            print(f"weight {weight:.1f} MB; open {statistics.median(openings):.2f} s ({openings[0]:.2f} to {openings[-1]:.2f}, {REPEAT} times)")
            slowest = 0
            for zoomed in [0, 1, 4, 10]:
                frames = sorted(driver.execute_async_script(PAN, zoomed, FRAMES))
                late = frames[int(len(frames) * 0.95)]
                slowest = max(slowest, late)
                print(f"panned at {2 ** zoomed}x: frames of {statistics.median(frames):.1f} ms, 19 of 20 within {late:.1f} ms, the longest {frames[-1]:.1f} ms")
        finally:
            driver.quit()
    sys.exit(weight > 15 or statistics.median(openings) > 2 or slowest > 50)


main(sys.argv[1])
