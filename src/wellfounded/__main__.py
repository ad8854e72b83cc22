"""Run the command line with `python -m wellfounded`."""

from wellfounded.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
