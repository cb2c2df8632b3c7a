"""The program's entry: `annotator`, and `python -m annotator`."""

import sys

from annotator.tui import skeleton


def main() -> None:
    """Draw the skeleton of the screen if that is what comes, then import the rest."""
    try:
        if sys.stdin and sys.stdout and sys.stderr:
            skeleton.show(sys.argv[1:])
        from annotator.cli.main import main as run

        run()
    except KeyboardInterrupt:  # so early that nothing has begun
        skeleton.take_down()
        sys.exit(130)
    finally:
        skeleton.take_down()


if __name__ == "__main__":
    main()
