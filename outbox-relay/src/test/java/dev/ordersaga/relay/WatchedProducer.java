package dev.ordersaga.relay;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

import org.apache.kafka.clients.producer.Producer;

/** A producer that tells the names of the methods which are called: before it does what they say, and when it has come to an end. */
final class WatchedProducer {

    private WatchedProducer() {}

    /** @param before what it throws, the caller gets, and nothing is done */
    static Producer<byte[], byte[]> of(Producer<byte[], byte[]> producer, Consumer<String> before) {
        return of(producer, before, _ -> {});
    }

    @SuppressWarnings("unchecked")
    static Producer<byte[], byte[]> of(Producer<byte[], byte[]> producer, Consumer<String> before,
            Consumer<String> after) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(WatchedProducer.class.getClassLoader(),
                new Class<?>[]{Producer.class}, (_, method, arguments) -> {
                    before.accept(method.getName());
                    try {
                        return method.invoke(producer, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    } finally {
                        after.accept(method.getName());
                    }
                });
    }
}
