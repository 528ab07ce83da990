/**
 * gRPC as every service speaks it: errors, deadlines, trailers, validation, one log line per call.
 */
package io.mypay.kit.grpc;
