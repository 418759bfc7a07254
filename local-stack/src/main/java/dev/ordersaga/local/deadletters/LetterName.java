package dev.ordersaga.local.deadletters;

import java.util.regex.Pattern;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A letter of one of the services, for people: {@code payment/17}. */
record LetterName(String service, long id) {

    private static final Pattern FORM = Pattern.compile("(order|payment|inventory)/([0-9]{1,18})");

    static final class Converter implements ITypeConverter<LetterName> {

        @Override
        public LetterName convert(String text) {
            var matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + text
                        + "' is no letter; a letter is named like payment/17, see 'saga dead-letters list'");
            }
            return new LetterName(matcher.group(1), Long.parseLong(matcher.group(2)));
        }
    }

    @Override
    public String toString() {
        return service + "/" + id;
    }
}
