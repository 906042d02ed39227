#include "server/charter/charter_life.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

#include "crypto/charter_signature.h"
#include "policy/compile/compiler.h"
#include "policy/describe/describe.h"
#include "proto/contract/errors.h"
#include "proto/contract/names.h"
#include "proto/contract/quotas.h"
#include "server/calls/one_at_a_time.h"
#include "server/calls/recorded_call.h"
#include "server/calls/request_log.h"
#include "server/charter/charter_operations.h"
#include "server/charter/charter_view.h"

namespace sceau {
namespace {

absl::Status LifeForbids(absl::string_view message) {
  return Error(v1::ERROR_REASON_STATE_FORBIDS, message);
}

// What keeps a draft from being kept: places and codes, never what stands
// there. An invariant that the proof found broken has no place.
std::vector<std::string> FaultsOf(const policy::CompileResult& compiled,
                                  const policy::Proof& proof) {
  std::vector<std::string> faults;
  for (const policy::Issue& issue : compiled.issues) {
    faults.push_back(absl::StrCat(issue.line, ":", issue.column, " ",
                                  policy::CodeOf(issue)));
  }
  for (const policy::Violation& violation : proof.violations) {
    faults.push_back(absl::StrFormat("0:0 F-%02d", violation.invariant));
  }
  return faults;
}

absl::Status Rejected(std::vector<std::string> faults) {
  const std::string count = absl::StrCat(faults.size());
  faults.resize(kIssuesTold);
  return Error(v1::ERROR_REASON_POLICY_REJECTED,
               "the charter cannot be proposed: it has issues",
               {{"issues", count},
                {"issue1", faults[0]},
                {"issue2", faults[1]},
                {"issue3", faults[2]},
                {"issue4", faults[3]},
                {"issue5", faults[4]}});
}

// Whether nothing that is in force or adopted begins on its first day or later.
bool IsAfterOthers(const GroupState& state, const CompiledCharter& charter) {
  return std::all_of(
      state.charters.begin(), state.charters.end(),
      [&charter](const auto& each) {
        const CharterFile& other = *each.second;
        const bool counts = other.record.WasInForce() ||
                            other.record.state == v1::CHARTER_STATE_ADOPTED;
        return !counts || other.compiled->effective < charter.effective;
      });
}

// An earlier adoption counts as long as its co-pilot is one, with that key.
bool StillHolds(const GroupState& state, const CharterAdoption& adoption) {
  const auto member = state.members.find(adoption.member);
  return member != state.members.end() &&
         member->second.role == v1::ROLE_CO_PILOT &&
         member->second.membership == Membership::kConfirmed &&
         member->second.partner == adoption.partner &&
         member->second.spki_der == adoption.spki_der;
}

absl::StatusOr<absl::CivilDay> ReadDay(const google::type::Date& date) {
  const absl::CivilDay day(date.year(), date.month(), date.day());
  if (day.year() == date.year() && day.month() == date.month() &&
      day.day() == date.day() && date.year() > 0) {
    return day;
  }
  return FieldError("date", "a complete date");
}

// Whether `proposer` may bring one more draft at `now`.
absl::Status CheckRoom(const GroupState& state, const std::string& proposer,
                       absl::Time now) {
  if (state.charters.size() >= kMaxCharterVersions) {
    return QuotaExceeded(Quota::kCharterVersions,
                         "the group has as many versions as one can");
  }
  const auto recent = static_cast<size_t>(std::count_if(
      state.charters.begin(), state.charters.end(), [&](const auto& each) {
        const CharterRecord& record = each.second->record;
        return record.proposer == proposer &&
               now - record.propose_time < kDraftsWindow;
      }));
  if (recent < kMaxDraftsOfOne) return absl::OkStatus();
  return QuotaExceeded(Quota::kDrafts,
                       "too many drafts of one person within thirty days");
}

// The open draft, or nullptr.
std::shared_ptr<const CharterFile> OpenDraft(const GroupState& state) {
  for (const auto& [id, file] : state.charters) {
    if (file->record.IsOpenDraft()) return file;
  }
  return nullptr;
}

}  // namespace

absl::Status CharterLife::Put(WriteTransaction& transaction, CharterFile& file,
                              LeafDraft& leaf) const {
  CharterRecord whole = file.record;
  whole.source = file.compiled->source;
  ++file.record.row_version;
  return rows_.Put(transaction, kCharterKind, file.record.version,
                   file.record.row_version, Encode(whole), leaf);
}

void CharterLife::ProposeCharter(const Call& call,
                                 const v1::ProposeCharterRequest& request,
                                 v1::CharterVersion* response,
                                 Finish finish) const {
  const auto key = RequestKeyOf(call, request.request_id(), request);
  if (!key.ok()) return finish(key.status(), std::nullopt);
  if (request.source().size() > kMaxProposedBytes) {
    return finish(FieldError("source", "at most 200 KiB"), std::nullopt);
  }
  // Compiling takes long: for nobody who would be refused anyway, not on the
  // writer's thread, and one at a time.
  auto compiled = std::make_shared<policy::CompileResult>();
  policy::Proof proof;
  LeafDraft unrecorded;
  absl::Status may =
      DecideRoleOperation(call, v1::OPERATION_CHARTER_PROPOSE, unrecorded);
  if (may.ok()) {
    may = CheckRoom(*members_.state(), call.caller.member, call.now);
  }
  if (may.ok()) {
    const OneAtATime turn(proving_);
    if (turn.taken()) {
      *compiled = policy::Compile(request.source());
      if (compiled->program != nullptr) proof = prove_(*compiled->program);
    } else {
      may = Error(v1::ERROR_REASON_QUEUE_FULL, "another draft is being proven");
    }
  }
  auto faults = std::make_shared<const std::vector<std::string>>(
      FaultsOf(*compiled, proof));
  RunMutation<v1::ProposeCharterRequest, v1::CharterVersion>(
      journal_.writer(), call, v1::OPERATION_CHARTER_PROPOSE, request, response,
      std::move(finish),
      [this, compiled, faults, may, key = *key](
          const Call& who, const v1::ProposeCharterRequest& what,
          WriteTransaction& transaction, Mutation& mutation,
          v1::CharterVersion* answer) -> absl::Status {
        RETURN_IF_ERROR(DecideRoleOperation(who, v1::OPERATION_CHARTER_PROPOSE,
                                            mutation.leaf));
        ASSIGN_OR_RETURN(const auto earlier, FindEarlier(transaction, key));
        const std::shared_ptr<const GroupState> state = members_.state();
        RETURN_IF_ERROR(CheckNoneUnderWay(transaction, *state));
        if (earlier.has_value()) {
          const auto there = state->charters.find(earlier->resource);
          if (there == state->charters.end()) return PolicyDenied();
          *answer = CharterFor(who, *state, *there->second,
                               /*with_source=*/true);
          return absl::OkStatus();
        }
        RETURN_IF_ERROR(may);
        if (compiled->program == nullptr || !faults->empty()) {
          return Rejected(*faults);
        }
        CharterFile draft;
        ASSIGN_OR_RETURN(draft.compiled,
                         CompiledFrom(compiled->program, what.source()));
        draft.record.version = draft.compiled->version;
        draft.record.proposer = who.caller.member;
        draft.record.propose_time = transaction.time();
        mutation.leaf.resources.push_back(
            VersionPseudonym(who, draft.record.version));
        if (draft.record.version == kCurrentCharter ||
            state->charters.count(draft.record.version) != 0) {
          return FieldError("source.version", "this version id was used");
        }
        const absl::Duration until =
            draft.compiled->effective - transaction.time();
        if (until <= absl::ZeroDuration() || until > kMaxUntilFirstDay ||
            !IsAfterOthers(*state, *draft.compiled)) {
          return FieldError("source.effective_date",
                            "after today, within a year, and after every "
                            "adopted version's");
        }
        RETURN_IF_ERROR(
            CheckRoom(*state, who.caller.member, transaction.time()));
        std::vector<CharterFile> changed;
        if (const auto open = OpenDraft(*state); open != nullptr) {
          if (!open->record.adoptions.empty()) {
            return LifeForbids(
                "a co-pilot has adopted the open draft: veto "
                "it first");
          }
          changed.push_back(*open);
          changed.back().record.state = v1::CHARTER_STATE_REPLACED;
        }
        changed.push_back(draft);
        for (CharterFile& file : changed) {
          RETURN_IF_ERROR(Put(transaction, file, mutation.leaf));
        }
        RETURN_IF_ERROR(
            Remember(transaction, key, draft.record.version, /*version=*/1));
        *answer = CharterFor(who, *state, changed.back(), /*with_source=*/true);
        mutation.applied = [this, changed] { members_.Apply(changed); };
        return absl::OkStatus();
      });
}

template <typename Request>
void CharterLife::ChangeVersion(const Call& call, const Request& request,
                                v1::Operation operation, Change<Request> change,
                                v1::CharterVersion* response,
                                Finish finish) const {
  const auto name = CharterVersionName::Parse(request.name());
  if (!name.ok()) return finish(name.status(), std::nullopt);
  const auto key = RequestKeyOf(call, request.request_id(), request);
  if (!key.ok()) return finish(key.status(), std::nullopt);
  RunMutation<Request, v1::CharterVersion>(
      journal_.writer(), call, operation, request, response, std::move(finish),
      [this, id = name->id(), key = *key, operation, change](
          const Call& who, const Request& what, WriteTransaction& transaction,
          Mutation& mutation, v1::CharterVersion* answer) -> absl::Status {
        mutation.leaf.resources.push_back(VersionPseudonym(who, id));
        RETURN_IF_ERROR(DecideRoleOperation(who, operation, mutation.leaf));
        const std::shared_ptr<const GroupState> state = members_.state();
        const auto found = state->charters.find(id);
        if (found == state->charters.end() ||
            !IsSeen(who, found->second->record)) {
          return PolicyDenied();
        }
        ASSIGN_OR_RETURN(const auto earlier, FindEarlier(transaction, key));
        RETURN_IF_ERROR(CheckNoneUnderWay(transaction, *state));
        CharterFile file = *found->second;
        if (!earlier.has_value()) {
          RETURN_IF_ERROR(
              change(*this, who, what, *state, transaction.time(), file));
          RETURN_IF_ERROR(Put(transaction, file, mutation.leaf));
          RETURN_IF_ERROR(
              Remember(transaction, key, id, file.record.row_version));
          mutation.applied = [this, file] {
            members_.Apply(std::vector{file});
          };
        }
        *answer = CharterFor(who, *state, file, /*with_source=*/true);
        return absl::OkStatus();
      });
}

void CharterLife::GiveOpinion(const Call& call,
                              const v1::GiveOpinionRequest& request,
                              v1::CharterVersion* response,
                              Finish finish) const {
  using Request = v1::GiveOpinionRequest;
  ChangeVersion<Request>(
      call, request, v1::OPERATION_CHARTER_OPINION,
      [](const CharterLife& life, const Call& who, const Request& what,
         const GroupState&, absl::Time, CharterFile& file) -> absl::Status {
        // Whatever the charter says: who prepares it gives no opinion on it.
        if (who.caller.role != v1::ROLE_DATA_PROTECTION_OFFICER) {
          return PolicyDenied();
        }
        if (file.record.state != v1::CHARTER_STATE_DRAFT) {
          return LifeForbids("no draft that awaits an opinion");
        }
        if (!v1::CharterOpinion_IsValid(what.opinion()) ||
            what.opinion() == v1::CHARTER_OPINION_UNSPECIFIED) {
          return FieldError("opinion", "one of the closed list");
        }
        ASSIGN_OR_RETURN(file.record.opinion_day, ReadDay(what.date()));
        if (file.record.opinion_day > who.today ||
            file.record.opinion_day <
                life.clock_.DayOf(file.record.propose_time)) {
          return FieldError("date", "from the day of the draft to today");
        }
        file.record.opinion = what.opinion();
        file.record.state = v1::CHARTER_STATE_OPINION_GIVEN;
        return absl::OkStatus();
      },
      response, std::move(finish));
}

void CharterLife::AdoptCharter(const Call& call,
                               const v1::AdoptCharterRequest& request,
                               v1::CharterVersion* response,
                               Finish finish) const {
  using Request = v1::AdoptCharterRequest;
  ChangeVersion<Request>(
      call, request, v1::OPERATION_CHARTER_ADOPT,
      [](const CharterLife&, const Call& who, const Request& what,
         const GroupState& state, absl::Time now,
         CharterFile& file) -> absl::Status {
        CharterRecord& record = file.record;
        if (record.state != v1::CHARTER_STATE_OPINION_GIVEN) {
          return LifeForbids(
              record.state == v1::CHARTER_STATE_DRAFT
                  ? "the data protection officer's opinion comes first"
                  : "this is no open draft");
        }
        if (file.compiled->effective <= now ||
            !IsAfterOthers(state, *file.compiled)) {
          return LifeForbids("its first day has come: propose a new draft");
        }
        auto& adoptions = record.adoptions;
        adoptions.erase(
            std::remove_if(adoptions.begin(), adoptions.end(),
                           [&state](const CharterAdoption& adoption) {
                             return !StillHolds(state, adoption);
                           }),
            adoptions.end());
        for (const CharterAdoption& adoption : adoptions) {
          if (adoption.partner == who.caller.partner) {
            return LifeForbids(
                "your organisation has adopted it: the other's turn");
          }
        }
        const crypto::ByteView signature = crypto::AsBytes(what.signature());
        const MemberRecord& member = state.members.at(who.caller.member);
        if (signature.size() > crypto::kMaxSignatureBytes ||
            !IsAdoptionOf(who.group, *file.compiled, member.spki_der,
                          signature)) {
          return FieldError("signature",
                            "not the registered key's over this version");
        }
        adoptions.push_back({.member = who.caller.member,
                             .partner = who.caller.partner,
                             .spki_der = member.spki_der,
                             .signature = {signature.begin(), signature.end()},
                             .time = now});
        if (adoptions.size() == kAdoptionsNeeded) {
          record.state = v1::CHARTER_STATE_ADOPTED;
        }
        return absl::OkStatus();
      },
      response, std::move(finish));
}

void CharterLife::VetoCharter(const Call& call,
                              const v1::VetoCharterRequest& request,
                              v1::CharterVersion* response,
                              Finish finish) const {
  using Request = v1::VetoCharterRequest;
  ChangeVersion<Request>(
      call, request, v1::OPERATION_CHARTER_ADOPT,
      [](const CharterLife&, const Call&, const Request&, const GroupState&,
         absl::Time, CharterFile& file) -> absl::Status {
        if (!file.record.IsOpenDraft()) {
          return LifeForbids("this is no open draft");
        }
        file.record.state = v1::CHARTER_STATE_VETOED;
        return absl::OkStatus();
      },
      response, std::move(finish));
}

}  // namespace sceau
