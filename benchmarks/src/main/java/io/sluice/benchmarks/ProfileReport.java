package io.sluice.benchmarks;

import io.sluice.benchmarks.profile.Profile;
import io.sluice.benchmarks.profile.Profile.Place;
import io.sluice.benchmarks.profile.Profiler;
import io.sluice.benchmarks.report.Report;
import io.sluice.benchmarks.report.Report.Column;
import io.sluice.benchmarks.workload.BenchmarkCase;
import io.sluice.benchmarks.workload.Mode;
import io.sluice.benchmarks.workload.Workload;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Where Sluice's time goes in all chosen cases: by package, then by method. */
final class ProfileReport {
  private static final int SHOWN_METHODS = 25;

  private ProfileReport() {}

  static Report of(Setting setting) throws IOException, SQLException {
    Report report =
        new Report(
            new Column("case", "case", "%s"),
            new Column("package", "package", "%s"),
            new Column("method", "method", "%s"),
            new Column("percent", "%", "%.1f"));
    for (BenchmarkCase chosen : setting.cases()) {
      if (!chosen.runs(Mode.WARM)) {
        setting.progress().accept(chosen.key() + " is for cold starts: not profiled");
        continue;
      }
      Workload workload = setting.workload(chosen);
      setting.progress().accept(chosen.key() + ", to be profiled: sluice");
      add(
          report,
          Profiler.profile(
              workload, setting.warmUp(), setting.runs(), setting.work().resolve(chosen.key())));
    }
    return report;
  }

  private static void add(Report report, Profile profile) {
    report.note(
        String.format(
            Locale.ROOT,
            "%s, mean of the warm runs: %.2f s, processor %.2f s; compiler's threads %.2f s,"
                + " pauses for the collector %.2f s by the clock",
            profile.workload(),
            profile.seconds(),
            profile.processorSeconds(),
            profile.compilerSeconds(),
            profile.collectorSeconds()));
    profile.packages().entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(one -> report.add(entries(profile, one.getKey(), null, one.getValue())));
    profile.methods().entrySet().stream()
        .sorted(Map.Entry.<Place, Double>comparingByValue().reversed())
        .limit(SHOWN_METHODS)
        .forEach(
            hot -> {
              Place place = hot.getKey();
              report.add(entries(profile, place.inPackage(), place.name(), hot.getValue()));
            });
  }

  private static Map<String, Object> entries(
      Profile profile, String inPackage, String method, double share) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("case", profile.workload());
    entries.put("package", inPackage);
    entries.put("method", method);
    entries.put("percent", 100 * share);
    entries.put("seconds", profile.seconds());
    entries.put("processor_seconds", profile.processorSeconds());
    entries.put("compiler_seconds", profile.compilerSeconds());
    entries.put("collector_seconds", profile.collectorSeconds());
    return entries;
  }
}
