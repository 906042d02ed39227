// A bare gRPC echo over the same mutual TLS as the service: what the wire alone
// costs. Bytes in, the same bytes out; no generated code.
#ifndef SCEAU_TESTS_BENCH_ECHO_H_
#define SCEAU_TESTS_BENCH_ECHO_H_

#include <functional>
#include <memory>
#include <string>

#include "grpcpp/channel.h"
#include "grpcpp/generic/async_generic_service.h"
#include "grpcpp/server.h"

namespace sceau::bench {

// Serves every method by giving the request back.
class EchoService : public grpc::CallbackGenericService {
 private:
  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* context) override;
};

// Calls the echo with `size` bytes; `done` as in load.h.
void CallEcho(const std::shared_ptr<grpc::Channel>& channel, size_t size,
              std::function<void(bool ok)> done);

}  // namespace sceau::bench

#endif  // SCEAU_TESTS_BENCH_ECHO_H_
