"""A job as a process: the image's `run` with the job's command, as the role that the definition names.

https://docs.aws.amazon.com/batch/latest/userguide/job_timeouts.html
"""

import re
import subprocess
import time

from localemu.aws.connect import connect_to
from localemu.utils.aws.arns import extract_account_id_from_arn

from sluice_localaws import settings

ENDS_WITHIN = 30
GROUP = "/aws/batch/job"


def run(job):
    try:
        if job.queue_is_scarce:
            job.status = "RUNNABLE"
            job.stop.wait()
        while True:
            code, reason = _attempt(job)
            if code == 0:
                return job.end("SUCCEEDED", "Essential container in task exited")
            if reason or not job.tries_again(code):
                return job.end("FAILED", reason or "Essential container in task exited")
    except Exception as error:
        return job.end("FAILED", f"CannotStartContainerError: {type(error).__name__}: {error}")


def _attempt(job):
    if job.stop.is_set():
        return None, job.stop_reason
    container = job.definition["containerProperties"]
    image = settings.state("batch", "images") / re.sub(r"[/:@]", "_", container["image"])
    if not (image / "run").is_file():
        raise FileNotFoundError(f"image {container['image']} is not at {image}")
    environment = settings.child_environment(job.region, _credentials(job, container["jobRoleArn"]))
    environment.update({each["name"]: each["value"] for each in job.environment})
    folder = settings.state("batch", job.id)
    stream = job.begin_attempt()
    log = folder / f"attempt-{len(job.attempts)}.log"
    with open(log, "wb") as out:
        process = subprocess.Popen(
            [str(image / "run"), *job.command],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    (folder / "pid").write_text(str(process.pid))
    reason = _supervise(job, process)
    _log(job, stream, log)
    code = _exit_code(process.returncode)
    job.end_attempt(code, reason)
    return code, reason


def _exit_code(code):
    """A container that was ended by a signal says so as a shell does."""
    return 128 - code if code < 0 else code


def _supervise(job, process):
    """Why it was ended; None if it ended by itself. A minute may be short here, and a second with it."""
    limit = job.seconds * settings.seconds_a_minute() / 60 if job.seconds else None
    began, reason = time.monotonic(), None
    while process.poll() is None:
        if job.stop.wait(0.1):
            reason = job.stop_reason
        elif limit is not None and time.monotonic() - began > limit:
            reason = "Job attempt duration exceeded timeout"
        if reason:
            process.terminate()
            try:
                process.wait(timeout=ENDS_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    return reason


def _credentials(job, role):
    sts = connect_to(
        region_name=job.region, aws_access_key_id=extract_account_id_from_arn(role)
    ).sts.request_metadata(service_principal="ecs-tasks")
    return sts.assume_role(RoleArn=role, RoleSessionName="batch")["Credentials"]


def _log(job, stream, file):
    logs = connect_to(region_name=job.region).logs
    for create in (
        lambda: logs.create_log_group(logGroupName=GROUP),
        lambda: logs.create_log_stream(logGroupName=GROUP, logStreamName=stream),
    ):
        try:
            create()
        except logs.exceptions.ResourceAlreadyExistsException:
            pass
    stamp = int(time.time() * 1000)
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()[-2000:]
    events = [{"timestamp": stamp, "message": line} for line in lines if line.strip()]
    if events:
        logs.put_log_events(logGroupName=GROUP, logStreamName=stream, logEvents=events)
