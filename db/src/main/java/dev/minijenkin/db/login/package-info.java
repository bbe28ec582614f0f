/// Database roles with which people and processes log in.
@NullMarked
package dev.minijenkin.db.login;

import org.jspecify.annotations.NullMarked;
