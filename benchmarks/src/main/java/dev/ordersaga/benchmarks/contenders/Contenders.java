package dev.ordersaga.benchmarks.contenders;

import java.nio.file.Path;
import java.util.List;

/** All there are, in the order of the report. */
public final class Contenders {

    private Contenders() {}

    /**
     * @param relay the relay's jar
     */
    public static List<Contender> all(Path relay) {
        return List.of(
                new PlainProducerContender(),
                RelayContender.polling(relay),
                RelayContender.cdc(relay),
                new SkipLockedContender(),
                new DebeziumContender(),
                LibraryContender.NAMASTACK,
                LibraryContender.MODULITH,
                LibraryContender.GRUELBOX);
    }
}
