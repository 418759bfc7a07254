package dev.ordersaga.relay;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/** Lets some transactions of replays be committed, then none until it is opened. */
final class Gate {

    private final AtomicInteger permits;

    Gate(int transactions) {
        this.permits = new AtomicInteger(transactions);
    }

    void open() {
        permits.set(Integer.MAX_VALUE);
    }

    @SuppressWarnings("unchecked")
    Producer<byte[], byte[]> producer(String id, Producer<byte[], byte[]> producer) {
        if (!id.contains("-source-replay")) {
            return producer;
        }
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(Gate.class.getClassLoader(),
                new Class<?>[]{Producer.class}, (_, method, arguments) -> {
                    if (method.getName().equals("commitTransaction") && permits.getAndDecrement() <= 0) {
                        throw new KafkaException("The gate is closed");
                    }
                    try {
                        return method.invoke(producer, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
