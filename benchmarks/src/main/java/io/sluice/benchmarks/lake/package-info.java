/** Lakes with a long history. */
package io.sluice.benchmarks.lake;
