package io.sluice.spec;

/**
 * One thing that is wrong with a spec.
 *
 * @param location where; line 0 where no text is to blame
 * @param message what is wrong
 * @param hint what to do about it; may be empty
 */
public record SpecProblem(SpecLocation location, String message, String hint) {

  /** For example {@code flights.yml:7:3: unknown key 'delimeter'; did you mean 'delimiter'?}. */
  public String text(String file) {
    String at =
        location.line() == 0 ? file : file + ":" + location.line() + ":" + location.column();
    return at + ": " + message + (hint.isEmpty() ? "" : "; " + hint);
  }
}
