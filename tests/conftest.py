"""What every test rests on: an environment of its own, and files seeded with claims made by hand."""

import gc
import hashlib
import itertools
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

import annotator
from annotator.domain.article import Metadatum, ReadArticle, Region
from annotator.domain.citation import CitationDraft, Source
from annotator.domain.claim import Claim, ClaimSet
from annotator.domain.event import Feed, seal
from annotator.services.ingesting import put
from annotator.services.merging import merge
from annotator.services.opening import Workplace, open_workplace
from annotator.services.packing import write_pack
from annotator.services.reviewing import Reviewing
from annotator.store import Store, open_to_read, projections

# How long an example takes says more of the machine than of the program; no test is timed by it.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

ARTICLES = (
    "The harbour closed on Monday.\nThe mayor said the cranes had failed.\nNobody was hurt.\n",
    "Two bridges opened in spring.\nThe engineer said both were safe.\n",
)
"""Texts of our own; each line is a claim, and a line with ` said ` is an utterance of who said it."""


os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
"""Many tests start the program; without bytecode each start would compile all of it."""

_UNMADE = itertools.count(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak-seconds", type=float, default=2.0, help="Length of each soak test [2].")
    parser.addoption("--soak-labels", type=int, default=0, help="Labels of the soak of a team, however long.")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("reader"):  # what others' packages warn of is not ours to mend
            item.add_marker(pytest.mark.filterwarnings("ignore"))


def pytest_collection_finish() -> None:
    """What is there before the first test stays: collections need not look at it, only at what tests make."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """Half as many again as there are cores: many tests wait for a terminal, a timer or the disk."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None
    cores = os.cpu_count() or 1
    return cores + (cores + 1) // 2


@pytest.fixture
def soak_seconds(request: pytest.FixtureRequest) -> float:
    return float(request.config.getoption("--soak-seconds"))


@pytest.fixture
def soak_labels(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--soak-labels"))


@pytest.fixture(autouse=True)
def _own_environment(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hide the developer's state, configuration, name and files.

    The folder is made for tests that ask for one; to the others it would cost more than they do.
    """
    if "tmp_path" in request.fixturenames:
        folder = request.getfixturevalue("tmp_path")
    else:
        folder = tmp_path_factory.getbasetemp() / f"unmade{next(_UNMADE)}"
    monkeypatch.setenv("ANNOTATOR_CONFIG", str(folder / "config.toml"))
    monkeypatch.setenv("ANNOTATOR_STATE", str(folder / "state"))
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("ANNOTATOR_DB", "ANNOTATOR_REVIEWER", "NO_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)


def read_article(text: str, *, publisher: str = "Harbour Post", title: str = "A title") -> ReadArticle:
    """What a reader would hand over for this text."""
    metadata = {
        "publisher": Metadatum(publisher, "first line"),
        "title": Metadatum(title, "first line"),
        "published": Metadatum("2026-02-20", "dateline"),
    }
    return ReadArticle(text, text.encode(), "text", "1", {k: v for k, v in metadata.items() if v.value})


def split_lines(read: ReadArticle, *, version: str = "1") -> ClaimSet:
    """A claim a line."""
    claims, start = [], 0
    for line in read.text.splitlines(keepends=True):
        words = line.rstrip("\n")
        speaker, said, _ = words.partition(" said ")
        claims.append(
            Claim(
                ((start, start + len(words)),),
                words,
                mode="utterance" if said else "content",
                speaker=speaker if said else None,
            )
        )
        start += len(line)
    return ClaimSet.build(
        article=read.id,
        splitter="lines",
        version=version,
        regions=[Region("body", 0, len(read.text))],
        claims=claims,
    )


def seed(store: Store, texts: tuple[str, ...] = ARTICLES) -> list[str]:
    """Put articles with their claims into a file; returns the ids of the claims in order."""
    found: list[str] = []
    with store.writing():
        for text in texts:
            read = read_article(text)
            claims = split_lines(read)
            put(store, read, claims)
            found += [claim.id for claim in claims.claims]
    return found


def draft(stance: str = "supports", **given: str) -> CitationDraft:
    """A citation with quote and day; other fields as given, those of the source among them."""
    of_source = {"url", "reference", "title", "author", "publisher", "published", "origin"}
    source = Source(**{"url": "https://example.org/a"} | {k: v for k, v in given.items() if k in of_source})
    own: dict[str, Any] = {"quote": "As it stands.", "accessed": "2026-03-01"}
    own |= {k: v for k, v in given.items() if k not in of_source}
    return CitationDraft(source, stance, **own)  # type: ignore[arg-type]


def pack_bytes(store: Store) -> bytes:
    """The file's pack."""
    import io

    out = io.BytesIO()
    write_pack(store, out)
    return out.getvalue()


def assert_projections_hold(store: Store) -> None:
    """The live projections are those that a rebuild makes."""
    live = projections.snapshot(store.db)
    with store.trial() as db:
        projections.rebuild(db)
        rebuilt = projections.snapshot(db)
    for table, rows in live.items():
        assert rows == rebuilt[table], f"{table} is not what the log says"


@dataclass
class Desk:
    """One person's file, opened to write."""

    place: Workplace
    claims: list[str] = field(default_factory=list)

    @property
    def store(self) -> Store:
        return self.place.store

    def by(self, member: str) -> Reviewing:
        return Reviewing(self.store, member, self.place.device)

    @property
    def me(self) -> Reviewing:
        return self.by(self.place.member)

    def pack(self) -> bytes:
        return pack_bytes(self.store)

    def sql(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return list(self.store.db.execute(query, values).fetchall())


_TEMPLATES: dict[tuple[str, tuple[str, ...]], tuple[bytes, list[str]]] = {}


class Kit:
    """Makes and opens files below one folder; closes what is still open at the end."""

    read_article = staticmethod(read_article)
    split_lines = staticmethod(split_lines)
    seed = staticmethod(seed)
    draft = staticmethod(draft)
    pack_bytes = staticmethod(pack_bytes)
    assert_projections_hold = staticmethod(assert_projections_hold)
    articles = ARTICLES

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = itertools.count(1)
        self._open: list[Workplace] = []

    def path(self, name: str = "") -> Path:
        """A name that no file has yet, unless one is given."""
        return self.folder / (name or f"file{next(self._numbers)}.db")

    def open(self, path: Path, member: str = "anna", *, state: str = "state", **options: Any) -> Desk:
        place = open_workplace(path, member, state=self.folder / state, **options)
        self._open.append(place)
        return Desk(place)

    def desk(
        self,
        member: str = "anna",
        *,
        path: Path | None = None,
        texts: tuple[str, ...] = ARTICLES,
        **options: Any,
    ) -> Desk:
        """A new seeded file, made by this member; a copy of one made before, for speed."""
        path = path or self.path()
        if (member, texts) not in _TEMPLATES:
            made = self.open(path, member, create=True, state="of the template")
            claims = seed(made.store, texts)
            self.close(made)
            _TEMPLATES[member, texts] = (path.read_bytes(), claims)
        raw, claims = _TEMPLATES[member, texts]
        path.write_bytes(raw)
        desk = self.open(path, member, **options)
        desk.claims = list(claims)
        return desk

    def close(self, desk: Desk) -> Path:
        self._open.remove(desk.place)
        desk.place.close()
        return desk.store.path

    def reopen(self, desk: Desk, member: str = "", **options: Any) -> Desk:
        path = self.close(desk)
        again = self.open(path, member or desk.place.member, **options)
        again.claims = desk.claims
        return again

    def forged(
        self,
        desk: Desk,
        member: str,
        *entries: tuple[str, dict[str, Any]],
        round_id: str = "",
        name: str = "",
    ) -> Path:
        """A pack of one feed with these events, all digests right. `id` in a body is the event's id; `name`
        is of the feed and the file, where that of the member is not fit for it."""
        name = name or member
        feed = Feed(f"{name:f<32}", member, "d" * 32, round_id)
        head = {"id": feed.id, "member": member, "device": feed.device, "round": round_id, "audience": "all"}
        lines: list[dict[str, Any]] = [
            {"type": "pack", "format": "annotator-pack", "version": 1},
            {"type": "feed", **head},
        ]
        prev = feed.head
        for seq, (kind, fields) in enumerate(entries, 1):
            body = {"app": "1", "at": "2026-03-01T00:00:00.000Z", "nonce": str(seq), **fields}
            event_id = body.pop("id", f"{name}-{seq}")
            text = json.dumps(body, sort_keys=True, separators=(",", ":"))
            event = seal(feed.id, seq, event_id, prev, kind, text, body)
            prev = event.digest
            names = ("feed", "seq", "id", "prev", "digest", "v", "kind", "body")
            lines.append({"type": "event", **{name: getattr(event, name) for name in names}})
        raw = b"".join(
            json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for line in lines
        )
        end = {"type": "end", "lines": len(lines), "sha256": hashlib.sha256(raw).hexdigest()}
        path = desk.store.path.with_name(f"{name}.pack")
        path.write_bytes(raw + json.dumps(end, separators=(",", ":")).encode() + b"\n")
        return path

    def both_ways(self, desk: Desk, *packs: Path) -> Desk:
        """Merge in both orders; the results are the same and equal to a rebuild."""
        other = self.open(self.path(), "other", create=True, state="other")
        base = self.path("base.pack")
        base.write_bytes(desk.pack())
        merge(other.store, [base, *reversed(packs)])
        for pack in packs:
            merge(desk.store, [pack])
            assert_projections_hold(desk.store)
        assert projections.snapshot(desk.store.db) == projections.snapshot(other.store.db)
        return desk

    def close_all(self) -> None:
        for place in self._open:
            place.close()
        self._open.clear()


@pytest.fixture
def kit(tmp_path: Path) -> Iterator[Kit]:
    made = Kit(tmp_path)
    yield made
    made.close_all()


@pytest.fixture(scope="session")
def kit_in() -> Callable[[Path], Kit]:
    """For property tests, which make a folder for each example."""
    return Kit


@pytest.fixture
def desk(kit: Kit) -> Desk:
    """A seeded file, opened by anna, who is its lead."""
    return kit.desk()


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Ran]:
    """Runs `annotator ...` in a process of its own, in the test's folder."""

    def run_annotator(*arguments: str | os.PathLike[str] | bytes, env: dict[str, str] | None = None) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "annotator", *arguments],
            cwd=tmp_path,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=30,
            check=False,
        )
        out, err = done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
        assert "Traceback" not in err, err
        return Ran(done.returncode, out, err)

    return run_annotator


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ran]:
    """Runs `annotator ...` in this process, in the test's folder: quicker than `run`."""
    from annotator.cli.main import main

    def call_annotator(*arguments: str | bytes) -> Ran:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["annotator", *map(os.fsdecode, arguments)])
        capsys.readouterr()
        code: Any = 0
        try:
            main()
        except SystemExit as leaving:
            code = leaving.code or 0
        return Ran(code, *capsys.readouterr())

    return call_annotator


