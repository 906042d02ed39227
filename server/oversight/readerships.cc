#include "server/oversight/readerships.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "proto/contract/errors.h"
#include "proto/contract/names.h"
#include "server/calls/recorded_call.h"
#include "server/cases/case_decision.h"
#include "server/cases/case_loader.h"
#include "server/cases/entry_header.h"
#include "server/oversight/review_view.h"
#include "server/runtime/civil.h"

namespace sceau {
namespace {

// By category, when the caller's organisation first contributed to what stands
// there and the caller may read, in Unix nanoseconds; nothing when it has not.
using Contributions = std::array<std::optional<int64_t>, v1::Category_MAX + 1>;

absl::StatusOr<Contributions> ContributionsOf(const CaseRooms& rooms,
                                              const Call& call,
                                              const CaseName& name) {
  ASSIGN_OR_RETURN(const LoadedCase loaded, LoadCase(rooms, name));
  Contributions made;
  if (!loaded.exists) return made;
  ASSIGN_OR_RETURN(const auto headers, DecodeHeaders(loaded.headers));
  const CaseAsker asker(call, rooms.agenda, name.id(), loaded.facts);
  for (const EntryHeader& header : headers) {
    if (!header.standing() || header.owner != call.caller.owner() ||
        !asker.DecideRead(header).allowed) {
      continue;
    }
    auto& earliest = made[static_cast<size_t>(header.category)];
    earliest = std::min(earliest.value_or(INT64_MAX), header.made_time_ns);
  }
  return made;
}

// What an organisation was shown: its line, days in Unix nanoseconds.
struct Readings {
  int count = 0;
  int64_t first_ns = 0;
  int64_t last_ns = 0;
  uint32_t released = 0;
};

// Of the case, by organisation. `counts` says which categories of a reading are
// told; nothing = the reading does not count.
std::map<std::string, Readings> ReadingsOf(
    const AccessSnapshot& snapshot, const GroupState& state,
    const Pseudonym& of, int64_t from,
    const std::function<std::optional<uint32_t>(uint32_t released,
                                                int64_t time)>& counts) {
  const auto& members = snapshot.names->Of(AccessNames::kMember);
  const auto& partners = snapshot.names->Of(AccessNames::kPartner);
  std::map<std::string, Readings> readings;
  snapshot.Visit(from, INT64_MAX, 0, [&](const AccessChunk& chunk, size_t row) {
    if (!chunk.IsOpening(row)) return true;
    const auto cases = CasesOf(chunk, row);
    if (std::find(cases.begin(), cases.end(), of) == cases.end()) return true;
    const int64_t time = chunk.time_ns[row];
    const std::optional<uint32_t> released = counts(chunk.released[row], time);
    if (!released.has_value()) return true;
    const auto member = state.members.find(members[chunk.member[row]]);
    const bool secretariat = member != state.members.end() &&
                             member->second.role == v1::ROLE_COORDINATOR;
    Readings& line =
        readings[secretariat ? kSecretariat : partners[chunk.partner[row]]];
    if (line.count == 0) line.first_ns = time;
    ++line.count;
    line.last_ns = time;
    line.released |= *released;
    return true;
  });
  return readings;
}

template <typename Response>
void Fill(const CivilClock& clock,
          const std::map<std::string, Readings>& readings, absl::Time kept_from,
          Response& answer) {
  const auto day = [&clock](int64_t ns) {
    return ToDate(clock.DayOf(absl::FromUnixNanos(ns)));
  };
  for (const auto& [partner, line] : readings) {
    v1::Readership& out = *answer.add_readerships();
    out.set_partner(partner);
    out.set_readings(line.count);
    *out.mutable_first_date() = day(line.first_ns);
    *out.mutable_last_date() = day(line.last_ns);
    for (int category = 1; category <= v1::Category_MAX; ++category) {
      if ((line.released >> static_cast<unsigned>(category) & 1) != 0) {
        out.add_categories(static_cast<v1::Category>(category));
      }
    }
  }
  *answer.mutable_since_date() = ToDate(clock.DayOf(kept_from));
}

// Whether knowing that this organisation reads the file would tell the caller
// what the charter keeps from the caller's own.
bool Betrays(const Call& call, const std::string& partner) {
  if (call.caller.IsCoordinator()) return false;
  const policy::Program& program = *call.charter->program;
  const policy::PartnerIndex index = program.FindPartner(partner);
  return index != policy::kNoPartner &&
         (program.tables().partners[index].owner_classes &
          program.ProhibitedClasses(call.caller.partner_index)) != 0;
}

absl::StatusOr<v1::ListOwnAccessesResponse> OwnAccesses(
    const ReviewRooms& rooms, const Call& call, const CaseName& name,
    const Pseudonym& of) {
  ASSIGN_OR_RETURN(const Contributions made,
                   ContributionsOf(rooms.rooms, call, name));
  const bool any = std::any_of(made.begin(), made.end(), [](const auto& each) {
    return each.has_value();
  });
  if (!any) return PolicyDenied();
  const absl::Time kept_from =
      KeptFrom(rooms.rooms.clock, call.charter->program->clocks(), call.today);
  RETURN_IF_ERROR(rooms.index.CatchUp(kept_from));
  auto readings = ReadingsOf(
      *rooms.index.snapshot(), *rooms.rooms.members.state(), of,
      absl::ToUnixNanos(kept_from),
      [&made](uint32_t released, int64_t time) -> std::optional<uint32_t> {
        uint32_t counted = 0;
        for (size_t c = 1; c < made.size(); ++c) {
          if (made[c].has_value() && *made[c] <= time) {
            counted |= released & (1U << c);
          }
        }
        if (counted == 0) return std::nullopt;
        return counted;
      });
  readings.erase(call.caller.owner());
  std::erase_if(readings, [&call](const auto& line) {
    return Betrays(call, line.first);
  });
  v1::ListOwnAccessesResponse answer;
  Fill(rooms.rooms.clock, readings, kept_from, answer);
  return answer;
}

}  // namespace

void Readerships::ListOwnAccesses(const Call& call,
                                  const v1::ListOwnAccessesRequest& request,
                                  v1::ListOwnAccessesResponse* response,
                                  Finish finish) const {
  const auto name = CaseName::Parse(request.name());
  if (!name.ok()) return finish(name.status(), std::nullopt);
  const Pseudonym of = call.pseudonyms->Of(kCaseRowKind, name->id());
  LeafDraft leaf =
      DraftLeaf(call, v1::OPERATION_ACCESS_LIST_OWN, Outcome::kAllowed);
  leaf.resources.push_back(of);
  v1::ListOwnAccessesResponse answer;
  absl::Status status =
      DecideRoleOperation(call, v1::OPERATION_ACCESS_LIST_OWN, leaf);
  if (status.ok()) {
    auto own = OwnAccesses(rooms_, call, *name, of);
    status = own.status();
    if (own.ok()) answer = *std::move(own);
  }
  leaf.outcome = OutcomeOfCall(status);
  RecordAndAnswer(rooms_.rooms.journal.writer(), std::move(leaf),
                  std::move(status), std::move(answer), response,
                  std::move(finish));
}

void Readerships::ListReaders(const Call& call,
                              const v1::ListReadersRequest& request,
                              v1::ListReadersResponse* response,
                              Finish finish) const {
  const auto name = CaseName::Parse(request.name());
  if (!name.ok()) return finish(name.status(), std::nullopt);
  const Pseudonym of = call.pseudonyms->Of(kCaseRowKind, name->id());
  LeafDraft leaf =
      DraftLeaf(call, v1::OPERATION_REQUEST_HANDLE, Outcome::kAllowed);
  leaf.resources.push_back(of);
  v1::ListReadersResponse answer;
  absl::Status status =
      DecideRoleOperation(call, v1::OPERATION_REQUEST_HANDLE, leaf);
  if (status.ok()) {
    const absl::Time kept_from = KeptFrom(
        rooms_.rooms.clock, call.charter->program->clocks(), call.today);
    status = rooms_.index.CatchUp(kept_from);
    if (status.ok()) {
      // Who, and no section: what stands in the file is not the officer's.
      Fill(rooms_.rooms.clock,
           ReadingsOf(*rooms_.index.snapshot(), *rooms_.rooms.members.state(),
                      of, absl::ToUnixNanos(kept_from),
                      [](uint32_t, int64_t) { return uint32_t{0}; }),
           kept_from, answer);
    }
  }
  leaf.outcome = OutcomeOfCall(status);
  RecordAndAnswer(rooms_.rooms.journal.writer(), std::move(leaf),
                  std::move(status), std::move(answer), response,
                  std::move(finish));
}

}  // namespace sceau
