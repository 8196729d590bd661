#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The pages of `cloister site` in a real browser: from the grid to a cell, from a cell to a run and its report, as a person
clicks, at desktop and phone width, light and dark; axe finds nothing, the validator finds nothing, nothing is fetched, and
no link leads nowhere. Guests are the fake machine's: nights, the last ones of which are bad, and a series.
Usage: site_pages.py CLOISTER MODULES, where MODULES is the node_modules that the pages were bundled from."""
import contextlib
import pathlib
import shutil
import sqlite3
import tempfile
import urllib.parse

from in_a_browser import InABrowser, browser, cloister, run
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

HOSTILE = "</script><script>document.title='owned'</script><img src=x>"


class Site(InABrowser):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.work = pathlib.Path(cls.temporary.name)
        cls.history = cls.work / "h.db"
        for night, story in enumerate(["upheld", "upheld", "loses-events", "loud-remote", "loud-remote"], 1):
            cloister("run", "smallest", "--machine", "fake", "-q", "-o", cls.work / f"night{night}", "--history", cls.history, "--story", story, exits=(0, 1, 2))
        cloister("series", "6.12", "--machine", "fake", "-q", "--drains", "100", "--steps", "0,1,7", "--claims", "local-drains-interrupt,remote-drains-are-silent",
                 "-o", cls.work / "series", "--history", cls.history, exits=(0, 1, 2))
        cls.spoil()
        shutil.rmtree(cls.work / "night4")
        cls.site = cls.work / "site"
        cls.told = cls.publish()
        cls.driver = browser()

    @classmethod
    def tearDownClass(cls):
        cls.driver.quit()
        cls.temporary.cleanup()

    # What a claim's reason says is text, whoever wrote it.
    @classmethod
    def spoil(cls):
        with contextlib.closing(sqlite3.connect(cls.history)) as history, history:
            history.execute("UPDATE claim SET reason = ? || reason WHERE run = 2", [HOSTILE])

    @classmethod
    def publish(cls, *more):
        return cloister("site", cls.site, "--history", cls.history, *more)

    @classmethod
    def one(cls, pattern):
        return sorted(cls.site.glob(pattern))[0]

    @classmethod
    def kinds(cls):
        return [cls.site / "index.html", cls.one("cells/6.12-remote-spin-refill*"), cls.one("claims/remote-drains*"), cls.site / "runs/4.html", cls.site / "runs/5.html", cls.one("series/*")]

    def click(self, link):
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", link)
        link.click()
        self.wait_until_ready()

    def test_axe_finds_nothing(self):
        for page in self.kinds():
            for look in self.each_look(page):
                self.unfold()
                self.expect_no_violation(look)

    def test_validator_finds_nothing(self):
        self.expect_valid(self.kinds())

    def test_nothing_is_wider_than_the_screen(self):
        for page in self.kinds():
            for look in self.each_look(page):
                self.unfold()
                self.expect_as_wide_as_the_screen(look)

    def test_nothing_is_fetched_and_nothing_complained_of(self):
        for page in self.kinds():
            self.fetched()
            self.driver.get_log("browser")
            self.open(page)
            self.assertEqual(self.fetched(), {page.as_uri()})
            self.assertEqual(self.driver.get_log("browser"), [], page)

    # Drawn by scripts: asked of the browser, page by page.
    def test_no_link_leads_nowhere(self):
        for page in sorted(self.site.rglob("*.html")):
            if page.name.endswith("-report.html"):
                continue
            self.open(page)
            self.unfold()
            links = self.driver.execute_script("return [...document.querySelectorAll('a')].map((link) => link.href)")
            self.assertGreater(len(links), 2, page)
            for link in links:
                self.assertTrue(pathlib.Path(urllib.parse.unquote(urllib.parse.urlparse(link).path)).exists(), f"{page}: {link}")

    def test_from_the_grid_to_a_cell_to_a_run_to_its_report(self):
        for width in (1280, 390):
            self.open(self.site / "index.html", width)
            self.assertIn("cells worse", self.find("h1").text)
            tile = next(each for each in self.all("#grid .tile") if "worse" in each.text)
            self.assertIn("refuted", tile.text)
            group = tile.find_element(By.CSS_SELECTOR, ".state a")
            self.driver.execute_script("arguments[0].scrollIntoView({inline: 'center', block: 'center'})", group)
            folded = self.find(group.get_attribute("href").split(self.site.name + "/index.html")[1])
            self.driver.execute_script("arguments[0].open = false", folded)
            group.click()
            self.wait_for(lambda driver: folded.get_attribute("open"))
            self.click(next(link for link in folded.find_elements(By.CSS_SELECTOR, "tbody th a") if "spin-refill" in link.text))
            self.assertIn("spin-refill+drop_caches", self.find("h1").text.replace("\n", ""))
            self.assertIn("from run 4 on", self.find("#row-1-changes").text)
            self.click(self.find(".told a"))
            self.assertIn("Refuted", self.find("h1").text)
            self.click(self.find("a.button"))
            self.assertEqual(self.driver.title.split(":")[0], "refuted")
            self.assertTrue(self.all(".lanes"))
            self.driver.back()
            self.wait_until_ready()
            self.click(self.find(".brand a"))
            self.assertIn("cells worse", self.find("h1").text)

    def test_the_slider_tells_each_run(self):
        self.open(self.one("cells/6.12-remote-spin-refill*"))
        self.assertRegex(self.find(".told").text, r"^[1-9]\d* arrivals")
        slider = self.find("input[type=range]")
        slider.send_keys(Keys.HOME)
        self.assertIn("run 1 ", self.find(".told").text)
        self.assertIn("0 arrivals", self.find(".told").text)
        slider.send_keys(Keys.RIGHT)
        self.assertIn("run 2 ", self.find(".told").text)
        self.assertEqual(slider.get_attribute("aria-valuetext").split(",")[0], "run 2")

    def test_another_number_is_another_chart(self):
        self.open(self.one("cells/6.12-remote-spin-refill*"))
        drawing = "return document.querySelector('.chart canvas').toDataURL()"
        before = self.driver.execute_script(drawing)
        self.find("#row-1-number").send_keys("other")
        self.wait_for(lambda driver: "interruptions a CPU second" in self.find(".told").text)
        self.wait_for(lambda driver: driver.execute_script(drawing) != before)

    def test_a_claim_tells_when_it_turned(self):
        self.open(self.site / "index.html")
        first = self.find("#claims tbody tr")
        self.assertIn("remote-drains-are-silent", first.text)  # the worst first
        self.assertIn("run 4", first.text)
        self.assertIn("2 refuted", first.find_element(By.CSS_SELECTOR, ".strip").get_attribute("aria-label"))
        self.click(first.find_element(By.CSS_SELECTOR, "a"))
        row = next(each for each in self.all("main section") if each.find_element(By.CSS_SELECTOR, "h2").text == "6.12")
        self.assertIn("run 4", row.find_element(By.CSS_SELECTOR, "tbody tr").text)
        self.assertEqual(len(row.find_elements(By.CSS_SELECTOR, "tbody tr")), 3)  # refuted, undecided, upheld

    def test_a_run_whose_directory_is_gone_tells_its_claims(self):
        self.open(self.site / "index.html")
        told = next(each for each in self.all("#runs tbody tr") if each.find_element(By.CSS_SELECTOR, "th").text == "run 4")
        self.assertIn("refuted\nremote-drains-are-silent", told.text)
        self.assertTrue(told.text.endswith("none"), told.text)  # no report
        self.assertIn("remote-drains-are-silent", next(each for each in self.all("#grid .tile") if "refuted" in each.text).text)
        self.click(told.find_element(By.CSS_SELECTOR, "a"))
        self.assertIn("its directory is not there any more", self.find(".warning").text)
        self.assertEqual(self.all("a.button"), [])
        claim = next(each for each in self.all("#verdicts .claim") if "remote-drains-are-silent" in each.text)
        self.assertIn("drains caused", claim.text)
        self.click(claim.find_element(By.CSS_SELECTOR, "a"))
        self.unfold()
        row = next(each for each in self.all("main section details tbody tr") if "run 4" in each.text)
        self.assertIn("refuted", row.text)
        self.assertTrue(row.text.endswith("none"), row.text)

    def test_a_step_of_a_series_leads_to_its_run(self):
        self.open(self.site / "index.html")
        self.click(self.find("#series tbody a"))
        self.assertEqual(len(self.all("#steps tbody tr")), 8)
        self.assertTrue(self.all("#glance svg rect.local"))
        self.click(self.find("#steps tbody a"))
        self.assertIn("6.12@base", self.find(".facts").text)
        self.click(next(link for link in self.all(".facts a")))
        self.assertTrue(self.all("#steps"))

    def test_hostile_text_stays_text(self):
        self.open(self.site / "runs/2.html")
        self.assertTrue(self.driver.title.startswith("Run 2"), self.driver.title)
        self.assertEqual(self.all("img, main script"), [])
        self.assertIn("<img src=x>", self.find("#verdicts").text)

    def test_a_night_more_touches_what_it_measured(self):
        self.assertIn("0 removed", self.told)
        self.assertIn(" 0 written, 0 removed", self.publish())
        before = {page: page.stat().st_mtime_ns for page in self.site.rglob("*.html")}
        history = self.work / "more.db"
        shutil.copy(self.history, history)
        cloister("run", "smallest", "--machine", "fake", "-q", "-o", self.work / "more", "--history", history, exits=(0, 1, 2))
        cloister("site", self.site, "--history", history)
        same = {str(page.relative_to(self.site)) for page, time in before.items() if page.stat().st_mtime_ns == time}
        self.assertIn("runs/1.html", same)
        self.assertIn("runs/1-report.html", same)
        self.assertNotIn("index.html", same)
        self.assertTrue((self.site / "runs/9-report.html").exists())
        self.assertIn(", 2 removed", self.publish())  # the history without that night
        self.assertFalse((self.site / "runs/9-report.html").exists())


run()
