// A whole server in the process: App over a TestGroup's files, mutual TLS on a
// port of the loopback that the system picks.
#ifndef SCEAU_TESTS_SUPPORT_TEST_SERVER_H_
#define SCEAU_TESTS_SUPPORT_TEST_SERVER_H_

#include <chrono>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"

#include "server/app.h"
#include "tests/support/test_group.h"
#include "tests/support/test_pki.h"

namespace sceau::testing {

// A connection of its own to whoever serves at `address` with a certificate of
// `authority`; without a client certificate when `credential` is empty.
std::shared_ptr<grpc::Channel> TlsChannel(const std::string& address,
                                          const std::string& authority,
                                          const Credential& credential);

class TestServer {
 public:
  // Takes over the group's files: closes it, and leaves it closed. Stops the
  // process when the server does not start. TestGroup outlives it.
  // `host`: "127.0.0.1" or "[::1]". `days_ahead`: rehearsal_days_ahead.
  explicit TestServer(TestGroup& group, absl::string_view host = "127.0.0.1",
                      int days_ahead = 0);
  ~TestServer();

  // Null when the group stays closed.
  Group* group() { return app_->FindGroup(kTestGroup); }
  // Leaves in the journal.
  uint64_t leaves() { return group()->journal().size(); }
  int port() const { return app_->port(); }
  std::string address() const;

  // A new connection; with the certificate of a member of the cast, with any,
  // or with none.
  std::shared_ptr<grpc::Channel> ChannelAs(absl::string_view member) const;
  std::shared_ptr<grpc::Channel> ChannelWith(
      const Credential& credential) const;
  std::shared_ptr<grpc::Channel> ChannelWithoutCertificate() const;

 private:
  TestGroup& group_;
  const std::string host_;
  std::unique_ptr<App> app_;
};

// A call's context with a deadline, as every client sets one.
inline void SetDeadline(
    grpc::ClientContext& context,
    std::chrono::milliseconds in = std::chrono::seconds(10)) {
  context.set_deadline(std::chrono::system_clock::now() + in);
}

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SUPPORT_TEST_SERVER_H_
