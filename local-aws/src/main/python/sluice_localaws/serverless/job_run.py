"""A run as a process: spark-submit of the entry point with the run's parameters and arguments.

https://docs.aws.amazon.com/emr-serverless/latest/EMR-Serverless-UserGuide/jobs-spark.html
"""

import gzip
import re
import shlex
import threading

from localemu.aws.connect import connect_to

from sluice_localaws import objects, roles, settings, spark, supervision
from sluice_localaws.serverless.applications import now


def launch(run):
    threading.Thread(target=_run, args=(run,), name=run.id, daemon=True).start()


def _run(run):
    folder = settings.state("emr-serverless", run.id)
    try:
        run.enter("PENDING")
        credentials = roles.credentials(
            run.request["executionRoleArn"], "emr-serverless", run.application.region, "emr-serverless"
        )
        run.enter("SCHEDULED")
        if _fits(run):
            # The driver itself fetches its program, once it has a worker.
            command, environment = _prepare(run, folder, credentials)
            ended = _attempts(run, folder, command, environment)
            _log(run, folder)
        else:
            ended = _waited_for_nothing(run)
    except (ValueError, objects.Unreadable, roles.NotAssumed, spark.NotThere) as refused:
        run.end("FAILED", str(refused))
        return
    except Exception as error:
        run.end("FAILED", f"{type(error).__name__}: {error}")
        return
    if ended == supervision.STOPPED:
        run.end("CANCELLED", "Job cancelled by user")
    elif ended == supervision.TIMED_OUT:
        run.end("CANCELLED", f"Job execution timed out after {run.minutes()} minutes")
    elif ended == 0:
        run.end("SUCCESS")
    else:
        run.end("FAILED", f"Job failed, please check complete logs in configured logging destination. ExitCode: {ended}")


def _fits(run):
    """Whether the application may ever have the driver's processors."""
    most = run.application.request.get("maximumCapacity", {}).get("cpu")
    parameters = run.request["jobDriver"].get("sparkSubmit", {}).get("sparkSubmitParameters", "")
    driver = re.search(r"spark\.driver\.cores=([0-9]+)", parameters)
    return most is None or driver is None or int(driver[1]) <= float(most.split()[0])


def _waited_for_nothing(run):
    """It stays SCHEDULED, which is: resources are being allocated."""
    stopped = run.stop.wait(run.minutes() * settings.seconds_a_minute())
    return supervision.STOPPED if stopped else supervision.TIMED_OUT


def _attempts(run, folder, command, environment):
    while True:
        ended = supervision.run(
            command,
            environment,
            folder,
            run.stop,
            run.minutes() * settings.seconds_a_minute(),
            lambda: _started(run),
        )
        if ended == 0 or isinstance(ended, str) or run.attempt >= run.attempts:
            return ended
        run.attempt += 1


def _started(run):
    if run.started is None:
        run.started = now()
    run.enter("RUNNING")


def _prepare(run, folder, credentials):
    driver = run.request["jobDriver"]
    if set(driver) != {"sparkSubmit"}:
        raise ValueError(f"jobDriver: only sparkSubmit runs here, not {sorted(driver)}")
    submit = driver["sparkSubmit"]
    options = spark.Options(shlex.split(submit.get("sparkSubmitParameters", "")), needs_jar=False)
    region = run.application.region
    s3 = roles.clients(region, credentials).s3
    jars = [objects.fetch(s3, location) for location in (submit["entryPoint"], *options.jars)]
    arguments = submit.get("entryPointArguments", [])
    command = spark.command(folder, options.conf, options.main_class, jars, arguments)
    return command, spark.environment(region, credentials)


def _log(run, folder):
    """Below logUri, compressed; without it the service keeps them, and nobody can read them here."""
    monitoring = run.request.get("configurationOverrides", {}).get("monitoringConfiguration", {})
    place = monitoring.get("s3MonitoringConfiguration", {}).get("logUri")
    if not place:
        return
    bucket, prefix = objects.split(place.rstrip("/") + "/x")
    prefix = prefix.removesuffix("x")
    s3 = connect_to(region_name=run.application.region).s3
    for name in ("stdout", "stderr"):
        key = f"{prefix}applications/{run.application.id}/jobs/{run.id}/SPARK_DRIVER/{name}.gz"
        s3.put_object(Bucket=bucket, Key=key, Body=gzip.compress((folder / f"{name}.log").read_bytes()))
