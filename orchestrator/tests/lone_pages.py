#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The pages of `cloister report --html` for a series and for costs in a real browser, at desktop and phone width, light and
dark: verdicts first, what differs in figures and tables, and nothing fetched. What they tell is of real guests, as
results-schema/examples has it, with a step more that does not build.
Usage: lone_pages.py CLOISTER MODULES EXAMPLES, where MODULES is the node_modules that the pages were bundled from."""
import json
import pathlib
import sys
import tempfile

from in_a_browser import InABrowser, browser, cloister, run
from selenium.webdriver.common.by import By

EXAMPLES = pathlib.Path(sys.argv[3])
HOSTILE = "</script><script>document.title='owned'</script><img src=x>"
LONG = "CONFIG_" + "A_NAME_THAT_IS_WIDER_THAN_A_PHONE_" * 3


class LonePages(InABrowser):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.work = pathlib.Path(cls.temporary.name)
        cls.series = json.loads((EXAMPLES / "series.json").read_text())
        cls.cost = json.loads((EXAMPLES / "cost.json").read_text())
        worse = json.loads(json.dumps(cls.series["steps"][-1]))
        for cost in worse["costs"]:
            cost["instructions"] += 4711 if cost["mode"] == "local" else -1500
        failed = {**worse, "state": "build_failed", "costs": [], "claims": [], "drains": [], "reason": "it does not build: " + HOSTILE}
        failed.pop("verdict", None)
        cls.series["steps"] += [worse, failed]
        cls.series["notes"] = [f"off, for no fragment sets them: {LONG}"]
        cls.pages = {}
        for kind, document in [("series", cls.series), ("cost", cls.cost)]:
            directory = cls.work / kind
            directory.mkdir()
            (directory / f"{kind}.json").write_text(json.dumps(document))
            cls.pages[kind] = directory / "report.html"
            cls.told = cloister("report", directory, "--html", exits=(0, 1, 2))
        cls.driver = browser()

    @classmethod
    def tearDownClass(cls):
        cls.driver.quit()
        cls.temporary.cleanup()

    def look_at(self, kind):
        self.open(self.pages[kind])

    def test_axe_finds_nothing(self):
        for page in self.pages.values():
            for look in self.each_look(page):
                self.unfold()
                self.expect_no_violation(look)

    def test_validator_finds_nothing(self):
        self.expect_valid(list(self.pages.values()))

    def test_nothing_is_wider_than_the_screen(self):
        for page in self.pages.values():
            for look in self.each_look(page):
                self.unfold()
                self.expect_as_wide_as_the_screen(look)

    def test_nothing_is_fetched_and_nothing_complained_of(self):
        for kind, page in self.pages.items():
            self.fetched()
            self.driver.get_log("browser")
            self.look_at(kind)
            self.assertEqual(self.fetched(), {page.as_uri()})
            self.assertEqual(self.driver.get_log("browser"), [])

    def test_they_lead_nowhere_else(self):
        for kind in self.pages:
            self.look_at(kind)
            self.assertEqual([link for link in self.all("a") if not link.get_attribute("href").startswith(self.driver.current_url.split("#")[0] + "#")], [])

    def test_verdicts_come_first(self):
        self.look_at("series")
        self.assertIn(self.series["verdict"], self.find("h1").text.lower())
        self.assertEqual(self.find("main > section").get_attribute("id"), "verdicts")
        self.look_at("cost")
        self.assertIn("upheld", self.find("h1").text.lower())
        self.assertEqual(self.find("main > section").get_attribute("id"), "verdicts")

    def figure(self, title):
        return next(each for each in self.all("#glance figure") if each.find_element(By.TAG_NAME, "figcaption").text == title)

    def test_a_figure_has_a_bar_for_each_step_that_was_measured(self):
        self.look_at("series")
        figure = self.figure("anon-fault, local")
        bars = figure.find_elements(By.TAG_NAME, "rect")
        measured = [step for step in self.series["steps"] if any(cost["mode"] == "local" for cost in step["costs"])]
        self.assertEqual(len(bars), len(measured))
        words = [text.text for text in figure.find_elements(By.CSS_SELECTOR, "text.value")]
        self.assertEqual([words[0], words[-1]], ["=", "+4,709"])
        heights = [float(bar.get_attribute("height")) for bar in bars]
        self.assertEqual(max(heights), heights[-1])
        self.assertTrue(all(height < heights[-1] / 20 for height in heights[:-1]), heights)
        self.assertIn("step 9 none", figure.find_element(By.TAG_NAME, "svg").get_attribute("aria-label"))
        self.assertIn("−1,479", [text.text for text in self.figure("anon-fault, remote").find_elements(By.CSS_SELECTOR, "text.value")])

    def test_a_step_that_does_not_build_says_why_as_text(self):
        self.look_at("series")
        self.assertIn("Step 9: it does not build: " + HOSTILE, [each.text for each in self.all("#steps .failure")])
        self.assertTrue(self.driver.title.startswith("Series "))

    def test_functions_that_make_the_difference_unfold(self):
        self.look_at("cost")
        unfolding = self.find("#costs details")
        unfolding.find_element(By.TAG_NAME, "summary").click()
        rows = [[cell.text for cell in row.find_elements(By.CSS_SELECTOR, "th, td")] for row in unfolding.find_elements(By.CSS_SELECTOR, "tbody tr")]
        first, *others = [each for each in self.cost["operations"] if each["name"] == unfolding.find_element(By.TAG_NAME, "summary").text]
        share = lambda cost, name: cost["functions"].get(name, 0) / cost["turns"]
        names = {name for cost in [first, *others] for name in cost["functions"]}
        by = {name: [share(other, name) - share(first, name) for other in others] for name in names}
        most = max(by, key=lambda name: max(map(abs, by[name])))
        told = [("+" if each > 0 else "−") + f"{abs(each):,.1f}" if abs(each) >= 0.1 else "=" for each in by[most]]
        self.assertEqual(rows[0], [most, f"{share(first, most):,.1f}", *told])
        self.assertEqual(len(rows), min(20, sum(max(map(abs, each)) >= 0.1 for each in by.values())))

    def test_the_table_has_each_count_and_how_it_differs(self):
        self.look_at("cost")
        rows = [[cell.text for cell in row.find_elements(By.CSS_SELECTOR, "th, td")] for row in self.all("#costs > .scrolls tbody tr")]
        self.assertEqual(len(rows), len(self.cost["operations"]))
        for row, cost in zip(rows, self.cost["operations"]):
            self.assertEqual([row[3], row[5], row[7]], [f"{cost[key]:,}" for key in ("instructions", "locked", "cache_lines")])


run()
