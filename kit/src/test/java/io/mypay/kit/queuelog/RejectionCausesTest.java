package io.mypay.kit.queuelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RejectionCausesTest {
    static Stream<Throwable> aboutTheMessage() {
        return Stream.of(
                new RecordTooLargeException(),
                new CompletionException(new RecordTooLargeException()),
                new TimeoutException("not in metadata", new UnknownTopicOrPartitionException()),
                new InvalidTopicException("a topic"),
                new InvalidRecordException("a key is missing"));
    }

    static Stream<Throwable> aboutKafkaOrUs() {
        return Stream.of(
                new TimeoutException("not in metadata"),
                new NetworkException(),
                new NotEnoughReplicasException(),
                new SaslAuthenticationException("the password has expired"),
                new TopicAuthorizationException("a topic"),
                new KafkaException("the producer is closed"),
                new IllegalStateException("the producer is closed"));
    }

    @ParameterizedTest
    @MethodSource("aboutTheMessage")
    void a_no_to_the_message_itself_is_one(Throwable failure) {
        assertThat(Rejection.isBehind(failure)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("aboutKafkaOrUs")
    void kafkas_absence_and_our_own_credentials_are_none(Throwable failure) {
        assertThat(Rejection.isBehind(failure)).isFalse();
    }
}
