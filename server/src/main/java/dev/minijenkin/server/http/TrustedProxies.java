package dev.minijenkin.server.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/// Proxies that are believed for whom they speak: `X-Forwarded-For` says the address that counts
/// for limits, `X-Forwarded-Proto` whether they were reached by TLS. From everybody else these
/// headers are words: whoever may write them could be anybody.
///
/// @param addresses of the proxies, as they come to the server
public record TrustedProxies(Set<InetAddress> addresses) implements HttpConfiguration.Customizer {
    public static final TrustedProxies NONE = new TrustedProxies(Set.of());

    public TrustedProxies {
        addresses = Set.copyOf(addresses);
    }

    /// Those at these addresses.
    ///
    /// @throws IllegalArgumentException with a sentence for a person
    public static TrustedProxies of(Collection<String> texts) {
        Set<InetAddress> addresses = new HashSet<>();
        for (String text : texts) {
            addresses.add(
                    parse(text)
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "\"%s\" is no address of a proxy: write one as 10.0.0.7"
                                                    .formatted(text))));
        }
        return new TrustedProxies(addresses);
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable answer) {
        if (addresses.isEmpty()
                || !(request.getConnectionMetaData().getRemoteSocketAddress()
                        instanceof InetSocketAddress peer)
                || !addresses.contains(peer.getAddress())) {
            return request;
        }
        InetAddress client = client(request.getHeaders()).orElse(peer.getAddress());
        boolean secure =
                request.isSecure()
                        || "https".equalsIgnoreCase(request.getHeaders().get("X-Forwarded-Proto"));
        SocketAddress shown = new InetSocketAddress(client, peer.getPort());
        ConnectionMetaData connection =
                new ConnectionMetaData.Wrapper(request.getConnectionMetaData()) {
                    @Override
                    public SocketAddress getRemoteSocketAddress() {
                        return shown;
                    }

                    @Override
                    public boolean isSecure() {
                        return secure;
                    }
                };
        return new Request.Wrapper(request) {
            @Override
            public ConnectionMetaData getConnectionMetaData() {
                return connection;
            }

            @Override
            public boolean isSecure() {
                return secure;
            }
        };
    }

    /// Each proxy adds whom it saw at the end: the last that is no proxy of ours is the client.
    /// What stands before it the client may have written itself.
    private Optional<InetAddress> client(HttpFields headers) {
        List<String> hops = new ArrayList<>();
        headers.getValuesList("X-Forwarded-For")
                .forEach(value -> hops.addAll(List.of(value.split(",", -1))));
        for (String hop : hops.reversed()) {
            Optional<InetAddress> address = parse(hop.strip());
            if (address.isEmpty() || !addresses.contains(address.get())) {
                return address;
            }
        }
        return Optional.empty();
    }

    /// Asks no name server.
    private static Optional<InetAddress> parse(String text) {
        if (!text.matches("[0-9a-fA-F:.]{2,45}") || !text.matches(".*[.:].*")) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
