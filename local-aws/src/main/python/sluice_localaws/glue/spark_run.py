"""A run as a process of Spark: spark-submit of the jar that the run names, with the arguments that Glue passes.

Everything is taken from the request and from the emulated buckets: what is wrong there shows here as it would on AWS.
https://docs.aws.amazon.com/glue/latest/dg/aws-glue-programming-etl-glue-arguments.html
"""

import hashlib
import shlex
import subprocess
import threading
import time

from localemu.aws.connect import connect_to
from localemu.utils.aws.arns import extract_account_id_from_arn

from sluice_localaws import settings

VERSIONS = ("5.0", "5.1")
ENDS_WITHIN = 30
SUBMIT = "org.apache.spark.deploy.SparkSubmit"

# Spark on Java 17 reaches into these packages; spark-class would say so.
OPENED = (
    "lang lang.invoke lang.reflect io net nio util util.concurrent util.concurrent.atomic".split()
)


class Refused(Exception):
    """The run cannot be started; the message is the run's."""


def launch(run, ended):
    threading.Thread(target=_run, args=(run, ended), name=run.id, daemon=True).start()


def _run(run, ended):
    try:
        folder = settings.state("glue", run.id)
        command, environment = _prepare(run, folder)
        _supervise(run, folder, command, environment)
    except Refused as refused:
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
    spark = settings.spark_class_path()
    if spark is None:
        raise Refused("Spark is not there: build the project first")
    credentials = _credentials(run)
    s3 = connect_to(
        region_name=run.job.region,
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
    ).s3
    script = _fetch(s3, definition["Command"].get("ScriptLocation", "")).read_text(encoding="utf-8")
    if "object " not in script:
        raise Refused("ScriptLocation: the script holds no Scala object")
    jars = [_fetch(s3, jar.strip()) for jar in arguments["--extra-jars"].split(",")]
    environment = settings.child_environment(run.job.region, credentials)
    environment["SPARK_LOCAL_IP"] = "127.0.0.1"
    return _command(run, spark, jars, folder), environment


def _credentials(run):
    role = run.job.definition["Role"]
    sts = connect_to(
        region_name=run.job.region, aws_access_key_id=extract_account_id_from_arn(role)
    ).sts.request_metadata(service_principal="glue")
    try:
        return sts.assume_role(RoleArn=role, RoleSessionName="GlueJobRunnerSession")["Credentials"]
    except Exception as error:
        raise Refused(f"Role {role} cannot be assumed by Glue: {error}") from error


def _fetch(s3, location):
    bucket, _, key = location.removeprefix("s3://").partition("/")
    if not location.startswith("s3://") or not key:
        raise Refused(f"not the location of an object: {location!r}")
    try:
        head = s3.head_object(Bucket=bucket, Key=key)
        name = hashlib.sha256(f"{location} {head['ETag']}".encode()).hexdigest()[:16]
        file = settings.state("glue", "objects") / f"{name}-{key.rsplit('/', 1)[-1]}"
        if not file.exists():
            part = file.with_name(f"{file.name}.{threading.get_ident()}")
            with open(part, "wb") as out:
                for piece in s3.get_object(Bucket=bucket, Key=key)["Body"].iter_chunks(1 << 20):
                    out.write(piece)
            part.rename(file)
        return file
    except Refused:
        raise
    except Exception as error:
        raise Refused(f"{location} cannot be read: {error}") from error


def _command(run, spark, jars, folder):
    opened = [f"--add-opens=java.base/java.{name}=ALL-UNNAMED" for name in OPENED]
    opened += [f"--add-opens=java.base/sun.{name}=ALL-UNNAMED" for name in ("nio.ch", "nio.cs", "security.action", "util.calendar")]
    # Runs here are short, and processors few: neither the optimizing compiler nor the parallel collector pays.
    quick = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    command = [settings.java(), "-XX:+IgnoreUnrecognizedVMOptions", *opened, *quick]
    command += ["-Xmx1g", "-Dfile.encoding=UTF-8", *settings.job_options()]
    command += [f"-Djava.io.tmpdir={folder}", "-cp", spark, SUBMIT, "--master", "local[2]"]
    for setting in [
        "spark.ui.enabled=false",
        "spark.driver.bindAddress=127.0.0.1",
        "spark.driver.host=127.0.0.1",
        f"spark.glue.JOB_NAME={run.job.name}",
        f"spark.glue.JOB_RUN_ID={run.id}",
        f"spark.glue.GLUE_VERSION={run.settings['GlueVersion']}",
        *_settings(run.arguments.get("--conf", "")),
    ]:
        command += ["--conf", setting]
    if len(jars) > 1:
        command += ["--jars", ",".join(map(str, jars[1:]))]
    return [*command, "--class", run.arguments["--class"], str(jars[0]), *_arguments(run)]


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
    with open(folder / "stdout.log", "wb") as out, open(folder / "stderr.log", "wb") as err:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=err
        )
    (folder / "pid").write_text(str(process.pid))
    if run.state == "STARTING":
        run.state = "RUNNING"
    deadline = time.monotonic() + run.minutes() * settings.seconds_a_minute()
    ended = None
    while process.poll() is None:
        if run.stop.wait(0.1):
            ended = ("STOPPED", None)
        elif time.monotonic() > deadline:
            ended = ("TIMEOUT", f"Job run exceeded its time-out of {run.minutes()} minutes")
        if ended:
            _end(process)
    _log(run, folder)
    code = process.returncode
    if not ended:
        ended = ("SUCCEEDED", None) if code == 0 else ("FAILED", f"Command failed with exit code {code}")
    run.end(*ended)


def _end(process):
    process.terminate()
    try:
        process.wait(timeout=ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


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
