"""The command that shows the review screen in a browser on this machine."""

import asyncio
import os
import signal
import sys
from typing import TYPE_CHECKING

import click

from annotator.cli.setup import Setup, put, say, where_options
from annotator.domain.errors import InputError

if TYPE_CHECKING:
    from annotator.serving.server import Server

LOOPBACK = {"127.0.0.1": "127.0.0.1", "::1": "::1", "localhost": "127.0.0.1"}


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="127.0.0.1 or ::1, no other.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port [default: a free one].")
@where_options
def serve(setup: Setup, host: str, port: int) -> None:
    """Show the review screen in a browser on this machine; the address to open is printed.

    With --reviewer it is for that one person, else each page asks who reviews. A browser elsewhere
    gets here through SSH only; plain SSH with annotator review is quicker and safer. Ctrl+C ends it.
    """
    if host not in LOOPBACK:
        raise InputError(
            f"--host {host}: this server listens on 127.0.0.1 or ::1 only, for it has no encryption.",
            safe="Nothing was opened.",
            do="From another machine use SSH: ssh -t HOST annotator review, or a tunnel (docs/serving.md).",
        )
    server = _server(setup)
    asyncio.run(_serve(server, LOOPBACK[host], port))
    say("Ended; everything is saved.")


def _server(setup: Setup) -> "Server":
    from annotator.services.reading import Reading
    from annotator.serving.pages import check_bundle, missing

    try:
        from annotator.serving.program import Launch
        from annotator.serving.server import Server
    except ModuleNotFoundError as error:
        raise missing(str(error)) from None
    check_bundle()
    reviewer = setup.member(ask=False)
    with setup.reader() as store:  # what is wrong with file or keys is told of here, not in each page
        setup.table(Reading(store, "").scheme())
    options = [f"--db={setup.path.absolute()}", f"--wait={setup.patience}"]
    if setup.unsafe_filesystem:
        options.append("--unsafe-filesystem")
    return Server(
        Launch(tuple(options)),
        file=setup.path.name,
        reviewer=reviewer if setup.reviewer else "",
        suggested=reviewer,
    )


async def _serve(server: "Server", host: str, port: int) -> None:
    """Serve until Ctrl+C, SIGTERM or the end of the terminal."""
    stopped = asyncio.Event()
    if sys.platform != "win32":  # where Ctrl+C cancels this task instead
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    gate = await server.start(host, port)
    say("Open this address in a browser on this machine; whoever has it can review. Ctrl+C ends.")
    put(gate.url)
    if "SSH_CONNECTION" in os.environ:
        there = gate.address.removeprefix("http://")
        say(
            f"It works where you sit while this runs there: ssh -N -L {there.rpartition(':')[2]}:{there} HOST"
        )
    try:
        await stopped.wait()
    finally:
        await server.stop()
