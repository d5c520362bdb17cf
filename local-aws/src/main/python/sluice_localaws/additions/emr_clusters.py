"""EMR on EC2: clusters are kept as they were asked for, their steps really run, and they end as AWS's do.

Moto's clusters take any request, their steps never run, and fleets are passed over.
https://docs.aws.amazon.com/emr/latest/APIReference/API_RunJobFlow.html
"""

import threading

from localemu.aws.connect import connect_to

from sluice_localaws.emr import step_run
from sluice_localaws.emr.clusters import ENDED, Cluster
from sluice_localaws.seam import around, refusal

_all = {}
_lock = threading.Lock()

PAGE = 50

# What a request may say: more is refused, so that nothing is passed over.
KNOWN = {
    "Name",
    "LogUri",
    "ReleaseLabel",
    "Applications",
    "Configurations",
    "Instances",
    "Steps",
    "ServiceRole",
    "JobFlowRole",
    "Tags",
    "VisibleToAllUsers",
    "ManagedScalingPolicy",
    "AutoTerminationPolicy",
    "StepConcurrencyLevel",
    "ScaleDownBehavior",
}
KNOWN_INSTANCES = {
    "InstanceFleets",
    "KeepJobFlowAliveWhenNoSteps",
    "TerminationProtected",
    "Ec2SubnetIds",
    "AdditionalMasterSecurityGroups",
    "AdditionalSlaveSecurityGroups",
}


def install():
    for operation, answer in {
        "RunJobFlow": _run,
        "AddJobFlowSteps": _add,
        "DescribeCluster": lambda clusters, request, region: {"Cluster": _find(clusters, request["ClusterId"]).describe()},
        "ListClusters": _list,
        "ListSteps": _steps,
        "DescribeStep": lambda clusters, request, region: {
            "Step": _find(clusters, request["ClusterId"]).find_step(request["StepId"]).describe()
        },
        "CancelSteps": _cancel,
        "TerminateJobFlows": _terminate,
        "ListInstances": lambda clusters, request, region: {"Instances": _find(clusters, request["ClusterId"]).instances()},
    }.items():
        around("emr", operation)(_answering(answer))

    for operation in ("DescribeJobFlows", "AddInstanceFleet", "AddInstanceGroups", "ModifyCluster"):
        around("emr", operation)(_not_here(operation))


def _answering(answer):
    def handle(context, request, proceed):
        with _lock:
            clusters = _all.setdefault((context.account_id, context.region), {})
        return answer(clusters, request, context.region)

    return handle


def _not_here(operation):
    def handle(context, request, proceed):
        raise refusal("ValidationException", f"{operation} is not emulated")

    return handle


def _invalid(message):
    return refusal("ValidationException", message)


def _find(clusters, cluster_id):
    if cluster_id not in clusters:
        raise refusal("InvalidRequestException", f"Cluster id '{cluster_id}' is not valid.")
    return clusters[cluster_id]


def _run(clusters, request, region):
    _require_known(request, KNOWN, "RunJobFlow")
    _require_known(request["Instances"], KNOWN_INSTANCES, "Instances")
    if not request.get("ReleaseLabel", "").startswith("emr-7."):
        raise _invalid(f"The supplied release label is invalid: {request.get('ReleaseLabel')}.")
    for name in ("ServiceRole", "JobFlowRole"):
        if not request.get(name):
            raise _invalid(f"{name} is required.")
    if not any(each.get("Name") == "Spark" for each in request.get("Applications", [])):
        raise _invalid("Applications: without Spark there is no spark-submit.")
    _require_profile(request["JobFlowRole"], region)
    _require_fleets(request["Instances"].get("InstanceFleets", []))
    _require_subnets(request["Instances"].get("Ec2SubnetIds", []), region)
    idle = request.get("AutoTerminationPolicy", {}).get("IdleTimeout", 60)
    if not 60 <= idle <= 604800:
        raise _invalid("IdleTimeout must be between 60 and 604800 seconds.")
    for step in request.get("Steps", []):
        _require_step(step, request.get("StepConcurrencyLevel", 1))
    cluster = Cluster(region, request, step_run.run)
    clusters[cluster.id] = cluster
    arn = f"arn:aws:elasticmapreduce:{region}:000000000000:cluster/{cluster.id}"
    return {"JobFlowId": cluster.id, "ClusterArn": arn}


