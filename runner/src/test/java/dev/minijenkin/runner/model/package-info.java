/// A model of claims, leases and deployment locks, and a small checker that looks at it in every
/// order in which its steps can happen.
@NullMarked
package dev.minijenkin.runner.model;

import org.jspecify.annotations.NullMarked;
