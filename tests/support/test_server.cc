#include "tests/support/test_server.h"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sys/stat.h>

#include "absl/strings/str_cat.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"

namespace sceau::testing {
namespace {

void WriteFile(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
  if (chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0) std::abort();
}

config::Server ConfigOf(const TestGroup& group, const std::string& host) {
  const std::string& folder = group.folder();
  const Credential server = group.pki().Server();
  WriteFile(folder + "/server.pem", server.certificate);
  WriteFile(folder + "/server.key", server.key);
  WriteFile(folder + "/ca.pem", group.pki().authority());
  config::Server config;
  config.set_trust_domain(kTestTrustDomain);
  config.set_listen_address(host + ":0");
  config.mutable_tls()->set_certificate_file(folder + "/server.pem");
  config.mutable_tls()->set_key_file(folder + "/server.key");
  config.mutable_tls()->set_client_ca_file(folder + "/ca.pem");
  config.set_log_file(folder + "/sceaud.log");
  config.set_max_connections(kDefaultMaxConnections);
  config.set_max_connections_per_address(kDefaultMaxConnectionsPerAddress);
  config::Group& one = *config.add_groups();
  one.set_id(group.place().group);
  one.set_data_dir(group.place().data_dir);
  one.set_checkpoint_file(group.place().checkpoint_file);
  one.set_root_key_file(group.place().root_key_file);
  return config;
}

}  // namespace

std::shared_ptr<grpc::Channel> TlsChannel(const std::string& address,
                                          const std::string& authority,
                                          const Credential& credential) {
  grpc::SslCredentialsOptions options;
  options.pem_root_certs = authority;
  options.pem_private_key = credential.key;
  options.pem_cert_chain = credential.certificate;
  // Channels with equal arguments share a connection.
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  // The certificate names no IPv6 address.
  arguments.SetSslTargetNameOverride("localhost");
  return grpc::CreateCustomChannel(address, grpc::SslCredentials(options),
                                   arguments);
}

TestServer::TestServer(TestGroup& group, absl::string_view host, int days_ahead)
    : group_(group), host_(host) {
  // Before the process's first gRPC call.
  // NOLINTNEXTLINE(concurrency-mt-unsafe)
  setenv(kCipherSuitesVariable, kTls13Only, /*overwrite=*/1);
  group_.Close();
  config::Server config = ConfigOf(group_, host_);
  config.set_rehearsal_days_ahead(days_ahead);
  App::Started started = App::Start(config, group_.World(), Language::kEnglish);
  for (const std::string& problem : started.problems) {
    std::cerr << "TestServer: " << problem << "\n";
  }
  if (started.app == nullptr) std::abort();
  app_ = std::move(started.app);
}

TestServer::~TestServer() = default;

std::string TestServer::address() const {
  return absl::StrCat(host_, ":", port());
}

std::shared_ptr<grpc::Channel> TestServer::ChannelAs(
    absl::string_view member) const {
  return ChannelWith(group_.CredentialOf(member));
}

std::shared_ptr<grpc::Channel> TestServer::ChannelWith(
    const Credential& credential) const {
  return TlsChannel(address(), group_.pki().authority(), credential);
}

std::shared_ptr<grpc::Channel> TestServer::ChannelWithoutCertificate() const {
  return ChannelWith(Credential{});
}

}  // namespace sceau::testing
