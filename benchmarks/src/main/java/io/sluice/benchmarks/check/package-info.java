/** Whether engines made the same rows. */
package io.sluice.benchmarks.check;
