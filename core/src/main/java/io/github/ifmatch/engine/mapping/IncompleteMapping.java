package io.github.ifmatch.engine.mapping;

import io.github.ifmatch.MappingException;

/** A declaration that lacks something which a later line of it may still say. */
final class IncompleteMapping extends Exception {

    private static final long serialVersionUID = 1L;

    private final MappingException problem;

    IncompleteMapping(String problem) {
        super(problem, null, false, false);
        this.problem = new MappingException(problem);
    }

    MappingException problem() {
        return problem;
    }
}
