package dev.ordersaga.system;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

import dev.ordersaga.testing.InfrastructureKind;

/** A test that means something only on that infrastructure. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OnInfrastructure.Condition.class)
@interface OnInfrastructure {

    InfrastructureKind value();

    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            var wanted = findAnnotation(context.getElement(), OnInfrastructure.class).map(OnInfrastructure::value);
            var current = InfrastructureKind.current();
            return wanted.isEmpty() || wanted.get() == current
                    ? ConditionEvaluationResult.enabled("the infrastructure is " + current)
                    : ConditionEvaluationResult.disabled("the infrastructure is " + current);
        }
    }
}
