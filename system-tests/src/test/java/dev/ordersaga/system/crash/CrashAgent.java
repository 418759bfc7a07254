package dev.ordersaga.system.crash;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.instrument.Instrumentation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.utility.JavaModule;
import org.jspecify.annotations.Nullable;

/** Makes the methods of all points call {@link Crash}. A point whose method is gone ends the program, with its name. */
public final class CrashAgent {

    private CrashAgent() {}

    /** Called by the JVM, before the program's own main method. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        Map<String, List<CrashPoint>> byType = Arrays.stream(CrashPoint.values())
                .collect(Collectors.groupingBy(CrashPoint::type));
        AgentBuilder agent = new AgentBuilder.Default().disableClassFormatChanges().with(new Loud());
        for (var points : byType.entrySet()) {
            agent = agent.type(named(points.getKey()))
                    .transform((builder, type, _, _, _) -> instrumented(builder, type, points.getValue()));
        }
        agent.installOn(instrumentation);
    }

    private static DynamicType.Builder<?> instrumented(DynamicType.Builder<?> builder, TypeDescription type,
            List<CrashPoint> points) {
        DynamicType.Builder<?> instrumented = builder;
        for (var point : points) {
            var method = named(point.method()).and(takesArguments(point.parameters()));
            if (type.getDeclaredMethods().filter(method).isEmpty()) {
                Crash.missing("%s: %s has no method %s with %d parameters".formatted(point, type.getName(), point
                        .method(), point.parameters()));
            }
            instrumented = instrumented.visit(Advice.withCustomMapping().bind(Name.class, point.name())
                    .to(switch (point.moment()) {
                        case BEFORE -> Before.class;
                        case AFTER -> After.class;
                    }).on(method));
        }
        return instrumented;
    }

    /** Stands for the name of the point. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Name {}

    /** Its code becomes the beginning of the method. */
    static final class Before {

        @Advice.OnMethodEnter
        static void enter(@Name String name) {
            Crash.at(name);
        }

        private Before() {}
    }

    /** Its code becomes the end of the method, where it returns in good order. */
    static final class After {

        @Advice.OnMethodExit
        static void exit(@Name String name) {
            Crash.at(name);
        }

        private After() {}
    }

    private static final class Loud extends AgentBuilder.Listener.Adapter {

        @Override
        public void onError(String type, @Nullable ClassLoader loader, @Nullable JavaModule module, boolean loaded,
                Throwable error) {
            error.printStackTrace();
            Crash.missing(type + " could not be instrumented");
        }
    }
}
