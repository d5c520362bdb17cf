"""Policies: which action and resource a request is about, for services where LocalEmu does not know.

S3 deletes many objects in one request; DynamoDB's batches and transactions name their tables item by item, and
queries their index; Glue's resources are catalog, database, table and job. Step Functions' actions begin with states:,
EMR's with elasticmapreduce:. A transaction needs the permissions of what it consists of, where LocalEmu asks for all
that there are.
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbatch.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticmapreduce.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonemrserverless.html
"""

import threading

from localemu.aws.spec import load_service
from localemu.services.iam_enforcement import arn_builder, enforcer, service_action_map

PARTS = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}
_current = threading.local()


def install():
    arn_builder._SERVICE_ARN_BUILDERS["dynamodb"] = _dynamodb
    arn_builder._SERVICE_ARN_BUILDERS["s3"] = _s3
    arn_builder._SERVICE_ARN_BUILDERS["glue"] = _glue
    arn_builder._SERVICE_ARN_BUILDERS["stepfunctions"] = _states
    arn_builder._SERVICE_ARN_BUILDERS["batch"] = _batch
    arn_builder._SERVICE_ARN_BUILDERS["emr"] = _emr
    arn_builder._SERVICE_ARN_BUILDERS["emr-serverless"] = _serverless
    for service, prefix in (("stepfunctions", "states"), ("emr", "elasticmapreduce")):
        for operation in load_service(service).operation_names:
            service_action_map.ACTION_MAP[service, operation] = [f"{prefix}:{operation}"]
    _know_transactions()


def _know_transactions():
    enforce, actions = enforcer.IAMEnforcementHandler.__call__, service_action_map.map_action

    def remembering(self, chain, context, response):
        _current.request = context.service_request
        return enforce(self, chain, context, response)

    def of_parts(service, operation):
        if (service, operation) != ("dynamodb", "TransactWriteItems"):
            return actions(service, operation)
        parts = {PARTS[part] for item in _current.request["TransactItems"] for part in item}
        return sorted(f"dynamodb:{part}" for part in parts)

    enforcer.IAMEnforcementHandler.__call__ = remembering
    service_action_map.map_action = of_parts


def _s3(request, region, account):
    key = request.get("Key")
    # A deletion of many is a deletion of each: the first stands for all.
    for deleted in (request.get("Delete") or {}).get("Objects", ()):
        key = key or deleted["Key"]
    bucket = f"arn:aws:s3:::{request.get('Bucket', '*')}"
    return f"{bucket}/{key}" if key else bucket


def _dynamodb(request, region, account):
    # Of several tables the first stands for all: ours are in one table.
    table = request.get("TableName") or next(iter(request.get("RequestItems") or ()), None)
    for item in request.get("TransactItems") or ():
        table = table or next(iter(item.values()))["TableName"]
    arn = f"arn:aws:dynamodb:{region}:{account}:table/{table or '*'}"
    return f"{arn}/index/{request['IndexName']}" if request.get("IndexName") else arn


def _glue(request, region, account):
    arn = f"arn:aws:glue:{region}:{account}"
    database = request.get("DatabaseName")
    if not database:
        if "JobName" in request:
            return f"{arn}:job/{request['JobName']}"
        if "Command" in request:
            return f"{arn}:job/{request['Name']}"
        name = request.get("Name") or request.get("DatabaseInput", {}).get("Name")
        return f"{arn}:database/{name}" if name else f"{arn}:catalog"
    table = request.get("TableName") or request.get("TableInput", {}).get("Name") or request.get("Name")
    return f"{arn}:table/{database}/{table}" if table else f"{arn}:database/{database}"


def _states(request, region, account):
    return request.get("stateMachineArn") or request.get("executionArn") or f"arn:aws:states:{region}:{account}:*"


def _batch(request, region, account):
    """Of what a submission is about, its definition stands for all."""
    arn = f"arn:aws:batch:{region}:{account}"
    if "jobId" in request:
        return f"{arn}:job/{request['jobId']}"
    definition = request.get("jobDefinition") or request.get("jobDefinitionName") or ""
    if definition.startswith("arn:"):
        return definition
    return f"{arn}:job-definition/{definition}" if definition else f"{arn}:*"


def _emr(request, region, account):
    clusters = request.get("JobFlowIds") or [request.get("ClusterId") or request.get("JobFlowId") or "*"]
    return f"arn:aws:elasticmapreduce:{region}:{account}:cluster/{clusters[0]}"


def _serverless(request, region, account):
    arn = f"arn:aws:emr-serverless:{region}:{account}:/applications"
    if "applicationId" not in request:
        return arn
    run = f"/jobruns/{request['jobRunId']}" if "jobRunId" in request else ""
    return f"{arn}/{request['applicationId']}{run}"
