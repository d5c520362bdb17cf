/**
 * The ingest itself, for any host. {@link io.sluice.ingest.Ingest} is the list of its stages; each
 * package is a stage, or what stages pass on.
 */
package io.sluice.ingest;
