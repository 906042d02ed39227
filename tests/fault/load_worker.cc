#include "tests/fault/load_worker.h"

#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

#include "crypto/canonical.h"
#include "proto/contract/errors.h"
#include "proto/contract/wire.h"

namespace sceau::testing {
namespace {

constexpr std::chrono::seconds kPatience{20};

std::string TrailerOf(const grpc::ClientContext& context, const char* key) {
  const auto& trailers = context.GetServerTrailingMetadata();
  const auto found = trailers.find(key);
  return found == trailers.end()
             ? ""
             : std::string(found->second.data(), found->second.size());
}

}  // namespace

void LoadWorker::Fail(const std::string& what) {
  if (failure_.empty()) failure_ = absl::StrCat("caller ", number_, ": ", what);
}

std::string LoadWorker::NewRequestId() {
  return absl::StrFormat("%08x-0000-4000-8000-%012x", number_, ++requests_);
}

v1::Strength LoadWorker::AnyStrength() {
  return random_() % 2 == 0 ? v1::STRENGTH_PROJECT : v1::STRENGTH_SKILL;
}

template <typename Request, typename Response>
LoadWorker::Outcome LoadWorker::Call(
    Stub& stub,
    grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                 Response*),
    const Request& request, Response* response, bool expects_denial) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kPatience);
  response->Clear();
  const absl::Status status =
      FromGrpcStatus((stub.*method)(&context, request, response));
  const v1::ErrorReason reason = ReasonOf(status);
  if (absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) ||
      absl::IsCancelled(status)) {
    // With a reason of ours it is there, and busy.
    return reason == v1::ERROR_REASON_UNSPECIFIED ? Outcome::kGone
                                                  : Outcome::kAgain;
  }
  const bool as_expected =
      expects_denial ? reason == v1::ERROR_REASON_POLICY_DENIED : status.ok();
  if (!as_expected) {
    Fail(absl::StrCat(request.GetTypeName(), ": ", status.ToString()));
    return Outcome::kAnswered;
  }
  // No reply without a leaf.
  const std::string receipt = TrailerOf(context, kReceiptKey);
  crypto::CanonicalReader in(crypto::AsBytes(receipt));
  const uint64_t index = in.U64();
  crypto::Hash leaf = {};
  in.FixedInto(leaf);
  if (!in.Finish().ok()) {
    Fail("an answer without a receipt");
    return Outcome::kAnswered;
  }
  const std::string wrong =
      ledger_.Add(index, leaf, TrailerOf(context, kCheckpointKey));
  if (!wrong.empty()) Fail(wrong);
  return Outcome::kAnswered;
}

LoadWorker::Step LoadWorker::Open() {
  auto request = std::make_shared<v1::CreateCaseRequest>(model_);
  request->set_request_id(NewRequestId());
  return [this, request](Stub& stub) {
    v1::Case made;
    const Outcome outcome = Call(stub, &Stub::CreateCase, *request, &made);
    if (outcome != Outcome::kAnswered || !failure_.empty()) return outcome;
    cases_.push_back({.name = made.name(), .request = request});
    return outcome;
  };
}

LoadWorker::Step LoadWorker::Deposit(size_t at) {
  auto request = std::make_shared<v1::CreateEntryRequest>();
  request->set_parent(cases_[at].name);
  request->set_request_id(NewRequestId());
  const v1::Strength strength = AnyStrength();
  request->mutable_entry()->mutable_body()->mutable_strengths()->add_codes(
      strength);
  return [this, at, strength, request](Stub& stub) {
    v1::Entry made;
    const Outcome outcome = Call(stub, &Stub::CreateEntry, *request, &made);
    if (outcome != Outcome::kAnswered || !failure_.empty()) return outcome;
    cases_[at].entry = made.name();
    cases_[at].etag = made.etag();
    cases_[at].strength = strength;
    return outcome;
  };
}

