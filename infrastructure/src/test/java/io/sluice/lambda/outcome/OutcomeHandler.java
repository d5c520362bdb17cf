package io.sluice.lambda.outcome;

import io.sluice.lambda.Scripted;

/** Stands for the function of that name. */
public final class OutcomeHandler extends Scripted {}
