package io.sluice.benchmarks.report;

import io.sluice.benchmarks.engine.EngineKind;
import io.sluice.benchmarks.workload.Workload;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A case in one mode.
 *
 * @param rows of the output
 * @param engines what was measured; nothing of an engine that failed, and nothing at all if the
 *     outputs differ
 * @param failure which engine failed and how, or how the outputs differ
 */
public record CaseResult(
    Workload workload,
    Mode mode,
    long rows,
    Map<EngineKind, EngineFigures> engines,
    Optional<String> failure) {

  /** Million bytes of text in a second, by the median of the runs; empty if not measured. */
  public OptionalDouble speed(EngineKind engine) {
    EngineFigures figures = engines.get(engine);
    return figures == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(workload.input().textBytes() / 1e6 / figures.medianSeconds());
  }

  /** How many times as fast as another Sluice is; empty if either was not measured. */
  public OptionalDouble against(EngineKind other) {
    OptionalDouble own = speed(EngineKind.SLUICE);
    OptionalDouble others = speed(other);
    return own.isPresent() && others.isPresent()
        ? OptionalDouble.of(own.getAsDouble() / others.getAsDouble())
        : OptionalDouble.empty();
  }

  /** What {@link #against} should be at least at scale 1; empty at another, or if none is asked. */
  public OptionalDouble bar(EngineKind other) {
    return workload.input().scale() == 1
        ? Bars.of(workload.name()).against(other, mode)
        : OptionalDouble.empty();
  }

  /** Whether all bars are met; empty if there is none, or what one is about was not measured. */
  public Optional<Boolean> met() {
    boolean all = true;
    boolean any = false;
    for (EngineKind other : EngineKind.values()) {
      OptionalDouble bar = bar(other);
      if (bar.isPresent()) {
        OptionalDouble ratio = against(other);
        if (ratio.isEmpty()) {
          return Optional.empty();
        }
        any = true;
        all &= ratio.getAsDouble() >= bar.getAsDouble();
      }
    }
    return any ? Optional.of(all) : Optional.empty();
  }

  /** The size of Sluice's files as a multiple of another engine's; empty if not known. */
  public OptionalDouble size(EngineKind other) {
    EngineFigures own = engines.get(EngineKind.SLUICE);
    EngineFigures others = engines.get(other);
    return own == null || others == null || own.bytesOut() == 0 || others.bytesOut() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) own.bytesOut() / others.bytesOut());
  }
}
