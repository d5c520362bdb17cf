/** What engines are asked to do, in no engine's words: the cases. */
package io.sluice.benchmarks.workload;
