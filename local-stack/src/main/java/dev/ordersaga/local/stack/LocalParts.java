package dev.ordersaga.local.stack;

import java.util.Map;

import dev.ordersaga.local.process.Server;

/** The parts that this JVM has started. */
record LocalParts(Map<String, Server> servers) implements Parts {

    @Override
    public void kill(String part) {
        server(part).kill();
    }

    @Override
    public void stop(String part) {
        server(part).stop();
    }

    @Override
    public void start(String part) {
        server(part).start();
    }

    @Override
    public void suspend(String part) {
        server(part).suspend();
    }

    @Override
    public void resume(String part) {
        server(part).resume();
    }

    private Server server(String part) {
        var server = servers.get(part);
        if (server == null) {
            throw new IllegalArgumentException("there is no part " + part + ", only " + servers.keySet());
        }
        return server;
    }
}
