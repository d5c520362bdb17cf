package io.sluice.deploy.doctor;

/** A quota of an account that limits what runs at the same time, by AWS's own codes. */
public enum Quota {
  /** "Max task DPUs per account". */
  GLUE_DPUS("glue", "L-08F3B322", "DPUs of Glue"),
  /** "Max spare compute capacity consumed in data processing units (DPUs) per account". */
  GLUE_SPARE_DPUS("glue", "L-096DBB95", "DPUs of Glue's spare capacity (flex)"),
  /** "Max concurrent job runs per account". */
  GLUE_RUNS("glue", "L-5E4153CA", "runs of Glue jobs"),
  /** "Max concurrent vCPUs per account". */
  SERVERLESS_VCPUS("emr-serverless", "L-D05C8A75", "vCPUs of EMR Serverless"),
  /** "Fargate On-Demand vCPU resource count": what jobs of Batch run on. */
  FARGATE_VCPUS("fargate", "L-3032A538", "vCPUs of Fargate"),
  /** "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances". */
  ON_DEMAND_VCPUS("ec2", "L-1216C47A", "vCPUs of EC2 on demand (standard families)"),
  /** "All Standard (A, C, D, H, I, M, R, T, Z) Spot Instance Requests". */
  SPOT_VCPUS("ec2", "L-34B43A08", "vCPUs of EC2 spot (standard families)");

  private final String service;
  private final String code;
  private final String text;

  Quota(String service, String code, String text) {
    this.service = service;
    this.code = code;
    this.text = text;
  }

  /** As Service Quotas calls the service. */
  String service() {
    return service;
  }

  String code() {
    return code;
  }

  /** Of what there may be so much at a time, for people. */
  String text() {
    return text;
  }
}
