package io.sluice.cli.redrive;

/** Whether things are sent, or only named. */
public enum Trial {
  SEND,
  NAME_ONLY
}
