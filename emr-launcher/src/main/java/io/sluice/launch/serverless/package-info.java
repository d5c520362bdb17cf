/** Ingests as job runs of EMR Serverless. */
package io.sluice.launch.serverless;
