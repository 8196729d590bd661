#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What the documentation shows is what the examples hold: usage quotes.py ROOT.

In README.md, CONTRIBUTING.md and docs/ a fence
    ```json record.json#/machine    shows that part of the example; … stands for what is left out
    ```toml scenario.toml           shows lines of it
    ```console                      shows commands ($ …), run beside the examples, and all that they print
Every example must be quoted somewhere.
"""
import json
import pathlib
import re
import subprocess
import sys

root = pathlib.Path(sys.argv[1])
examples = root / "results-schema" / "examples"
REST = "…"
quoted = set()


def with_rest_as_json(text):
    """… becomes an element of an array, and a key of an object."""
    out, nesting = [], []
    for part in re.findall(r'"(?:[^"\\]|\\.)*"|.', text, re.S):
        if part in "{[":
            nesting.append(part)
        elif part in "}]":
            nesting.pop()
        elif part == REST:
            part = f'"{REST}": 0' if nesting[-1] == "{" else f'"{REST}"'
        out.append(part)
    return "".join(out)


def difference(shown, real, path):
    """None, or where what is shown is not what is there."""
    if type(shown) is not type(real):
        return path or "/"
    if isinstance(shown, dict):
        wanted = dict(shown)
        partly = wanted.pop(REST, None) is not None
        if not (wanted.keys() <= real.keys() if partly else wanted.keys() == real.keys()):
            return f"{path}: the keys"
        found = (difference(value, real[key], f"{path}/{key}") for key, value in wanted.items())
        return next((each for each in found if each), None)
    if isinstance(shown, list):
        if REST not in shown:
            if len(shown) != len(real):
                return f"{path}: the length"
            found = (difference(one, other, f"{path}/{i}") for i, (one, other) in enumerate(zip(shown, real)))
            return next((each for each in found if each), None)
        rest = iter(real)  # the elements shown, in order, among those there are
        for i, element in enumerate(each for each in shown if each != REST):
            if not any(difference(element, other, "") is None for other in rest):
                return f"{path}/{i}"
        return None
    return None if shown == real else path or "/"


def part_of(document, pointer):
    for key in pointer.split("/")[1:]:
        document = document[int(key)] if isinstance(document, list) else document[key]
    return document


def check_json(source, text):
    name, _, pointer = source.partition("#")
    if not name:
        return "names no example"
    quoted.add(name)
    real = part_of(json.loads((examples / name).read_text()), pointer)
    where = difference(json.loads(with_rest_as_json(text)), real, pointer)
    return where and f"differs from {name}#{where}"


def check_toml(source, text):
    if not source:
        return "names no example"
    quoted.add(source)
    return None if text in (examples / source).read_text() else f"is not in {source}"


def check_console(_, text):
    for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", text, re.M):
        got = subprocess.run(["sh", "-c", command], cwd=examples, capture_output=True, text=True)
        if got.stdout + got.stderr != shown:
            return f"$ {command}\nprints\n{got.stdout}{got.stderr}"
    return None


checks = {"json": check_json, "toml": check_toml, "console": check_console}
failures = []
for page in [root / "README.md", root / "CONTRIBUTING.md", *sorted((root / "docs").rglob("*.md"))]:
    text = page.read_text()
    for fence in re.finditer(r"^```(\w+) ?(\S*)\n(.*?)^```$", text, re.M | re.S):
        kind, source, body = fence.groups()
        try:
            failure = checks[kind](source, body) if kind in checks else None
        except (KeyError, IndexError, OSError, ValueError) as error:
            failure = f"{source}: {error!r}"
        if failure:
            line = text.count("\n", 0, fence.start()) + 1
            failures.append(f"{page.relative_to(root)}:{line}: {failure}")
for example in sorted({each.name for each in examples.iterdir()} - quoted):
    failures.append(f"examples/{example} is quoted nowhere in docs/")
sys.exit("\n".join(failures) or None)
