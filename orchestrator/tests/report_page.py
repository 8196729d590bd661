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

    # As the records have it: counts of the report, and how long calls took.
    def test_drains_are_told_mode_by_mode(self):
        self.open(self.whole)
        run = pathlib.Path(self.work.name) / "whole"
        records = [json.loads(file.read_text()) for file in run.glob("trials/*/*/record.json")]
        took = {(record["spec"]["cell"]["mode"], record["spec"]["cell"]["workload"]): record["measurement"]["drains"] for record in records if "drains" in record["measurement"]}
        rows = [[cell.text for cell in row.find_elements("css selector", "th, td")] for row in self.all("#drains tbody tr")]
        self.assertEqual(len(rows), 2)
        for mode, workload, armed, *_, mean, longest in rows:
            drains = took[mode, workload]
            self.assertEqual(int(armed), sum(drains["armed"].values()))
            for text, nanoseconds in ((mean, drains["call_total_ns"] / drains["calls"]), (longest, drains["call_max_ns"])):
                number, unit = text.split()
                self.assertAlmostEqual(float(number) * {"ns": 1, "µs": 1e3, "ms": 1e6, "s": 1e9}[unit] / nanoseconds, 1, delta=0.06)

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

    # An interruption that is close by, in the middle, and not told; its number, and the timeline's place on the screen.
    def timeline_of_the_first(self, width=1280):
        self.open(self.whole, width)
        number = self.ask_for_the_first()
        self.forget()
        return number, self.driver.execute_script(
            "document.querySelector('.lanes').scrollIntoView({block: 'center'}); const {left, top, width, height} = document.querySelector('.u-over').getBoundingClientRect();"
            "return {middle: left + width / 2, lanes: [top + height / 4, top + height * 3 / 4], width}")

    def forget(self):
        self.driver.execute_script("document.querySelector('.story').replaceChildren()")

    def drawn(self):
        self.driver.execute_async_script("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))")

    # What a click tells there, on either CPU; "" where nothing is.
    def told_at(self, box, by):
        self.forget()
        for lane in box["lanes"]:
            for kind in ("mousePressed", "mouseReleased"):
                self.driver.execute_cdp_cmd("Input.dispatchMouseEvent", {"type": kind, "x": box["middle"] + by, "y": lane, "button": "left", "clickCount": 1})
        return self.find(".story").text.split("\n")[0]

    def drag_mouse(self, box, by, lane):
        at = {"y": lane, "button": "left", "clickCount": 1}
        self.driver.execute_cdp_cmd("Input.dispatchMouseEvent", {"type": "mousePressed", "x": box["middle"], **at})
        for step in range(1, 6):
            self.driver.execute_cdp_cmd("Input.dispatchMouseEvent", {"type": "mouseMoved", "x": box["middle"] + by * step / 5, "buttons": 1, **at})
        self.driver.execute_cdp_cmd("Input.dispatchMouseEvent", {"type": "mouseReleased", "x": box["middle"] + by, **at})
        self.drawn()

    # fingers: of each, from where to where, as (x, y).
    def touch(self, *fingers):
        def send(kind, part):
            points = [{"id": finger, "x": x + (to_x - x) * part, "y": y + (to_y - y) * part} for finger, ((x, y), (to_x, to_y)) in enumerate(fingers)]
            self.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points if kind != "touchEnd" else []})
        self.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True, "maxTouchPoints": 5})
        send("touchStart", 0)
        for step in range(1, 11):
            send("touchMove", step / 10)
        send("touchEnd", 1)
        self.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})
        self.drawn()

    # On either CPU: a click there would tell it.
    def test_what_is_dragged_follows_the_pointer(self):
        number, box = self.timeline_of_the_first()
        for lane in box["lanes"]:
            self.forget()
            self.drag_mouse(box, 250, lane)
            self.assertEqual(self.find(".story").text, "", "a drag is no click")
            self.assertEqual(self.told_at(box, 250), f"Interruption {number}")
            self.assertNotEqual(self.told_at(box, 0), f"Interruption {number}")
            self.drag_mouse({**box, "middle": box["middle"] + 250}, -250, lane)
            self.assertEqual(self.told_at(box, 0), f"Interruption {number}")

    def test_nothing_is_dragged_beyond_the_window(self):
        _, box = self.timeline_of_the_first()
        self.find("#timeline button[aria-label='Show the whole window']").click()
        self.driver.execute_script("document.querySelector('.lanes').scrollIntoView({block: 'center'})")
        self.drawn()
        drawing = "return document.querySelector('.lanes canvas').toDataURL()"
        before = self.driver.execute_script(drawing)
        self.drag_mouse(box, 250, box["lanes"][0])
        self.assertEqual(self.driver.execute_script(drawing), before)

    def test_one_finger_pans_and_scrolls(self):
        number, box = self.timeline_of_the_first(390)
        x, y = box["middle"], box["lanes"][0]
        self.touch(((x, y), (x + 80, y)))
        self.assertEqual(self.told_at(box, 80), f"Interruption {number}")
        self.assertNotEqual(self.told_at(box, 0), f"Interruption {number}")
        before = self.driver.execute_script("return scrollY")
        self.touch(((x, y), (x, y - 200)))
        self.wait_for(lambda driver: driver.execute_script("return scrollY") > before + 50)

    # An interruption takes a twelfth of what is shown: 25 pixels off the middle is beside it, until it is three times as wide.
    def test_two_fingers_zoom_however_they_lie(self):
        for across, down in ((1, 0), (0.6, 0.2), (0, 0.5)):
            number, box = self.timeline_of_the_first(390)
            x, y = box["middle"], sum(box["lanes"]) / 2
            beside = box["width"] / 24 + 12
            self.assertNotEqual(self.told_at(box, beside), f"Interruption {number}")
            self.touch(*(((x + sign * across * 40, y + sign * down * 40), (x + sign * across * 120, y + sign * down * 120)) for sign in (-1, 1)))
            self.assertEqual(self.told_at(box, beside), f"Interruption {number}", (across, down))
            self.assertEqual(self.told_at(box, -beside), f"Interruption {number}", (across, down))

    def test_what_two_fingers_hold_follows_them(self):
        number, box = self.timeline_of_the_first(390)
        x, y = box["middle"], box["lanes"][0]
        self.touch(((x - 50, y), (x + 20, y)), ((x + 50, y), (x + 120, y)))
        self.assertEqual(self.told_at(box, 70), f"Interruption {number}")
        self.assertNotEqual(self.told_at(box, 0), f"Interruption {number}")

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
