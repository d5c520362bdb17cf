package io.sluice.cli.launch;

import io.sluice.deploy.doctor.Need;
import io.sluice.deploy.doctor.Quota;
import io.sluice.launch.profile.BatchProfile;
import io.sluice.launch.profile.EmrProfile;
import io.sluice.launch.profile.GlueProfile;
import io.sluice.launch.profile.ServerlessProfile;
import io.sluice.launch.profile.WayProfiles;
import io.sluice.launch.size.Machine;
import java.util.ArrayList;
import java.util.List;

/** What launches may ask of an account at most, on the ways that a profile sets up itself. */
final class ExaminedNeeds {
  private ExaminedNeeds() {}

  static List<Need> of(WayProfiles ways) {
    List<Need> needs = new ArrayList<>();
    glue(ways.glue(), needs);
    serverless(ways.serverless(), needs);
    emr(ways.emr(), needs);
    batch(ways.batch(), needs);
    return needs;
  }

  /** Of a job of its own; how many workers one that exists has, it knows itself. */
  private static void glue(GlueProfile glue, List<Need> needs) {
    if (!glue.role().isEmpty() && glue.job().isEmpty()) {
      long dpus =
          (long) Math.ceil(Machine.ofGlue(glue.typeOfWorkers()).units() * glue.mostWorkers());
      needs.add(
          new Need(
              "glue.workers",
              glue.flex() ? Quota.GLUE_SPARE_DPUS : Quota.GLUE_DPUS,
              dpus * glue.runsAtOnce()));
      needs.add(new Need("glue.runs_at_once", Quota.GLUE_RUNS, glue.runsAtOnce()));
    }
  }

  /** Of an application of its own; in one that exists, of a run. */
  private static void serverless(ServerlessProfile serverless, List<Need> needs) {
    if (serverless.role().isEmpty()) {
      return;
    }
    if (serverless.application().id().isEmpty()) {
      needs.add(
          new Need(
              "emr_serverless.most_vcpus",
              Quota.SERVERLESS_VCPUS,
              serverless.application().mostVcpus()));
    } else {
      needs.add(
          new Need(
              "emr_serverless.most_executors",
              Quota.SERVERLESS_VCPUS,
              serverless.driver().vcpus()
                  + (long) serverless.mostExecutors() * serverless.executor().vcpus()));
    }
  }

  private static void emr(EmrProfile emr, List<Need> needs) {
    if (!emr.serviceRole().isEmpty() && emr.cluster().isEmpty()) {
      String key = emr.mostInstances() > 0 ? "emr.most_instances" : "emr.core and emr.task";
      needs.add(new Need(key, Quota.ON_DEMAND_VCPUS, emr.mostOnDemandVcpus()));
      if (emr.mostSpotVcpus() > 0) {
        needs.add(new Need("emr.core and emr.task", Quota.SPOT_VCPUS, emr.mostSpotVcpus()));
      }
    }
  }

  private static void batch(BatchProfile batch, List<Need> needs) {
    if (!batch.queue().isEmpty()) {
      needs.add(new Need("batch.vcpus", Quota.FARGATE_VCPUS, batch.vcpus()));
    }
  }
}
