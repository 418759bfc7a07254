package dev.ordersaga.load.driving;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.ordersaga.load.orders.Fate;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/** Sends orders without waiting for anything, all by one thread, and enters what is answered into the book. Thread-safe. */
final class Customers implements AutoCloseable {

    /** More than order-service takes at once, so that it is the one that says no. */
    private static final int CONNECTIONS = 512;
    /** Less than the server's, lest a request meets a connection that is just being closed. */
    private static final int KEEP_ALIVE_SECONDS = 10;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int PATIENCE_SECONDS = 30;
    private static final int ACCEPTED = 202;

    private final OrderBook book;
    private final Vertx vertx;
    private final Context context;
    private final HttpClient http;
    private final List<RequestOptions> instances;
    private int turn;

    Customers(List<URI> instances, OrderBook book) {
        this.book = book;
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1));
        context = vertx.getOrCreateContext();
        http = vertx.createHttpClient(new HttpClientOptions().setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setConnectTimeout(CONNECT_MILLIS), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        this.instances = instances.stream().map(Customers::placing).toList();
    }

    private static RequestOptions placing(URI instance) {
        return post(instance, "/orders").putHeader("Content-Type", "application/json");
    }

    private static RequestOptions post(URI instance, String path) {
        return new RequestOptions().setMethod(HttpMethod.POST).setHost(instance.getHost()).setPort(instance.getPort())
                .setURI(path).setTimeout(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    }

    void send(Placement order) {
        book.sent();
        context.runOnContext(_ -> {
            order.window().sent(order.due(), System.nanoTime());
            var instance = instances.get(turn++ % instances.size());
            http.request(instance)
                    .compose(request -> request.send(Buffer.buffer(order.basket().json())))
                    .compose(response -> response.end().map(response))
                    .onComplete(response -> answered(order, instance, response), failure -> book.failed(order, failure
                            .getClass().getSimpleName()));
        });
    }

    private void answered(Placement order, RequestOptions instance, HttpClientResponse response) {
        long now = System.nanoTime();
        @Nullable
        String location = response.getHeader("Location");
        if (response.statusCode() == ACCEPTED && location != null) {
            var id = location.substring(location.lastIndexOf('/') + 1);
            book.placed(UUID.fromString(id), order, now);
            if (order.basket().fate() == Fate.CANCELLED) {
                cancel(instance, id);
            }
        } else {
            book.failed(order, String.valueOf(response.statusCode()));
        }
    }

    /** Whatever is answered: the order ends in any case. */
    private void cancel(RequestOptions instance, String id) {
        var cancellation = new RequestOptions(instance).setURI("/orders/" + id + "/cancellation");
        var _ = http.request(cancellation).compose(request -> request.send()).compose(HttpClientResponse::end)
                .otherwiseEmpty();
    }

    @Override
    public void close() {
        Future.await(Objects.requireNonNull(vertx.close()));
    }
}
