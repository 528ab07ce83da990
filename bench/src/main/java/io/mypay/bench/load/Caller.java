package io.mypay.bench.load;

import io.grpc.MethodDescriptor;

/** One client that calls again when it was answered; used by one call at a time. */
public interface Caller {
    /** Messages are bytes on both sides: nothing is built or parsed that is not looked at. */
    MethodDescriptor<byte[], byte[]> method();

    /** The next request. The caller may fill in the same array again once it is answered. */
    byte[] request();

    /**
     * Checks an answer and says how many transfers it applied; throws {@link WrongAnswer} for
     * anything else than what was to be expected.
     */
    int answered(byte[] response);

    /** An answer that a measurement must not count. */
    final class WrongAnswer extends RuntimeException {
        private static final long serialVersionUID = 1;

        public WrongAnswer(String message) {
            super(message);
        }

        public WrongAnswer(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
