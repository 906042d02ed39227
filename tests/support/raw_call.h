// A unary call of any method, of bytes that need be no message of it.
#ifndef SCEAU_TESTS_SUPPORT_RAW_CALL_H_
#define SCEAU_TESTS_SUPPORT_RAW_CALL_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "grpcpp/channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/grpcpp.h"

#include "proto/contract/wire.h"

namespace sceau::testing {

struct RawAnswer {
  absl::Status status;
  std::string bytes;  // Of the response; empty after an error.
};

// "/sceau.v1.CaseService/GetCase".
inline std::string PathOf(const google::protobuf::MethodDescriptor& method) {
  return absl::StrCat("/", method.service()->full_name(), "/", method.name());
}

// Waits for the end. `context` has a deadline, or the caller waits in vain.
inline RawAnswer CallBytes(const std::shared_ptr<grpc::Channel>& channel,
                           const std::string& path, const std::string& bytes,
                           grpc::ClientContext& context) {
  grpc::Slice slice(bytes);
  const grpc::ByteBuffer sent(&slice, 1);
  grpc::ByteBuffer received;
  grpc::CompletionQueue queue;
  grpc::GenericStub stub(channel);
  const auto call = stub.PrepareUnaryCall(&context, path, sent, &queue);
  call->StartCall();
  grpc::Status status;
  call->Finish(&received, &status, call.get());
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  RawAnswer answer{.status = FromGrpcStatus(status), .bytes = ""};
  grpc::Slice response;
  if (status.ok() && received.DumpToSingleSlice(&response).ok()) {
    answer.bytes.assign(response.begin(), response.end());
  }
  return answer;
}

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SUPPORT_RAW_CALL_H_
