package dev.ordersaga.relay.parking;

import java.util.List;

/**
 * What a transaction changes about parked keys.
 *
 * @param parked parked by it, or changed
 * @param freed names of keys that are parked no longer
 */
public record ParkingChanges(List<ParkedKey> parked, List<String> freed) {

    public static final ParkingChanges NONE = new ParkingChanges(List.of(), List.of());
}
