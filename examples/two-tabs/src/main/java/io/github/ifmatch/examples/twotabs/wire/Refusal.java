package io.github.ifmatch.examples.twotabs.wire;

import io.javalin.http.HttpResponseException;
import java.util.Map;

/** A request that is not carried out, with a sentence for people: a page shows it, and the API's problem details. */
public final class Refusal extends HttpResponseException {

    private static final long serialVersionUID = 1L;

    public Refusal(int status, String sentence) {
        super(status, sentence, Map.of());
    }
}
