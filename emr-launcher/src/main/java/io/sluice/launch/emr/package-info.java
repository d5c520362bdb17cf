/** Ingests as steps of EMR clusters on EC2. */
package io.sluice.launch.emr;
