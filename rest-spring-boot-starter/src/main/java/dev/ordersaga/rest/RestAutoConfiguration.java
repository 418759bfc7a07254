package dev.ordersaga.rest;

import java.util.Locale;

import org.apache.catalina.Host;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.FixedLocaleResolver;

import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.type.LogicalType;

/** Problem details, body limits and unavailability answers for a service on Spring MVC and Tomcat. */
@AutoConfiguration(before = {WebMvcAutoConfiguration.class, ErrorMvcAutoConfiguration.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(RestProperties.class)
final class RestAutoConfiguration {

    /** After the filters that set the encoding and observe the request, so that refused requests are counted as well. */
    private static final int REQUEST_LIMIT_ORDER = Ordered.HIGHEST_PRECEDENCE + 9;
    private static final int BODY_LIMIT_ORDER = REQUEST_LIMIT_ORDER + 1;

    @Bean
    ProblemAdvice problemAdvice() {
        return new ProblemAdvice();
    }

    @Bean
    @ConditionalOnMissingBean(ErrorController.class)
    ProblemErrorController problemErrorController() {
        return new ProblemErrorController();
    }

    @Bean
    FilterRegistrationBean<RequestLimitFilter> requestLimitFilter(RestProperties properties,
            @Value("${management.endpoints.web.base-path:/actuator}") String management) {
        var registration = new FilterRegistrationBean<>(new RequestLimitFilter(properties.maxRequests(), management
                + "/"));
        registration.setOrder(REQUEST_LIMIT_ORDER);
        return registration;
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(RestProperties properties) {
        var registration = new FilterRegistrationBean<>(new BodyLimitFilter(properties.maxBody().toBytes()));
        registration.setOrder(BODY_LIMIT_ORDER);
        return registration;
    }

    private static void fail(MutableCoercionConfig strings) {
        strings.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    /**
     * A number in quotes or with a fraction, one in the place of a string, or a field that comes twice is a mistake of the
     * client, not something to guess about.
     */
    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return builder -> builder.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .withCoercionConfig(LogicalType.Textual, RestAutoConfiguration::fail);
    }

    /** Problem details are English; without this the messages of violations would follow the client's language. */
    @Bean(DispatcherServlet.LOCALE_RESOLVER_BEAN_NAME)
    @ConditionalOnMissingBean(name = DispatcherServlet.LOCALE_RESOLVER_BEAN_NAME)
    LocaleResolver localeResolver() {
        return new FixedLocaleResolver(Locale.ENGLISH);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcatProblems(RestProperties properties) {
        return factory -> {
            factory.addConnectorCustomizers(connector -> customize(connector, properties.maxBody().toBytes()));
            factory.addContextCustomizers(context -> reportProblems((Host) context.getParent()));
        };
    }

    private static void customize(Connector connector, long maxBody) {
        // Forms are parsed by Tomcat itself, past the filter.
        connector.setMaxPostSize((int) Math.min(maxBody, Integer.MAX_VALUE));
        // An id may have any visible character: an encoded slash belongs to it. Spring matches paths undecoded.
        connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
    }

    private static void reportProblems(Host host) {
        ((StandardHost) host).setErrorReportValveClass(ProblemReportValve.class.getName());
    }
}
