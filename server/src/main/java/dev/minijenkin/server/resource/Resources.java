package dev.minijenkin.server.resource;

import dev.minijenkin.db.Database;
import dev.minijenkin.server.api.Operation;
import dev.minijenkin.server.delivery.DeliveryPlans;
import java.util.List;
import java.util.stream.Stream;

/// All operations of the REST interface.
public final class Resources {
    private Resources() {}

    public static List<Operation> of(Database database, DeliveryPlans plans) {
        return Stream.of(
                        new RepositoryOperations(database).all(),
                        new RunOperations(database).all(),
                        new JobOperations(database).all(),
                        new ResultOperations(database).all(),
                        new DeploymentOperations(database).all(),
                        new CommandOperations(database).all(),
                        new DeliveryOperations(database, plans).all(),
                        new SearchOperations(database).all(),
                        new RunnerOperations(database).all(),
                        new TokenOperations().all())
                .flatMap(List::stream)
                .toList();
    }
}
