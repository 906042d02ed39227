#include "server/rpc/wire_server.h"

#include <cstdlib>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/resource_quota.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/security/tls_certificate_provider.h"
#include "grpcpp/security/tls_credentials_options.h"

#include "grpc/grpc_security_constants.h"

namespace sceau {
namespace {

template <typename Duration>
int Millis(Duration duration) {
  return static_cast<int>(
      std::chrono::duration_cast<std::chrono::milliseconds>(duration).count());
}

std::shared_ptr<grpc::ServerCredentials> MutualTls(
    const WireServer::Options& options) {
  auto files =
      std::make_shared<grpc::experimental::FileWatcherCertificateProvider>(
          options.key_file, options.certificate_file, options.client_ca_file,
          kCertificateRefreshSeconds);
  grpc::experimental::TlsServerCredentialsOptions tls(std::move(files));
  tls.watch_root_certs();
  tls.watch_identity_key_cert_pairs();
  tls.set_cert_request_type(
      GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  // A client is no host: its identity is the URI that identity/ reads.
  tls.set_check_call_host(false);
  return grpc::experimental::TlsServerCredentials(tls);
}

void SetLimits(grpc::ServerBuilder& builder) {
  builder.SetMaxReceiveMessageSize(kMaxMessageBytes);
  builder.SetMaxSendMessageSize(kMaxMessageBytes);
  builder.SetResourceQuota(
      grpc::ResourceQuota("sceau").Resize(kWireMemoryBytes));
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS,
                             kMaxStreamsPerConnection);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, kMaxMetadataBytes);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS,
                             Millis(kConnectionAge));
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS,
                             Millis(kConnectionGrace));
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS,
                             Millis(kKeepaliveTime));
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS,
                             Millis(kKeepaliveTimeout));
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS,
                             Millis(kConnectionIdle));
  builder.AddChannelArgument(GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS,
                             Millis(kHandshakeTimeout));
}

bool IsTls13Only() {
  // Set before any thread starts.
  // NOLINTNEXTLINE(concurrency-mt-unsafe)
  const char* const suites = std::getenv(kCipherSuitesVariable);
  return suites != nullptr && absl::string_view(suites) == kTls13Only;
}

}  // namespace

absl::StatusOr<std::unique_ptr<WireServer>> WireServer::Start(
    const Options& options, ConnectionGuard& guard, UnaryCalls& calls) {
  if (!IsTls13Only()) {
    return absl::FailedPreconditionError(
        absl::StrCat(kCipherSuitesVariable, " must be ", kTls13Only));
  }
  grpc::EnableDefaultHealthCheckService(true);
  auto wire = std::unique_ptr<WireServer>(new WireServer(calls));
  absl::StatusOr<std::unique_ptr<Acceptor>> acceptor =
      Acceptor::Listen(options.address, guard, options.log);
  if (!acceptor.ok()) return acceptor.status();
  wire->acceptor_ = *std::move(acceptor);

  grpc::ServerBuilder builder;
  SetLimits(builder);
  wire->entrance_ = builder.experimental().AddExternalConnectionAcceptor(
      grpc::ServerBuilder::experimental_type::ExternalConnectionType::FROM_FD,
      MutualTls(options));
  for (grpc::Service* const service : wire->services_.All()) {
    builder.RegisterService(service);
  }
  wire->server_ = builder.BuildAndStart();
  if (wire->server_ == nullptr) {
    return absl::FailedPreconditionError("gRPC does not start");
  }
  wire->SetServing("", false);
  wire->acceptor_->Run(
      [entrance = wire->entrance_.get()](int listener_fd, int fd) {
        grpc::experimental::ExternalConnectionAcceptor::NewConnectionParameters
            connection;
        connection.listener_fd = listener_fd;
        connection.fd = fd;
        entrance->HandleNewConnection(&connection);
      });
  return wire;
}

WireServer::~WireServer() { Shutdown(std::chrono::system_clock::now()); }

void WireServer::SetServing(const std::string& service, bool serving) {
  server_->GetHealthCheckService()->SetServingStatus(service, serving);
}

void WireServer::Shutdown(std::chrono::system_clock::time_point deadline) {
  if (server_ == nullptr) return;
  acceptor_->Stop();
  server_->GetHealthCheckService()->Shutdown();
  server_->Shutdown(deadline);
  server_->Wait();
  server_ = nullptr;
}

}  // namespace sceau
