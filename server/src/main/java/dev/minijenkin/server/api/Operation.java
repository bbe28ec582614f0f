package dev.minijenkin.server.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One operation of the REST interface: the one description from which its route is registered, its
/// parameters are checked, and the document is made.
///
/// @param path below `/api/v1`; `{name}` are its parameters
/// @param id unique, a word of programs: `listRuns`
/// @param tag what it is about, for people
/// @param summary one sentence without a full stop
/// @param body schema of the body; null: it takes none
public record Operation(
        Method method,
        String path,
        String id,
        String tag,
        String summary,
        OperationAccess access,
        List<Parameter<?>> parameters,
        @Nullable ObjectNode body,
        Gives gives,
        Handler handler) {
    /// Of HTTP.
    public enum Method {
        GET,
        POST,
        DELETE
    }

    /// Answers a request that was checked.
    @FunctionalInterface
    public interface Handler {
        /// The answer.
        ///
        /// @throws ProblemException where there is nothing to answer
        Answer answer(ApiRequest request) throws IOException;
    }

    public Operation {
        parameters = List.copyOf(parameters);
        for (Parameter<?> parameter : parameters) {
            boolean named = path.contains("{" + parameter.name() + "}");
            if (named != (parameter.in() == Parameter.In.PATH)) {
                throw new IllegalStateException(
                        id + ": the path and the parameter " + parameter.name() + " disagree");
            }
        }
        if (path.chars().filter(c -> c == '{').count()
                != parameters.stream().filter(p -> p.in() == Parameter.In.PATH).count()) {
            throw new IllegalStateException(id + ": a parameter of the path is not described");
        }
    }

    public static Draft get(String path, String id) {
        return new Draft(Method.GET, path, id);
    }

    public static Draft post(String path, String id) {
        return new Draft(Method.POST, path, id);
    }

    public static Draft delete(String path, String id) {
        return new Draft(Method.DELETE, path, id);
    }

    /// An operation that is being described.
    public static final class Draft {
        private final Method method;
        private final String path;
        private final String id;
        private String tag = "";
        private String summary = "";
        private OperationAccess access = OperationAccess.READ;
        private final List<Parameter<?>> parameters = new ArrayList<>();
        private @Nullable ObjectNode body;

        private Draft(Method method, String path, String id) {
            this.method = method;
            this.path = path;
            this.id = id;
        }

        public Draft about(String itsTag, String itsSummary) {
            tag = itsTag;
            summary = itsSummary;
            return this;
        }

        public Draft forWho(OperationAccess who) {
            access = who;
            return this;
        }

        public Draft takes(Parameter<?>... some) {
            parameters.addAll(List.of(some));
            return this;
        }

        public Draft takesBody(ObjectNode schema) {
            body = schema;
            return this;
        }

        public Operation givesOne(Class<? extends Record> type, Handler handler) {
            return gives(new Gives.One(type), handler);
        }

        public Operation givesPage(Class<? extends Record> type, Handler handler) {
            takes(Pages.LIMIT, Pages.AFTER);
            return gives(new Gives.PageOf(type), handler);
        }

        public Operation gives(Gives what, Handler handler) {
            return new Operation(
                    method, path, id, tag, summary, access, parameters, body, what, handler);
        }
    }
}
