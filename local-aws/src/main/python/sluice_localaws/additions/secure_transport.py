"""Policies: a request counts as made over TLS.

The emulator speaks plain HTTP on loopback, where on AWS clients use TLS: policies that refuse anything else, as every
bucket's should, would refuse all of it.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-securetransport
"""

from localemu.services.iam_enforcement import enforcer


def install():
    build = enforcer._build_conditions

    def secure(context, caller):
        return {**build(context, caller), "aws:SecureTransport": "true"}

    enforcer._build_conditions = secure
