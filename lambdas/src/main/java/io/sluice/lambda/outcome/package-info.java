/** How a batch ended, in words for people. */
package io.sluice.lambda.outcome;
