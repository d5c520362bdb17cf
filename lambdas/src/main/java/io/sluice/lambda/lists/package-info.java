/** The objects by which functions tell each other of a batch's files. */
package io.sluice.lambda.lists;
