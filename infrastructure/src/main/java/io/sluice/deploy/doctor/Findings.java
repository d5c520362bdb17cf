package io.sluice.deploy.doctor;

import io.sluice.deploy.doctor.Finding.Severity;
import java.util.ArrayList;
import java.util.List;

/** What one check found. */
final class Findings {
  private final String check;
  private final List<Finding> all = new ArrayList<>();

  Findings(String check) {
    this.check = check;
  }

  void fault(String what, String remedy) {
    all.add(new Finding(check, Severity.FAULT, what, remedy));
  }

  void warning(String what, String remedy) {
    all.add(new Finding(check, Severity.WARNING, what, remedy));
  }

  void unknown(String what, String remedy) {
    all.add(new Finding(check, Severity.UNKNOWN, what, remedy));
  }

  /** Told where nothing else is. */
  List<Finding> orGood(String what) {
    return all.isEmpty() ? List.of(new Finding(check, Severity.GOOD, what, "")) : List.copyOf(all);
  }
}
