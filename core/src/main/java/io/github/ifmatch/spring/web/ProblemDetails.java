package io.github.ifmatch.spring.web;

import io.github.ifmatch.http.Problem;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Problems as Spring writes them. */
final class ProblemDetails {

    private ProblemDetails() {}

    static ResponseEntity<ProblemDetail> response(Problem problem) {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(problem.status());
        problem.headers().forEach(response::header);
        return response.body(of(problem));
    }

    static ProblemDetail of(Problem problem) {
        ProblemDetail detail = ProblemDetail.forStatus(problem.status());
        problem.toMap().forEach((member, value) -> set(detail, member, value));
        return detail;
    }

    private static void set(ProblemDetail detail, String member, @Nullable Object value) {
        switch (member) {
            case "type" -> detail.setType(URI.create(String.valueOf(value)));
            case "title" -> detail.setTitle(String.valueOf(value));
            case "detail" -> detail.setDetail(String.valueOf(value));
            case "status" -> {} // set already
            default -> detail.setProperty(member, value);
        }
    }
}
