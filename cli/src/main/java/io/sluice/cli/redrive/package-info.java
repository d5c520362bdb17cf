/** Sends again what failed in the flow: dead letters, batches, runs. */
package io.sluice.cli.redrive;
