package dev.ordersaga.order.settling;

import static dev.ordersaga.order.settling.OrderDecisionTest.after;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ordersaga.order.order.OrderState;
import dev.ordersaga.order.order.OrderState.Cancelled;
import dev.ordersaga.order.order.OrderState.Confirmed;
import dev.ordersaga.order.order.OrderState.Pending;
import dev.ordersaga.order.settling.InventoryEvent.StockReleased;
import dev.ordersaga.order.settling.InventoryEvent.StockReserved;
import dev.ordersaga.order.settling.InventoryEvent.StockShort;
import dev.ordersaga.order.settling.OrderDecision.Compensate;
import dev.ordersaga.order.settling.OwnInput.CancellationRequested;
import dev.ordersaga.order.settling.OwnInput.DeadlinePassed;
import dev.ordersaga.order.settling.PaymentEvent.PaymentCancelled;
import dev.ordersaga.order.settling.PaymentEvent.PaymentCompleted;
import dev.ordersaga.order.settling.PaymentEvent.PaymentDeclined;

/**
 * The decisions of this service together with what the other two are agreed to do, over every interleaving that there is:
 * messages keep their order within a topic and have none between topics, and the customer cancels, or the deadline passes,
 * at any moment. Whatever happens, the saga ends, and as it ought to.
 */
class SagaModelTest {

    private static final UUID ID = UUID.fromString("0198f5a0-0000-7000-8000-000000000001");

    enum Payment {
        NONE, COMPLETED, DECLINED, CANCELLED
    }

    enum Inventory {
        NONE, AWAITING_PAYMENT, AWAITING_ORDER, RESERVED, SHORT, RELEASED
    }

    enum Message {
        ORDER_PLACED, COMPLETED, DECLINED, CANCELLED, CANCEL_PAYMENT, RESERVED, SHORT, RELEASED, RELEASE_STOCK
    }

    /** A topic as one of its consumers sees it. Commands of two senders have no order, so each has a queue of its own. */
    enum Queue {
        ORDERS_TO_PAYMENT, ORDERS_TO_INVENTORY, PAYMENTS_TO_ORDER, PAYMENTS_TO_INVENTORY, STOCK_TO_ORDER, CANCEL_BY_ORDER, CANCEL_BY_INVENTORY, RELEASE_BY_ORDER
    }

    record World(OrderState order, Payment payment, Inventory inventory, Map<Queue, List<Message>> queues,
            boolean mayCancel) {

        static World placed() {
            return new World(new Pending(), Payment.NONE, Inventory.NONE, Map.of(), true)
                    .send(Queue.ORDERS_TO_PAYMENT, Message.ORDER_PLACED)
                    .send(Queue.ORDERS_TO_INVENTORY, Message.ORDER_PLACED);
        }

        boolean quiet() {
            return queues.isEmpty();
        }

        World send(Queue queue, Message message) {
            return with(queue, Stream.concat(queues.getOrDefault(queue, List.of()).stream(), Stream.of(message))
                    .toList());
        }

        private World with(Queue queue, List<Message> messages) {
            var all = new HashMap<>(queues);
            all.remove(queue);
            if (!messages.isEmpty()) {
                all.put(queue, messages);
            }
            return new World(order, payment, inventory, Map.copyOf(all), mayCancel);
        }

        World payment(Payment next, Message told) {
            return new World(order, next, inventory, queues, mayCancel).send(Queue.PAYMENTS_TO_ORDER, told)
                    .send(Queue.PAYMENTS_TO_INVENTORY, told);
        }

        World inventory(Inventory next) {
            return new World(order, payment, next, queues, mayCancel);
        }

        World order(SagaInput input) {
            var decision = OrderDecision.decide(order, input);
            var next = new World(after(order, decision), payment, inventory, queues, mayCancel);
            return decision instanceof Compensate
                    ? next.send(Queue.CANCEL_BY_ORDER, Message.CANCEL_PAYMENT)
                            .send(Queue.RELEASE_BY_ORDER, Message.RELEASE_STOCK)
                    : next;
        }

        World cancelled() {
            return new World(order, payment, inventory, queues, false).order(new CancellationRequested(ID));
        }
    }

    /** What the others make of an order: enough money or not, enough stock or not. */
    record Others(boolean enoughMoney, boolean enoughStock) {

