package io.sluice.lambda.small;

import io.sluice.lambda.Scripted;

/** Stands for the function of that name. */
public final class SmallHandler extends Scripted {}
