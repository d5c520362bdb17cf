/** Ingests as jobs of AWS Batch: a container with the job's jar and Spark on its own processors. */
package io.sluice.launch.batch;
