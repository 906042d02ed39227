#include "server/cases/releaser.h"

#include <functional>
#include <span>
#include <vector>

#include "google/protobuf/util/time_util.h"

#include "proto/contract/errors.h"
#include "server/cases/entry_bodies.h"
#include "server/store/case_table.h"

namespace sceau {
namespace {

bool SeesAuthor(const Call& call, const EntryHeader& header) {
  return call.caller.IsCoordinator() || header.owner == call.caller.owner();
}

// Opens exactly the versions that were decided on, each in the place that
// `next` gives.
absl::Status Release(const CaseRooms& rooms, const Call& call,
                     const CaseName& name, const CaseFacts& facts,
                     std::span<const CaseDecision::Readable> readable,
                     const std::function<v1::Entry*()>& next) {
  if (readable.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto keys, rooms.case_keys.Find(name.id()));
  std::vector<EntryVersion> versions;
  versions.reserve(readable.size());
  for (const auto& [header, decision, asked, may_change] : readable) {
    versions.push_back({.entry_id = header.id, .version = header.version});
  }
  ReadPool::Lease lease = rooms.reads.Take();
  return VisitBodies(*lease, name.id(), versions,
                     [&](size_t i, crypto::ByteView sealed) -> absl::Status {
                       const EntryHeader& header = readable[i].header;
                       v1::Entry* const out = next();
                       out->set_name(EntryName::ToString(name, header.id));
                       RETURN_IF_ERROR(OpenBody(*keys, out->name(), header,
                                                sealed, out->mutable_body()));
                       FillEntry(call, name, facts, readable[i], out);
                       return absl::OkStatus();
                     });
}

}  // namespace

void FillEntry(const Call& call, const CaseName& name, const CaseFacts& facts,
               const CaseDecision::Readable& readable, v1::Entry* out) {
  const policy::Program& program = *call.charter->program;
  const EntryHeader& header = readable.header;
  const bool own = header.owner == call.caller.owner();
  const bool whole = readable.decision.fields == policy::kAllFields;
  const uint8_t prohibited =
      own ? uint8_t{0} : program.ProhibitedClasses(call.caller.partner_index);

  v1::EntryBody& body = *out->mutable_body();
  if (body.has_notice()) {
    body.mutable_notice()->set_informed_flag(NoticeGiven(facts, call.today));
  }
  if (prohibited != 0) program.RemoveProhibitedValues(prohibited, &body);
  program.Project(readable.decision, &body);

  out->set_category(header.category);
  out->set_owner(header.owner);
  out->set_state(header.state);
  out->set_partial(!whole);
  out->set_awaits_acceptance(readable.asked);
  // Nothing that moves with what this caller may not read.
  if (whole && (prohibited == 0 || header.category != v1::CATEGORY_ORIGIN)) {
    out->set_version(static_cast<int64_t>(header.version));
    *out->mutable_create_time() =
        google::protobuf::util::TimeUtil::NanosecondsToTimestamp(
            header.create_time_ns);
  }
  if (readable.may_change) out->set_etag(EtagOf(header));
  if (SeesAuthor(call, header)) {
    out->set_author(MemberName::Of(name.group(), header.author).ToString());
    for (const std::string& partner : header.narrowed_to) {
      out->add_narrowed_to(partner);
    }
  }
}

absl::Status ReleaseEntry(const CaseRooms& rooms, const Call& call,
                          const CaseName& name, const CaseFacts& facts,
                          const ReleasePermit& permit, size_t index,
                          v1::Entry* out) {
  absl::Status released =
      Release(rooms, call, name, facts,
              std::span(permit.decision().readable).subspan(index, 1),
              [out] { return out; });
  if (!released.ok()) out->Clear();
  return released;
}

absl::Status ReleaseEntries(
    const CaseRooms& rooms, const Call& call, const CaseName& name,
    const CaseFacts& facts, const ReleasePermit& permit,
    google::protobuf::RepeatedPtrField<v1::Entry>* out) {
  absl::Status released =
      Release(rooms, call, name, facts, permit.decision().readable,
              [out] { return out->Add(); });
  if (!released.ok()) out->Clear();
  return released;
}

}  // namespace sceau
