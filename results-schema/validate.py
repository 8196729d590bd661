#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Every example against its schema, and proof that the schemas refuse: usage validate.py DIRECTORY."""
import json
import pathlib
import sys

import jsonschema


def objects(json_value):
    """Every object in it, itself included."""
    if isinstance(json_value, dict):
        yield json_value
    if isinstance(json_value, (dict, list)):
        for each in json_value.values() if isinstance(json_value, dict) else json_value:
            yield from objects(each)


directory = pathlib.Path(sys.argv[1])
examples = sorted((directory / "examples").glob("*.json"))
for example in examples:
    schema = json.loads((directory / f"{example.stem}.schema.json").read_text())
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    document = json.loads(example.read_text())
    validator.validate(document)
    for spoiled in (document | {"schema": "cloister/other/1"}, {"schema": document["schema"]}):
        if validator.is_valid(spoiled):
            sys.exit(f"{example.stem}.schema.json accepts what it should refuse")
    for each in objects(document):
        each["unknown"] = None
        if validator.is_valid(document):
            sys.exit(f"{example.stem}.schema.json accepts an unknown field in {each}")
        del each["unknown"]
without = {schema.name.split(".")[0] for schema in directory.glob("*.schema.json")} - {e.stem for e in examples}
if without or not examples:
    sys.exit(f"no example of {', '.join(sorted(without)) or 'anything'}")
