"""A step as a process: command-runner.jar with spark-submit, of the jar and the arguments that the step names.

https://docs.aws.amazon.com/emr/latest/ReleaseGuide/emr-spark-submit-step.html
"""

import gzip

from localemu.aws.connect import connect_to

from sluice_localaws import objects, roles, settings, spark, supervision

A_DAY = 86400


def run(cluster, step):
    folder = settings.state("emr", step.id)
    try:
        command, environment = _prepare(cluster, step, folder)
        ended = supervision.run(command, environment, folder, step.stop, A_DAY)
        _log(cluster, step, folder)
    except (ValueError, objects.Unreadable, roles.NotAssumed, spark.NotThere) as refused:
        step.end("FAILED", str(refused))
        return
    except Exception as error:
        step.end("FAILED", f"{type(error).__name__}: {error}")
        return
    if ended == supervision.STOPPED:
        step.end("CANCELLED")
    elif ended == 0:
        step.end("COMPLETED")
    else:
        # A driver on the cluster leaves its exit code there: spark-submit only says that it failed.
        step.end("FAILED", "Application failed")


def _prepare(cluster, step, folder):
    if step.jar != "command-runner.jar":
        raise ValueError(f"Jar {step.jar}: only command-runner.jar runs here")
    if not step.args or step.args[0] != "spark-submit":
        raise ValueError(f"Args: only spark-submit runs here, not {step.args[:1]}")
    options = spark.Options(step.args[1:], needs_jar=True)
    credentials = roles.credentials(_role(cluster), "ec2", cluster.region, "emr-step")
    s3 = roles.clients(cluster.region, credentials).s3
    jars = [objects.fetch(s3, location) for location in (options.jar, *options.jars)]
    command = spark.command(folder, options.conf, options.main_class, jars, options.arguments)
    return command, spark.environment(cluster.region, credentials)


def _role(cluster):
    """The role in the machines' instance profile."""
    name = cluster.request["JobFlowRole"].rsplit("/", 1)[-1]
    profile = connect_to(region_name=cluster.region).iam.get_instance_profile(InstanceProfileName=name)
    return profile["InstanceProfile"]["Roles"][0]["Arn"]


def _log(cluster, step, folder):
    """Below LogUri, compressed; without it there are none."""
    if "LogUri" not in cluster.request:
        return
    bucket, prefix = objects.split(cluster.request["LogUri"].replace("s3n://", "s3://").rstrip("/") + "/x")
    prefix = prefix.removesuffix("x")
    s3 = connect_to(region_name=cluster.region).s3
    for file, name in (("stdout.log", "stdout.gz"), ("stderr.log", "stderr.gz")):
        key = f"{prefix}{cluster.id}/steps/{step.id}/{name}"
        s3.put_object(Bucket=bucket, Key=key, Body=gzip.compress((folder / file).read_bytes()))
