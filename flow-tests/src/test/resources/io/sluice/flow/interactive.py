"""Runs a command for a test that interrupts it: interactive.py EXPECTED TEXT... -- COMMAND...

With pairs of texts the command has a terminal: as soon as it has printed what is expected, the text is typed; ^C in it
is Ctrl-C. Without pairs it has none. Whoever started this may ignore Ctrl-C, as what runs in the background does;
the command does not.
"""

import os
import pty
import signal
import sys


def main(words):
    at = words.index("--")
    pairs, command = list(zip(words[:at:2], words[1:at:2])), words[at + 1 :]
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if not pairs:
        os.execv(command[0], command)
    child, terminal = pty.fork()
    if child == 0:
        os.execv(command[0], command)
    seen = ""
    while True:
        try:
            some = os.read(terminal, 4096)
        except OSError:
            some = b""
        if not some:
            break
        os.write(1, some)
        seen += some.decode(errors="replace")
        if pairs and pairs[0][0] in seen:
            os.write(terminal, pairs.pop(0)[1].replace("^C", "\x03").encode())
            seen = ""
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


main(sys.argv[1:])
