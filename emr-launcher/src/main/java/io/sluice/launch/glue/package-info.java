/** Ingests as runs of a Glue job. */
package io.sluice.launch.glue;
