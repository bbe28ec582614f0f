package dev.minijenkin.server.html;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// An element. Built by one thread, and not changed once it is part of another.
///
/// Scripts and styles come from files alone, handlers and styles in attributes are refused, and
/// addresses are [Link]s: nothing that a stranger chose can run.
public final class Tag implements Html {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*");
    private static final Set<String> EMPTY = Set.of("script", "style", "iframe", "object", "embed");
    private static final Set<String> ADDRESSES =
            Set.of("href", "src", "action", "formaction", "srcset", "srcdoc", "ping", "xlink:href");

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Html> content = new ArrayList<>();

    private Tag(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(name + " is no element");
        }
        this.name = name;
    }

    public static Tag of(String name) {
        return new Tag(name);
    }

    /// With a class, or several.
    public static Tag of(String name, String classes) {
        return new Tag(name).with("class", classes);
    }

    /// With an attribute that is a text.
    ///
    /// @throws IllegalArgumentException where the attribute could run something
    public Tag with(String attribute, String value) {
        if (!NAME.matcher(attribute).matches()
                || attribute.regionMatches(true, 0, "on", 0, 2)
                || attribute.equalsIgnoreCase("style")
                || ADDRESSES.contains(attribute)) {
            throw new IllegalArgumentException(attribute + " is no attribute with a text");
        }
        attributes.put(attribute, value);
        return this;
    }

    /// An attribute that is there or not.
    public Tag with(String attribute, boolean there) {
        return there ? with(attribute, "") : this;
    }

    public Tag href(Link link) {
        attributes.put("href", link.address());
        return this;
    }

    public Tag src(Link link) {
        attributes.put("src", link.address());
        return this;
    }

    public Tag action(Link link) {
        attributes.put("action", link.address());
        return this;
    }

    public Tag add(Html... pieces) {
        return add(List.of(pieces));
    }

    public Tag add(Collection<? extends Html> pieces) {
        if (EMPTY.contains(name)) {
            throw new IllegalArgumentException(name + " has nothing within: it comes from a file");
        }
        content.addAll(pieces);
        return this;
    }

    public Tag text(String text) {
        return add(Html.text(text));
    }

    /// With a blank between its pieces, for who reads the words alone.
    public Tag spaced() {
        for (int i = content.size() - 1; i > 0; i--) {
            content.add(i, Html.text(" "));
        }
        return this;
    }

    String name() {
        return name;
    }

    Map<String, String> attributes() {
        return Collections.unmodifiableMap(attributes);
    }

    List<Html> content() {
        return Collections.unmodifiableList(content);
    }
}
