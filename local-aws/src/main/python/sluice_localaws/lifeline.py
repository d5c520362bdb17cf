"""Ends this process when its standard input ends.

Whoever started the emulator holds the other end of the pipe: it closes it to end the emulator, and the operating
system closes it when that process dies, however it dies.
"""

import os
import sys
import threading


def hold():
    threading.Thread(target=_exit_at_end_of_input, name="lifeline", daemon=True).start()


def _exit_at_end_of_input():
    while sys.stdin.buffer.read(4096):
        pass
    # LocalEmu's own shutdown can hang for minutes, and there is nothing to save.
    os._exit(0)
