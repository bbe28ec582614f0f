/// What administrators manage, what they may wish for, and what came of it. Knows no node.
@NullMarked
package dev.minijenkin.console.manage.model;

import org.jspecify.annotations.NullMarked;
