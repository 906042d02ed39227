// One caller under load: opens cases, deposits, supersedes and reads, one call
// after the other, and knows exactly what it was told. A write whose answer
// never came is asked again under its request id until it is answered.
#ifndef SCEAU_TESTS_FAULT_LOAD_WORKER_H_
#define SCEAU_TESTS_FAULT_LOAD_WORKER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "grpcpp/grpcpp.h"

#include "sceau/v1/case_service.grpc.pb.h"
#include "tests/support/ledger.h"

namespace sceau::testing {

// An own case and its own deposit, as last acknowledged.
struct KeptCase {
  std::string name = {};
  std::string entry = {};  // Empty: none yet.
  std::string etag = {};
  v1::Strength strength = v1::STRENGTH_UNSPECIFIED;
  // What made the case, to be asked again.
  std::shared_ptr<const v1::CreateCaseRequest> request = nullptr;
};

// Thread compatible.
class LoadWorker {
 public:
  using Stub = v1::CaseService::Stub;

  // `model`: a CreateCaseRequest but for its request id. The ledger outlives
  // it.
  LoadWorker(int number, uint32_t seed, v1::CreateCaseRequest model,
             Ledger& ledger)
      : number_(number),
        random_(seed),
        model_(std::move(model)),
        ledger_(ledger) {}

  // Calls until the server is gone; first what stayed unanswered.
  void RunUntilGone(Stub& stub);
  // Gets an answer for what stayed unanswered, and again the answer of a write
  // acknowledged earlier. For a server that nobody kills.
  void Settle(Stub& stub);

  const std::vector<KeptCase>& cases() const { return cases_; }
  // The first thing that was not as promised; "" for none.
  const std::string& failure() const { return failure_; }

  struct Counts {
    uint64_t writes = 0;   // Acknowledged.
    uint64_t reads = 0;    // Answered.
    uint64_t denials = 0;  // Answered.
    uint64_t unanswered = 0;
    uint64_t repeated = 0;  // Unanswered, asked again, then acknowledged.
  };
  const Counts& counts() const { return counts_; }

 private:
  enum class Outcome { kAnswered, kAgain, kGone };
  // A call that may be made again and again until it is answered.
  using Step = std::function<Outcome(Stub&)>;

  template <typename Request, typename Response>
  Outcome Call(Stub& stub,
               grpc::Status (Stub::*method)(grpc::ClientContext*,
                                            const Request&, Response*),
               const Request& request, Response* response,
               bool expects_denial = false);
  Step NextWrite();
  Step Open();
  Step Deposit(size_t at);
  Step Supersede(size_t at);
  Outcome Read(Stub& stub);
  Outcome ReadAbsent(Stub& stub);
  Outcome Finish(Stub& stub);
  std::string NewRequestId();
  v1::Strength AnyStrength();
  void Fail(const std::string& what);

  const int number_;
  std::mt19937 random_;
  const v1::CreateCaseRequest model_;
  Ledger& ledger_;
  uint64_t requests_ = 0;
  std::vector<KeptCase> cases_;
  Step pending_;  // A write not yet answered.
  bool was_unanswered_ = false;
  std::string failure_;
  Counts counts_;
};

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_FAULT_LOAD_WORKER_H_
