/** Ingests as processes of this machine: jobs of the installation, or by a Spark's own submit. */
package io.sluice.launch.spark;