def _require_known(request, known, where):
    unknown = [name for name in request if name not in known]
    if unknown:
        raise _invalid(f"{where}: not emulated: {', '.join(unknown)}")


def _require_profile(name, region):
    try:
        connect_to(region_name=region).iam.get_instance_profile(InstanceProfileName=name.rsplit("/", 1)[-1])
    except Exception as error:
        raise _invalid(f"Invalid InstanceProfile: {name}.") from error


def _require_fleets(fleets):
    kinds = [fleet["InstanceFleetType"] for fleet in fleets]
    if kinds.count("MASTER") != 1 or kinds.count("CORE") > 1 or kinds.count("TASK") > 1:
        raise _invalid("Instance fleets: one MASTER, at most one CORE and one TASK.")
    for fleet in fleets:
        total = fleet.get("TargetOnDemandCapacity", 0) + fleet.get("TargetSpotCapacity", 0)
        if fleet["InstanceFleetType"] == "MASTER" and total != 1:
            raise _invalid("The master instance fleet has a target capacity of 1.")
        if total < 1 or not fleet.get("InstanceTypeConfigs"):
            raise _invalid("An instance fleet needs a target capacity and instance types.")
        if fleet.get("TargetSpotCapacity", 0) and "SpotSpecification" not in fleet.get("LaunchSpecifications", {}):
            raise _invalid("SpotSpecification is required with a spot capacity.")


def _require_subnets(ids, region):
    if not ids:
        return
    try:
        connect_to(region_name=region).ec2.describe_subnets(SubnetIds=ids)
    except Exception as error:
        raise _invalid(f"The subnets {ids} do not exist.") from error


def _require_step(step, at_once):
    if at_once > 1 and step.get("ActionOnFailure") != "CONTINUE":
        raise _invalid("With a StepConcurrencyLevel above 1, ActionOnFailure must be CONTINUE.")


def _add(clusters, request, region):
    cluster = _find(clusters, request["JobFlowId"])
    for step in request["Steps"]:
        _require_step(step, cluster.request.get("StepConcurrencyLevel", 1))
        if not cluster.kept_alive() and step.get("ActionOnFailure") == "CANCEL_AND_WAIT":
            raise _invalid("CANCEL_AND_WAIT needs a cluster that is kept alive.")
    return {"StepIds": [step.id for step in cluster.add(request["Steps"])]}


def _list(clusters, request, region):
    found = [
        cluster
        for cluster in sorted(clusters.values(), key=lambda each: each.created, reverse=True)
        if cluster.state in request.get("ClusterStates", [cluster.state])
        and ("CreatedAfter" not in request or cluster.created >= request["CreatedAfter"])
    ]
    return _page(request, "Clusters", [cluster.summary() for cluster in found])


def _steps(clusters, request, region):
    """The newest first."""
    cluster = _find(clusters, request["ClusterId"])
    found = [
        step.describe()
        for step in reversed(cluster.steps)
        if step.state in (request.get("StepStates") or [step.state])
        and step.id in (request.get("StepIds") or [step.id])
    ]
    return _page(request, "Steps", found)


def _page(request, name, found):
    after = int(request.get("Marker") or 0)
    answer = {name: found[after : after + PAGE]}
    if len(found) > after + PAGE:
        answer["Marker"] = str(after + PAGE)
    return answer


def _cancel(clusters, request, region):
    cluster, answers = _find(clusters, request["ClusterId"]), []
    for step_id in request["StepIds"]:
        taken = cluster.cancel(cluster.find_step(step_id))
        status = "SUBMITTED" if taken else "FAILED"
        answers.append({"StepId": step_id, "Status": status, "Reason": "" if taken else "The step is over."})
    return {"CancelStepsInfoList": answers}


def _terminate(clusters, request, region):
    for cluster_id in request["JobFlowIds"]:
        cluster = _find(clusters, cluster_id)
        if cluster.request["Instances"].get("TerminationProtected") and cluster.state not in ENDED:
            raise _invalid("Could not shut down one or more job flows since they are termination protected.")
        cluster.terminate()
    return {}
