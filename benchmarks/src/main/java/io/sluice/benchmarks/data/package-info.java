/**
 * Generators of benchmark data: deterministic for their arguments on every machine, streaming, and
 * fast enough not to be waited for.
 */
package io.sluice.benchmarks.data;
