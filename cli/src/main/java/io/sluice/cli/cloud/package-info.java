/** AWS as the command line sees it: what is built for it, and the emulated one on this machine. */
package io.sluice.cli.cloud;
