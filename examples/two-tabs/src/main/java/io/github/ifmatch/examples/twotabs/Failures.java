package io.github.ifmatch.examples.twotabs;

import io.github.ifmatch.VersionedException;
import io.github.ifmatch.examples.twotabs.api.RuleApi;
import io.github.ifmatch.examples.twotabs.pages.Sentences;
import io.github.ifmatch.examples.twotabs.wire.Guard;
import io.github.ifmatch.examples.twotabs.wire.Log;
import io.github.ifmatch.examples.twotabs.wire.Refusal;
import io.github.ifmatch.examples.twotabs.wire.Routes;
import io.github.ifmatch.http.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers every request that fails: with a page, or under {@code /api} with problem details; and no 5xx goes without a line in
 * the log. Thread-safe.
 */
final class Failures extends ErrorHandler {

    private static final int SERVER_ERROR = 500;

    private final Pages pages;
    private final RuleApi api;

    Failures(Pages pages, RuleApi api) {
        this.pages = pages;
        this.api = api;
    }

    void register(RoutesConfig routes) {
        routes.exception(MethodNotAllowedResponse.class, this::notAllowed);
        routes.exception(HttpResponseException.class, (e, context) -> answer(context, e.getStatus(), sentence(e), e));
        routes.exception(VersionedException.class, this::notWritten);
        routes.exception(
                Exception.class,
                (e, context) -> answer(context, SERVER_ERROR, Sentences.of(SERVER_ERROR), e));
    }

    private static String sentence(HttpResponseException failure) {
        return failure instanceof Refusal ? String.valueOf(failure.getMessage()) : Sentences.of(failure.getStatus());
    }

    private void notAllowed(MethodNotAllowedResponse failure, Context context) {
        String allowed = Routes.allowed(failure);
        context.header("Allow", allowed);
        if (context.req().getMethod().equals("OPTIONS")) {
            if (allowed.contains("PATCH")) {
                context.header("Accept-Patch", RuleApi.MERGE_PATCH); // RFC 5789 §3.1
            }
            context.status(204);
        } else {
            answer(context, failure.getStatus(), sentence(failure), failure);
        }
    }

    private void notWritten(VersionedException failure, Context context) {
        Problem problem = Problem.of(failure);
        if (Guard.isApi(context.path())) {
            Log.failure(context, problem.status(), failure);
            api.problem(context, problem);
        } else {
            Sentences.retryAfter(problem).ifPresent(seconds -> context.header("Retry-After", seconds));
            answer(context, problem.status(), Sentences.of(problem), failure);
        }
    }

    private void answer(Context context, int status, String sentence, Exception failure) {
        Log.failure(context, status, failure);
        if (Guard.isApi(context.path())) {
            api.failed(context, status, sentence);
        } else {
            pages.failed(context, status, sentence);
        }
    }

    /** An {@link Error}, which Javalin does not count among the exceptions. */
    void broken(HttpServletResponse response, Error failure) {
        try {
            response.sendError(SERVER_ERROR);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        Log.failure("a request", "failed", SERVER_ERROR, failure);
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    /**
     * What Jetty itself refuses, since it could not read it; or where even an answer failed. Where it could not read the address
     * at all, the answer is a page.
     */
    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int status,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        String path = String.valueOf(request.getHttpURI().getPath());
        Log.failure(request.getMethod(), path, status, cause);
        boolean isApi = Guard.isApi(path);
        String sentence = Sentences.of(status);
        Guard.protect(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, isApi ? Problem.MEDIA_TYPE : "text/html;charset=utf-8");
        byte[] content = isApi
                ? RuleApi.problem(status, sentence)
                : pages.failed(status, sentence).getBytes(StandardCharsets.UTF_8);
        response.write(true, ByteBuffer.wrap(content), callback);
    }
}
