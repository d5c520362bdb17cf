"""What whoever started this process says about it, in environment variables.

SLUICE_LOCALAWS_STATE       the folder for logs and files of what runs here
SLUICE_LOCALAWS_JAVA        a JDK's or JRE's bin/java
SLUICE_LOCALAWS_RUNTIME     a folder with the jars of Lambda's runtime for Java
SLUICE_LOCALAWS_SPARK       a file with the class path of Spark, entries separated by colons
SLUICE_LOCALAWS_MINUTE      how many seconds a minute of a job's time-out, and of a pause between a state's tries, has;
                            60 if not set
SLUICE_LOCALAWS_JOBS        what the JVMs of jobs are told besides, options separated by blanks
"""

import functools
import os
import pathlib


@functools.cache
def state(*parts):
    """A folder below the state folder, made if it is not there."""
    folder = pathlib.Path(os.environ["SLUICE_LOCALAWS_STATE"], *parts)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def java():
    return os.environ.get("SLUICE_LOCALAWS_JAVA", "java")


def lambda_runtime():
    return os.environ.get("SLUICE_LOCALAWS_RUNTIME", "")


def spark_class_path():
    """None where Spark was not built."""
    file = os.environ.get("SLUICE_LOCALAWS_SPARK", "")
    if not file or not os.path.isfile(file):
        return None
    return pathlib.Path(file).read_text(encoding="utf-8").strip()


def seconds_a_minute():
    return float(os.environ.get("SLUICE_LOCALAWS_MINUTE", "60"))


def job_options():
    return os.environ.get("SLUICE_LOCALAWS_JOBS", "").split()


def endpoint():
    return "http://" + os.environ["GATEWAY_LISTEN"]


def child_environment(region, credentials):
    """What a process of a user's code finds in its environment, besides what its service adds.

    Of ours it gets only what a program needs to start: neither LocalEmu's settings nor the caller's.
    """
    environment = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    environment.update(
        AWS_ENDPOINT_URL=endpoint(),
        AWS_REGION=region,
        AWS_DEFAULT_REGION=region,
        AWS_ACCESS_KEY_ID=credentials["AccessKeyId"],
        AWS_SECRET_ACCESS_KEY=credentials["SecretAccessKey"],
        AWS_SESSION_TOKEN=credentials["SessionToken"],
        AWS_EC2_METADATA_DISABLED="true",
    )
    return environment
