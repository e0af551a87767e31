package io.github.ifmatch.spring.web;

import io.github.ifmatch.http.HeaderFields;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;

/** The header fields of a servlet's request. */
final class ServletFields {

    private ServletFields() {}

    /** Every line of each field. */
    static HeaderFields of(HttpServletRequest request) {
        return name -> Collections.list(request.getHeaders(name));
    }
}
