"""CloudFormation: the types that LocalEmu only pretends to make, made through their services.

LocalEmu answers CREATE_COMPLETE with the physical id `unknown` for a type that it does not know.
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Glue.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudtrail-trail.html
"""

import json
import time

from localemu.services.cloudformation import provider_utils
from localemu.services.cloudformation.resource_provider import (
    OperationStatus,
    ProgressEvent,
    ResourceProvider,
    ResourceProviderExecutor,
)
from localemu.services.events.resource_providers.aws_events_rule import EventsRuleProvider


def install():
    ours = {provider.TYPE: provider for provider in (GlueDatabase, GlueJob, CloudTrailTrail, EventsRule, ServerlessApplication)}
    load = ResourceProviderExecutor.try_load_resource_provider

    def load_ours(resource_type):
        return ours[resource_type]() if resource_type in ours else load(resource_type)

    ResourceProviderExecutor.try_load_resource_provider = staticmethod(load_ours)


def _done(model):
    return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=model)


def _name(request):
    return provider_utils.generate_default_name(
        stack_name=request.stack_name, logical_resource_id=request.logical_resource_id
    )


def _schema(identifier):
    return {
        "primaryIdentifier": [f"/properties/{identifier}"],
        "readOnlyProperties": [],
        "properties": {},
    }


class GlueDatabase(ResourceProvider):
    TYPE = "AWS::Glue::Database"
    SCHEMA = _schema("Id")

    def create(self, request):
        model = request.desired_state
        wanted = {"Name": _name(request).lower(), **model["DatabaseInput"]}
        request.aws_client_factory.glue.create_database(DatabaseInput=wanted)
        model["Id"] = wanted["Name"]
        return _done(model)

    def update(self, request):
        model, name = request.desired_state, request.previous_state["Id"]
        wanted = {"Name": name, **model["DatabaseInput"]}
        request.aws_client_factory.glue.update_database(Name=name, DatabaseInput=wanted)
        model["Id"] = name
        return _done(model)

    def delete(self, request):
        request.aws_client_factory.glue.delete_database(Name=request.desired_state["Id"])
        return _done(request.desired_state)


class GlueJob(ResourceProvider):
    TYPE = "AWS::Glue::Job"
    SCHEMA = _schema("Id")
    NUMBERS = ("Timeout", "NumberOfWorkers", "MaxRetries", "AllocatedCapacity")

    def _definition(self, model):
        definition = {key: value for key, value in model.items() if key not in ("Id", "Name")}
        for name in self.NUMBERS:
            if name in definition:
                definition[name] = int(definition[name])
        if "MaxConcurrentRuns" in definition.get("ExecutionProperty", {}):
            runs = int(definition["ExecutionProperty"]["MaxConcurrentRuns"])
            definition["ExecutionProperty"] = {"MaxConcurrentRuns": runs}
        if "JobRunQueuingEnabled" in definition:
            definition["JobRunQueuingEnabled"] = str(definition["JobRunQueuingEnabled"]).lower() == "true"
        return definition

    def create(self, request):
        model = request.desired_state
        model["Id"] = model.get("Name") or _name(request)
        request.aws_client_factory.glue.create_job(Name=model["Id"], **self._definition(model))
        return _done(model)

    def update(self, request):
        model = request.desired_state
        model["Id"] = request.previous_state["Id"]
        update = {key: value for key, value in self._definition(model).items() if key != "Tags"}
        request.aws_client_factory.glue.update_job(JobName=model["Id"], JobUpdate=update)
        return _done(model)

    def delete(self, request):
        request.aws_client_factory.glue.delete_job(JobName=request.desired_state["Id"])
        return _done(request.desired_state)


class ServerlessApplication(ResourceProvider):
    """https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-emrserverless-application.html"""

    TYPE = "AWS::EMRServerless::Application"
    SCHEMA = _schema("ApplicationId")

    def create(self, request):
        model = request.desired_state
        wanted = _as_requested(model)
        if "idleTimeoutMinutes" in wanted.get("autoStopConfiguration", {}):
            minutes = wanted["autoStopConfiguration"]["idleTimeoutMinutes"]
            wanted["autoStopConfiguration"]["idleTimeoutMinutes"] = int(minutes)
        made = request.aws_client_factory.emr_serverless.create_application(
            clientToken=_name(request)[-64:], **wanted
        )
        applications = request.aws_client_factory.emr_serverless
        while applications.get_application(applicationId=made["applicationId"])["application"]["state"] == "CREATING":
            time.sleep(0.1)
        model["ApplicationId"], model["Arn"] = made["applicationId"], made["arn"]
        return _done(model)

    def update(self, request):
        model = request.desired_state
        model.update({key: request.previous_state[key] for key in ("ApplicationId", "Arn")})
        return _done(model)

    def delete(self, request):
        applications = request.aws_client_factory.emr_serverless
        applications.delete_application(applicationId=request.desired_state["ApplicationId"])
        return _done(request.desired_state)


def _as_requested(value):
    """A resource's properties in the names of the service's requests."""
    if not isinstance(value, dict):
        return value
    return {name[0].lower() + name[1:]: _as_requested(each) for name, each in value.items()}


class CloudTrailTrail(ResourceProvider):
    """Made, described and deleted; LocalEmu delivers no events of it."""

    TYPE = "AWS::CloudTrail::Trail"
    SCHEMA = _schema("TrailName")

    def create(self, request):
        model, trails = request.desired_state, request.aws_client_factory.cloudtrail
        model["TrailName"] = model.get("TrailName") or _name(request)
        made = trails.create_trail(Name=model["TrailName"], S3BucketName=model["S3BucketName"])
        model["Arn"] = made["TrailARN"]
        if model.get("IsLogging"):
            trails.start_logging(Name=model["TrailName"])
        return _done(model)

    def update(self, request):
        model = request.desired_state
        model.update({key: request.previous_state[key] for key in ("TrailName", "Arn")})
        return _done(model)

    def delete(self, request):
        request.aws_client_factory.cloudtrail.delete_trail(Name=request.desired_state["TrailName"])
        return _done(request.desired_state)


class EventsRule(EventsRuleProvider):
    """LocalEmu's, which has no update."""

    def update(self, request):
        model, events = request.desired_state, request.aws_client_factory.events
        model.update({key: request.previous_state[key] for key in ("Id", "Arn")})
        rule = {key: model[key] for key in ("State", "Description") if key in model}
        pattern = model.get("EventPattern")
        if pattern is not None:
            rule["EventPattern"] = pattern if isinstance(pattern, str) else json.dumps(pattern)
        events.put_rule(Name=model["Id"], **rule)
        wanted = model.get("Targets") or []
        there = events.list_targets_by_rule(Rule=model["Id"])["Targets"]
        gone = {target["Id"] for target in there} - {target["Id"] for target in wanted}
        if gone:
            events.remove_targets(Rule=model["Id"], Ids=sorted(gone))
        if wanted:
            shape = events.meta.service_model.operation_model("PutTargets").input_shape
            request_ = {"Rule": model["Id"], "Targets": wanted}
            events.put_targets(**provider_utils.convert_request_kwargs(request_, shape))
        return _done(model)
