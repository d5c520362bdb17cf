/** Ingests in a Lambda function. */
package io.sluice.launch.function;
