/** Runs of the Glue job at certain times, by EventBridge Scheduler. */
package io.sluice.launch.schedule;
