// The server process: log, groups, worker pool, wire; started in this order and
// stopped in the other.
#ifndef SCEAU_SERVER_APP_H_
#define SCEAU_SERVER_APP_H_

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "proto/text/language.h"
#include "server/config.h"
#include "server/group.h"
#include "server/group_state/peer_identity.h"
#include "server/rpc/connection_guard.h"
#include "server/rpc/method_table.h"
#include "server/rpc/unary_call.h"
#include "server/rpc/wire_server.h"
#include "server/runtime/log.h"
#include "server/runtime/ticker.h"
#include "server/runtime/worker_pool.h"

namespace sceau {

// Calls that may wait for a worker; beyond it, QUEUE_FULL.
inline constexpr size_t kMaxWaitingCalls = 1'024;
// Time that calls under way have when the server stops; below the service
// manager's patience (deploy/systemd).
inline constexpr std::chrono::seconds kDrainTime{25};
// Exit status after an uncertain write: what is on the disk is known only by
// starting again.
inline constexpr int kExitPoisoned = 70;
// Time between two looks at what is due by the clock alone (Group::Tick); a
// call looks too.
inline constexpr std::chrono::seconds kTickInterval{15};

// Threads: gRPC's, the worker pool's ("worker-N"), "tick", the log's, each
// journal's.
class App {
 public:
  // A server that answers, or why there is none: a sentence with the remedy
  // each. A group whose history may have been set back does not keep the
  // server from starting: it stays closed, and every call to it is refused.
  struct Started {
    std::unique_ptr<App> app = nullptr;
    std::vector<std::string> problems = {};
    // A group's files are of another version (operator/explain.h).
    bool other_version = false;
  };
  // `world` gives time and randomness; its log and what follows a poisoned
  // write (the process exits with kExitPoisoned) are this class's unless set.
  static Started Start(const config::Server& config, GroupWorld world,
                       Language language);
  ~App();  // Stop().

  int port() const { return wire_->port(); }

  // The group, or nullptr when there is none or it is closed. For tests.
  Group* FindGroup(const std::string& id);

  // Drains: new calls are refused, those under way get kDrainTime.
  void Stop();

 private:
  App() = default;

  void KeepLog(const Group& group);
  void OpenGroups(const config::Server& config, const GroupWorld& world,
                  Language language, Started& started);
  void StartWire(const config::Server& config, Language language,
                 std::vector<std::string>& problems);

  std::unique_ptr<Log> log_;
  int log_months_ = kLogMonths;
  std::map<std::string, std::unique_ptr<Group>> groups_;  // Open ones.
  std::map<std::string, ServedGroup> served_;             // All.
  MethodTable methods_;
  std::unique_ptr<PeerIdentities> identities_;
  std::unique_ptr<WorkerPool> workers_;
  std::unique_ptr<ConnectionGuard> guard_;
  std::unique_ptr<UnaryCalls> calls_;
  std::unique_ptr<WireServer> wire_;
  std::unique_ptr<Ticker> ticker_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_APP_H_
