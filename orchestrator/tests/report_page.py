#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The page of `cloister report --html` in a real browser: what a person would click, at desktop and phone width, light
and dark; axe finds nothing, the validator finds nothing, and nothing is fetched. Guests are the fake machine's.
Usage: report_page.py CLOISTER MODULES, where MODULES is the node_modules that the page was bundled from."""
import json
import pathlib
import tempfile

from in_a_browser import InABrowser, browser, cloister, run
from selenium import webdriver
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

HOSTILE = "</script><script>document.title='owned'</script><!-- <img src=x onerror=\"document.title='owned'\">\u2028\x1b[31m"


class Page(InABrowser):
    @classmethod
    def setUpClass(cls):
        cls.work = tempfile.TemporaryDirectory()
        work = pathlib.Path(cls.work.name)
        cls.whole, cls.panicked = work / "whole.html", work / "panicked.html"
        cloister("run", "smallest", "--machine", "fake", "-q", "-o", work / "whole", exits=(0, 2))
        cloister("report", work / "whole", "--html", cls.whole, exits=(0, 2))
        cloister("run", "smallest", "--machine", "fake", "--story", "panic-in-window", "-q", "-o", work / "panicked", exits=(1,))
        cls.spoil(work / "panicked")
        cloister("report", work / "panicked", "--html", cls.panicked, exits=(1,))
        cls.driver = browser()

    @classmethod
    def tearDownClass(cls):
        cls.driver.quit()
        cls.work.cleanup()

    @staticmethod
    def spoil(run):
        report = json.loads((run / "report.json").read_text())
        report["notes"].append(HOSTILE)
        (run / "report.json").write_text(json.dumps(report))
        for console in run.glob("trials/*/*/console.log"):
            console.write_bytes(console.read_bytes() + HOSTILE.encode() + b"\xff\xc0\x00\n")

    # Of the first cause; its number.
    def ask_for_the_first(self):
        button = self.find("#causes button")
        number = button.text.split()[0].lstrip("#")
        button.click()
        return number

    def test_axe_finds_nothing(self):
        for page in [self.whole, self.panicked]:
            for look in self.each_look(page):
                if buttons := self.all("#causes button"):
                    buttons[0].click()
                self.unfold()
                self.expect_no_violation(look)

    def test_nothing_is_fetched(self):
        self.driver.get_log("performance")
        self.open(self.whole)
        self.find("#causes button").click()
        self.assertEqual(self.fetched(), {self.whole.as_uri()})

    def test_nothing_is_complained_of(self):
        self.driver.get_log("browser")
        self.open(self.whole)
        self.assertEqual(self.driver.get_log("browser"), [])

    def test_a_page_that_wants_the_network_is_refused_it(self):
        self.open(self.whole)
        self.driver.execute_async_script(
            "const done = arguments[0]; const image = new Image(); image.onerror = () => done(); image.src = 'http://127.0.0.1:9/x';")
        refused = [entry["message"] for entry in self.driver.get_log("browser")]
        self.assertTrue(any("Content Security Policy" in message for message in refused), refused)

    def test_validator_finds_nothing(self):
        self.expect_valid([self.whole, self.panicked])

    def test_nothing_is_wider_than_the_screen(self):
        for page in [self.whole, self.panicked]:
            for look in self.each_look(page):
                self.expect_as_wide_as_the_screen(look)

    def test_verdicts_come_first(self):
        self.open(self.panicked)
        self.assertIn("refuted", self.find("h1").text.lower())
        self.assertEqual(self.all("main section")[0].get_attribute("id"), "verdicts")

    def test_hostile_text_stays_text(self):
        self.open(self.panicked)
        self.assertTrue(self.driver.title.startswith("refuted"), self.driver.title)
        self.assertEqual(self.all("img, main script, #head script"), [])
        shown = self.driver.execute_script("return document.getElementById('trials').textContent + document.getElementById('verdicts').textContent")
        self.assertEqual(shown.count("</script><script>document.title='owned'"), 2)

    def test_a_click_on_a_cause_tells_its_story(self):
        for _ in self.each_look(self.whole):
            number = self.ask_for_the_first()
            story = self.find(".story").text
            self.assertIn(f"Interruption {number}\n", story)
            self.assertIn("the subject runs again", story)
            self.assertIn("cloister reproduce", story)
            self.find(".story summary").click()
            self.assertIn("__lru_add_drain_all", self.find(".story pre").text)

    def test_a_click_on_the_timeline_tells_what_is_there(self):
        self.open(self.whole)
        number = self.ask_for_the_first()
        self.driver.execute_script("document.querySelector('.story').replaceChildren(); document.querySelector('.lanes').scrollIntoView({block: 'center'})")
        over = self.find(".u-over")
        box = over.rect
        for lane in (-0.25, 0.25):  # it is in the middle, on one of two CPUs
            webdriver.ActionChains(self.driver).move_to_element_with_offset(over, 0, int(lane * box["height"])).click().perform()
        self.assertIn(f"Interruption {number}\n", self.find(".story").text)

    def test_the_keyboard_does_what_a_pointer_does(self):
        self.open(self.whole)
        lanes = self.find(".lanes")
        axis = "return document.querySelector('.lanes canvas').toDataURL()"
        self.driver.execute_script("arguments[0].focus()", lanes)
        lanes.send_keys(Keys.HOME)
        self.assertIn("Interruption 1\n", self.find(".story").text)
        lanes.send_keys(Keys.RIGHT)
        self.assertIn("Interruption 2\n", self.find(".story").text)
        before = self.driver.execute_script(axis)
        lanes.send_keys("+++")
        WebDriverWait(self.driver, 5).until(lambda driver: driver.execute_script(axis) != before)
        lanes.send_keys("0")
        WebDriverWait(self.driver, 5).until(lambda driver: driver.execute_script(axis) == before)

    def test_a_number_that_is_not_there_is_said(self):
        self.open(self.whole)
        self.find("#number").send_keys("999999", Keys.ENTER)
        self.assertIn("There is no interruption 999999", self.find(".story").text)

    def test_paper_is_light_and_unfolded(self):
        self.open(self.whole, scheme="dark")
        self.driver.execute_script("dispatchEvent(new Event('beforeprint'))")
        self.assertEqual(self.driver.execute_script("return getComputedStyle(document.documentElement).backgroundColor"), "rgb(255, 255, 255)")
        self.assertEqual(self.all("details:not([open])"), [])
        self.driver.execute_script("dispatchEvent(new Event('afterprint'))")
        self.assertEqual(self.all("details[open]"), [])
        paper = self.driver.execute_cdp_cmd("Page.printToPDF", {})["data"]
        self.assertGreater(len(paper), 10_000)


run()
