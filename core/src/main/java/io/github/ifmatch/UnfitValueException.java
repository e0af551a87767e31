package io.github.ifmatch;

import static java.util.Objects.requireNonNull;

/**
 * A value, given by its component's name, that the component cannot take; or a name of no component. Nothing was sent.
 *
 * <p>Values and names may come from a client, as parsed JSON: to HTTP this is 422. The message names the component and the classes,
 * never the value.
 *
 * <p>Immutable.
 */
public final class UnfitValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String component;

    /**
     * A refusal of a value.
     *
     * @param component the component, or the name that is none
     * @param message what is wrong with it, without the value
     */
    public UnfitValueException(String component, String message) {
        super(message);
        this.component = requireNonNull(component, "component must not be null");
    }

    /** The component, or the name that is none. */
    public String component() {
        return component;
    }
}
