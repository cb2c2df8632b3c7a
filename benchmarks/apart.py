"""Measuring one piece of work in a process of its own: its processor time, and the memory that it took more.

A process begins with the peak of the one that began it, so that one has to stay small: what it measures with
is made in a process of its own too.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping

Work = Callable[..., float | None]
"""Gives the seconds of it that are not its own, if any."""
Took = dict[str, float]
"""`seconds` of processor time, `memory_mb`."""
CHILD = "--child"


def took(module: str, name: str, *arguments: object) -> Took:
    """What one of a module's works took, done apart. Raises CalledProcessError when it failed."""
    command = [sys.executable, "-m", module, CHILD, name, *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    found: Took = json.loads(done.stdout.splitlines()[-1])
    return found


def is_child(works: Mapping[str, Work], other: Callable[[str], Work]) -> bool:
    """In a process that `took` began: do the work and print what it took. `other` gives works that have no
    name in `works`."""
    if sys.argv[1:2] != [CHILD]:
        return False
    _, _, name, *arguments = sys.argv
    work = works[name] if name in works else other(name)
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    not_its_own = work(*arguments) or 0
    seconds = time.process_time() - start - not_its_own
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(json.dumps({"seconds": seconds, "memory_mb": memory}))
    return True


def compared(few: Took, many: Took, times: float, bare: float) -> dict[str, float]:
    """One work on few and on so many times as many things, and beside the bare seconds of the many."""
    return {
        "seconds": round(many["seconds"], 2),
        "few_s": round(few["seconds"], 3),
        "ratio": round(many["seconds"] / bare, 1),
        "growth": round(many["seconds"] / few["seconds"] / times, 2),
        "more_mb": round(many["memory_mb"] - few["memory_mb"], 1),
    }
