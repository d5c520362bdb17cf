/** The logs of a run, wherever its services wrote them, and in them what went wrong first. */
package io.sluice.launch.logs;
