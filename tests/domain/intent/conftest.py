import sys
from pathlib import Path

# `tests.corpus.score` is a command of its own and is imported by that name here, too.
sys.path.insert(0, str(Path(__file__).parents[3]))
