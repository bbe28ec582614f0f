/// The pages for people who follow a link: runs, one run, and the sign-in. Made on the server, and
/// whole without a script.
@NullMarked
package dev.minijenkin.server.page;

import org.jspecify.annotations.NullMarked;
