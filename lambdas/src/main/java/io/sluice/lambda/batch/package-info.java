/** A batch is closed, and what of it goes where is decided. */
package io.sluice.lambda.batch;
