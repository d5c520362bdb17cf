/** Folders that runs work in, and their removal. */
package io.sluice.benchmarks.folder;