        World deliver(World world, Queue queue) {
            var messages = requireNonNull(world.queues().get(queue));
            var rest = world.with(queue, messages.subList(1, messages.size()));
            var message = messages.getFirst();
            return switch (queue) {
                case ORDERS_TO_PAYMENT, CANCEL_BY_ORDER, CANCEL_BY_INVENTORY -> toPayment(rest, message);
                case ORDERS_TO_INVENTORY, PAYMENTS_TO_INVENTORY, RELEASE_BY_ORDER -> toInventory(rest, message);
                case PAYMENTS_TO_ORDER, STOCK_TO_ORDER -> rest.order(input(message));
            };
        }

        private World toPayment(World world, Message message) {
            var placed = message == Message.ORDER_PLACED;
            return switch (world.payment()) {
                case NONE -> placed ? charge(world) : world.payment(Payment.CANCELLED, Message.CANCELLED);
                case COMPLETED -> placed ? world : world.payment(Payment.CANCELLED, Message.CANCELLED);
                case DECLINED, CANCELLED -> world;
            };
        }

        private World charge(World world) {
            return enoughMoney
                    ? world.payment(Payment.COMPLETED, Message.COMPLETED)
                    : world.payment(Payment.DECLINED, Message.DECLINED);
        }

        private World toInventory(World world, Message message) {
            if (message == Message.RELEASE_STOCK) {
                return world.inventory() == Inventory.RELEASED
                        ? world
                        : world.inventory(Inventory.RELEASED).send(Queue.STOCK_TO_ORDER, Message.RELEASED);
            }
            return switch (world.inventory()) {
                case NONE -> switch (message) {
                    case ORDER_PLACED -> world.inventory(Inventory.AWAITING_PAYMENT);
                    case COMPLETED -> world.inventory(Inventory.AWAITING_ORDER);
                    case DECLINED -> world.inventory(Inventory.RELEASED);
                    default -> world;
                };
                case AWAITING_PAYMENT -> switch (message) {
                    case COMPLETED -> reserve(world);
                    case DECLINED -> world.inventory(Inventory.RELEASED);
                    default -> world;
                };
                case AWAITING_ORDER -> message == Message.ORDER_PLACED ? reserve(world) : world;
                case RESERVED, SHORT, RELEASED -> world;
            };
        }

        private World reserve(World world) {
            return enoughStock
                    ? world.inventory(Inventory.RESERVED).send(Queue.STOCK_TO_ORDER, Message.RESERVED)
                    : world.inventory(Inventory.SHORT).send(Queue.STOCK_TO_ORDER, Message.SHORT)
                            .send(Queue.CANCEL_BY_INVENTORY, Message.CANCEL_PAYMENT);
        }

        private static SagaInput input(Message message) {
            return switch (message) {
                case COMPLETED -> new PaymentCompleted(ID);
                case DECLINED -> new PaymentDeclined(ID);
                case CANCELLED -> new PaymentCancelled(ID);
                case RESERVED -> new StockReserved(ID);
                case SHORT -> new StockShort(ID);
                case RELEASED -> new StockReleased(ID);
                case ORDER_PLACED, CANCEL_PAYMENT, RELEASE_STOCK -> throw new IllegalStateException("no input");
            };
        }
    }

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void everySagaEndsAndAsItOughtTo(boolean enoughMoney, boolean enoughStock) {
        var ends = ends(new Others(enoughMoney, enoughStock));

        assertThat(ends).isNotEmpty().allSatisfy(end -> {
            switch (end.order()) {
                case Confirmed() -> {
                    assertThat(end.payment()).isEqualTo(Payment.COMPLETED);
                    assertThat(end.inventory()).isEqualTo(Inventory.RESERVED);
                }
                case Cancelled(_) -> {
                    assertThat(end.payment()).isNotEqualTo(Payment.COMPLETED);
                    assertThat(end.inventory()).isNotEqualTo(Inventory.RESERVED);
                }
                default -> throw new AssertionError("never ends: " + end);
            }
        });
    }

    /** All that can be reached without any further message. */
    private static Set<World> ends(Others others) {
        var seen = new HashSet<World>();
        var ends = new HashSet<World>();
        var open = new ArrayDeque<>(List.of(World.placed()));
        while (!open.isEmpty()) {
            var world = open.pop();
            if (!seen.add(world)) {
                continue;
            }
            if (world.quiet() && !(world.order() instanceof Pending)) {
                ends.add(world);
            }
            open.addAll(next(world, others));
        }
        return ends;
    }

    private static List<World> next(World world, Others others) {
        var next = new ArrayList<World>();
        for (var queue : world.queues().keySet()) {
            next.add(others.deliver(world, queue));
        }
        if (world.order() instanceof Pending) {
            next.add(world.order(new DeadlinePassed(ID)));
        }
        if (world.mayCancel()) {
            next.add(world.cancelled());
        }
        return next;
    }
}
