#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Every example against its schema, and proof that the schemas refuse: usage validate.py DIRECTORY."""
import copy
import json
import pathlib
import sys

import jsonschema

directory = pathlib.Path(sys.argv[1])
examples = sorted((directory / "examples").glob("*.json"))
for example in examples:
    schema = json.loads((directory / f"{example.stem}.schema.json").read_text())
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    document = json.loads(example.read_text())
    validator.validate(document)
    for spoiled in (document | {"unknown": 1}, document | {"schema": "cloister/other/1"}, {"schema": document["schema"]}):
        if validator.is_valid(copy.deepcopy(spoiled)):
            sys.exit(f"{example.stem}.schema.json accepts what it should refuse")
without = {schema.name.split(".")[0] for schema in directory.glob("*.schema.json")} - {e.stem for e in examples}
if without or not examples:
    sys.exit(f"no example of {', '.join(sorted(without)) or 'anything'}")
