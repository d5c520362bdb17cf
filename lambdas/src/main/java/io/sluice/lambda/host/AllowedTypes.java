package io.sluice.lambda.host;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The types of files that may be ingested: {@code ALLOWED_TYPES}, as {@code csv,jsonl}. */
public final class AllowedTypes {
  private final Set<String> types;

  private AllowedTypes(Set<String> types) {
    this.types = types;
  }

  public static AllowedTypes of(Environment environment) {
    List<String> named =
        Pattern.compile("[,\\s]+")
            .splitAsStream(environment.text("ALLOWED_TYPES").toLowerCase(Locale.ROOT))
            .filter(type -> !type.isEmpty())
            .toList();
    return new AllowedTypes(new TreeSet<>(named));
  }

  /** All are if none is named. */
  public boolean allows(String type) {
    return types.isEmpty() || types.contains(type);
  }

  /** What is allowed, and where that is set. */
  public String remedy() {
    return "Only "
        + String.join(", ", types)
        + " may be ingested here, as the stack's parameter AllowedTypes says";
  }
}
