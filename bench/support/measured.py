"""Runs a command and writes what it and all it started took: measured.py <file.json> <command> [argument ...]."""

import json
import resource
import subprocess
import sys
import time

target, *command = sys.argv[1:]
began = time.monotonic()
status = subprocess.run(command, check=False).returncode
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(target, "w", encoding="utf-8") as file:
    json.dump(
        {
            "cpuSeconds": usage.ru_utime + usage.ru_stime,
            "seconds": time.monotonic() - began,
            # Of the largest process, in kilobytes.
            "megabytes": usage.ru_maxrss / 1024,
        },
        file,
    )
sys.exit(status)
