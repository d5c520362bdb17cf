"""Starts LocalEmu with our repairs in this process.

The environment holds LocalEmu's own settings. SLUICE_LOCALAWS_WITHOUT names repairs to leave out, separated by
commas, or "all": so that a test of a repair can be seen to fail without it.
"""

import faulthandler
import os
import signal
import sys

from sluice_localaws import lifeline, repairs


def main():
    lifeline.hold()
    # Where all threads are, into the log: for an emulator that no longer answers.
    faulthandler.register(signal.SIGUSR1, all_threads=True)
    turn = os.environ.get("SLUICE_LOCALAWS_TURN")
    if turn:
        # Short turns show a missing lock, and take a loaded machine's time.
        sys.setswitchinterval(float(turn))
    repairs.install_all(without=os.environ.get("SLUICE_LOCALAWS_WITHOUT", ""))
    from localemu.runtime.main import main as run

    run()


if __name__ == "__main__":
    main()
