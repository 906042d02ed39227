// A bare gRPC echo over the same mutual TLS as the service: what the wire alone
// costs. Bytes in, the same bytes out; no generated code.
#ifndef SCEAU_TESTS_BENCH_ECHO_H_
#define SCEAU_TESTS_BENCH_ECHO_H_

#include <memory>
#include <string>

#include "grpcpp/channel.h"
#include "grpcpp/generic/async_generic_service.h"
#include "grpcpp/server.h"

#include "tests/bench/load.h"
#include "tests/support/test_pki.h"

namespace sceau::bench {

// Bytes of a request, and so of its answer.
inline constexpr size_t kEchoBytes = 256;

class EchoServer {
 public:
  // On a port of the loopback; wants a client certificate of the authority.
  explicit EchoServer(const testing::TestPki& pki);
  ~EchoServer();

  std::string address() const;

 private:
  // Serves every method by giving the request back.
  class Service : public grpc::CallbackGenericService {
    grpc::ServerGenericBidiReactor* CreateReactor(
        grpc::GenericCallbackServerContext* context) override;
  };

  Service service_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

// One call of kEchoBytes.
void CallEcho(const std::shared_ptr<grpc::Channel>& channel, EndCall done);

}  // namespace sceau::bench

#endif  // SCEAU_TESTS_BENCH_ECHO_H_
