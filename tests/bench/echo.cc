#include "tests/bench/echo.h"

#include <chrono>
#include <utility>

#include "grpcpp/client_context.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/support/byte_buffer.h"

namespace sceau::bench {
namespace {

class EchoReactor : public grpc::ServerGenericBidiReactor {
 public:
  EchoReactor() { StartRead(&buffer_); }
  void OnReadDone(bool ok) override {
    if (ok) {
      StartWriteAndFinish(&buffer_, {}, grpc::Status::OK);
    } else {
      Finish(grpc::Status::OK);
    }
  }
  // The reactor is gRPC's until this call; nothing owns it after.
  void OnDone() override { delete this; }

 private:
  grpc::ByteBuffer buffer_;
};

struct EchoCall {
  explicit EchoCall(const std::shared_ptr<grpc::Channel>& channel)
      : stub(channel) {}
  grpc::GenericStub stub;
  grpc::ClientContext context;
  grpc::ByteBuffer request;
  grpc::ByteBuffer response;
};

}  // namespace

grpc::ServerGenericBidiReactor* EchoService::CreateReactor(
    grpc::GenericCallbackServerContext* /*context*/) {
  return new EchoReactor();
}

void CallEcho(const std::shared_ptr<grpc::Channel>& channel, size_t size,
              std::function<void(bool ok)> done) {
  auto call = std::make_shared<EchoCall>(channel);
  const std::string bytes(size, 'x');
  const grpc::Slice slice(bytes);
  call->request = grpc::ByteBuffer(&slice, 1);
  call->context.set_deadline(std::chrono::system_clock::now() +
                             std::chrono::seconds(10));
  call->stub.experimental().UnaryCall(
      &call->context, "/sceau.bench.Echo/Echo", grpc::StubOptions(),
      &call->request, &call->response,
      [call, done = std::move(done)](grpc::Status status) {
        done(status.ok());
      });
}

}  // namespace sceau::bench
