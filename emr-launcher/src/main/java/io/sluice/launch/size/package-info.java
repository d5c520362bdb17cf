/** How large a job has to be for what it is to read. */
package io.sluice.launch.size;
