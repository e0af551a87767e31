package io.github.ifmatch.testkit.fault;

import io.github.ifmatch.VersionedRepository;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A repository in which somebody else is quick: once, just after a row was looked for. For one thread at a time. */
public final class Meddled {

    private Meddled() {}

    @SuppressWarnings("unchecked")
    public static <R, ID> VersionedRepository<R, ID> afterFind(VersionedRepository<R, ID> rows, Runnable meddling) {
        boolean[] isDone = {false};
        return (VersionedRepository<R, ID>) Proxy.newProxyInstance(
                Meddled.class.getClassLoader(),
                new Class<?>[] {VersionedRepository.class},
                (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(rows, arguments);
                        if (method.getName().equals("find") && !isDone[0]) {
                            isDone[0] = true;
                            meddling.run();
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
