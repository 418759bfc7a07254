package dev.ordersaga.load.figures;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;

import org.HdrHistogram.Histogram;

/** Histograms as bytes, and several as one. */
public final class Histograms {

    private Histograms() {}

    public static byte[] encode(Histogram histogram) {
        var buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        return Arrays.copyOf(buffer.array(), histogram.encodeIntoCompressedByteBuffer(buffer));
    }

    /** All that these have counted. */
    public static Histogram together(List<byte[]> encoded) {
        var all = new Histogram(3);
        for (var bytes : encoded) {
            try {
                all.add(Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0));
            } catch (DataFormatException e) {
                throw new IllegalArgumentException(e);
            }
        }
        return all;
    }
}