@dataclass(frozen=True)
class User:
    """A user of this machine: what it does is done in forked processes with its rights, its umask and its
    state folder. Modules must be imported before, since it may not be able to read them."""

    uid: int
    groups: tuple[int, ...] = ()
    state: Path | None = None
    umask: int = 0o022

    def begin(self, function: Callable[[], object]) -> "Doing":
        """Start doing something; what the function returns or raises becomes text."""
        out, into = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(out)
            try:
                os.setgroups(self.groups)
                os.setgid(self.uid)
                os.setuid(self.uid)
                os.umask(self.umask)
                if self.state is not None:
                    os.environ["ANNOTATOR_STATE"] = str(self.state)
                    os.environ["ANNOTATOR_CONFIG"] = str(self.state / "config.toml")
                said = str(function())
            except BaseException as error:
                said = f"{type(error).__name__}: {error}"
            os.write(into, said.encode())
            os._exit(0)
        os.close(into)
        return Doing(child, out)

    def does(self, function: Callable[[], object]) -> str:
        return self.begin(function).end()


@dataclass(frozen=True)
class Doing:
    """What a user is doing."""

    pid: int
    _out: int

    def end(self) -> str:
        """Wait for it; what it said."""
        with os.fdopen(self._out, "rb") as pipe:
            said = pipe.read().decode()
        os.waitpid(self.pid, 0)
        return said

    def kill(self) -> str:
        """What `kill -9` does."""
        os.kill(self.pid, signal.SIGKILL)
        return self.end()


@pytest.fixture
def users(open_folder: Path) -> Callable[..., User]:
    """Makes users by their number and groups, each with a state folder."""
    if sys.platform == "win32" or os.geteuid() != 0:
        pytest.skip("rights can be given up by root only")
    if not all(folder.stat().st_mode & 0o001 for folder in Path(annotator.__file__).parents):
        pytest.skip("this checkout can be read by its owner only")

    def make(uid: int, *groups: int, umask: int = 0o022) -> User:
        state = open_folder / f"state of {uid}"
        state.mkdir(exist_ok=True)
        os.chown(state, uid, uid)
        return User(uid, groups, state, umask)

    return make


@pytest.fixture
def nobody(users: Callable[..., User]) -> Callable[[Callable[[], object]], str]:
    """Runs a function in a forked process without any rights; returns what it gave, as text."""
    return User(65534).does


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users can reach; tests give and take its rights."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


@pytest.fixture
def reader() -> Iterator[Callable[[Path], Store]]:
    """Opens files to read, and closes them."""
    opened: list[Store] = []

    def open_it(path: Path) -> Store:
        opened.append(open_to_read(path))
        return opened[-1]

    yield open_it
    for store in opened:
        store.close()
