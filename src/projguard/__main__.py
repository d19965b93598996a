"""``python -m projguard``."""

import os
import sys

# The interpreter has put the working directory first, which may be a stranger's: nothing more is imported from there.
if sys.path and os.path.realpath(sys.path[0] or ".") == os.path.realpath("."):
    del sys.path[0]

from projguard.cli.start import main

if __name__ == "__main__":
    main()
