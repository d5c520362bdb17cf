package io.sluice.launch.cost;

/** What services charge for. */
public enum Meter {
  GLUE_DPU_HOUR("glue.dpu-hour"),
  GLUE_FLEX_DPU_HOUR("glue.flex-dpu-hour"),
  /** Of workers with twice the memory (R.1X and so on). */
  GLUE_MEMORY_DPU_HOUR("glue.memory-dpu-hour"),
  SERVERLESS_VCPU_HOUR("emr-serverless.vcpu-hour"),
  SERVERLESS_GB_HOUR("emr-serverless.gb-hour"),
  /** What EMR adds, as a share of the instances' price. */
  EMR_SHARE("emr.share-of-instances"),
  BATCH_VCPU_HOUR("batch.vcpu-hour"),
  BATCH_GB_HOUR("batch.gb-hour"),
  LAMBDA_GB_SECOND("lambda.gb-second");

  private static final String INSTANCES = "ec2.";

  private final String text;

  Meter(String text) {
    this.text = text;
  }

  /** As the file of prices calls it. */
  public String text() {
    return text;
  }

  /** That of an instance type: {@code ec2.m5.xlarge-hour}. */
  static String instance(String type) {
    return INSTANCES + type + "-hour";
  }

  static boolean isInstance(String meter) {
    return meter.startsWith(INSTANCES);
  }
}