LoadWorker::Step LoadWorker::Supersede(size_t at) {
  auto request = std::make_shared<v1::SupersedeEntryRequest>();
  request->set_name(cases_[at].entry);
  request->set_etag(cases_[at].etag);
  request->set_request_id(NewRequestId());
  const v1::Strength strength = AnyStrength();
  request->mutable_body()->mutable_strengths()->add_codes(strength);
  return [this, at, strength, request](Stub& stub) {
    v1::Entry made;
    const Outcome outcome = Call(stub, &Stub::SupersedeEntry, *request, &made);
    if (outcome != Outcome::kAnswered || !failure_.empty()) return outcome;
    if (made.name() != cases_[at].entry || made.etag() == cases_[at].etag) {
      Fail("a new version is not the next of its entry");
    }
    cases_[at].etag = made.etag();
    cases_[at].strength = strength;
    return outcome;
  };
}

LoadWorker::Step LoadWorker::NextWrite() {
  const auto kind = random_() % 4;
  if (cases_.empty() || kind == 0) return Open();
  const size_t at = random_() % cases_.size();
  return cases_[at].entry.empty() ? Deposit(at) : Supersede(at);
}

LoadWorker::Outcome LoadWorker::Read(Stub& stub) {
  const KeptCase& kept = cases_[random_() % cases_.size()];
  v1::GetCaseRequest request;
  request.set_name(kept.name);
  request.set_view(v1::CASE_VIEW_FULL);
  request.set_purpose(v1::READING_PURPOSE_FOLLOW_UP);
  v1::Case file;
  const Outcome outcome = Call(stub, &Stub::GetCase, request, &file);
  if (outcome != Outcome::kAnswered || !failure_.empty()) return outcome;
  ++counts_.reads;
  int strengths = 0;
  for (const v1::Entry& entry : file.entries()) {
    if (entry.category() != v1::CATEGORY_STRENGTHS) continue;
    ++strengths;
    if (entry.name() != kept.entry || entry.etag() != kept.etag ||
        entry.body().strengths().codes_size() != 1 ||
        entry.body().strengths().codes(0) != kept.strength) {
      Fail(absl::StrCat(kept.name, " does not hold what was acknowledged"));
    }
  }
  if (strengths != (kept.entry.empty() ? 0 : 1)) {
    Fail(absl::StrCat(kept.name, " holds ", strengths, " deposits"));
  }
  return outcome;
}

LoadWorker::Outcome LoadWorker::ReadAbsent(Stub& stub) {
  v1::GetCaseRequest request;
  request.set_name("groups/alencon-jeunesse/cases/absent");
  request.set_view(v1::CASE_VIEW_BASIC);
  v1::Case file;
  const Outcome outcome =
      Call(stub, &Stub::GetCase, request, &file, /*expects_denial=*/true);
  if (outcome == Outcome::kAnswered) ++counts_.denials;
  return outcome;
}

LoadWorker::Outcome LoadWorker::Finish(Stub& stub) {
  const Outcome outcome = pending_(stub);
  if (outcome == Outcome::kAnswered) {
    pending_ = nullptr;
    ++counts_.writes;
    if (was_unanswered_) ++counts_.repeated;
    was_unanswered_ = false;
  } else if (!was_unanswered_) {
    was_unanswered_ = true;
    ++counts_.unanswered;
  }
  return outcome;
}

void LoadWorker::RunUntilGone(Stub& stub) {
  while (failure_.empty()) {
    Outcome outcome = Outcome::kAnswered;
    if (pending_) {
      outcome = Finish(stub);
    } else if (const auto kind = random_() % 10; kind == 0) {
      outcome = ReadAbsent(stub);
    } else if (kind < 5 && !cases_.empty()) {
      outcome = Read(stub);
    } else {
      pending_ = NextWrite();
    }
    if (outcome == Outcome::kGone) return;
  }
}

void LoadWorker::Settle(Stub& stub) {
  while (failure_.empty() && pending_) {
    if (Finish(stub) == Outcome::kGone) return Fail("no answer");
  }
  if (cases_.empty()) return;
  // The newest and any other: the same request, the same resource.
  for (const size_t at : {cases_.size() - 1, random_() % cases_.size()}) {
    v1::Case again;
    Outcome outcome = Outcome::kAgain;
    while (failure_.empty() && outcome == Outcome::kAgain) {
      outcome = Call(stub, &Stub::CreateCase, *cases_[at].request, &again);
    }
    if (failure_.empty() && again.name() != cases_[at].name) {
      Fail("a repeated request made another case");
    }
  }
}

}  // namespace sceau::testing
