package dev.ordersaga.simulation;

import java.util.EnumSet;
import java.util.Set;
import java.util.TreeMap;

import dev.ordersaga.simulation.bug.Bug;
import dev.ordersaga.simulation.choice.RandomChoices;
import dev.ordersaga.simulation.world.Schedule;

class Scratch {
    public static void main(String[] a) {
        int seeds = Integer.parseInt(a[0]);
        var none = Set.<Bug>of();
        if (a.length > 1 && a[1].equals("one")) {
            var o = Schedule.run(new RandomChoices(Long.parseLong(a[0])), a.length > 2 ? EnumSet.of(Bug.valueOf(a[2])) : none, true);
            o.lines().forEach(System.out::println);
            System.out.println(o.violation());
            return;
        }
        if (a.length == 1) {
        for (int round = 0; round < 3; round++) {
            long t = System.nanoTime();
            var kinds = new TreeMap<String, Integer>();
            for (long s = 0; s < seeds; s++) {
                try {
                var o = Schedule.run(new RandomChoices(s), none, false);
                var seed = s;
                o.violation().ifPresent(v -> { if (kinds.merge(v.invariant().name(), 1, Integer::sum) < 3) System.out.println(seed + " " + v); });
                } catch (RuntimeException e) { System.out.println(s + " " + e); e.printStackTrace(System.out); return; }
            }
            System.out.println(kinds + " " + (System.nanoTime() - t) / 1000 / seeds + " us each, cpu s " + java.lang.ProcessHandle.current().info().totalCpuDuration().get().toMillis() / 1000.0);
        }}
        if (a.length > 1)
        for (var bug : a.length > 2 ? java.util.Arrays.stream(a).skip(2).map(Bug::valueOf).toList() : java.util.List.of(Bug.values())) {
            var bugs = EnumSet.of(bug);
            int found = 0; long first = -1; String w = ""; var kinds = new TreeMap<String, Integer>();
            for (long s = 0; s < seeds; s++) {
                try {
                var o = Schedule.run(new RandomChoices(s), bugs, false);
                if (o.violation().isPresent()) { found++; kinds.merge(o.violation().get().invariant().name(), 1, Integer::sum); if (first < 0) { first = s; w = o.violation().get().toString(); } }
                } catch (RuntimeException e) { System.out.println(s + " " + e + " " + e.getCause()); break; }
            }
            System.out.printf("%-32s found in %5d of %d, first %5d %s  %s%n", bug, found, seeds, first, kinds, w);
        }
    }
}
