package dev.minijenkin.console.runs;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// The browser of the desktop, started by the desktop's own command.
public final class WebBrowser {
    private WebBrowser() {}

    /// Opens an address.
    ///
    /// @return one sentence on what came of it
    public static String open(String address) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        List<String> command =
                system.contains("win")
                        ? List.of("rundll32", "url.dll,FileProtocolHandler", address)
                        : List.of(system.contains("mac") ? "open" : "xdg-open", address);
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return "Opened " + address;
        } catch (IOException e) {
            return "No browser can be started here: open " + address + " by hand";
        }
    }
}
