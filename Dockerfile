# One image for each of the four programs: --build-arg PROGRAM=order-service
# The jars come from the sources here, which takes nothing but Docker, or with --build-arg JARS_FROM=host from what
# `mvn package` has built beside this file. Needs BuildKit, which every Docker since 23 has.
ARG JARS_FROM=source

FROM maven:3.9-eclipse-temurin-25 AS jars-from-source
WORKDIR /source
COPY . .
# What Maven has downloaded stays in a cache of the builder, whatever changes in the sources.
RUN --mount=type=cache,target=/repository \
    mvn -B -q -Dmaven.repo.local=/repository -Dmaven.test.skip=true -Dchecks.skip -pl order-service,payment-service,inventory-service,outbox-relay -am package \
 && mkdir /jars && cp order-service/target/order-service.jar payment-service/target/payment-service.jar \
    inventory-service/target/inventory-service.jar outbox-relay/target/outbox-relay.jar /jars

FROM scratch AS jars-from-host
COPY order-service/target/order-service.jar payment-service/target/payment-service.jar \
     inventory-service/target/inventory-service.jar outbox-relay/target/outbox-relay.jar /jars/

FROM jars-from-${JARS_FROM} AS jars

FROM eclipse-temurin:25-jre AS layers
ARG PROGRAM
COPY --from=jars /jars/${PROGRAM}.jar program.jar
RUN java -Djarmode=tools -jar program.jar extract --layers --destination /layers

FROM eclipse-temurin:25-jre
WORKDIR /program
# From what changes seldom to what changes often, so that a new version of a program is a small layer.
COPY --from=layers /layers/dependencies/ ./
COPY --from=layers /layers/spring-boot-loader/ ./
COPY --from=layers /layers/snapshot-dependencies/ ./
COPY --from=layers /layers/application/ ./
# Half of the container's memory is heap. Further options: the environment variable JDK_JAVA_OPTIONS.
# What the compilers have allocated is given back to the system every five seconds.
# (JDK 25 warns at every start about adapters in its cache that it cannot use: they are left out.)
RUN printf '%s\n' -XX:MaxRAMPercentage=50 -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -XX:TrimNativeHeapInterval=5000 --enable-native-access=ALL-UNNAMED \
      -XX:+UnlockDiagnosticVMOptions -XX:-AOTAdapterCaching >jvm-options
# Classes loaded and linked ahead of time halve what a start costs (docs/deployment.md). The training run makes all beans, with
# no database in reach: nothing is migrated. By the first compiler alone: what the second one learns in it makes it compile at
# every start what only a start needs.
RUN java @jvm-options -XX:TieredStopAtLevel=1 -XX:AOTCacheOutput=program.aot -Xlog:aot=error -Dspring.context.exit=onRefresh -Dspring.main.banner-mode=off \
      -Dlogging.level.root=warn -Dspring.flyway.enabled=false -Dordersaga.outbox.migrate=false -jar program.jar
USER 10001:10001
ENV SERVER_PORT=8080 MALLOC_ARENA_MAX=2
EXPOSE 8080
ENTRYPOINT ["java", "@jvm-options", "-XX:AOTCache=program.aot", "-jar", "program.jar"]
# The image has neither curl nor wget, and a JVM would be dear for that.
HEALTHCHECK --interval=5s --timeout=5s --start-period=90s --retries=3 CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$SERVER_PORT && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]
