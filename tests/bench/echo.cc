#include "tests/bench/echo.h"

#include <cstdlib>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grpcpp/client_context.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server_builder.h"
#include "grpcpp/support/byte_buffer.h"

#include "tests/support/test_server.h"

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

EchoServer::EchoServer(const testing::TestPki& pki) {
  const testing::Credential own = pki.Server();
  grpc::SslServerCredentialsOptions tls(
      GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  tls.pem_root_certs = pki.authority();
  tls.pem_key_cert_pairs.push_back(
      {.private_key = own.key, .cert_chain = own.certificate});
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::SslServerCredentials(tls),
                           &port_);
  builder.RegisterCallbackGenericService(&service_);
  server_ = builder.BuildAndStart();
  if (server_ == nullptr) std::abort();
}

EchoServer::~EchoServer() { server_->Shutdown(); }

std::string EchoServer::address() const {
  return absl::StrCat("127.0.0.1:", port_);
}

grpc::ServerGenericBidiReactor* EchoServer::Service::CreateReactor(
    grpc::GenericCallbackServerContext* /*context*/) {
  return new EchoReactor();
}

void CallEcho(const std::shared_ptr<grpc::Channel>& channel, EndCall done) {
  static const std::string* const bytes = new std::string(kEchoBytes, 'x');
  auto call = std::make_shared<EchoCall>(channel);
  const grpc::Slice slice(*bytes);
  call->request = grpc::ByteBuffer(&slice, 1);
  testing::SetDeadline(call->context);
  call->stub.UnaryCall(&call->context, "/sceau.bench.Echo/Echo",
                       grpc::StubOptions(), &call->request, &call->response,
                       [call, done = std::move(done)](
                           const grpc::Status& status) { done(status.ok()); });
}

}  // namespace sceau::bench
