"""``python -m projguard``."""

from projguard.cli.start import main

if __name__ == "__main__":
    main()
