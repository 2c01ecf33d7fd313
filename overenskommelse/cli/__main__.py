"""`python -m overenskommelse.cli`, where the command itself is not on the path."""

import sys

from overenskommelse.cli import main

sys.exit(main())
