"""Service Quotas: what of compute a new account may use. Moto knows quotas of VPC only.

Some are known as applied to the account, others as AWS's defaults only: who asks for these as applied is refused.
https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_GetServiceQuota.html
https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_GetAWSDefaultServiceQuota.html
https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/endpoints-quotas.html
"""

from sluice_localaws.seam import around, refusal

NAMES = {
    ("ec2", "L-1216C47A"): "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances",
    ("ec2", "L-34B43A08"): "All Standard (A, C, D, H, I, M, R, T, Z) Spot Instance Requests",
    ("emr-serverless", "L-D05C8A75"): "Max concurrent vCPUs per account",
    ("fargate", "L-3032A538"): "Fargate On-Demand vCPU resource count",
    ("glue", "L-08F3B322"): "Max task DPUs per account",
    ("glue", "L-5E4153CA"): "Max concurrent job runs per account",
    ("glue", "L-096DBB95"): "Max spare compute capacity consumed in data processing units (DPUs) per account.",
}

APPLIED = {
    ("ec2", "L-1216C47A"): 5.0,
    ("ec2", "L-34B43A08"): 5.0,
    ("emr-serverless", "L-D05C8A75"): 16.0,
    ("fargate", "L-3032A538"): 6.0,
}

DEFAULTS = {
    **APPLIED,
    ("glue", "L-08F3B322"): 1000.0,
    ("glue", "L-5E4153CA"): 200.0,
    ("glue", "L-096DBB95"): 50.0,
}


def install():
    around("service-quotas", "GetServiceQuota")(_telling(APPLIED))
    around("service-quotas", "GetAWSDefaultServiceQuota")(_telling(DEFAULTS))


def _telling(values):
    def handle(context, request, proceed):
        service, code = request["ServiceCode"], request["QuotaCode"]
        if (service, code) not in values:
            raise refusal("NoSuchResourceException", "The specified resource does not exist.")
        arn = f"arn:aws:servicequotas:{context.region}:{context.account_id}:{service}/{code}"
        return {
            "Quota": {
                "ServiceCode": service,
                "QuotaArn": arn,
                "QuotaCode": code,
                "QuotaName": NAMES[service, code],
                "Value": values[service, code],
                "Unit": "None",
                "Adjustable": True,
                "GlobalQuota": False,
            }
        }

    return handle
