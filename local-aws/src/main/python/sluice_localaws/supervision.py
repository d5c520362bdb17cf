"""A program as a process of this machine: it runs until it ends, is told to stop, or its time is over."""

import subprocess
import time

ENDS_WITHIN = 30
STOPPED = "stopped"
TIMED_OUT = "timed out"


def run(command, environment, folder, stop, seconds, started=lambda: None):
    """Its exit code, or STOPPED or TIMED_OUT. Output goes to stdout.log and stderr.log of the folder.

    `stop` is an event; `started` is called when the process lives.
    """
    with open(folder / "stdout.log", "wb") as out, open(folder / "stderr.log", "wb") as err:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=err
        )
    (folder / "pid").write_text(str(process.pid))
    started()
    deadline = time.monotonic() + seconds
    while process.poll() is None:
        if stop.wait(0.1):
            _end(process)
            return STOPPED
        if time.monotonic() > deadline:
            _end(process)
            return TIMED_OUT
    return process.returncode


def _end(process):
    process.terminate()
    try:
        process.wait(timeout=ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
