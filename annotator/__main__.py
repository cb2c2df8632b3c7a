"""`python -m annotator` is the console script."""

from annotator.cli.main import main

if __name__ == "__main__":
    main()
