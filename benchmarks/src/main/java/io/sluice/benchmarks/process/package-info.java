/** Engines in processes of their own, driven and measured from outside. */
package io.sluice.benchmarks.process;
