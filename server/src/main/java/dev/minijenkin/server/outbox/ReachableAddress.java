package dev.minijenkin.server.outbox;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;

/// Where a server sends to: any host that administrators name, in their own network too, but never
/// an address of the machine's own link, where clouds give out the credentials of a machine.
final class ReachableAddress {
    private static final byte[] AWS_METADATA = {
        (byte) 0xfd, 0, 0x0e, (byte) 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54
    };

    private ReachableAddress() {}

    /// @throws UnreachableException with a sentence
    static void check(URI address) throws UnreachableException {
        String scheme = address.getScheme();
        String host = address.getHost();
        if (host == null || scheme == null || !scheme.matches("https?")) {
            throw new UnreachableException("The address of the target is no address of HTTP");
        }
        try {
            for (InetAddress found : InetAddress.getAllByName(host)) {
                if (isForbidden(found)) {
                    throw new UnreachableException(
                            "%s is %s, where nothing is sent to"
                                    .formatted(host, found.getHostAddress()));
                }
            }
        } catch (UnknownHostException _) {
            throw new UnreachableException("The host %s is not known".formatted(host));
        }
    }

    private static boolean isForbidden(InetAddress address) {
        return address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || address.isAnyLocalAddress()
                || (address instanceof Inet6Address
                        && Arrays.equals(address.getAddress(), AWS_METADATA));
    }

    /// Nothing can be sent there.
    static final class UnreachableException extends Exception {
        private static final long serialVersionUID = 1;

        UnreachableException(String sentence) {
            super(sentence);
        }
    }
}
