# SPDX-License-Identifier: GPL-2.0-or-later
"""Pages in a real browser: at desktop and phone width, light and dark. For tests, which end with run(): it says what is
missing where there is no browser."""
import itertools
import json
import os
import pathlib
import shutil
import subprocess
import sys
import unittest

NEEDED = ["chromium", "chromedriver", "node"]
SKIPPED = 77
WIDTHS = {"desktop": 1280, "phone": 390}
SCHEMES = ["light", "dark"]
try:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait
except ImportError:
    sys.exit(print("not tested: no python3-selenium (debian/install-packages)") or SKIPPED)

CLOISTER, MODULES = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()


def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for word in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]:
        options.add_argument(word)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    return webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)


def cloister(*words, exits=(0,)):
    done = subprocess.run([CLOISTER, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode not in exits:
        raise AssertionError(f"cloister {' '.join(map(str, words))} ended with {done.returncode}: {done.stdout}")
    return done.stdout


class InABrowser(unittest.TestCase):
    """Has self.driver from setUpClass() on, where cls.driver = browser()."""

    def look_as(self, width=1280, scheme="light"):
        self.width = width
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500})
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": [{"name": "prefers-color-scheme", "value": scheme}]})

    def wait_for(self, fact):
        WebDriverWait(self.driver, 20).until(fact)

    def wait_until_ready(self):
        self.wait_for(lambda driver: driver.execute_script("return document.documentElement.dataset.ready"))

    def open(self, page, width=1280, scheme="light"):
        self.look_as(width, scheme)
        self.driver.get(page.as_uri())
        self.wait_until_ready()

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def each_look(self, page):
        for (name, width), scheme in itertools.product(WIDTHS.items(), SCHEMES):
            self.open(page, width, scheme)
            yield f"{page.name}, {name}, {scheme}"

    def unfold(self):
        self.driver.execute_script("for (const each of document.querySelectorAll('details')) each.open = true")

    def expect_no_violation(self, look):
        axe = (MODULES / "axe-core/axe.min.js").read_text()
        self.driver.execute_cdp_cmd("Runtime.evaluate", {"expression": axe})  # the page's policy lets no script in
        found = self.driver.execute_async_script("axe.run().then(arguments[0])")
        self.assertGreater(len(found["passes"]), 15)
        self.assertEqual([f"{each['id']}: {each['nodes'][0]['html']}" for each in found["violations"]], [], look)

    # Not innerWidth: a phone shows a page that is too wide as small as it takes, and calls that its width.
    def expect_as_wide_as_the_screen(self, look):
        self.assertLessEqual(self.driver.execute_script("return document.documentElement.scrollWidth"), self.width, look)

    def expect_valid(self, pages):
        config = pages[0].parent / ".htmlvalidate.json"
        config.write_text(json.dumps({"extends": ["html-validate:recommended"], "root": True}))
        done = subprocess.run(["node", MODULES / "html-validate/bin/html-validate.mjs", "--config", config, *pages], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        config.unlink()
        self.assertEqual((done.returncode, done.stdout), (0, done.stdout), done.stdout)

    # What was asked for since the last call; blob: is how a page's own bytes are unpacked.
    def fetched(self):
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        urls = {message["params"]["request"]["url"] for message in messages if message["method"] == "Network.requestWillBeSent"}
        return {url for url in urls if not url.startswith("blob:")}


def run():
    missing = [program for program in NEEDED if not shutil.which(program)]
    if missing:
        print(f"not tested: no {', '.join(missing)} (debian/install-packages)")
        sys.exit(SKIPPED)
    os.environ["CLOISTER_HISTORY"] = "none"
    unittest.main(module="__main__", argv=[sys.argv[0]])
