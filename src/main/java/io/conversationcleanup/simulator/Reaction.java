package io.conversationcleanup.simulator;

import java.util.Locale;

/** How the simulator reacts to a call: an answer, or a failure to answer. Immutable. */
public sealed interface Reaction {

    /** The short text that {@link #parse} reads and that the call log shows, such as {@code 60007} or {@code reset}. */
    String label();

    /**
     * Reads a label: a provider's code, an HTTP status from 300 to 599, or the name of a {@link WireFault}.
     *
     * @throws IllegalArgumentException if it is none of these; the text is for a person
     */
    static Reaction parse(String label) {
        String wanted = label.strip().toLowerCase(Locale.ROOT);
        if (wanted.matches("\\d{1,9}")) {
            return ofNumber(Integer.parseInt(wanted));
        }
        for (WireFault fault : WireFault.values()) {
            if (fault.label().equals(wanted)) {
                return fault;
            }
        }
        throw new IllegalArgumentException("'" + label
                + "' is no reaction: give a provider's code such as 50004, an HTTP status from 300 to 599,"
                + " or one of reset, hang, garbage, truncate, oversize");
    }

    /** The HTTP status or the provider's code with this number; the providers have no codes from 300 to 599. */
    static Reaction ofNumber(int number) {
        return HttpStatus.isOne(number) ? new HttpStatus(number) : new Code(number);
    }

    /** A well-formed answer with the provider's own code, HTTP status 200; 0 is success. */
    record Code(int code) implements Reaction {

        public Code {
            if (code < 0 || HttpStatus.isOne(code)) {
                throw new IllegalArgumentException(code + " is no provider's code");
            }
        }

        @Override
        public String label() {
            return Integer.toString(code);
        }
    }

    /** An answer that does not come from the provider's application, such as a gateway's 502 or redirect. */
    record HttpStatus(int status) implements Reaction {

        public HttpStatus {
            if (!isOne(status)) {
                throw new IllegalArgumentException(status + " is no HTTP status of a failure: give 300 to 599");
            }
        }

        private static boolean isOne(int number) {
            return number >= 300 && number <= 599;
        }

        @Override
        public String label() {
            return Integer.toString(status);
        }
    }

    enum WireFault implements Reaction {
        /** The connection is reset without an answer; the call had no effect. */
        RESET,
        /** No answer ever comes, the connection stays open; the call had no effect. */
        HANG,
        /** HTTP 200 with a body that is no JSON; the call had its effect. */
        GARBAGE,
        /** The connection ends in the middle of the body; the call had its effect. */
        TRUNCATE,
        /** The right answer, followed by blanks up to {@value #OVERSIZE_BYTES} bytes; the call had its effect. */
        OVERSIZE;

        static final int OVERSIZE_BYTES = 1 << 20;

        @Override
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
