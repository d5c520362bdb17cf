package io.sluice.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The files of {@code infrastructure/sluice}, which travel in this module's jar. */
public final class Template {
  /** A longer template goes to CloudFormation by way of S3 (its documented limit, in bytes). */
  static final int LONGEST_BODY = 51_200;

  private static final String BEGIN = "  # artifacts: begin\n";
  private static final String END = "  # artifacts: end\n";

  private Template() {}

  /** The whole stack. */
  public static String stack() {
    return text("template.yaml");
  }

  /** The state machine, with the template's names still to be put in. */
  static String machine() {
    return text("state-machine.asl.json");
  }

  /** What Glue demands of every job and our jobs do not use. */
  static String script() {
    return text("placeholder.scala");
  }

  /**
   * The part of the stack that must be there before the rest can be made: the bucket for what the
   * rest is made of. It stands in {@link #stack()} word for word.
   */
  static String artifactsOnly() {
    String whole = stack();
    return "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n"
        + whole.substring(whole.indexOf(BEGIN), whole.indexOf(END));
  }

  private static String text(String name) {
    try (InputStream in = Template.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
