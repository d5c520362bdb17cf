package io.sluice.benchmarks.profile;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Profiles for people and for programs. */
public final class ProfileReport {
  private static final int SHOWN_METHODS = 25;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ProfileReport() {}

  /** Two tables a workload: stages in the order of the work, then the hottest methods. */
  public static String table(List<StageProfile> profiles) {
    StringBuilder text = new StringBuilder();
    for (StageProfile profile : profiles) {
      text.append(
          format(
              "%s, mean of %d warm runs: %.2f s, processor %.2f s in Java and libraries,"
                  + " %.2f s in compiler and collector (of the clock: %.2f, %.2f s)%n%n",
              profile.workload(),
              profile.runs(),
              profile.seconds(),
              profile.javaSeconds(),
              profile.systemSeconds(),
              profile.compilerSeconds(),
              profile.collectorSeconds()));
      text.append(format("%-34s %7s %10s%n", "stage", "share", "seconds"));
      profile
          .stages()
          .forEach(
              (stage, share) ->
                  text.append(
                      format(
                          "%-34s %6.1f%% %10.3f%n",
                          stage.title(), 100 * share, share * profile.javaSeconds())));
      text.append(format("%n%-60s %7s  %s%n", "method", "share", "stage"));
      hottest(profile)
          .forEach(
              method ->
                  text.append(
                      format(
                          "%-60s %6.1f%%  %s%n",
                          method.getKey().name(),
                          100 * method.getValue(),
                          method.getKey().stage().title())));
      text.append(System.lineSeparator());
    }
    return text.toString();
  }

  private static Stream<Map.Entry<StageProfile.Method, Double>> hottest(StageProfile profile) {
    return profile.methods().entrySet().stream()
        .sorted(Map.Entry.<StageProfile.Method, Double>comparingByValue().reversed())
        .limit(SHOWN_METHODS);
  }

  /** An array with an object for each workload. */
  public static String json(List<StageProfile> profiles) {
    ArrayNode array = MAPPER.createArrayNode();
    for (StageProfile profile : profiles) {
      ObjectNode node = array.addObject();
      node.put("case", profile.workload());
      node.put("runs", profile.runs());
      node.put("seconds", rounded(profile.seconds()));
      node.put("java_cpu_seconds", rounded(profile.javaSeconds()));
      node.put("jvm_cpu_seconds", rounded(profile.systemSeconds()));
      node.put("compiler_seconds", rounded(profile.compilerSeconds()));
      node.put("collector_seconds", rounded(profile.collectorSeconds()));
      ObjectNode stages = node.putObject("stages");
      profile.stages().forEach((stage, share) -> stages.put(stage.key(), rounded(share)));
      ArrayNode methods = node.putArray("methods");
      hottest(profile)
          .forEach(
              method ->
                  methods
                      .addObject()
                      .put("method", method.getKey().name())
                      .put("stage", method.getKey().stage().key())
                      .put("share", rounded(method.getValue())));
    }
    return array.toPrettyString();
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
