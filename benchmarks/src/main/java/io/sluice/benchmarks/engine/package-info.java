/** The programs that are compared, each behind the same interface. */
package io.sluice.benchmarks.engine;
