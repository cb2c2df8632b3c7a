"""A reviewer as a process: labels their open claims of a round, and says each once it is on disk.

python reviewer.py FILE STATE_FOLDER MEMBER ROUND LABEL
"""

import sys
from pathlib import Path

from annotator.services.opening import open_workplace
from annotator.services.reading import Reading
from annotator.services.reviewing import Reviewing
from annotator.store import Sight, open_to_read


def work(path: Path, state: Path, member: str, round_id: str, label: str) -> None:
    with (
        open_workplace(path, member, state=state, wait=60) as place,
        open_to_read(path, sight=Sight(member, round_id)) as store,
    ):
        reading = Reading(store, member)
        reviewing = Reviewing(place.store, member, place.device, round_id=round_id)
        article, claim = reading.first_place() or ("", "")
        while (found := reading.next_open(article, claim)) is not None:
            article, claim = found
            reviewing.label(claim, label)
            print(claim, flush=True)


if __name__ == "__main__":
    work(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
