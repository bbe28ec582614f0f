/// Expressions: lexer, parser, evaluator, functions and templates, with nothing else of the
/// product.
@NullMarked
package dev.minijenkin.pipeline.expression;

import org.jspecify.annotations.NullMarked;
