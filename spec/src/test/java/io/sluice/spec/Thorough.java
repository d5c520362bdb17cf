package io.sluice.spec;

/** How much a random test tries: little in each build, much with {@code -Dsluice.thorough=true}. */
public final class Thorough {
  /** Whether a test is to take its time. */
  public static final boolean ON = Boolean.getBoolean("sluice.thorough");

  private Thorough() {}

  /** How many random cases a test tries; those of a build are the first of the many. */
  public static int cases(int inABuild, int thoroughly) {
    return ON ? thoroughly : inABuild;
  }
}
