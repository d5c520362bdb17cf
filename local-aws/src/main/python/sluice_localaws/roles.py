"""Credentials of the role under which a service runs somebody's program; the role must trust the service."""

from localemu.aws.connect import connect_to
from localemu.utils.aws.arns import extract_account_id_from_arn


class NotAssumed(Exception):
    """The service may not run anything under this role; the message says why."""


def credentials(role, service, region, session):
    """Those that the service gets when it assumes the role, as sts answers them."""
    sts = connect_to(
        region_name=region, aws_access_key_id=extract_account_id_from_arn(role)
    ).sts.request_metadata(service_principal=service)
    try:
        return sts.assume_role(RoleArn=role, RoleSessionName=session)["Credentials"]
    except Exception as error:
        raise NotAssumed(f"Role {role} cannot be assumed by {service}: {error}") from error


def clients(region, credentials):
    """Clients that may do what the role may."""
    return connect_to(
        region_name=region,
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
    )
