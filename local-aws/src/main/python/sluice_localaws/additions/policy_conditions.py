"""Policies: a request counts as made over TLS, and a listing's prefix is known to conditions.

The emulator speaks plain HTTP on loopback, where on AWS clients use TLS: policies that refuse anything else, as every
bucket's should, would refuse all of it. And LocalEmu's conditions know no s3:prefix.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-securetransport
https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
"""

from localemu.services.iam_enforcement import enforcer


def install():
    build = enforcer._build_conditions

    def built(context, caller):
        conditions = {**build(context, caller), "aws:SecureTransport": "true"}
        if context.service.service_name == "s3" and "prefix" in context.request.args:
            conditions["s3:prefix"] = context.request.args["prefix"]
        return conditions

    enforcer._build_conditions = built
