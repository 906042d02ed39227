// Everything the wire benchmark measures, in one process: the whole server on
// real files (journal, keys, fsync, mutual TLS, own acceptor, the reference
// charter), a bare echo beside it, four connections to each.
#ifndef SCEAU_TESTS_BENCH_STAGE_H_
#define SCEAU_TESTS_BENCH_STAGE_H_

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "grpcpp/channel.h"

#include "sceau/v1/case_service.grpc.pb.h"
#include "tests/bench/echo.h"
#include "tests/bench/load.h"
#include "tests/support/test_group.h"
#include "tests/support/test_server.h"

namespace sceau::bench {

inline constexpr size_t kConnections = 4;
inline constexpr int kMaxInFlight = 64;

// Slots of a load share the connections and have a case each.
class Stage {
 public:
  // Founds the group and opens the cases. Stops the process when it cannot.
  Stage();

  StartCall Echo();
  // The coordinator reads the slot's case, whole. A failure is also an answer
  // that lacks an entry.
  StartCall Read();
  // The coordinator replaces an action of the slot's case.
  StartCall Write();

  const policy::Program& program();
  // Where the files lie.
  const std::string& folder() const { return group_.folder(); }

 private:
  struct OpenedCase {
    std::string name;
    // The change under way; kept, and so repeated, until it is answered.
    v1::SupersedeEntryRequest change;
    // The answer of the last read. The next is read into the same message, so
    // that what is measured is not how a client finds memory.
    v1::Case answer;
  };
  struct Connection {
    std::shared_ptr<grpc::Channel> echo;
    std::unique_ptr<v1::CaseService::Stub> cases;
  };

  void OpenCases();
  Connection& ConnectionOf(int slot);
  OpenedCase& CaseOf(int slot) { return cases_[static_cast<size_t>(slot)]; }

  testing::TestGroup group_;
  testing::TestServer server_;
  EchoServer echo_;
  std::array<Connection, kConnections> connections_;
  std::vector<OpenedCase> cases_;
};

}  // namespace sceau::bench

#endif  // SCEAU_TESTS_BENCH_STAGE_H_
