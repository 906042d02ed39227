#include "server/app.h"

#include <algorithm>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "proto/contract/errors.h"
#include "server/operator/check.h"
#include "server/operator/explain.h"
#include "server/rpc/routes.h"

namespace sceau {
namespace {

size_t WorkerThreads(int configured) {
  if (configured > 0) return static_cast<size_t>(configured);
  return std::max<size_t>(2, std::thread::hardware_concurrency());
}

// Each connection takes two descriptors; some are kept for files. Raises the
// limit to what the process may have.
size_t AffordableConnections(int configured) {
  constexpr rlim_t kForFiles = 128;
  rlimit limit = {};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
    return static_cast<size_t>(configured);
  }
  limit.rlim_cur = limit.rlim_max;
  (void)setrlimit(RLIMIT_NOFILE, &limit);
  (void)getrlimit(RLIMIT_NOFILE, &limit);
  const rlim_t affordable =
      limit.rlim_cur > 2 * kForFiles ? (limit.rlim_cur - kForFiles) / 2 : 1;
  return static_cast<size_t>(
      std::min(affordable, static_cast<rlim_t>(configured)));
}

}  // namespace

App::Started App::Start(const config::Server& config, GroupWorld world,
                        Language language) {
  Started started;
  auto app = std::unique_ptr<App>(new App);
  absl::StatusOr<std::unique_ptr<Log>> log =
      Log::Open(config.log_file(), world.clock);
  if (!log.ok()) {
    started.problems.push_back(absl::StrCat(
        config.log_file(),
        In(language,
           " : ne peut pas être ouvert ; vérifier le dossier et ses "
           "droits.",
           ": cannot be opened; check the folder and its permissions.")));
    return started;
  }
  app->log_ = *std::move(log);
  if (world.log == nullptr) world.log = app->log_.get();
  if (world.on_poison == nullptr) {
    world.on_poison = [log = world.log](const absl::Status&) {
      log->Write(LogEvent::kStoragePoisoned);
      log->Flush();
      _exit(kExitPoisoned);
    };
  }
  CheckReport report;
  CheckTls(config.tls(), world.clock(), language, report);
  started.problems = std::move(report.problems);
  if (config.rehearsal_days_ahead() > 0) {
    world.clock = [now = std::move(world.clock),
                   ahead = absl::Hours(24 * config.rehearsal_days_ahead())] {
      return now() + ahead;
    };
  }
  app->methods_ = Routes();
  // P3: never serve a contract that is not whole.
  const std::vector<std::string> missing = app->methods_.MissingMethods();
  if (!missing.empty()) {
    started.problems.push_back(absl::StrCat(
        In(language,
           "méthodes sans opération : ", "methods without an operation: "),
        absl::StrJoin(missing, ", "), "."));
  }
  app->OpenGroups(config, world, language, started);
  if (started.problems.empty()) {
    app->StartWire(config, language, started.problems);
  }
  if (!started.problems.empty()) {
    app->log_->Write(LogEvent::kServerRefused);
    return started;
  }
  app->log_->Write(
      LogEvent::kServerStarted,
      {{.key = LogKey::kPort, .value = static_cast<uint64_t>(app->port())}});
  started.app = std::move(app);
  return started;
}

// The strictest of the groups counts.
void App::KeepLog(const Group& group) {
  log_months_ = std::min(log_months_, group.technical_log_months());
  log_->KeepMonths(log_months_);
}

