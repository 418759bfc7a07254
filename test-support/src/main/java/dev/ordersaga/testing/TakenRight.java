package dev.ordersaga.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** A right that nobody has at some of the broker's resources until it is given back; they have all others there. */
public final class TakenRight implements AutoCloseable {

    private final List<AclBinding> rules;

    private TakenRight(List<AclBinding> rules) {
        this.rules = rules;
    }

    public static TakenRight of(AclOperation operation, ResourcePattern... resources) {
        // With one rule for a resource, all that no rule allows would be forbidden there.
        var taken = new TakenRight(Arrays.stream(resources)
                .flatMap(resource -> Stream.of(rule(resource, AclOperation.ALL, AclPermissionType.ALLOW),
                        rule(resource, operation, AclPermissionType.DENY)))
                .toList());
        taken.take();
        return taken;
    }

    public static ResourcePattern resource(ResourceType type, String name) {
        return new ResourcePattern(type, name, PatternType.LITERAL);
    }

    private static AclBinding rule(ResourcePattern resource, AclOperation operation, AclPermissionType permission) {
        return new AclBinding(resource, new AccessControlEntry("User:*", "*", operation, permission));
    }

    private void take() {
        try (var admin = admin()) {
            admin.createAcls(rules).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives it back. */
    @Override
    public void close() {
        try (var admin = admin()) {
            admin.deleteAcls(rules.stream().map(AclBinding::toFilter).toList()).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                Infrastructure.kafka().bootstrapServers()));
    }
}
