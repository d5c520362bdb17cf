"""Ends this process when its standard input ends.

Whoever started the emulator holds the other end of the pipe: it closes it to end the emulator, and the operating
system closes it when that process dies, however it dies. With SLUICE_LOCALAWS_DETACHED=1 nobody holds it: the process
lives until it is told to end.
"""

import os
import signal
import sys
import threading


def hold():
    if os.environ.get("SLUICE_LOCALAWS_DETACHED") == "1":
        signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
        return
    threading.Thread(target=_exit_at_end_of_input, name="lifeline", daemon=True).start()


def _exit_at_end_of_input():
    while sys.stdin.buffer.read(4096):
        pass
    # LocalEmu's own shutdown can hang for minutes, and there is nothing to save.
    os._exit(0)
