/** What files are, from their content. */
package io.sluice.lambda.type;
