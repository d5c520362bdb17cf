package io.sluice.benchmarks;

import io.sluice.benchmarks.profile.Profiler;
import io.sluice.benchmarks.profile.StageProfile;
import io.sluice.benchmarks.workload.BenchmarkCase;
import io.sluice.benchmarks.workload.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Where Sluice's time goes in all chosen cases. */
final class Profiles {
  private final Setting setting;

  Profiles(Setting setting) {
    this.setting = setting;
  }

  List<StageProfile> run() throws IOException {
    List<StageProfile> profiles = new ArrayList<>();
    for (BenchmarkCase chosen : setting.cases()) {
      Workload workload = setting.workload(chosen);
      setting.progress().accept(chosen.key() + ", to be profiled: sluice");
      profiles.add(
          Profiler.profile(
              workload, setting.warmUp(), setting.runs(), setting.work().resolve(chosen.key())));
    }
    return profiles;
  }
}
