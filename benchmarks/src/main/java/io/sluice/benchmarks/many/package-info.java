/** What a run of very many files asks of the process that plans it. */
package io.sluice.benchmarks.many;
