/// Every log of every run, searched.
@NullMarked
package dev.minijenkin.console.search;

import org.jspecify.annotations.NullMarked;
