package io.sluice.cli.command;

import io.sluice.aws.AwsSettings;
import io.sluice.aws.lake.LakeOnS3;
import io.sluice.cli.error.UsageException;
import io.sluice.cli.launch.Environments;
import io.sluice.cli.launch.LakeLaunchRecords;
import io.sluice.cli.launch.Ways;
import io.sluice.ingest.store.Storages;
import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchRecord;
import io.sluice.launch.LaunchWays;
import io.sluice.launch.Launching;
import io.sluice.launch.profile.Profile;
import io.sluice.launch.spark.LocalWay;
import io.sluice.launch.spark.SparkSubmitWay;
import io.sluice.spec.lake.LakeLocation;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** What the commands about launches work with. */
record LaunchContext(
    Profile profile,
    AwsSettings settings,
    LakeLocation lake,
    Storages storages,
    LakeLaunchRecords records,
    LaunchWays ways,
    Launching launching,
    Map<String, String> environment,
    Path home) {

  /** Whether the stack is to be asked for what the profile leaves open. */
  enum Stack {
    ALWAYS,
    /** Only if it is not known otherwise which lake is meant. */
    FOR_THE_LAKE
  }

  static LaunchContext of(Sluice root, Profile found, Stack stack) {
    boolean lakeUnknown = found.place().lake().isEmpty() && !found.place().stack().isEmpty();
    Profile profile = stack == Stack.ALWAYS || lakeUnknown ? Environments.completed(found) : found;
    AwsSettings settings = Environments.settings(profile);
    String named = profile.place().lake();
    LakeLocation lake = named.isEmpty() ? root.lake() : root.lake(named);
    LakeOnS3.reach(lake, settings);
    Storages storages = Storages.of(lake);
    LakeLaunchRecords records = new LakeLaunchRecords(lake, storages);
    return new LaunchContext(
        profile,
        settings,
        lake,
        storages,
        records,
        Ways.of(
            settings,
            region(profile),
            root.surroundings().environment(),
            root.surroundings().home()),
        new Launching(records, LaunchClock.OF_MACHINE, new SplittableRandom()),
        root.surroundings().environment(),
        root.surroundings().home());
  }

  /** Refuses a name of no way. */
  static void requireWay(Sluice root, String name) {
    Ways.of(
            AwsSettings.OF_ENVIRONMENT,
            "",
            root.surroundings().environment(),
            root.surroundings().home())
        .require(name);
  }

  /** Whether a way runs on other machines, as far as its name tells: an unknown one is refused. */
  static boolean isRemote(String way) {
    return !way.equals(LocalWay.NAME) && !way.equals(SparkSubmitWay.NAME);
  }

  /** The region; empty if nothing says which. */
  static String region(Profile profile) {
    if (!profile.place().region().isEmpty()) {
      return profile.place().region();
    }
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion().id();
    } catch (SdkClientException e) {
      return "";
    }
  }

  /** The same with other settings of the ways. */
  LaunchContext with(Profile other) {
    return new LaunchContext(
        other, settings, lake, storages, records, ways, launching, environment, home);
  }

  /** The same where a launch was made: in its region. */
  LaunchContext in(LaunchRecord record) {
    if (record.region().isEmpty() || record.region().equals(region(profile))) {
      return this;
    }
    Profile there = profile.with(profile.place().with(record.region(), "", ""));
    AwsSettings itsSettings = Environments.settings(there);
    return new LaunchContext(
        there,
        itsSettings,
        lake,
        storages,
        records,
        Ways.of(itsSettings, record.region(), environment, home),
        launching,
        environment,
        home);
  }

  /**
   * The record of a run.
   *
   * @throws UsageException if the lake has none
   */
  LaunchRecord record(String runId) {
    return records
        .find(runId)
        .orElseThrow(
            () ->
                new UsageException(
                    "lake "
                        + lake.root()
                        + " has no launch "
                        + runId
                        + ": 'sluice status' lists them; --lake or --env names another lake"));
  }

  /**
   * The record of a run that was submitted.
   *
   * @throws UsageException if it is not known to be
   */
  LaunchRecord submitted(String runId) {
    LaunchRecord record = record(runId);
    if (record.handle() == null) {
      throw new UsageException(
          "run "
              + runId
              + " was ordered on "
              + record.way()
              + ", but its launcher died before it submitted it, or before it noted that: launch it"
              + " again with --run-id "
              + runId
              + ", which finds it or submits it");
    }
    return record;
  }
}
