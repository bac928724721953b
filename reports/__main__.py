"""`python -m reports`: makes one file. What to call comes in, pickled, from the bot; the file goes out."""

import pickle
import sys

from reports.priority import step_back

if __name__ == "__main__":
    step_back()
    sys.stdout.buffer.write(pickle.load(sys.stdin.buffer)())
