package dev.ordersaga.simulation.world;

import java.util.List;

import dev.ordersaga.simulation.broker.ConsumerGroup;
import dev.ordersaga.simulation.broker.GroupReader;
import dev.ordersaga.simulation.broker.Relay;
import dev.ordersaga.simulation.choice.Choices;
import dev.ordersaga.simulation.database.Database;
import dev.ordersaga.simulation.database.SimulatedInbox;
import dev.ordersaga.simulation.process.Program;

/** One of the three services: its instances, its database, its consumer group and the relay of its outbox. */
record Service(String name, List<Program> instances, Database database, SimulatedInbox inbox, ConsumerGroup group,
        GroupReader reader, Relay relay) {

    /** What puts it all back as it is now. */
    Runnable save() {
        var saved = List.of(database.save(), group.save(), relay.save());
        return () -> saved.forEach(Runnable::run);
    }

    List<Program> up() {
        return instances.stream().filter(Program::isUp).toList();
    }

    void rebalance(Choices choices) {
        group.rebalance(up(), choices);
    }
}
