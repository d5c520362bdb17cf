"""Judges the template and the state machine: cfn-lint, statelint, and parliament over every policy.

Usage: lint.py TEMPLATE MACHINE. Prints findings, a line each, and ends with 1 if there is one.
"""

import json
import re
import subprocess
import sys

import parliament
from cfnlint.decode.cfn_yaml import loads

ARNS = {
    "AWS::S3::Bucket": "arn:aws:s3:::{0}",
    "AWS::SQS::Queue": "arn:aws:sqs:us-east-1:123456789012:{0}",
    "AWS::SNS::Topic": "arn:aws:sns:us-east-1:123456789012:{0}",
    "AWS::DynamoDB::Table": "arn:aws:dynamodb:us-east-1:123456789012:table/{0}",
    "AWS::Lambda::Function": "arn:aws:lambda:us-east-1:123456789012:function:{0}",
    "AWS::Logs::LogGroup": "arn:aws:logs:us-east-1:123456789012:log-group:{0}:*",
    "AWS::IAM::Role": "arn:aws:iam::123456789012:role/{0}",
    "AWS::StepFunctions::StateMachine": "arn:aws:states:us-east-1:123456789012:stateMachine:{0}",
}
# Ref gives the ARN of these.
BY_REF = ("AWS::SNS::Topic", "AWS::StepFunctions::StateMachine")
PSEUDO = {"AWS::Partition": "aws", "AWS::Region": "us-east-1", "AWS::AccountId": "123456789012", "AWS::StackName": "sluice"}

# What parliament finds and is meant, with the reason.
MEANT = {
    # X-Ray, log delivery and metrics have no resources to name: the actions themselves demand "*".
    "RESOURCE_STAR",
}


def main(template_file, machine_file):
    findings = cfn_lint(template_file) + state_lint(machine_file)
    with open(template_file, encoding="utf-8") as file:
        template = loads(file.read())
    findings += policies(template)
    for finding in findings:
        print(finding)
    return 1 if findings else 0


def cfn_lint(file):
    command = [sys.executable, "-c", "from cfnlint.runner import main; main()", file]
    ran = subprocess.run(command, capture_output=True, text=True)
    return [f"cfn-lint: {line[:300]}" for line in (ran.stdout + ran.stderr).splitlines() if line] if ran.returncode else []


def state_lint(file):
    command = [sys.executable, "-c", "import sys; from statelint import cli; sys.exit(cli.main())", file]
    ran = subprocess.run(command, capture_output=True, text=True)
    return [f"statelint: {line}" for line in (ran.stdout + ran.stderr).splitlines()] if ran.returncode else []


def policies(template):
    findings = []
    resources = template["Resources"]
    for name, resource in resources.items():
        properties = resource.get("Properties", {})
        for inline in properties.get("Policies", []):
            for policy in inline.get("Fn::If", [None, inline])[1:2]:
                document = resolve(policy["PolicyDocument"], resources)
                findings += judged(f"{name}.{policy['PolicyName']}", document)
        if "PolicyDocument" in properties:
            # Parliament judges identities' policies: the principal is looked at by cfn-lint.
            document = resolve(properties["PolicyDocument"], resources)
            for statement in document["Statement"]:
                statement.pop("Principal")
            findings += judged(name, document)
    return findings


def judged(name, document):
    policy = parliament.analyze_policy_string(json.dumps(document))
    return [
        f"parliament: {name}: {finding.issue} {finding.detail or ''} {finding.location or ''}"
        for finding in policy.findings
        if finding.issue not in MEANT
    ]


def resolve(value, resources):
    if isinstance(value, list):
        return [resolve(each, resources) for each in value]
    if not isinstance(value, dict):
        return value
    if "Ref" in value:
        return reference(value["Ref"], resources)
    if "Fn::GetAtt" in value:
        parts = value["Fn::GetAtt"]
        return attribute(*(parts.split(".") if isinstance(parts, str) else parts), resources)
    if "Fn::Sub" in value:
        return re.sub(r"\$\{([^}]+)\}", lambda match: named(match.group(1), resources), value["Fn::Sub"])
    return {str(key): resolve(each, resources) for key, each in value.items()}


def named(name, resources):
    return attribute(*name.split("."), resources) if "." in name else reference(name, resources)


def reference(name, resources):
    if name in PSEUDO:
        return PSEUDO[name]
    if name == "KeyArn":
        return "arn:aws:kms:us-east-1:123456789012:key/1234"
    if name in resources and resources[name]["Type"] in BY_REF:
        return attribute(name, "Arn", resources)
    return name.lower()


def attribute(name, what, resources):
    return ARNS[resources[name]["Type"]].format(name.lower()) if what == "Arn" else name.lower()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