void App::OpenGroups(const config::Server& config, const GroupWorld& world,
                     Language language, Started& started) {
  std::vector<std::string>& problems = started.problems;
  for (const config::Group& group : config.groups()) {
    const GroupPlace place = PlaceOf(config, group);
    CheckReport report;
    CheckPlace(place, language, report);
    if (!report.problems.empty()) {
      problems.insert(problems.end(), report.problems.begin(),
                      report.problems.end());
      continue;
    }
    absl::StatusOr<std::unique_ptr<Group>> opened = Group::Open(place, world);
    ServedGroup& served = served_[group.id()];
    if (opened.ok()) {
      log_->Write(LogEvent::kGroupOpened,
                  {{.key = LogKey::kGroup, .value = LogId{group.id()}}});
      served.rooms = &(*opened)->rooms();
      // A first day that came while the server was down.
      (*opened)->Tick();
      KeepLog(**opened);
      groups_[group.id()] = *std::move(opened);
      continue;
    }
    const v1::ErrorReason reason = ReasonOf(opened.status());
    log_->Write(LogEvent::kGroupRefused,
                {{.key = LogKey::kGroup, .value = LogId{group.id()}},
                 {.key = LogKey::kReason, .value = reason}});
    if (reason == v1::ERROR_REASON_ROLLBACK_SUSPECTED) {
      served.closed =
          Error(reason, "the group stays closed: call the charter officer");
    } else {
      started.other_version =
          started.other_version || IsOtherVersion(opened.status());
      problems.push_back(absl::StrCat(group.id(), In(language, " : ", ": "),
                                      Explain(opened.status(), language)));
    }
  }
}

void App::StartWire(const config::Server& config, Language language,
                    std::vector<std::string>& problems) {
  identities_ = std::make_unique<PeerIdentities>(config.trust_domain());
  workers_ = std::make_unique<WorkerPool>(
      "worker", WorkerThreads(config.worker_threads()), kMaxWaitingCalls);
  guard_ = std::make_unique<ConnectionGuard>(ConnectionGuard::Limits{
      .connections = AffordableConnections(config.max_connections()),
      .connections_per_address =
          static_cast<size_t>(config.max_connections_per_address())});
  calls_ = std::make_unique<UnaryCalls>(methods_, *identities_, *workers_,
                                        served_, *guard_, log_.get());
  absl::StatusOr<std::unique_ptr<WireServer>> wire =
      WireServer::Start({.address = config.listen_address(),
                         .certificate_file = config.tls().certificate_file(),
                         .key_file = config.tls().key_file(),
                         .client_ca_file = config.tls().client_ca_file(),
                         .log = log_.get()},
                        *guard_, *calls_);
  if (!wire.ok()) {
    problems.push_back(absl::StrCat(
        "listen_address ", config.listen_address(), In(language, " : ", ": "),
        In(language,
           "impossible d'y écouter ; un autre programme tient le port (« ss "
           "-ltnp » dit lequel), l'adresse n'est pas de cette machine, ou le "
           "port est sous 1024 ; changer listen_address ou arrêter l'autre.",
           "cannot listen there; another program holds the port (« ss -ltnp » "
           "says which), the address is not this machine's, or the port is "
           "below 1024; change listen_address or stop the other.")));
    return;
  }
  wire_ = *std::move(wire);
  ticker_ = std::make_unique<Ticker>("tick", kTickInterval, [this] {
    for (const auto& [id, group] : groups_) {
      group->Tick();
      KeepLog(*group);
      group->ReadJournalIn();
      if (!group->journal().Standing().ok()) {
        wire_->SetServing(absl::StrCat("groups/", id), false);
        wire_->SetServing("", false);
      }
    }
  });
  bool all_open = true;
  for (const auto& [id, served] : served_) {
    all_open = all_open && served.closed.ok();
    wire_->SetServing(absl::StrCat("groups/", id), served.closed.ok());
  }
  wire_->SetServing("", all_open);
}

App::~App() { Stop(); }

Group* App::FindGroup(const std::string& id) {
  const auto found = groups_.find(id);
  return found == groups_.end() ? nullptr : found->second.get();
}

void App::Stop() {
  if (wire_ == nullptr) return;
  log_->Write(LogEvent::kServerStopping);
  calls_->Drain();
  wire_->Shutdown(std::chrono::system_clock::now() + kDrainTime);
  workers_->Stop();
  ticker_ = nullptr;
  wire_ = nullptr;
  // Finishes what is queued and stores a last checkpoint.
  groups_.clear();
}

}  // namespace sceau
