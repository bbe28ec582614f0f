/// Forms of what administrators manage, which say at their fields what is wrong.
@NullMarked
package dev.minijenkin.console.manage.form;

import org.jspecify.annotations.NullMarked;
