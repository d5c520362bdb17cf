/** What was measured, and how it is printed. */
package io.sluice.benchmarks.report;
