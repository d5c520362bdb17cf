package io.sluice.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.cli.cloud.Built;
import io.sluice.cli.error.UsageException;
import io.sluice.cli.launch.ExaminedEnvironment;
import io.sluice.deploy.doctor.Doctor;
import io.sluice.deploy.doctor.Finding;
import io.sluice.deploy.doctor.Finding.Severity;
import io.sluice.launch.profile.Profile;
import io.sluice.launch.profile.Profiles;
import io.sluice.spec.SpecException;
import io.sluice.spec.SpecProblem;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at an account and a stack. */
@Command(
    name = "doctor",
    header = "Look for what keeps the flow on AWS from working, and say what to do about it.",
    description = {
      "Credentials, region, the stack and what was changed in it by hand, programs, buckets, keys,"
          + " roles (whom they trust, and by IAM's simulation what they may do), the lake, the job,"
          + " functions, events, messages, quotas and subnets; and what an environment of"
          + " sluice.yaml names: roles, buckets, network, job. Changes nothing. What it has no"
          + " permission to look at is listed, with the permission that is missing.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice doctor",
      "  ./sluice doctor --env prod",
      "  ./sluice doctor --stack sluice-test --region eu-central-1 --output json",
      "",
      "Exit codes: 0 no fault (there may be warnings); 1 a fault was found; 2 wrong usage."
    })
final class DoctorCommand implements Callable<Integer> {
  @Mixin private StackOption stack;

  @Option(
      names = "--subnet",
      paramLabel = "ID",
      description = "A subnet that jobs are to run in; may be given several times.")
  private List<String> subnets = new ArrayList<>();

  @Mixin private ProfileOption environment;

  @Option(names = "--all", description = "Also list what is in order.")
  private boolean all;

  @Mixin private ResultOutput output;

  private final Sluice root;

  DoctorCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    List<Finding> findings = new ArrayList<>();
    findings.addAll(examine(profile(findings)));
    PrintWriter out = output.out();
    if (output.isJson()) {
      json(findings, out);
    } else {
      text(findings, out);
    }
    out.flush();
    return count(findings, Severity.FAULT) > 0 ? ExitCodes.FAILED : ExitCodes.DONE;
  }

  /** The environment; none if there is no file, or only findings about it. */
  private Optional<Profile> profile(List<Finding> findings) {
    if (!environment.isThere(root)) {
      return Optional.empty();
    }
    try {
      return Optional.of(environment.find(root));
    } catch (SpecException e) {
      for (SpecProblem problem : e.problems()) {
        findings.add(
            new Finding(
                "environment",
                Severity.FAULT,
                new SpecProblem(problem.location(), problem.message(), "").text(Profiles.FILE),
                problem.hint().isEmpty() ? "correct it there" : problem.hint()));
      }
      return Optional.empty();
    }
  }

  private List<Finding> examine(Optional<Profile> profile) {
    StackOption where = profile.map(stack::orOf).orElse(stack);
    Doctor doctor = new Doctor(where.settings());
    Optional<Built> built = built();
    // An environment may do without a stack.
    List<Finding> all =
        new ArrayList<>(
            profile.isPresent() && !where.isNamed()
                ? doctor.account()
                : doctor.examine(
                    where.name(), built.map(Built::jar), built.map(Built::functions), subnets));
    boolean answers =
        all.stream()
            .noneMatch(
                each ->
                    each.severity() == Severity.FAULT
                        && (each.check().equals("region") || each.check().equals("credentials")));
    if (answers) {
      profile.ifPresent(
          of ->
              all.addAll(
                  doctor.examine(
                      ExaminedEnvironment.of(
                          of,
                          LaunchContext.region(
                              of.with(of.place().with(where.settings().region(), "", "")))))));
    }
    return all;
  }

  /** Nothing, where nothing is built: the doctor looks at the rest. */
  private Optional<Built> built() {
    if (root.surroundings().home() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Built.of(root.surroundings().home()));
    } catch (UsageException e) {
      return Optional.empty();
    }
  }

  private void text(List<Finding> findings, PrintWriter out) {
    for (Finding each : findings) {
      boolean good = each.severity() == Severity.GOOD;
      if (good && !all) {
        continue;
      }
      out.println(each.severity().text() + ": " + each.check() + ": " + each.what());
      if (!good) {
        out.println("    " + each.remedy());
      }
    }
    out.println(
        count(findings, Severity.FAULT)
            + " faults, "
            + count(findings, Severity.WARNING)
            + " warnings, "
            + count(findings, Severity.UNKNOWN)
            + " not looked at, "
            + count(findings, Severity.GOOD)
            + " checks good");
  }

  private static void json(List<Finding> findings, PrintWriter out) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    for (Finding each : findings) {
      rows.addObject()
          .put("check", each.check())
          .put("severity", each.severity().text())
          .put("what", each.what())
          .put("remedy", each.remedy());
    }
    out.println(rows.toPrettyString());
  }

  private static long count(List<Finding> findings, Severity severity) {
    return findings.stream().filter(each -> each.severity() == severity).count();
  }
}
