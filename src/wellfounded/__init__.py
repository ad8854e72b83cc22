"""wellfounded: US asylum law as of a date, with reasons."""

__version__ = "0.1.0"
