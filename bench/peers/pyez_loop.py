"""The loop that most teams begin with: one device after the other, load, commit, next.

pyez_loop.py <ports.json> <directory with leafN.set> <user>; the password is in JUNOS_PASSWORD.
"""

import json
import os
import sys

from jnpr.junos import Device
from jnpr.junos.utils.config import Config

ports_file, directory, user = sys.argv[1:4]
with open(ports_file, encoding="utf-8") as file:
    ports = json.load(file)

for name in sorted(ports):
    path = os.path.join(directory, name + ".set")
    with Device(
        host="127.0.0.1",
        port=ports[name],
        user=user,
        password=os.environ["JUNOS_PASSWORD"],
        gather_facts=False,
    ) as device:
        with Config(device, mode="exclusive") as config:
            # Given the path, PyEZ opens it in a mode that newer Pythons do not have.
            with open(path, encoding="utf-8") as lines:
                config.load(lines.read(), format="set")
            config.pdiff()
            config.commit(confirm=5, timeout=60)
            config.commit(timeout=60)
