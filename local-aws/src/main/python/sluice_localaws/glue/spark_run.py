"""A run as a process of Spark: spark-submit of the jar that the run names, with the arguments that Glue passes.

Everything is taken from the request and from the emulated buckets: what is wrong there shows here as it would on AWS.
https://docs.aws.amazon.com/glue/latest/dg/aws-glue-programming-etl-glue-arguments.html
"""

import hashlib
import shlex
import threading
import time

from localemu.aws.connect import connect_to

from sluice_localaws import objects, roles, settings, spark, supervision

VERSIONS = ("5.0", "5.1")


class Refused(Exception):
    """The run cannot be started; the message is the run's."""


def launch(run, ended):
    threading.Thread(target=_run, args=(run, ended), name=run.id, daemon=True).start()


def _run(run, ended):
    try:
        folder = settings.state("glue", run.id)
        command, environment = _prepare(run, folder)
        _supervise(run, folder, command, environment)
    except (Refused, objects.Unreadable, roles.NotAssumed, spark.NotThere) as refused:
        run.end("FAILED", str(refused))
    except Exception as error:
        run.end("ERROR", f"{type(error).__name__}: {error}")
    finally:
        ended()


def _prepare(run, folder):
    definition, arguments = run.job.definition, run.arguments
    if definition["Command"].get("Name") != "glueetl":
        raise Refused(f"Command {definition['Command'].get('Name')}: only glueetl runs here")
    if run.settings.get("GlueVersion") not in VERSIONS:
        raise Refused(f"GlueVersion {run.settings.get('GlueVersion')}: only {', '.join(VERSIONS)} run here")
    if arguments.get("--job-language") != "scala":
        raise Refused("--job-language: only scala runs here")
    for needed in ("--class", "--extra-jars"):
        if not arguments.get(needed):
            raise Refused(f"Missing argument {needed}")
    wrong = [name for name in arguments if not name.startswith("--")]
    if wrong:
        raise Refused(f"Arguments must begin with --: {wrong}")
    if settings.spark_class_path() is None:
        raise spark.NotThere("Spark is not there: build the project first")
    credentials = roles.credentials(definition["Role"], "glue", run.job.region, "GlueJobRunnerSession")
    s3 = roles.clients(run.job.region, credentials).s3
    script = objects.fetch(s3, definition["Command"].get("ScriptLocation", "")).read_text(encoding="utf-8")
    if "object " not in script:
        raise Refused("ScriptLocation: the script holds no Scala object")
    jars = [objects.fetch(s3, jar.strip()) for jar in arguments["--extra-jars"].split(",")]
    conf = [
        f"spark.glue.JOB_NAME={run.job.name}",
        f"spark.glue.JOB_RUN_ID={run.id}",
        f"spark.glue.GLUE_VERSION={run.settings['GlueVersion']}",
        *_settings(arguments.get("--conf", "")),
    ]
    command = spark.command(folder, conf, arguments["--class"], jars, _arguments(run))
    return command, spark.environment(run.job.region, credentials)


def _settings(text):
    """The value of --conf: k=v --conf k2=v2."""
    return [part for part in shlex.split(text) if part != "--conf"]


def _arguments(run):
    """What the main gets: Glue's own among the user's, in no order that anybody may lean on."""
    passed = ["--JOB_ID", f"j_{hashlib.sha256(run.job.name.encode()).hexdigest()}", "true"]
    for name, value in run.arguments.items():
        passed += [name, value]
    passed += ["--JOB_RUN_ID", run.id, "--JOB_NAME", run.job.name]
    passed += ["--spark-event-logs-path", f"s3://aws-glue-assets/sparkHistoryLogs/{run.id}/"]
    return passed


def _supervise(run, folder, command, environment):
    def started():
        if run.state == "STARTING":
            run.state = "RUNNING"

    seconds = run.minutes() * settings.seconds_a_minute()
    ended = supervision.run(command, environment, folder, run.stop, seconds, started)
    _log(run, folder)
    if ended == supervision.STOPPED:
        run.end("STOPPED")
    elif ended == supervision.TIMED_OUT:
        run.end("TIMEOUT", f"Job run exceeded its time-out of {run.minutes()} minutes")
    elif ended == 0:
        run.end("SUCCEEDED")
    else:
        run.end("FAILED", f"Command failed with exit code {ended}")


def _log(run, folder):
    """Where Glue's logs are: output and error of all jobs, a stream for each run."""
    logs = connect_to(region_name=run.job.region).logs
    for group, file in (("output", "stdout.log"), ("error", "stderr.log")):
        lines = (folder / file).read_text(encoding="utf-8", errors="replace").splitlines()[-2000:]
        stamp = int(time.time() * 1000)
        events = [{"timestamp": stamp, "message": line} for line in lines if line.strip()]
        for create in (
            lambda: logs.create_log_group(logGroupName=f"/aws-glue/jobs/{group}"),
            lambda: logs.create_log_stream(
                logGroupName=f"/aws-glue/jobs/{group}", logStreamName=run.id
            ),
        ):
            try:
                create()
            except logs.exceptions.ResourceAlreadyExistsException:
                pass
        if events:
            logs.put_log_events(
                logGroupName=f"/aws-glue/jobs/{group}", logStreamName=run.id, logEvents=events
            )
