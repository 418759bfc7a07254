package dev.ordersaga.system.crash;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.instrument.Instrumentation;

import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.utility.JavaModule;
import org.jspecify.annotations.Nullable;

/** Makes the method of a point call {@link Crash}. A point whose method is gone ends the program, with its name. */
public final class CrashAgent {

    private CrashAgent() {}

    /**
     * Called when it is loaded into a running program.
     *
     * @param arguments {@code NAME:TIMES}: halt when that point is passed for the given time from now on
     */
    public static void agentmain(String arguments, Instrumentation instrumentation) {
        var colon = arguments.indexOf(':');
        var point = CrashPoint.valueOf(arguments.substring(0, colon));
        if (ClassLoader.getSystemResource(point.type().replace('.', '/') + ".class") == null) {
            Crash.missing(point + ": there is no " + point.type());
        }
        Crash.arm(Integer.parseInt(arguments.substring(colon + 1)));
        new AgentBuilder.Default().disableClassFormatChanges()
                .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
                .with(new Loud())
                .type(named(point.type()))
                .transform((builder, type, _, _, _) -> instrumented(builder, type, point))
                .installOn(instrumentation);
    }

    private static DynamicType.Builder<?> instrumented(DynamicType.Builder<?> builder, TypeDescription type,
            CrashPoint point) {
        var method = named(point.method()).and(takesArguments(point.parameters()));
        if (type.getDeclaredMethods().filter(method).isEmpty()) {
            Crash.missing("%s: %s has no method %s with %d parameters".formatted(point, type.getName(), point.method(),
                    point.parameters()));
        }
        return builder.visit(Advice.withCustomMapping().bind(Name.class, point.name())
                .to(switch (point.moment()) {
                    case BEFORE -> Before.class;
                    case AFTER -> After.class;
                }).on(method));
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
