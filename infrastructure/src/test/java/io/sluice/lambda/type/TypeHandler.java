package io.sluice.lambda.type;

import io.sluice.lambda.Scripted;

/** Stands for the function of that name. */
public final class TypeHandler extends Scripted {}
