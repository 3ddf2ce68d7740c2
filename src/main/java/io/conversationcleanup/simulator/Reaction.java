package io.conversationcleanup.simulator;

import java.util.Locale;

/** The simulator's reaction to a call: an answer or a failure. Immutable. */
public sealed interface Reaction {

    /** Returns the text for {@link #parse} and the call log, such as {@code 60007} or {@code reset}. */
    String label();

    /** Parses a code, an HTTP status or a {@link WireFault}; the message of an exception is for a person. */
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

    static Reaction ofNumber(int number) {
        return HttpStatus.isOne(number) ? new HttpStatus(number) : new Code(number);
    }

    /** A well-formed answer with the provider's code and HTTP status 200; 0 is success. */
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

    /** An answer from in front of the provider's application, such as a gateway's 502 or a redirect. */
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
        /** Resets the connection without an answer; the call has no effect. */
        RESET,
        /** Never answers and keeps the connection open; the call has no effect. */
        HANG,
        /** HTTP 200 with a body that is not JSON; the call has its effect. */
        GARBAGE,
        /** Ends the connection in the middle of the body; the call has its effect. */
        TRUNCATE,
        /** Pads the right answer with blanks to {@value #OVERSIZE_BYTES} bytes; the call has its effect. */
        OVERSIZE;

        static final int OVERSIZE_BYTES = 1 << 20;

        @Override
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
