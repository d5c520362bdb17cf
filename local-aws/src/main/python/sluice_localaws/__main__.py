"""Starts LocalEmu with our repairs in this process.

The environment holds LocalEmu's own settings. SLUICE_LOCALAWS_WITHOUT names repairs to leave out, separated by
commas, or "all": so that a test of a repair can be seen to fail without it.
"""

import os
import sys

from sluice_localaws import lifeline, repairs


def main():
    lifeline.hold()
    # Threads take turns 500 times as often as usual: where a lock is missing, a test soon sees it.
    sys.setswitchinterval(1e-5)
    repairs.install_all(without=os.environ.get("SLUICE_LOCALAWS_WITHOUT", ""))
    from localemu.runtime.main import main as run

    run()


if __name__ == "__main__":
    main()
