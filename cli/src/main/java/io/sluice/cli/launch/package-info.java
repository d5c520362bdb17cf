/** What stands between the command line and the ways to launch: profiles, programs, records. */
package io.sluice.cli.launch;
