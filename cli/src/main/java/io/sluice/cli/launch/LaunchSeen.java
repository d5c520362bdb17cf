package io.sluice.cli.launch;

import io.sluice.launch.LaunchRecord;

/**
 * A launch as it was found just now.
 *
 * @param trouble why it could not be asked how it is; empty if it was, or need not be
 */
public record LaunchSeen(LaunchRecord record, String trouble) {
  /** One of which there is nothing to say. */
  public static LaunchSeen of(LaunchRecord record) {
    return new LaunchSeen(record, "");
  }
}
