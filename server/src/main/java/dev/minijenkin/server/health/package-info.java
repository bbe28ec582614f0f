/// What a load balancer or an orchestrator asks.
@NullMarked
package dev.minijenkin.server.health;

import org.jspecify.annotations.NullMarked;
